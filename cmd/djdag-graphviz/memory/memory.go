// Package memory prepares the heap of a process that draws one figure and ends.
// A program imports it for that alone:
//
//	import _ "github.com/djdag/djdag/cmd/djdag-graphviz/memory"
//
// Reading the compiled Graphviz and laying out a graph of some hundred nodes
// touch ten thousand fresh pages, and each costs a fault: together as much as
// the layout itself. So the pages are made large where the system can, and
// garbage is collected rarely.
//
// This is work in an init, which the house otherwise forbids. It has to come
// before that of go-graphviz, which reads the compiled library there. It does:
// of the packages that are ready, Go initializes the first by import path.
package memory

import (
	"runtime"
	"runtime/debug"
)

const (
	// heapSize is the part of the heap, in bytes, that has large pages. It is
	// address space; memory is taken as it is used. A graph of five hundred
	// nodes fits.
	heapSize = 64 << 20
	// gcPercent lets a short life see two or three collections, not a dozen.
	gcPercent = 400
)

func init() {
	debug.SetGCPercent(-1) // so that the one collection below is the only one
	adviseHeap(heapSize)
	debug.SetGCPercent(gcPercent)
}

// adviseHeap makes the heap grow to size at once, asks for large pages there,
// and gives the room back to the allocator, which fills it from its beginning.
func adviseHeap(size int) {
	if advise(make([]byte, size)) {
		runtime.GC()
	}
}
