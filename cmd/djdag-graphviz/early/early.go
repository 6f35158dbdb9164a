// Package early does what the drawing worker has to do before go-graphviz
// reads its library, which is in an init of that package. A program imports it
// for that alone.
//
// It does come before, though the house otherwise keeps work out of init: of
// the packages that are ready, Go initializes the first by import path.
//
// Source: the Go specification, "Program initialization".
package early

import (
	"runtime"
	"runtime/debug"

	"github.com/djdag/djdag/cmd/internal/memory"
)

const (
	// heapSize is enough for a graph of five hundred nodes, in bytes.
	heapSize = 64 << 20
	// gcPercent lets a short life see two or three collections, not a dozen.
	gcPercent = 400
)

func init() {
	debug.SetGCPercent(gcPercent)
	memory.LargePages(heapSize)
	runtime.GC() // so that the library gets the room
}
