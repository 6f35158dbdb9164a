package watch

import (
	"context"
	"time"
)

// Options say which changes count. The zero value counts all.
type Options struct {
	// Matters reports whether the change of a file counts, by its path: that of a folder
	// as [Steps.Read] returned it, and the name. Nil: all count. A folder that is new, or
	// no longer there, always counts.
	Matters func(file string) bool
	// Quiet is how long nothing must change before the next step. Zero: [DefaultQuiet].
	Quiet time.Duration
}

// DefaultQuiet is long enough for an editor to write several files.
const DefaultQuiet = 40 * time.Millisecond

// mostUnrest is how long a change waits at most for others to end.
const mostUnrest = time.Second

// Steps are what [Follow] does, each after the other. An error ends it.
type Steps struct {
	// Read reads the files, and returns the folders that they are in: OS paths, in any
	// order. A folder that does not exist is ignored. Read is called once more at once if
	// there are folders that were not watched while it ran, so it should take little time.
	Read func(context.Context) (folders []string, err error)
	// Use makes something of what was read. What changes meanwhile is not lost.
	Use func(context.Context) error
}

// mostReadings bounds how often files are read in a row because of new folders.
const mostReadings = 4

// Follow reads and uses files, and does so again after each change, until ctx is done:
// then it returns nil, with nothing left that watches. Its other errors are those of the
// steps, and of a system that watches no more folders.
func Follow(ctx context.Context, opts Options, steps Steps) error {
	w, err := newWatcher(opts)
	if err != nil {
		return err
	}
	defer w.close()
	for {
		for range mostReadings {
			folders, err := steps.Read(ctx)
			if err != nil {
				return err
			}
			if more, err := w.watchAll(folders); err != nil {
				return err
			} else if !more {
				break
			}
		}
		if err := steps.Use(ctx); err != nil {
			return err
		}
		if err := w.wait(ctx); err != nil || ctx.Err() != nil {
			return err
		}
	}
}
