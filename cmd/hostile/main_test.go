//go:build hostile && linux

package hostile

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"testing"
)

// bin is the directory of the programs under test, built by TestMain. tally holds what
// their runs took.
var (
	bin   string
	tally report
)

func TestMain(m *testing.M) {
	flag.Parse()
	// A program that starts counts the memory of this one as its own.
	debug.SetMemoryLimit(16 << 20)
	os.Exit(func() int {
		var err error
		if bin, err = os.MkdirTemp("", "djdag-hostile-"); err != nil {
			panic(err)
		}
		defer os.RemoveAll(bin)
		if err := os.Chmod(bin, 0o755); err != nil { // other users run the programs, too
			panic(err)
		}
		build := exec.Command("go", "build", "-o", bin+string(filepath.Separator), "../djdag", "../djdag-graphviz")
		build.Stdout, build.Stderr = os.Stderr, os.Stderr
		if err := build.Run(); err != nil {
			return 1
		}
		code := m.Run()
		tally.print(os.Stdout)
		return code
	}())
}
