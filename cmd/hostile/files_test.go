//go:build hostile && linux

package hostile

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Whatever stands in place of a file costs that file and a word on it.
func TestFiles(t *testing.T) {
	t.Run("links", func(t *testing.T) {
		t.Parallel()
		p := newProject(t)
		secret := p.newFile("secret.py")
		p.must(os.WriteFile(secret, []byte(header+table("Secret", "secret : int")), 0o644))
		p.link(secret, "out.py")
		p.link(filepath.Dir(secret), "out")
		p.link("/etc/passwd", "passwd.py")
		p.link("/proc/self/environ", "environ.py")
		p.link("/proc/self", "proc")
		p.link("nowhere.py", "dangling.py")
		p.link("a.py", "b.py")
		p.link("b.py", "a.py")
		p.link(".", "here")
		p.link("..", "above")
		p.link("here/here/here/healthy.py", "zfar.py")
		p.link("/dev/zero", "zero.py")
		p.link("/dev/tty", ".env")
		p.link("/dev/random", "datajoint.json")
		p.told = []string{"out.py", "passwd.py", "environ.py", "dangling.py", "a.py", "b.py", "zero.py"}
		p.endures()
		out := p.djdag("list", "--tables")
		if text := p.head(out.stdout); strings.Contains(text, "Secret") {
			t.Errorf("a link leads out of the project:\n%s", text)
		}
	})
	t.Run("pipes, sockets and devices", func(t *testing.T) {
		p := newProject(t)
		for _, name := range []string{"pipe.py", "n.ipynb", "datajoint.json", ".env", "Dockerfile", "docker-compose.yml", "README.md", "requirements.txt", ".gitignore"} {
			p.must(syscall.Mkfifo(p.path(name), 0o644))
		}
		t.Chdir(p.dir) // the path of a socket is short
		socket, err := net.ListenUnix("unix", &net.UnixAddr{Name: "socket.py", Net: "unix"})
		p.must(err)
		defer socket.Close()
		p.told = []string{"pipe.py", "n.ipynb", "socket.py"}
		if err := syscall.Mknod("device.py", syscall.S_IFCHR|0o644, 1<<8|5); err == nil { // /dev/zero
			p.told = append(p.told, "device.py")
		}
		p.mkdir("folder.py/x.py")
		p.mkdir("LICENSE")
		p.mkdir("setup.cfg")
		p.endures("--notebooks")
		p.refused("pipe.py", []string{"check", "pipe.py"}, []string{"export", "pipe.py"})
	})
	t.Run("files that change", func(t *testing.T) {
		t.Parallel()
		p := newProject(t)
		for i := range 300 {
			p.write(fmt.Sprintf("m%d.py", i), header+table(fmt.Sprint("A", i), "a : int"))
		}
		p.tables = 300
		done, ended := make(chan struct{}), make(chan struct{})
		go func() {
			defer close(ended)
			for i := 0; ; i++ {
				select {
				case <-done:
					return
				default:
				}
				name := p.path(fmt.Sprintf("m%d.py", i%300))
				switch i % 5 {
				case 0:
					os.Remove(name)
				case 1:
					os.WriteFile(name, []byte(strings.Repeat("x = (\n", i%50)), 0o644)
				case 2:
					os.Remove(name)
					os.Mkdir(name, 0o755)
				case 3:
					os.RemoveAll(name)
					os.Symlink("healthy.py", name)
				case 4:
					os.Truncate(p.path(fmt.Sprintf("m%d.py", (i+7)%300)), int64(i%100))
				}
			}
		}()
		for range 15 {
			cmd, out := p.command(nil, "list", "--tables")
			p.must(cmd.Start())
			p.finish(cmd, &out)
			p.judge(out)
			if text := p.head(out.stdout); out.code != 0 || !strings.Contains(text, "Healthy") {
				t.Errorf("exit code %d: %.300s %.300s", out.code, text, p.head(out.stderr))
			}
		}
		close(done)
		<-ended
	})
	t.Run("the directory is deleted", func(t *testing.T) {
		t.Parallel()
		p := newProject(t)
		for _, args := range []string{"check", "list", "render -o x.svg", "export", "init x", "version", "check healthy.py"} {
			cmd, out := p.command(func(cmd *exec.Cmd) {
				cmd.Path = "/bin/sh"
				cmd.Args = []string{"sh", "-c", `mkdir gone && cd gone && rmdir ../gone && exec "$0" ` + args, filepath.Join(bin, "djdag")}
			}, "in a deleted directory:", args)
			p.must(cmd.Start())
			p.finish(cmd, &out)
			p.judge(out)
			if want := 3; args != "version" && out.code < want-1 {
				t.Errorf("%s: exit code %d: %s", args, out.code, p.head(out.stderr))
			}
		}
	})
	t.Run("no environment", func(t *testing.T) {
		t.Parallel()
		p := newProject(t)
		for _, variables := range [][]string{{}, {"HOME=", "TMPDIR=", "XDG_CACHE_HOME=", "PATH="}, {"HOME=/nowhere", "TMPDIR=/nowhere"}, {"HOME=/dev/null", "TMPDIR=/dev/null", "XDG_CACHE_HOME=/dev/null"}, {"XDG_CACHE_HOME=relative"}, {"GODEBUG=x", "TZ=x", "LANG=x", "NO_COLOR=\x1b", "COLUMNS=-1", "TERM=\x1b"}} {
			p.slack.memory = 400 << 20 // the worker's WebAssembly
			figure := p.newFile("x.svg")
			alone := func(cmd *exec.Cmd) { cmd.Env = variables }
			if out := p.run(alone, "render", "--routing", "curves", "-o", figure); out.code == 0 {
				p.judgeSVG(figure)
			} else {
				t.Errorf("%q: exit code %d: %s", variables, out.code, p.head(out.stderr))
			}
			p.run(alone, "check")
			p.run(alone, "export", "-o", p.newFile("x.json"))
		}
	})
}

