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

var update = flag.Bool("update", false, "rewrite the expected output in testdata/script and the rules in docs/config.schema.json")

// raceOptions is the GORACE of the programs that tests start. By default the race
// detector sleeps for a second before a program exits, and the scripts run
// hundreds of them.
const raceOptions = "atexit_sleep_ms=10"

// TestMain makes this test binary available to the scripts under the name djdag.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"djdag": main})
}

// TestScripts runs the program end to end, with the scripts in testdata/script. They
// have these commands besides those of testscript:
//
//	exits CODE PROGRAM ARGS	run a program that must exit with CODE
//	worker			put djdag-graphviz on PATH
//	binary FILE		write a file with every byte value
//
// $DJDAG is the path of the program, for scripts that change PATH.
func TestScripts(t *testing.T) {
	shared := t.TempDir()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(env *testscript.Env) error {
			// All scripts share the compiled WebAssembly of the worker.
			env.Setenv("XDG_CACHE_HOME", filepath.Join(shared, "cache"))
			env.Setenv("HOME", filepath.Join(env.WorkDir, "home"))
			program := "djdag"
			if runtime.GOOS == "windows" {
				program += ".exe"
			}
			dir, _, _ := strings.Cut(env.Getenv("PATH"), string(os.PathListSeparator))
			env.Setenv("DJDAG", filepath.Join(dir, program))
			env.Setenv("GORACE", raceOptions)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":  exitsCommand,
			"worker": workerCommand(filepath.Join(shared, "worker")),
			"binary": binaryCommand,
		},
	})
}

// workerCommand returns the script command that puts dir on PATH, after building the
// drawing worker there the first time.
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
		var exit *exec.ExitError
		ok := errors.As(err, &exit)
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
