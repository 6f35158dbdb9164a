//go:build hostile && linux

package hostile

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// healthy is a module that stands beside whatever is broken. Its table must be found
// in any case.
const healthy = `import datajoint as dj

schema = dj.Schema("healthy")


@schema
class Healthy(dj.Manual):
    definition = """
    healthy : int
    """
`

// header is the start of a module with tables.
const header = "import datajoint as dj\n\nschema = dj.Schema('lab')\n\n"

// A project is a directory with a healthy module, in which programs run.
type project struct {
	*testing.T
	dir        string
	size       int64    // of all files, in bytes
	largest    int64    // of a file
	tables     int      // that are written, beside the healthy one
	statements int      // that are written in a file, if they are many
	told       []string // files that the export must tell of
	slack      limits   // what a known shape needs beyond the limits
	figures    bool     // whether to draw
}

// newProject returns a project with the healthy module.
func newProject(t *testing.T) *project {
	t.Helper()
	p := &project{T: t, dir: filepath.Join(t.TempDir(), "project"), figures: true}
	p.mkdir(".")
	p.write("healthy.py", healthy)
	return p
}

// path returns the path of a file of the project.
func (p *project) path(name string) string { return filepath.Join(p.dir, filepath.FromSlash(name)) }

// mkdir makes a directory with its parents.
func (p *project) mkdir(name string) {
	p.Helper()
	if err := os.MkdirAll(p.path(name), 0o755); err != nil {
		p.Fatal(err)
	}
}

// write writes a file.
func (p *project) write(name, text string) {
	p.Helper()
	p.stream(name, func(w *bufio.Writer) { w.WriteString(text) })
}

// repeat writes a file of a text between two others, n times.
func (p *project) repeat(name, before, text string, n int, after string) {
	p.Helper()
	p.stream(name, func(w *bufio.Writer) {
		w.WriteString(before)
		for range n {
			w.WriteString(text)
		}
		w.WriteString(after)
	})
}

// stream writes a file that need not fit into the memory: that of the test counts as
// memory of the programs that it starts.
func (p *project) stream(name string, write func(*bufio.Writer)) {
	p.Helper()
	p.mkdir(filepath.Dir(name))
	file, err := os.Create(p.path(name))
	if err != nil {
		p.Skip("the file system does not take the name: ", err)
	}
	defer file.Close()
	w := bufio.NewWriterSize(file, 1<<16)
	write(w)
	if err := w.Flush(); err != nil {
		p.Fatal(err)
	}
	info, err := file.Stat()
	if err != nil {
		p.Fatal(err)
	}
	p.size += info.Size()
	p.largest = max(p.largest, info.Size())
}

// link makes a symbolic link.
func (p *project) link(to, name string) {
	p.Helper()
	p.mkdir(filepath.Dir(name))
	if err := os.Symlink(to, p.path(name)); err != nil {
		p.Fatal(err)
	}
}

// must stops the test on an error.
func (p *project) must(err error) {
	p.Helper()
	if err != nil {
		p.Fatal(err)
	}
}

// skip skips a test that cannot run here, and has the report say so.
func skip(t *testing.T, why string) {
	t.Helper()
	tally.skip(t.Name(), why)
	t.Skip(why)
}

// table returns a class with a definition.
func table(class, definition string) string {
	return "@schema\nclass " + class + "(dj.Manual):\n    definition = '''\n    " + strings.ReplaceAll(definition, "\n", "\n    ") + "\n    '''\n\n"
}
