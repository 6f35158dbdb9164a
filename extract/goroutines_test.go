package extract_test

import (
	"context"
	"fmt"
	"io/fs"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/djdag/djdag/extract"
)

// A gatedFS blocks the first read of a file until the analysis has failed, and
// a moment longer.
type gatedFS struct {
	fstest.MapFS
	reading func() // called by the first read
	started chan struct{}
	failed  chan struct{}
	first   sync.Once
	running atomic.Int64
	calls   atomic.Int64
}

func (f *gatedFS) ReadFile(name string) ([]byte, error) {
	f.calls.Add(1)
	f.running.Add(1)
	defer f.running.Add(-1)
	f.first.Do(func() {
		f.reading()
		close(f.started)
		<-f.failed
		time.Sleep(20 * time.Millisecond)
	})
	return f.MapFS.ReadFile(name)
}

// Stat reports that the root "nowhere" does not exist, but not before a file is
// being read.
func (f *gatedFS) Stat(name string) (fs.FileInfo, error) {
	if name == "nowhere" {
		<-f.started
		close(f.failed)
	}
	return f.MapFS.Stat(name)
}

var (
	_ fs.ReadFileFS = (*gatedFS)(nil)
	_ fs.StatFS     = (*gatedFS)(nil)
)

// TestNoReadsAfterReturn checks that no goroutine reads the caller's files
// after Project has returned an error.
func TestNoReadsAfterReturn(t *testing.T) {
	tests := []struct {
		name   string
		opts   extract.Options
		cancel bool
	}{
		{name: "a missing root", opts: extract.Options{Roots: []string{"nowhere"}}},
		{name: "a canceled context", cancel: true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			files := &gatedFS{MapFS: fstest.MapFS{}, started: make(chan struct{}), failed: make(chan struct{})}
			for i := range 50 {
				files.MapFS[fmt.Sprintf("lab/m%02d.py", i)] = &fstest.MapFile{Data: []byte("import datajoint as dj\n")}
			}
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			files.reading = func() {
				if tt.cancel {
					cancel()
					close(files.failed)
				}
			}
			_, err := extract.Project(ctx, files, tt.opts)
			running, calls := files.running.Load(), files.calls.Load()
			if err == nil {
				t.Fatal("no error")
			}
			if running != 0 {
				t.Errorf("%d reads still run after the call", running)
			}
			time.Sleep(10 * time.Millisecond)
			if more := files.calls.Load() - calls; more != 0 {
				t.Errorf("%d reads began after the call", more)
			}
		})
	}
}
