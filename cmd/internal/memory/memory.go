// Package memory makes the memory of a program cheaper that uses much of it and
// soon ends. To touch a fresh page costs a fault, which on a virtual machine may
// take 10 to 20 µs; to read a large pipeline, or to lay it out, touches
// thousands.
package memory

import "runtime/debug"

// LargePages asks the system to back the heap with large pages, each of which
// saves some five hundred faults. The heap grows by size bytes for that, which
// are only address space until they are used; the next collection of garbage
// gives them to the allocator. Where the system has no such pages, or is set to
// use none, nothing is different.
func LargePages(size int) {
	// A collection that runs meanwhile would find the room in use.
	percent := debug.SetGCPercent(-1)
	defer debug.SetGCPercent(percent)
	advise(make([]byte, size))
}
