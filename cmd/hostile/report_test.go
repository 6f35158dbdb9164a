//go:build hostile && linux

package hostile

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// A report collects what the runs took, by group: the name of the test function.
type report struct {
	mu     sync.Mutex
	groups map[string]*group
}

// A group is what the runs of one test function took.
type group struct {
	runs    int
	codes   map[int]int // how many runs ended with each exit code; -1: by a signal
	time    time.Duration
	slowest string
	memory  int64 // bytes
	largest string
	output  int64 // bytes
	longest string
	skipped []string
	total   time.Duration // of all runs
}

// group returns the group of a test.
func (r *report) group(test string) *group {
	name, _, _ := strings.Cut(strings.TrimPrefix(test, "Test"), "/")
	if r.groups == nil {
		r.groups = map[string]*group{}
	}
	if r.groups[name] == nil {
		r.groups[name] = &group{codes: map[int]int{}}
	}
	return r.groups[name]
}

// add adds a run.
func (r *report) add(test string, o outcome) {
	r.mu.Lock()
	defer r.mu.Unlock()
	g := r.group(test)
	_, name, _ := strings.Cut(test, "/")
	name = fmt.Sprintf("%s: %s", name, o.command)
	g.runs++
	g.codes[o.code]++
	g.total += o.cpu
	if o.cpu > g.time {
		g.time, g.slowest = o.cpu, name
	}
	if o.memory > g.memory {
		g.memory, g.largest = o.memory, name
	}
	if o.output > g.output {
		g.output, g.longest = o.output, name
	}
}

// skip adds a test that cannot run here.
func (r *report) skip(test, why string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	g := r.group(test)
	g.skipped = append(g.skipped, why)
}

// print writes a table of the groups, the most runs first.
func (r *report) print(w io.Writer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	names := slices.SortedFunc(maps.Keys(r.groups), func(a, b string) int {
		return cmp.Or(cmp.Compare(r.groups[b].runs, r.groups[a].runs), strings.Compare(a, b))
	})
	fmt.Fprintf(w, "\n%-12s %5s  %-28s %9s %9s %9s\n", "group", "runs", "exit codes", "all CPU", "most CPU", "memory")
	for _, name := range names {
		g := r.groups[name]
		var codes []string
		for _, code := range slices.Sorted(maps.Keys(g.codes)) {
			label := fmt.Sprint(code)
			if code < 0 {
				label = "signal"
			}
			codes = append(codes, fmt.Sprintf("%s×%d", label, g.codes[code]))
		}
		fmt.Fprintf(w, "%-12s %5d  %-28s %8.1fs %8.2fs %6d MB\n", name, g.runs, strings.Join(codes, " "), g.total.Seconds(), g.time.Seconds(), g.memory>>20)
		fmt.Fprintf(w, "    most CPU   %s\n    memory     %s\n    output     %.1f MB: %s\n", g.slowest, g.largest, float64(g.output)/(1<<20), g.longest)
		for _, why := range g.skipped {
			fmt.Fprintf(w, "    SKIPPED    %s\n", why)
		}
	}
}
