package projectfiles

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/docker"
	"github.com/djdag/djdag/internal/newline"
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
		(isEnvironment(base) || isYAML(base) || isScript(base) || isConfigVariant(base) || base == devcontainer || docker.IsDockerfile(base) || isSecretFile(file))
}

// Describes reports whether a file says what a project is and what it requires, by its
// slash-separated path in the project: [Read] looks for those itself.
func Describes(file string) bool {
	requirements, _ := path.Match("*requirements*.txt", file)
	return requirements || file == pyprojectName || file == "setup.cfg"
}

// HiddenFolders lists the hidden folders of a project, by their paths, with
// files for which [Relevant] may report true.
func HiddenFolders() []string {
	return []string{".secrets", ".github/workflows", ".devcontainer", ".circleci"}
}

// isConfig reports whether a file is DataJoint's own configuration.
func isConfig(base string) bool { return base == "datajoint.json" || base == "dj_local_conf.json" }

// isConfigVariant reports whether a file is one that code loads as DataJoint's
// configuration, such as dj_local_conf_dev.json or .datajoint_config.json.
func isConfigVariant(base string) bool {
	low := strings.ToLower(base)
	return path.Ext(low) == ".json" && !isGap(low) &&
		(strings.HasPrefix(low, "dj_local_conf") || strings.Contains(low, "datajoint_conf") || strings.HasPrefix(low, "dj_conf"))
}

// devcontainer is the name of the file that configures a container to develop in. It
// may have comments.
const devcontainer = "devcontainer.json"

// isEnvironment reports whether a file sets variables of the environment, such
// as .env, .env.local or docker.env. The gaps of .env.example are to be filled.
func isEnvironment(base string) bool {
	low := strings.ToLower(base)
	if isGap(low) {
		return false
	}
	return low == ".envrc" || low == ".my.cnf" || low == "my.cnf" || strings.HasPrefix(low, ".env.") || strings.HasSuffix(low, ".env")
}

// isGap reports whether a file is there to be copied and filled in.
func isGap(low string) bool {
	return strings.Contains(low, "~") || slices.ContainsFunc([]string{"example", "sample", "template", "dist", "default"}, func(gap string) bool {
		return strings.Contains(low, gap)
	})
}

// isYAML reports whether a file is YAML. Its text shows what it is about.
func isYAML(base string) bool {
	ext := strings.ToLower(path.Ext(base))
	return ext == ".yml" || ext == ".yaml"
}

// isScript reports whether a file is a script of a shell.
func isScript(base string) bool {
	ext := strings.ToLower(path.Ext(base))
	return ext == ".sh" || ext == ".bash"
}

// isSecretFile reports whether a file is one of those in which DataJoint looks
// for secrets.
func isSecretFile(file string) bool { return path.Base(path.Dir(file)) == ".secrets" }

// isWorkflow reports whether a YAML file says what runs in CI.
func isWorkflow(file string) bool {
	switch strings.ToLower(path.Base(file)) {
	case ".gitlab-ci.yml", ".travis.yml", "azure-pipelines.yml", "bitbucket-pipelines.yml":
		return true
	}
	dir := path.Dir(file)
	return dir == ".github/workflows" || dir == ".circleci"
}

// Read reads the configuration files in a project's root folder, and the files
// with the given names, for which [Relevant] must be true. The names are
// slash-separated and relative to the root.
func Read(fsys fs.FS, names []string) Files {
	r := reader{fsys: fsys, patterns: sync.OnceValue(newPatterns)}
	r.found.Project.DataJoint = requirement(fsys)
	r.pyproject()
	r.found.Project.Plugins = r.mayHavePlugins()
	for _, name := range names {
		text, err := readFile(fsys, name)
		if err != nil {
			r.unreadable(name, err)
			continue
		}
		text = newline.Unify(text)
		r.comments(name, text)
		r.file(name, text)
	}
	return r.found
}

// maxFile is the size in bytes up to which a file is read. Larger ones are data.
const maxFile = 1 << 20

// A sizeError says that a file is larger than maxFile.
type sizeError int64

func (e sizeError) Error() string {
	return fmt.Sprintf("it has %d bytes; djdag reads configuration up to %d", int64(e), maxFile)
}

// A readError is the error of a regular file that is there.
type readError struct{ err error }

// Error returns the error of the system without the path.
func (e readError) Error() string {
	var path *fs.PathError
	if errors.As(e.err, &path) {
		return path.Err.Error()
	}
	return e.err.Error()
}

// readFile reads a file. The error is that of the file system for a file that is not
// there or not regular; otherwise it is a [sizeError] or a [readError].
func readFile(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxFile {
		return nil, sizeError(info.Size())
	}
	text, err := fs.ReadFile(fsys, name)
	if err != nil && info.Mode().IsRegular() {
		return nil, readError{err}
	}
	return text, err
}

// unreadable reports that a file cannot be read, or is too large if it is there for
// DataJoint or pip: other large files are data. Who finds the files reports those that
// are no files.
func (r *reader) unreadable(name string, err error) {
	d := graph.Diagnostic{Rule: "parse-error", Message: "cannot read this file: " + err.Error(), Pos: graph.Pos{Path: name}}
	var size sizeError
	var failed readError
	switch {
	case errors.As(err, &size) && (name == pyprojectName || isConfig(path.Base(name))):
		d.Severity, d.Pos.Line = graph.Error, 1
	case errors.As(err, &failed):
		d.Severity = graph.Warning
	default:
		return
	}
	r.found.Diagnostics = append(r.found.Diagnostics, d)
}

// file reads a file by its kind.
func (r *reader) file(name string, text []byte) {
	switch base := path.Base(name); {
	case isConfig(base), isConfigVariant(base), isSecretFile(name) && path.Ext(name) == ".json":
		r.config(name, text)
	case isSecretFile(name):
		r.secretFile(name, text)
	case docker.IsDockerfile(base):
		r.dockerfile(name, text)
	case isScript(base), base == devcontainer:
		r.shell(name, text)
	case isYAML(base) && isGap(strings.ToLower(base)) && !docker.IsCompose(base): // nobody has filled it in
	case isYAML(base) && !docker.IsCompose(base) && !isWorkflow(name) && !isStack(text):
		r.settings(name, text)
	default:
		r.environment(name, text)
	}
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
	fsys     fs.FS
	found    Files
	patterns func() patterns
	// pyprojectFile is empty if there is none, or if it cannot be read.
	pyprojectFile tomlFile
	inLine        []graph.Pos // of the credentials in the last line with one
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

// config reads one of DataJoint's own configuration files. Files below the root
// folder, and those of other names, do not configure this project: only their
// credentials are recorded.
func (r *reader) config(name string, text []byte) {
	list, err := jsonSettings(name, text)
	if list == nil {
		r.shell(name, text) // findings about the file show its lines
	}
	if name == "datajoint.json" {
		r.found.Project.HasDataJointJSON = true
		if list == nil {
			r.invalidJSON(name, text, err)
		}
		nest(list)
		r.unknownSettings(list)
		r.invalidSettings(list)
	}
	for _, s := range list {
		if s.isSecret() {
			r.credential(s.key(), s.valuePos, s.valueEnd)
		}
	}
	if !isConfig(name) {
		return
	}
	r.stores(list, []string{"stores"})
	for _, s := range list {
		if p := &r.found.Project; strings.Join(s.path, ".") == "database.backend" && s.kind == graph.TextValue {
			p.Backend, p.BackendPos = s.text, s.pos
		}
	}
}
