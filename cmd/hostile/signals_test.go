//go:build hostile && linux

package hostile

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"
)

// A command that is stopped leaves the old file or the new one, and nothing else. Only if
// it is killed, the half of a file may stay, under another name.
func TestSignals(t *testing.T) {
	p := newProject(t)
	for i := range 60 {
		p.write(fmt.Sprintf("m%d.py", i), header+table(fmt.Sprint("A", i), "a : int")+table(fmt.Sprint("B", i), fmt.Sprint("-> A", i)))
	}
	p.tables = 120
	p.slack.memory = 400 << 20
	commands := [][]string{
		{"render", "--routing", "curves", "-o", "out/x.svg"}, {"render", "--routing", "orthogonal", "-o", "out/x.svg"}, {"export", "-o", "out/x.json"},
		{"check", "--output", "sarif=out/x.sarif"}, {"render", "--collapse", "all", "-o", "out/x.png"},
	}
	p.mkdir("out")
	whole := map[string][]byte{}
	took := make([]time.Duration, len(commands))
	for i, args := range commands {
		started := time.Now()
		if out := p.run(nil, args...); out.code > 1 {
			t.Fatalf("%q: exit code %d: %s", args, out.code, p.head(out.stderr))
		}
		took[i] = time.Since(started)
		for _, name := range p.names(p.path("out")) {
			text, err := os.ReadFile(name)
			if err == nil {
				whole[fmt.Sprint(i, filepath.Base(name))] = text
			}
		}
	}
	random := rand.New(rand.NewPCG(4, 4))
	for n := range 100 {
		i := n % len(commands)
		args := commands[i]
		before := map[string][]byte{}
		for _, name := range p.names(p.path("out")) {
			before[name], _ = os.ReadFile(name)
		}
		signal := []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGKILL, syscall.SIGHUP}[random.IntN(4)]
		scratch := p.TempDir()
		cmd, out := p.command(env("TMPDIR="+scratch), args...)
		out.command += fmt.Sprint(" and ", signal)
		p.must(cmd.Start())
		after := time.AfterFunc(time.Duration(random.Int64N(int64(took[i]))), func() { _ = cmd.Process.Signal(signal) })
		p.finish(cmd, &out)
		after.Stop()
		if said := p.head(out.stderr); crash.MatchString(said) || out.code > 3 {
			t.Errorf("%s: exit code %d: %s", out.command, out.code, said)
		}
		for _, name := range p.names(p.path("out")) {
			text, _ := os.ReadFile(name)
			old, was := before[name]
			if !was && signal != syscall.SIGKILL { // which leaves no time to clean up
				t.Errorf("%s left %s", out.command, name)
			}
			if !was {
				_ = os.Remove(name)
			} else if old != nil && !bytes.Equal(text, old) && !bytes.Equal(text, whole[fmt.Sprint(i, filepath.Base(name))]) {
				t.Errorf("%s left half of %s", out.command, name)
			}
		}
		if left := p.names(scratch)[1:]; len(left) > 0 && signal != syscall.SIGKILL {
			t.Errorf("%s left %q", out.command, left)
		}
	}
}

// Twenty programs that draw at once with one empty cache draw the same.
func TestTogether(t *testing.T) {
	const together = 20
	p := newProject(t)
	p.write("lab.py", header+table("A", "a : int")+table("B", "-> A"))
	p.slack = limits{cpu: 20 * time.Second, memory: 400 << 20} // each may compile the WebAssembly
	cache, scratch := p.TempDir(), p.TempDir()
	var group sync.WaitGroup
	figures := make([]string, together)
	for i := range together {
		figures[i] = p.newFile("x.svg")
		cmd, out := p.command(env("XDG_CACHE_HOME="+cache, "TMPDIR="+scratch), "render", "--routing", "curves", "-o", figures[i])
		p.must(cmd.Start())
		group.Go(func() {
			p.finish(cmd, &out)
			if p.judge(out); out.code != 0 {
				t.Errorf("exit code %d: %s", out.code, p.head(out.stderr))
			}
		})
	}
	group.Wait()
	first, err := os.ReadFile(figures[0])
	p.must(err)
	for _, name := range figures {
		p.judgeSVG(name)
		if text, err := os.ReadFile(name); err != nil || !bytes.Equal(text, first) {
			t.Errorf("%s is another figure: %v", name, err)
		}
	}
	for _, name := range p.names(scratch)[1:] {
		t.Errorf("left %s", name)
	}
}
