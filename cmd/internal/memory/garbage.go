package memory

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// The share of garbage that the heap may hold, in percent of what is in use.
const (
	mostGarbage  = 200      // while little is in use: time counts then, and not memory
	leastGarbage = 25       // however much is in use
	someGarbage  = 32 << 20 // bytes; in between, there may be this much
)

// usualLimit is the number of bytes that the program may take from the system before
// the collector works harder, unless more than two thirds of that are in use. It has room for
// [LargePages]. Without it, the peak depends on how soon the collector gets to run.
const usualLimit = 76 << 20

// LimitGarbage makes the collector of garbage leave less room the more memory is in
// use: a small project is read without much collecting, and a large one does not
// take three times what it needs. It lasts until the program ends.
//
// Like the collector itself, it works after each collection: a dead object tells it that
// one has run.
func LimitGarbage() {
	debug.SetGCPercent(mostGarbage)
	debug.SetMemoryLimit(usualLimit)
	watch()
}

// watch waits for the next collection.
func watch() {
	type canary struct{ _ [16]byte }
	runtime.AddCleanup(&canary{}, func(struct{}) {
		used := inUse()
		debug.SetGCPercent(percent(used))
		debug.SetMemoryLimit(max(usualLimit, int64(used+used/2)))
		watch()
	}, struct{}{})
}

// inUse returns the bytes that the last collection found in use.
func inUse() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	if sample[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return sample[0].Value.Uint64()
}

// percent returns the share of garbage for a number of bytes in use.
func percent(inUse uint64) int {
	if inUse <= someGarbage*100/mostGarbage {
		return mostGarbage
	}
	return max(int(someGarbage*100/inUse), leastGarbage)
}