// Another user may not read everything, and may not write.
func TestRights(t *testing.T) {
	as := func(cmd *exec.Cmd) {
		if os.Getuid() == 0 {
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
	}
	p := newProject(t)
	probe := exec.Command(filepath.Join(bin, "djdag"), "version")
	if as(probe); probe.Run() != nil {
		skip(t, "another user cannot run the programs here")
	}
	for dir := p.dir; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if info, err := os.Stat(dir); err == nil && info.Mode()&5 != 5 && os.Chmod(dir, info.Mode()|5) != nil {
			skip(t, "another user cannot reach "+dir)
		}
	}
	p.write("secret.py", whole)
	p.write("secret/in.py", whole)
	p.write("shut/in.py", whole)
	p.write("datajoint.json", "{}")
	p.write(".env", "A=1\n")
	p.write("old.svg", "old")
	p.write("locked/old.svg", "old")
	for name, mode := range map[string]fs.FileMode{"secret.py": 0, "secret": 0, "shut": 0o444, "datajoint.json": 0, ".env": 0, "old.svg": 0o444, "locked": 0o555} {
		p.must(os.Chmod(p.path(name), mode))
	}
	t.Cleanup(func() {
		for _, name := range []string{"secret", "shut", "locked"} {
			_ = os.Chmod(p.path(name), 0o755)
		}
	})
	out := p.run(as, "check", "--project", "--format", "concise")
	for _, name := range []string{"secret.py", "secret", "datajoint.json", ".env", "shut/in.py"} {
		if text := p.head(out.stdout); !strings.Contains(text, name+":") {
			t.Errorf("no word on %s:\n%s", name, text)
		}
	}
	if text := p.head(p.run(as, "list", "--tables").stdout); !strings.Contains(text, "healthy.Healthy") {
		t.Errorf("the healthy table is lost:\n%s", text)
	}
	for _, args := range [][]string{
		{"render", "--routing", "orthogonal", "-o", "locked/old.svg"}, {"render", "--routing", "orthogonal", "-o", "locked/new.svg"}, {"export", "-o", "locked/x.json"}, {"render", "--all", "-o", "locked/figures"},
		{"check", "--output", "sarif=locked/x"}, {"check", "--baseline", "locked/x", "--write-baseline"}, {"check", "secret.py"}, {"init", "locked/x"}, {"render", "--update", "secret.py"},
	} {
		if out := p.run(as, args...); out.code != 3 && (out.code == 0 || args[1] != "secret.py") {
			t.Errorf("%q: exit code %d: %s", args, out.code, p.head(out.stderr))
		}
	}
	for _, name := range []string{"old.svg", "locked/old.svg"} {
		if text, err := os.ReadFile(p.path(name)); string(text) != "old" {
			t.Errorf("%s has changed: %.40q, %v", name, text, err)
		}
	}
}

