package bench_test

import (
	"fmt"
	"io/fs"
	"os/exec"
	"path/filepath"
	"testing"
)

// No command takes more memory than 60 MB, 4 kB for each table, and ten times the
// largest file.
//
// When the collector of garbage runs depends on the load of the machine, by some
// megabytes. So the least of a few runs counts.
func TestMemory(t *testing.T) {
	const runs = 3
	bin := build(t)
	for _, tables := range []int{100, 2_000, 10_000} {
		if tables > 2_000 && testing.Short() {
			t.Skip("slow")
		}
		project := t.TempDir()
		if err := generate(project, tables); err != nil {
			t.Fatal(err)
		}
		bound := 60_000 + 4*int64(tables) + 10*largest(t, project)/1_000 // kB
		for _, command := range []string{"export", "check"} {
			t.Run(fmt.Sprintf("%s of %d", command, tables), func(t *testing.T) {
				var peak int64
				for i := range runs {
					used := run(t, exec.Command(filepath.Join(bin, "djdag"), command, project)).peak * 1024 / 1000
					if i == 0 || used < peak {
						peak = used
					}
				}
				t.Logf("%d kB of %d kB", peak, bound)
				if peak > bound {
					t.Errorf("it took %d kB at most, want %d kB or less", peak, bound)
				}
			})
		}
	}
}

// largest returns the size of the largest file of a project, in bytes.
func largest(t *testing.T, project string) (size int64) {
	err := filepath.WalkDir(project, func(_ string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().IsRegular() {
			size = max(size, info.Size())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return size
}
