package bench_test

import (
	"fmt"
	"io/fs"
	"os/exec"
	"path/filepath"
	"testing"
)

// A command takes no more memory than 60 MB, 4 kB for each table, and ten times the
// largest file.
func TestMemory(t *testing.T) {
	tests := []struct {
		command string
		tables  int
	}{
		{"export", 2_000},
		{"check", 2_000},
		{"order", 2_000},
		{"export", 10_000},
		{"check", 10_000},
		{"order", 10_000},
	}
	bin := build(t)
	for _, test := range tests {
		t.Run(fmt.Sprintf("%s of %d", test.command, test.tables), func(t *testing.T) {
			if testing.Short() && test.tables > 2_000 {
				t.Skip("slow")
			}
			project := t.TempDir()
			if err := generate(project, test.tables); err != nil {
				t.Fatal(err)
			}
			bound := 60_000 + 4*int64(test.tables) + 10*largest(t, project)/1_000 // kB
			peak := leastPeak(t, filepath.Join(bin, "djdag"), test.command, project)
			t.Logf("%d kB of %d kB", peak, bound)
			if peak > bound {
				t.Errorf("it took %d kB, want %d kB at most", peak, bound)
			}
		})
	}
}

// leastPeak runs a program a few times and returns the least of its peaks, in kB. By
// some megabytes, the peak depends on how soon the collector of garbage gets to run,
// and so on the load of the machine.
func leastPeak(t *testing.T, name string, args ...string) int64 {
	const runs = 3
	least := run(t, exec.Command(name, args...)).peak
	for range runs - 1 {
		least = min(least, run(t, exec.Command(name, args...)).peak)
	}
	return least * 1024 / 1000
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
