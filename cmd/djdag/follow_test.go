package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"
)

// A running is the program in this process, while it follows a project.
type running struct {
	t     *testing.T
	stop  context.CancelFunc
	lines chan string // of stderr
	out   *bufio.Reader
	code  chan int
}

// start runs the program in a new project with two tables. Its stdout has to be read.
func start(t *testing.T, args ...string) *running {
	t.Helper()
	t.Chdir(t.TempDir())
	edit(t, "pyproject.toml", "")
	edit(t, "lab/__init__.py", "")
	edit(t, "lab/subject.py", module(table("Subject", "subject : int")))
	edit(t, "lab/session.py", "from .subject import *\n"+table("Session", "-> Subject\n    session : int"))
	ctx, stop := context.WithCancel(t.Context())
	outR, outW := io.Pipe()
	errR, errW := io.Pipe()
	r := &running{t: t, stop: stop, lines: make(chan string, 10_000), out: bufio.NewReader(outR), code: make(chan int, 1)}
	go func() {
		defer close(r.lines)
		for scan := bufio.NewScanner(errR); scan.Scan(); {
			r.lines <- scan.Text()
		}
	}()
	go func() {
		code := run(ctx, args, strings.NewReader(""), outW, errW)
		outW.Close()
		errW.Close()
		r.code <- code
	}()
	t.Cleanup(func() { stop(); outR.Close(); errR.Close() })
	return r
}

// module returns the text of a module with tables.
func module(tables ...string) string {
	return "import datajoint as dj\nschema = dj.Schema('lab')\n" + strings.Join(tables, "")
}

// table returns the text of a table.
func table(class, definition string) string {
	return fmt.Sprintf("@schema\nclass %s(dj.Manual):\n    definition = '''\n    %s\n    '''\n", class, definition)
}

// edit writes a file.
func edit(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// say waits for a line on stderr that matches a pattern. Lines before it must match
// others: a busy machine may see an edit twice.
func (r *running) say(pattern string, others ...string) {
	r.t.Helper()
	late := time.After(time.Minute)
	for {
		select {
		case line, ok := <-r.lines:
			if !ok {
				r.t.Fatalf("the program ended with %d, want a line %q", <-r.code, pattern)
			}
			if regexp.MustCompile("^(" + pattern + ")$").MatchString(line) {
				return
			}
			if !regexp.MustCompile("^(" + strings.Join(others, "|") + ")$").MatchString(line) {
				r.t.Fatalf("got the line %q, want %q", line, pattern)
			}
		case <-late:
			r.t.Fatalf("no line %q", pattern)
		}
	}
}

// end interrupts the program, which must end well.
func (r *running) end() {
	r.t.Helper()
	r.stop()
	if code := <-r.code; code != exitOK {
		r.t.Errorf("exit code %d", code)
	}
	for line := range r.lines {
		if strings.Contains(line, "interrupted") {
			r.t.Errorf("it says %q", line)
		}
	}
}

// holds waits until a file holds a text.
func holds(t *testing.T, file, text string) {
	t.Helper()
	for range 1000 {
		if got, err := os.ReadFile(file); err == nil && strings.Contains(string(got), text) {
			return
		}
		time.Sleep(30 * time.Millisecond)
	}
	t.Fatalf("%s does not hold %q", file, text)
}

const drew = `djdag: drew lab\.mmd`

// The figure follows the source: files that change, come and go, and the configuration.
func TestRenderWatch(t *testing.T) {
	r := start(t, "render", "-o", "lab.mmd", "--watch")
	r.say(drew)
	edit(t, "lab/subject.py", module(table("Animal", "animal : int")))
	edit(t, "lab/session.py", "from .subject import *\n"+table("Session", "-> Animal\n    session : int"))
	r.say(drew)
	holds(t, "lab.mmd", "Animal")
	edit(t, "lab/imaging/__init__.py", "")
	edit(t, "lab/imaging/scan.py", "from ..session import *\n"+table("Scan", "-> Session"))
	r.say(drew)
	holds(t, "lab.mmd", "Scan")
	edit(t, "djdag.toml", "exclude = ['imaging']\n")
	r.say(drew, drew)
	for range 1000 {
		if got, _ := os.ReadFile("lab.mmd"); !strings.Contains(string(got), "Scan") {
			break
		}
		time.Sleep(30 * time.Millisecond)
	}
	edit(t, "notes.txt", "")
	edit(t, "lab/subject.pyc", "")
	r.end()
}

// A broken edit is told, and the figure stays until it is repaired. So it is with errors in
// the configuration, and with one of the command line that a later edit brings about.
func TestRenderWatchErrors(t *testing.T) {
	r := start(t, "render", "-o", "lab.mmd", "--watch", "--focus", "lab.session")
	r.say(drew)
	before, err := os.ReadFile("lab.mmd")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ file, broken, good, said string }{
		{"lab/subject.py", "import datajoint as dj\nschema = dj.Schema('lab'\n", module(table("Subject", "subject : int")), `lab/subject\.py:2:\d+: error: .* \[parse-error\]`},
		{"djdag.toml", "exclud = ['imaging']\n", "", `djdag: djdag\.toml:1:1: unknown key "exclud".*`},
		{"lab/session.py", "", "from .subject import *\n" + table("Session", "-> Subject\n    session : int"), `djdag: no schema is called "lab\.session".*`},
	} {
		edit(t, test.file, test.broken)
		r.say(test.said, drew)
		if after, err := os.ReadFile("lab.mmd"); err != nil || string(after) != string(before) {
			t.Errorf("after an error in %s, the figure is\n%s%v", test.file, after, err)
		}
		edit(t, test.file, test.good)
		r.say(drew, test.said)
	}
	r.end()
}

