package main

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite what the scripts in testdata/script expect, and the rules in docs/config.schema.json")

// TestMain lets the scripts run this test binary under the name djdag.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"djdag": main})
}

// TestScripts runs the program end to end, one file of testdata/script after
// the other. Besides the commands of testscript there is
//
//	exits CODE PROGRAM ARGS	runs a program that must end with this exit code
//	worker			puts djdag-graphviz on the PATH
//	binary FILE		writes a file of all bytes
//
// and $DJDAG is the path of the program, for scripts that change PATH.
func TestScripts(t *testing.T) {
	shared := t.TempDir()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(env *testscript.Env) error {
			// The worker compiles its WebAssembly once for all scripts.
			env.Setenv("XDG_CACHE_HOME", filepath.Join(shared, "cache"))
			env.Setenv("HOME", filepath.Join(env.WorkDir, "home"))
			program := "djdag"
			if runtime.GOOS == "windows" {
				program += ".exe"
			}
			dir, _, _ := strings.Cut(env.Getenv("PATH"), string(os.PathListSeparator))
			env.Setenv("DJDAG", filepath.Join(dir, program))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":  exitsCommand,
			"worker": workerCommand(filepath.Join(shared, "worker")),
			"binary": binaryCommand,
		},
	})
}

// workerCommand returns the script command that builds the drawing worker into
// dir, the first time, and puts dir on the script's PATH.
func workerCommand(dir string) func(*testscript.TestScript, bool, []string) {
	build := sync.OnceValues(func() (string, error) {
		cmd := exec.Command("go", "build", "-o", dir+string(filepath.Separator), "../djdag-graphviz")
		out, err := cmd.CombinedOutput()
		return string(out), err
	})
	return func(ts *testscript.TestScript, neg bool, args []string) {
		if neg || len(args) > 0 {
			ts.Fatalf("usage: worker")
		}
		if err := os.MkdirAll(dir, 0o777); err != nil {
			ts.Fatalf("worker: %v", err)
		}
		if out, err := build(); err != nil {
			ts.Fatalf("worker: %v\n%s", err, out)
		}
		ts.Setenv("PATH", dir+string(os.PathListSeparator)+ts.Getenv("PATH"))
	}
}

func exitsCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ARGS")
	}
	code := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		code = exit.ExitCode()
	}
	if want := args[0]; strconv.Itoa(code) != want {
		ts.Fatalf("%s: exit code %d, want %s", args[1], code, want)
	}
}

func binaryCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: binary FILE")
	}
	var data []byte
	for i := range 4096 {
		data = append(data, byte(i*i>>4))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o666))
}