// A full disk fails the command, keeps the old file and leaves no other.
func TestFullDisk(t *testing.T) {
	p := newProject(t)
	disk := filepath.Join(t.TempDir(), "disk")
	p.must(os.Mkdir(disk, 0o755))
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=64k"); err != nil {
		skip(t, "no small disk, as it cannot be mounted: "+err.Error())
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(disk, 0); err != nil {
			t.Error(err)
		}
	})
	p.stream("lab.py", func(w *bufio.Writer) {
		w.WriteString(header)
		for i := range 500 {
			w.WriteString(table(fmt.Sprint("A", i), fmt.Sprint("a : int\n-> Nowhere", i)))
		}
	})
	p.tables = 500
	p.slack.memory = 64 << 20 // --all keeps two dozen figures of 1000 nodes until all are drawn
	for _, name := range []string{"x.svg", "x.json", "x.sarif", "x.md"} {
		p.must(os.WriteFile(filepath.Join(disk, name), []byte("<!-- djdag: --format mermaid -->\n<!-- /djdag -->\n"), 0o644))
	}
	before := p.names(disk)
	for _, args := range [][]string{
		{"render", "--routing", "orthogonal", "-o", filepath.Join(disk, "x.svg")}, {"export", "-o", filepath.Join(disk, "x.json")}, {"render", "--routing", "orthogonal", "--all", "-o", filepath.Join(disk, "figures")},
		{"check", "--output", "sarif=" + filepath.Join(disk, "x.sarif")}, {"render", "--update", filepath.Join(disk, "x.md")}, {"render", "--routing", "orthogonal", "-o", filepath.Join(disk, "new.svg")},
		{"check", "--baseline", filepath.Join(disk, "known.json"), "--write-baseline"},
	} {
		out := p.djdag(args...)
		if out.code != 3 && !strings.Contains(out.command, "known.json") && !strings.Contains(out.command, "--update") { // these may fit
			t.Errorf("%q: exit code %d: %s", args, out.code, p.head(out.stderr))
		}
		for _, name := range p.names(disk) {
			asked := filepath.Base(name) == "figures" || filepath.Base(filepath.Dir(name)) == "figures" && filepath.Ext(name) == ".svg" || filepath.Base(name) == "known.json"
			if !asked && !slices.Contains(before, name) {
				t.Errorf("%q left %s behind", args, name)
			}
		}
		p.must(os.RemoveAll(filepath.Join(disk, "figures")))
	}
	for _, name := range before {
		if info, err := os.Stat(name); err != nil || info.Mode().IsRegular() && info.Size() == 0 {
			t.Errorf("%s is lost: %v", name, err)
		}
	}
	full := func(cmd *exec.Cmd) { cmd.Env = append(cmd.Env, "TMPDIR="+disk, "XDG_CACHE_HOME="+disk) }
	p.slack = limits{cpu: 10 * time.Second, memory: 400 << 20} // the worker compiles its WebAssembly each time
	p.must(os.WriteFile(filepath.Join(disk, "filler"), nil, 0o644))
	filler, err := os.OpenFile(filepath.Join(disk, "filler"), os.O_APPEND|os.O_WRONLY, 0)
	p.must(err)
	for {
		if _, err := filler.Write(make([]byte, 4096)); errors.Is(err, syscall.ENOSPC) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	filler.Close()
	if out := p.run(full, "render", "--select", "healthy", "--routing", "curves", "-o", p.newFile("x.svg")); out.code != 0 {
		t.Errorf("no room for a cache: exit code %d: %s", out.code, p.head(out.stderr))
	}
}
