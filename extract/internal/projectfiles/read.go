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

// Files is what the configuration files declare. Its slices are not sorted.
type Files struct {
	Project     graph.Project
	Comments    []graph.Comment
	Credentials []graph.Credential
	Codecs      []graph.Codec // the entry points of pyproject.toml
	Diagnostics []graph.Diagnostic
}

// maxDepth is how many folders deep files other than DataJoint's configuration
// are looked for.
const maxDepth = 2

// Relevant reports whether a file may hold credentials or stores, by its
// slash-separated path in the project. Requirements are looked for in the root
// folder alone.
func Relevant(file string) bool {
	base := path.Base(file)
	if isConfig(base) {
		return true
	}
	return strings.Count(file, "/") <= maxDepth &&
		(isEnvironment(base) || docker.IsCompose(base) || docker.IsDockerfile(base) || isSecretFile(file) || isWorkflow(file))
}

// HiddenFolders lists the hidden folders of a project, by their paths, with
// files for which [Relevant] may report true.
func HiddenFolders() []string { return []string{".secrets", ".github/workflows", ".devcontainer"} }

// isConfig reports whether a file is DataJoint's own configuration.
func isConfig(base string) bool { return base == "datajoint.json" || base == "dj_local_conf.json" }

// isEnvironment reports whether a file sets variables of the environment, such
// as .env, .env.local or docker.env. The gaps of .env.example are to be filled.
func isEnvironment(base string) bool {
	low := strings.ToLower(base)
	if strings.ContainsAny(low, "~") || slices.ContainsFunc([]string{"example", "sample", "template", "dist", "default"}, func(gap string) bool {
		return strings.Contains(low, gap)
	}) {
		return false
	}
	return low == ".envrc" || low == ".gitlab-ci.yml" || strings.HasPrefix(low, ".env.") || strings.HasSuffix(low, ".env")
}

// isSecretFile reports whether a file is one of those in which DataJoint looks
// for secrets.
func isSecretFile(file string) bool { return path.Base(path.Dir(file)) == ".secrets" }

// isWorkflow reports whether a file is a workflow of GitHub.
func isWorkflow(file string) bool {
	ext := path.Ext(file)
	return path.Dir(file) == ".github/workflows" && (ext == ".yml" || ext == ".yaml")
}

// Read reads the configuration files in a project's root folder, and the files
// with the given names, for which [Relevant] must be true. The names are
// slash-separated and relative to the root.
func Read(fsys fs.FS, names []string) Files {
	r := reader{fsys: fsys}
	r.found.Project.DataJoint = requirement(fsys)
	r.found.Project.Plugins = mayHavePlugins(fsys)
	r.pyproject()
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			continue
		}
		r.comments(name, text)
		switch base := path.Base(name); {
		case isConfig(base), isSecretFile(name) && path.Ext(name) == ".json":
			r.config(name, text)
		case isSecretFile(name):
			r.secretFile(name, text)
		case docker.IsDockerfile(base):
			r.dockerfile(name, text)
		default:
			r.environment(name, text)
		}
	}
	return r.found
}

// nest splits the keys that DataJoint 2 takes for a path, "stores.main.protocol".
func nest(list []setting) {
	for i := range list {
		if s := &list[i]; len(s.path) == 1 {
			if parts := strings.Split(s.path[0], "."); len(parts) == 3 && parts[0] == "stores" {
				s.path = parts
			}
		}
	}
}

// A reader collects what the files declare.
type reader struct {
	fsys  fs.FS
	found Files
}

// comments records the comments addressed to djdag.
func (r *reader) comments(name string, text []byte) {
	directives := python.DirectivesIn(text, "djdag")
	if directives == nil {
		return
	}
	l := linesOf(name, text)
	for _, directive := range directives {
		r.found.Comments = append(r.found.Comments, graph.Comment{Text: directive.Text, Pos: l.pos(directive.Offset())})
	}
}

// credential records a secret.
func (r *reader) credential(name string, pos, end graph.Pos) {
	r.found.Credentials = append(r.found.Credentials, graph.Credential{Name: name, Pos: pos, End: end})
}

// lines converts offsets in a file to positions.
type lines struct {
	name   string
	starts []int // the offset of the first byte of each line
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

// pos converts an offset to a position.
func (l lines) pos(offset int) graph.Pos {
	line := sort.SearchInts(l.starts, offset+1)
	return graph.Pos{Path: l.name, Line: line, Col: offset - l.starts[line-1] + 1}
}

// pyproject reads the stores and credentials in pyproject.toml.
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
	r.entryPoints(list)
}

// config reads one of DataJoint's own configuration files. Files below the root
// folder do not configure this project: only their credentials are recorded.
func (r *reader) config(name string, text []byte) {
	list, err := jsonSettings(name, text)
	if err != nil {
		return
	}
	if name == "datajoint.json" {
		r.found.Project.HasDataJointJSON = true
		nest(list)
		r.unknownSettings(list)
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
		if p := &r.found.Project; strings.Join(s.path, ".") == "database.backend" && s.kind == graph.TextValue {
			p.Backend, p.BackendPos = s.text, s.pos
		}
	}
}
