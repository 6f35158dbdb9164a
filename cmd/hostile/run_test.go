//go:build hostile && linux

package hostile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/djdag/djdag/internal/printable"
)

// limits are what a run may take.
type limits struct {
	cpu    time.Duration
	memory int64 // bytes
}

// limits returns what a run in the project may take: 2 s and 2 s for each megabyte of
// the input; 60 MB, 4 kB for each table, and ten times the largest file. The shortest
// statements need more than that: 25 µs and 0.5 kB each, of which the half is the tree
// that the parser makes. The slack of the project is added.
func (p *project) limits() limits {
	return limits{
		cpu:    2*time.Second + time.Duration(2*float64(time.Second)*float64(p.size)/(1<<20)) + time.Duration(p.statements)*25*time.Microsecond + p.slack.cpu,
		memory: 60<<20 + int64(p.tables)*4<<10 + 10*p.largest + int64(p.statements)*512 + p.slack.memory,
	}
}

// An outcome is how a run ended.
type outcome struct {
	command        string
	code           int    // -1: a signal ended it
	stdout, stderr string // names of files with what it wrote
	cpu, wall      time.Duration
	memory         int64 // bytes, at most
	output         int64 // bytes
}

// A setup changes how a program starts.
type setup func(*exec.Cmd)

// env sets variables.
func env(variables ...string) setup {
	return func(cmd *exec.Cmd) { cmd.Env = append(cmd.Env, variables...) }
}

// djdag runs the program in the project and checks what every run must keep to.
func (p *project) djdag(args ...string) outcome {
	p.Helper()
	return p.run(nil, args...)
}

// run is djdag with a setup, which may be nil. Files for output in args are those of
// newFile.
func (p *project) run(change setup, args ...string) outcome {
	p.Helper()
	before := p.names(p.dir)
	cmd, out := p.command(change, args...)
	if err := cmd.Start(); err != nil {
		p.Fatal(err)
	}
	p.finish(cmd, &out)
	p.judge(out)
	p.leftovers(before, args)
	return out
}

// command returns a run that has not started. It gets a home and directories for caches
// and temporary files of its own, unless change sets others.
func (p *project) command(change setup, args ...string) (*exec.Cmd, outcome) {
	p.Helper()
	scratch := p.TempDir()
	words := slices.Clone(args)
	for i, word := range words {
		if filepath.IsAbs(word) {
			words[i] = filepath.Base(word)
		}
	}
	out := outcome{command: fmt.Sprintf("%.120s", printable.Text(strings.Join(words, " "))), stdout: filepath.Join(scratch, "stdout"), stderr: filepath.Join(scratch, "stderr")}
	deadline := 2*p.limits().cpu + time.Minute
	ctx, cancel := context.WithTimeout(p.Context(), deadline)
	p.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, filepath.Join(bin, "djdag"), args...)
	cmd.Dir = p.dir
	cmd.Env = []string{"PATH=" + os.Getenv("PATH")}
	for _, name := range []string{"HOME", "TMPDIR", "XDG_CACHE_HOME"} {
		dir := p.TempDir()
		if name == "XDG_CACHE_HOME" {
			dir = filepath.Join(bin, "cache") // compiled once
		}
		cmd.Env = append(cmd.Env, name+"="+dir)
	}
	cmd.Stdout, cmd.Stderr = p.create(out.stdout), p.create(out.stderr)
	if change != nil {
		change(cmd)
	}
	return cmd, out
}

// create makes a file that is closed at the end of the test.
func (p *project) create(name string) *os.File {
	p.Helper()
	file, err := os.Create(name)
	if err != nil {
		p.Fatal(err)
	}
	p.Cleanup(func() { file.Close() })
	return file
}

// finish waits for a run and fills in how it ended.
func (p *project) finish(cmd *exec.Cmd, out *outcome) {
	p.Helper()
	started := time.Now()
	err := cmd.Wait()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		p.Errorf("%s: %v", out.command, err)
	}
	out.wall = time.Since(started)
	state := cmd.ProcessState
	out.code = state.ExitCode()
	out.cpu = state.UserTime() + state.SystemTime()
	out.memory = state.SysUsage().(*syscall.Rusage).Maxrss << 10
	for _, name := range []string{out.stdout, out.stderr} {
		if info, err := os.Stat(name); err == nil {
			out.output += info.Size()
		}
	}
	tally.add(p.Name(), *out)
}

// crash is what Go, or the system, says of a program that failed in itself.
var crash = regexp.MustCompile(`panic:|fatal error:|(?m)^goroutine \d+|runtime error|SIGSEGV|unexpected fault|a mistake of djdag`)

