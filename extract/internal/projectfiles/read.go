package projectfiles

import (
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"

	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/docker"
)

// Files is what the files around the modules say. Its lists are not sorted.
type Files struct {
	Project     graph.Project
	Comments    []graph.Comment
	Credentials []graph.Credential
}

// Relevant reports whether a file may hold credentials or stores, by its base
// name. Requirements are looked for in the root folder alone.
func Relevant(base string) bool {
	return isConfig(base) || base == ".env" || docker.IsCompose(base) || docker.IsDockerfile(base)
}

// isConfig reports whether a file is DataJoint's own configuration.
func isConfig(base string) bool { return base == "datajoint.json" || base == "dj_local_conf.json" }

// Read reads the files of a project's root folder, and those of the given
// names, for which [Relevant] reports true. The names are slash-separated and
// relative to the root.
func Read(fsys fs.FS, names []string) Files {
	r := reader{fsys: fsys}
	r.found.Project.DataJoint = requirement(fsys)
	r.pyproject()
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			continue
		}
		r.comments(name, text)
		switch base := path.Base(name); {
		case isConfig(base):
			r.config(name, text)
		case docker.IsDockerfile(base):
			r.dockerfile(name, text)
		default:
			r.environment(name, text)
		}
	}
	return r.found
}

// reader collects what the files say.
type reader struct {
	fsys  fs.FS
	found Files
}

// comments notes the comments of a file that speak to djdag.
func (r *reader) comments(name string, text []byte) {
	remarks := python.DirectivesIn(text, "djdag")
	if remarks == nil {
		return
	}
	l := linesOf(name, text)
	for _, remark := range remarks {
		r.found.Comments = append(r.found.Comments, graph.Comment{Text: remark.Text, Pos: l.pos(remark.Offset())})
	}
}

// credential notes where a value is written out.
func (r *reader) credential(name string, pos, end graph.Pos) {
	r.found.Credentials = append(r.found.Credentials, graph.Credential{Name: name, Pos: pos, End: end})
}

// lines turns offsets in a file into positions.
type lines struct {
	name   string
	starts []int // the offsets of the lines
}

func linesOf(name string, text []byte) lines {
	l := lines{name: name, starts: []int{0}}
	for i, c := range text {
		if c == '\n' {
			l.starts = append(l.starts, i+1)
		}
	}
	return l
}

// pos is the position of an offset.
func (l lines) pos(offset int) graph.Pos {
	line := sort.SearchInts(l.starts, offset+1)
	return graph.Pos{Path: l.name, Line: line, Col: offset - l.starts[line-1] + 1}
}

// pyproject reads the stores and the credentials of pyproject.toml.
func (r *reader) pyproject() {
	const name = "pyproject.toml"
	text, err := fs.ReadFile(r.fsys, name)
	if err != nil {
		return
	}
	r.comments(name, text)
	list, err := tomlSettings(name, text)
	if err != nil {
		return
	}
	r.found.Project.HasPyproject = true
	section := []string{"tool", "datajoint"}
	for _, s := range list {
		if len(s.path) <= len(section) || !slices.Equal(s.path[:len(section)], section) {
			continue
		}
		if s.isSecret() {
			r.credential(s.key(), s.pos, s.end)
		}
	}
	r.stores(list, append(section, "stores"))
}

// config reads one of DataJoint's own configuration files. Those below the root
// folder belong to something else: only their credentials count.
func (r *reader) config(name string, text []byte) {
	list, err := jsonSettings(name, text)
	if err != nil {
		return
	}
	for _, s := range list {
		if s.isSecret() {
			r.credential(s.key(), s.valuePos, s.valueEnd)
		}
	}
	if strings.Contains(name, "/") {
		return
	}
	r.stores(list, []string{"stores"})
	for _, s := range list {
		p := &r.found.Project
		switch path := strings.Join(s.path, "."); {
		case path == "database.backend" && s.kind == graph.TextValue:
			p.Backend, p.BackendPos = s.text, s.pos
		case path == "jobs.allow_new_pk_fields_in_computed_tables":
			p.NewKeysAllowed = s.yes
		}
	}
}