// A worker that is killed while it draws is told, and the next edit is drawn.
func TestRenderWatchWorkerKilled(t *testing.T) {
	dot, err := exec.LookPath("dot")
	if err != nil || runtime.GOOS == "windows" {
		t.Skip("needs dot, and a shell: to draw with a program that can be killed")
	}
	dir := t.TempDir()
	edit(t, filepath.Join(dir, "dot"), "#!/bin/sh\nif test -e "+filepath.Join(dir, "killed")+"; then kill -9 $$; fi\nexec "+dot+" \"$@\"\n")
	if err := os.Chmod(filepath.Join(dir, "dot"), 0o777); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
	const drew = `djdag: drew lab\.svg`
	r := start(t, "render", "-o", "lab.svg", "--routing", "curves", "--watch")
	r.say(drew)
	edit(t, filepath.Join(dir, "killed"), "")
	edit(t, "lab/subject.py", module(table("Subject", "subject : int"), table("Rig", "rig : int")))
	r.say(`djdag: draw with dot: .*signal: killed.*`)
	if figure, err := os.ReadFile("lab.svg"); err != nil || strings.Contains(string(figure), "Rig") {
		t.Errorf("the figure is not the last good one: %v", err)
	}
	if err := os.Remove(filepath.Join(dir, "killed")); err != nil {
		t.Fatal(err)
	}
	edit(t, "lab/subject.py", module(table("Subject", "subject : int"), table("Rig", "number : int")))
	r.say(drew, `djdag: draw with dot: .*`)
	holds(t, "lab.svg", "Rig")
	r.end()
}

// Errors of the first time end the program.
func TestWatchFailsAtOnce(t *testing.T) {
	t.Chdir(t.TempDir())
	edit(t, "lab.py", module(table("Subject", "subject : int")))
	edit(t, "empty/a.py", "")
	for _, test := range []struct {
		args string
		code int
		want string
	}{
		{"render --watch -o - --format dot", exitUsage, "--watch needs a file to write again and again; add -o FILE"},
		{"render --watch --format svg", exitUsage, "--watch needs a file to write again and again; add -o FILE"},
		{"render --watch --check -o a.svg", exitUsage, "--watch draws and --check does not; leave out one of them"},
		{"render --watch -o a.mmd -", exitUsage, "djdag render follows files, and stdin is none; pass a PATH"},
		{"render --watch -o a.mmd --focus nothing", exitUsage, `no schema is called "nothing"`},
		{"render --watch -o a.mmd nowhere", exitFailure, "cannot read nowhere: no such file or directory"},
		{"render --watch -o nowhere/a.mmd", exitFailure, "cannot write nowhere/a.mmd: no such file or directory"},
		{"serve -", exitUsage, "djdag serve follows files, and stdin is none; pass a PATH"},
		{"serve --focus nothing", exitUsage, `no schema is called "nothing"`},
		{"serve empty", exitFailure, "no tables in the 1 module of empty; pass the directory of the pipeline as PATH, or add --allow-empty"},
		{"serve --port 70000", exitUsage, "--port 70000: want a number from 0 to 65535"},
		{"serve --pages", exitUsage, "unknown flag --pages; did you mean --parts?"},
	} {
		code, stdout, stderr := runWith(t, "", strings.Fields(test.args)...)
		if want := "djdag: " + test.want + "\n"; code != test.code || stdout != "" || filepath.ToSlash(stderr) != want {
			t.Errorf("%s: exit code %d, stdout %q\n got  %s want %s", test.args, code, stdout, stderr, want)
		}
	}
}
