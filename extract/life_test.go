package extract_test

import (
	"context"
	"fmt"
	"io/fs"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/djdag/djdag/extract"
)

// A slowFS takes its time for each file, and counts the calls that run.
type slowFS struct {
	fstest.MapFS
	running, calls *atomic.Int64
}

func (f slowFS) ReadFile(name string) ([]byte, error) {
	f.calls.Add(1)
	f.running.Add(1)
	defer f.running.Add(-1)
	time.Sleep(time.Millisecond)
	return f.MapFS.ReadFile(name)
}

var _ fs.ReadFileFS = slowFS{}

// TestNothingReadsAfterReturn: whatever a call of Project returns, no goroutine
// of it reads the caller's files any more.
func TestNothingReadsAfterReturn(t *testing.T) {
	files := fstest.MapFS{}
	for i := range 200 {
		files[fmt.Sprintf("lab/m%03d.py", i)] = &fstest.MapFile{Data: []byte("import datajoint as dj\n")}
	}
	tests := []struct {
		name   string
		opts   extract.Options
		cancel bool
		fails  bool
	}{
		{name: "a pipeline"},
		{name: "a root that is none", opts: extract.Options{Roots: []string{"nowhere"}}, fails: true},
		{name: "an entry that is none", opts: extract.Options{Entries: []string{"lab.nothing"}}, fails: true},
		{name: "a canceled context", cancel: true, fails: true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			source := slowFS{files, new(atomic.Int64), new(atomic.Int64)}
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			if tt.cancel {
				time.AfterFunc(20*time.Millisecond, cancel)
			}
			_, err := extract.Project(ctx, source, tt.opts)
			running, calls := source.running.Load(), source.calls.Load()
			if (err != nil) != tt.fails {
				t.Fatalf("error: %v", err)
			}
			if running != 0 {
				t.Errorf("%d reads run after the call", running)
			}
			time.Sleep(10 * time.Millisecond)
			if more := source.calls.Load() - calls; more != 0 {
				t.Errorf("%d reads began after the call", more)
			}
		})
	}
}
