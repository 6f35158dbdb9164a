package watch

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// A follower is a Follow in progress over a folder and all folders in it.
type follower struct {
	t     *testing.T
	root  string
	used  chan []string // the names of the files at each use
	ended chan error
	stop  context.CancelFunc
}

// follow begins to follow a new folder with a file in it.
func follow(t *testing.T, opts Options) *follower {
	t.Helper()
	f := &follower{t: t, root: t.TempDir(), used: make(chan []string), ended: make(chan error, 1)}
	f.write("a.py")
	var names []string
	ctx, stop := context.WithCancel(t.Context())
	f.stop = stop
	steps := Steps{
		Read: func(context.Context) (folders []string, err error) {
			names = nil
			err = filepath.WalkDir(f.root, func(file string, d os.DirEntry, err error) error {
				switch {
				case err != nil: // gone
				case d.IsDir() && d.Name() == "left_out":
					return filepath.SkipDir
				case d.IsDir():
					folders = append(folders, file)
				default:
					name, _ := filepath.Rel(f.root, file)
					names = append(names, filepath.ToSlash(name))
				}
				return nil
			})
			return folders, err
		},
		Use: func(ctx context.Context) error {
			select {
			case f.used <- names:
			case <-ctx.Done():
			}
			return nil
		},
	}
	go func() { f.ended <- Follow(ctx, opts, steps) }()
	t.Cleanup(stop)
	f.expect("a.py")
	return f
}

func (f *follower) path(name string) string { return filepath.Join(f.root, filepath.FromSlash(name)) }

func (f *follower) write(name string) {
	f.t.Helper()
	if err := os.MkdirAll(filepath.Dir(f.path(name)), 0o777); err != nil {
		f.t.Fatal(err)
	}
	if err := os.WriteFile(f.path(name), []byte(name), 0o666); err != nil {
		f.t.Fatal(err)
	}
}

func (f *follower) rename(from, to string) {
	f.t.Helper()
	if err := os.Rename(f.path(from), f.path(to)); err != nil {
		f.t.Fatal(err)
	}
}

func (f *follower) remove(name string) {
	f.t.Helper()
	if err := os.RemoveAll(f.path(name)); err != nil {
		f.t.Fatal(err)
	}
}

// expect waits until the files that are used have these names. A busy machine may see a
// change in two steps.
func (f *follower) expect(names ...string) {
	f.t.Helper()
	late := time.After(20 * time.Second)
	var last []string
	for {
		select {
		case last = <-f.used:
			if slices.Equal(last, names) {
				return
			}
		case <-late:
			f.t.Fatalf("the last use is of %q, want %q", last, names)
		}
	}
}

// expectNothing fails the test if there is another use within a moment.
func (f *follower) expectNothing() {
	f.t.Helper()
	select {
	case names := <-f.used:
		f.t.Errorf("another use, of %q", names)
	case <-time.After(10 * DefaultQuiet):
	}
}

// end stops, and waits until nothing is left.
func (f *follower) end() {
	f.t.Helper()
	f.stop()
	if err := <-f.ended; err != nil {
		f.t.Error(err)
	}
}

func TestFollow(t *testing.T) {
	f := follow(t, Options{Matters: func(file string) bool { return filepath.Ext(file) == ".py" }})
	f.write("a.py")
	f.expect("a.py")
	f.write("deep/er/b.py")
	f.expect("a.py", "deep/er/b.py")
	f.write("deep/er/b.py") // in a folder that is new
	f.expect("a.py", "deep/er/b.py")
	f.write("deep/er/c.py")
	f.remove("a.py")
	f.expect("deep/er/b.py", "deep/er/c.py")
	f.end()
}

// Editors write another file and rename it.
func TestFollowAFileThatIsReplaced(t *testing.T) {
	f := follow(t, Options{Matters: func(file string) bool { return filepath.Ext(file) == ".py" }})
	for range 3 {
		f.write("a.py.new")
		f.rename("a.py.new", "a.py")
		f.expect("a.py")
	}
	f.rename("a.py", "a.py~") // a backup
	f.write("a.py")
	f.expect("a.py", "a.py~")
	f.end()
}

func TestFollowAFolderThatIsReplaced(t *testing.T) {
	f := follow(t, Options{})
	f.write("lab/b.py")
	f.expect("a.py", "lab/b.py")
	for range 3 {
		f.rename("lab", "old")
		f.expect("a.py", "old/b.py")
		f.write("lab/c.py")
		f.expect("a.py", "lab/c.py", "old/b.py")
		f.remove("old")
		f.expect("a.py", "lab/c.py")
		f.rename("lab/c.py", "lab/b.py")
		f.expect("a.py", "lab/b.py")
	}
	f.end()
}

// What does not matter is not looked at.
func TestFollowIgnores(t *testing.T) {
	f := follow(t, Options{Matters: func(file string) bool { return filepath.Ext(file) == ".py" }})
	f.write("left_out/b.py")
	f.expect("a.py") // the folder is new
	f.write("left_out/b.py")
	f.write("left_out/c/d.py")
	f.write("picture.svg")
	f.write(".a.py.swp")
	if err := os.Chmod(f.path("a.py"), 0o600); err != nil {
		t.Fatal(err)
	}
	f.expectNothing()
	f.end()
}

// Changes that follow each other closely are one, and what changes during a use is not
// lost.
func TestFollowManyChanges(t *testing.T) {
	f := follow(t, Options{Quiet: 300 * time.Millisecond})
	for range 100 {
		f.write("a.py")
		f.write("b.py")
	}
	f.expect("a.py", "b.py")
	f.expectNothing()
	f.write("c.py")
	time.Sleep(500 * time.Millisecond) // the use has begun, and waits for this test
	f.write("d.py")
	f.expect("a.py", "b.py", "c.py", "d.py")
	f.end()
}

// A step that fails ends it.
func TestFollowErrors(t *testing.T) {
	broken := errors.New("broken")
	fails := func(context.Context) error { return broken }
	reads := func(context.Context) ([]string, error) { return nil, nil }
	if err := Follow(t.Context(), Options{}, Steps{Read: reads, Use: fails}); err != broken {
		t.Errorf("got %v", err)
	}
	if err := Follow(t.Context(), Options{}, Steps{Read: func(context.Context) ([]string, error) { return nil, broken }, Use: fails}); err != broken {
		t.Errorf("got %v", err)
	}
}
