package main

import (
	"os"
	"runtime/debug"
	"sync/atomic"

	"github.com/djdag/djdag/cmd/internal/memory"
)

// collectLess halves the work of the garbage collector, unless the environment
// says how much it is to do. Little of what is read becomes garbage before the
// program ends, so a tenth of the time is saved for a few megabytes.
func collectLess() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200)
	}
}

const (
	// Projects of fewer bytes are read before large pages would pay.
	largeProject = 100 << 10
	// largeHeap has room for what is made of some megabytes of source.
	largeHeap = 64 << 20
)

// A heap gets large pages when the project turns out to be large, which saves
// a sixth of the time. It may be used by several goroutines.
type heap struct {
	read atomic.Int64 // bytes of source
}

// add counts n more bytes that were read.
func (h *heap) add(n int) {
	after := h.read.Add(int64(n))
	if before := after - int64(n); before < largeProject && after >= largeProject {
		memory.LargePages(largeHeap)
	}
}