// judge checks the exit code of a run, what it took and what it said.
func (p *project) judge(out outcome) {
	p.Helper()
	said := p.head(out.stderr)
	if out.code < 0 || out.code > 3 {
		p.Errorf("%s: exit code %d\n%s", out.command, out.code, said)
	}
	if out.code > 1 && said == "" {
		p.Errorf("%s: exit code %d, and no word why", out.command, out.code)
	}
	may := p.limits()
	if out.cpu > may.cpu {
		p.Errorf("%s: took %v of CPU for %d bytes, want at most %v", out.command, out.cpu, p.size, may.cpu)
	}
	if out.memory > may.memory {
		p.Errorf("%s: took %d MB for %d bytes in %d tables, want at most %d MB", out.command, out.memory>>20, p.size, p.tables, may.memory>>20)
	}
	for _, name := range []string{out.stdout, out.stderr} {
		if text := p.head(name); crash.MatchString(text) {
			p.Errorf("%s: a crash:\n%s", out.command, text)
		}
	}
	p.printable(out.command, out.stderr, hidden)
	if strings.HasPrefix(out.command, "render ") {
		p.printable(out.command, out.stdout, hiddenInFigure)
	} else {
		p.printable(out.command, out.stdout, hidden)
	}
}

// head returns the first part of a file.
func (p *project) head(name string) string {
	p.Helper()
	file, err := os.Open(name)
	if err != nil {
		return ""
	}
	defer file.Close()
	text := make([]byte, 1<<16)
	n, _ := file.Read(text)
	return string(bytes.ToValidUTF8(text[:n], []byte("?")))
}

// names lists the files below a directory, sorted.
func (p *project) names(dir string) []string {
	var names []string
	_ = filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
		if err == nil {
			names = append(names, name)
		}
		return nil
	})
	slices.Sort(names)
	return names
}

// leftovers reports files that are there now and not before, unless args name them.
func (p *project) leftovers(before, args []string) {
	p.Helper()
	for _, name := range p.names(p.dir) {
		if _, found := slices.BinarySearch(before, name); found {
			continue
		}
		if !slices.ContainsFunc(args, func(arg string) bool { return strings.HasSuffix(arg, filepath.Base(name)) }) {
			p.Errorf("%q left %s behind", args, name)
		}
	}
}

// newFile returns the path of a file that does not exist, outside of the project.
func (p *project) newFile(name string) string { return filepath.Join(p.TempDir(), name) }

// endures runs the commands that read everything and write most. The healthy module
// must keep its table, and the export must tell of each file in p.told.
func (p *project) endures(flags ...string) {
	p.Helper()
	checked := p.djdag(append([]string{"check", "--project", "--format", "json"}, flags...)...)
	p.judgeJSON(checked.stdout)
	file := p.newFile("export.json")
	if out := p.djdag(append([]string{"export", "-o", file}, flags...)...); out.code == 0 {
		p.judgeExport(file, checked.stdout)
		if p.size < 1<<20 { // an export may be larger than the source
			if out := p.djdag("check", "-q", "--format", "concise", file); out.code > 1 {
				p.Errorf("check of the export: exit code %d\n%s", out.code, p.head(out.stderr))
			}
		}
	} else {
		p.Errorf("export: exit code %d\n%s", out.code, p.head(out.stderr))
	}
	if p.figures {
		p.draws(append([]string{"--collapse", "all"}, flags...)...)
	}
	if p.size > 1<<20 {
		return // the others read the same
	}
	p.djdag(append([]string{"check", "-q"}, flags...)...)
	p.djdag(append([]string{"order", "--level", "table"}, flags...)...)
	if p.figures {
		p.draws(flags...)
	}
}

// draws draws a figure with lines at right angles, which takes no worker.
func (p *project) draws(flags ...string) {
	p.Helper()
	figure := p.newFile("figure.svg")
	if out := p.djdag(append([]string{"render", "--routing", "orthogonal", "-o", figure}, flags...)...); out.code == 0 {
		p.judgeSVG(figure)
	} else if _, err := os.Stat(figure); err == nil {
		p.Errorf("render failed and left a figure")
	}
}

// refused runs commands that must all fail with a word on a file.
func (p *project) refused(file string, commands ...[]string) {
	p.Helper()
	for _, args := range commands {
		out := p.djdag(args...)
		if said := p.head(out.stderr); out.code < 2 || !strings.Contains(said, file) {
			p.Errorf("%q: exit code %d, want 2 or 3 and a word on %s:\n%s", args, out.code, file, said)
		}
	}
}
