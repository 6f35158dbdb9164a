package bench_test

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"
)

// A usage is what a process took.
type usage struct {
	wall, cpu time.Duration // cpu is that of all threads and of the processes that it waited for
	// peak is the most memory that it had at once, in KiB. Linux counts what this
	// process had when it started the other, too, so it is never less than some 20 MiB.
	//
	// Source: getrusage(2), ru_maxrss; exec_mmap in fs/exec.c of Linux.
	peak int64
}

// run runs a command without its output. It fails if that fails.
func run(t testing.TB, cmd *exec.Cmd) usage {
	t.Helper()
	var problems bytes.Buffer
	cmd.Stderr = &problems
	start := time.Now()
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", cmd, err, problems.Bytes())
	}
	return usage{
		wall: time.Since(start),
		cpu:  cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(),
		peak: cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss,
	}
}

// median returns the median of each part of the usages, of which there is at least one.
func median(all []usage) usage {
	return usage{
		wall: middle(all, func(u usage) time.Duration { return u.wall }),
		cpu:  middle(all, func(u usage) time.Duration { return u.cpu }),
		peak: middle(all, func(u usage) int64 { return u.peak }),
	}
}

// middle returns the median of one part of the usages.
func middle[N cmp.Ordered](all []usage, part func(usage) N) N {
	parts := make([]N, len(all))
	for i, u := range all {
		parts[i] = part(u)
	}
	slices.Sort(parts)
	return parts[len(parts)/2]
}

// String returns "1.3 s / 1.5 s / 95 MB": wall time, CPU time and peak memory.
func (u usage) String() string {
	return fmt.Sprintf("%s / %s / %d MB", short(u.wall), short(u.cpu), (u.peak<<10+500_000)/1_000_000)
}

// short returns a time in two digits or more: "1.3 s", "120 ms".
func short(d time.Duration) string {
	switch {
	case d >= 10*time.Second:
		return fmt.Sprintf("%.0f s", d.Seconds())
	case d >= time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return fmt.Sprintf("%d ms", d.Round(time.Millisecond).Milliseconds())
}

// build builds both programs and returns their directory.
func build(t testing.TB) string {
	t.Helper()
	bin := t.TempDir()
	cmd := exec.Command("go", "build", "-o", bin+string(filepath.Separator), "../cmd/...")
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		t.Fatal("go build: ", err)
	}
	return bin
}
