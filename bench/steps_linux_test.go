package bench_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// A step is a row of the table: something to do with a project.
type step struct {
	name string
	most int // the most tables to do it for, if it takes minutes for more; 0: any number
	// command returns the command that does it.
	command func(t testing.TB, p project) *exec.Cmd
}

// A project is a generated one, with what the steps need beside it.
type project struct {
	dir string
	dot string // a file with its figure
}

// steps lists what djdag in a directory can do, and what other programs do, if they are
// installed.
func steps(bin string) []step {
	djdag := func(args ...string) func(testing.TB, project) *exec.Cmd {
		return func(t testing.TB, p project) *exec.Cmd {
			cmd := exec.Command(filepath.Join(bin, "djdag"), append(args, p.dir)...)
			cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+t.TempDir()) // no drawing from before
			return cmd
		}
	}
	all := []step{
		{name: "parse alone", command: func(t testing.TB, p project) *exec.Cmd {
			self, err := os.Executable()
			if err != nil {
				t.Fatal(err)
			}
			return exec.Command(self, "-parse", p.dir)
		}},
		{name: "export", command: djdag("export")},
		{name: "check", command: djdag("check")},
		{name: "order", command: djdag("order")},
		{name: "DOT", command: djdag("render", "--format", "dot", "-o", "-")},
		{name: "SVG", most: 10_000, command: djdag("render", "--format", "svg", "-o", "-")},
	}
	others := []step{
		{name: "dot", most: 1_000, command: func(_ testing.TB, p project) *exec.Cmd {
			return exec.Command("dot", "-Tsvg", p.dot)
		}},
		{name: "pylint", most: 10_000, command: func(_ testing.TB, p project) *exec.Cmd {
			cmd := exec.Command("pylint", "--disable=all", "--enable=cyclic-import", "-j2", "workflow")
			cmd.Dir = filepath.Join(p.dir, "src")
			return cmd
		}},
	}
	for _, s := range others {
		if _, err := exec.LookPath(s.name); err == nil {
			all = append(all, s)
		}
	}
	return all
}
