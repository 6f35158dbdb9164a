package watch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// A watcher watches folders.
type watcher struct {
	notify  *fsnotify.Watcher
	folders map[string]bool // those that are watched, by their clean paths
	matters func(file string) bool
	quiet   time.Duration
}

// newWatcher returns a watcher of no folder. Close it after use.
func newWatcher(opts Options) (*watcher, error) {
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, cannotWatch("files", err)
	}
	return &watcher{notify: notify, folders: map[string]bool{}, matters: opts.Matters, quiet: cmp.Or(opts.Quiet, DefaultQuiet)}, nil
}

func (w *watcher) close() { _ = w.notify.Close() } // nothing can be done about an error

// watchAll watches these folders and no others. It reports whether there are any that
// were not watched before. A folder that cannot be read is left out: it has nothing to
// tell.
func (w *watcher) watchAll(folders []string) (more bool, _ error) {
	wanted := make(map[string]bool, len(folders))
	for _, folder := range folders {
		folder = filepath.Clean(folder)
		wanted[folder] = true
		if w.folders[folder] {
			continue
		}
		switch err := w.notify.Add(folder); {
		case err == nil:
			w.folders[folder], more = true, true
		case isLimit(err):
			return more, cannotWatch(folder, err)
		}
	}
	for folder := range w.folders {
		if !wanted[folder] {
			w.forget(folder)
		}
	}
	return more, nil
}

// forget stops watching a folder.
func (w *watcher) forget(folder string) {
	delete(w.folders, folder)
	_ = w.notify.Remove(folder) // it fails if the folder is gone
}

// wait returns once something has changed and then nothing more for a moment, or when
// ctx is done.
func (w *watcher) wait(ctx context.Context) error {
	var quiet, late <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-quiet:
			return nil
		case <-late:
			return nil
		case event := <-w.notify.Events:
			if !w.counts(event) {
				continue
			}
		case err := <-w.notify.Errors:
			if !errors.Is(err, fsnotify.ErrEventOverflow) { // then anything may have changed
				return cannotWatch("files", err)
			}
		}
		quiet = time.After(w.quiet)
		if late == nil {
			late = time.After(mostUnrest)
		}
	}
}

// counts reports whether an event is a change.
func (w *watcher) counts(event fsnotify.Event) bool {
	if event.Op == fsnotify.Chmod { // indexers and backups cause many
		return false
	}
	name := filepath.Clean(event.Name)
	if w.folders[name] && event.Has(fsnotify.Remove|fsnotify.Rename) {
		w.forget(name) // another one may take its place
		return true
	}
	if event.Has(fsnotify.Create) {
		if info, err := os.Lstat(name); err == nil && info.IsDir() {
			return true
		}
	}
	return w.matters == nil || w.matters(name)
}

// isLimit reports whether the system refuses to watch any more, or to open files.
func isLimit(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE)
}

// cannotWatch returns the error of a system that cannot watch something.
func cannotWatch(what string, err error) error {
	if in := (*fs.PathError)(nil); errors.As(err, &in) {
		err = in.Err
	}
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("cannot watch %s: the system watches too many folders; raise fs.inotify.max_user_watches", what)
	case errors.Is(err, syscall.EMFILE):
		return fmt.Errorf("cannot watch %s: too many files are open, or watched by too many programs; raise ulimit -n or fs.inotify.max_user_instances", what)
	}
	return fmt.Errorf("cannot watch %s: %w", what, err)
}
