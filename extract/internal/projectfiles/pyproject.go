package projectfiles

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"github.com/djdag/djdag/extract/internal/credential"
	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/bounds"
)

// pyprojectName is the name of the file that describes a project.
const pyprojectName = "pyproject.toml"

// byteOrderMark starts the files of some Windows editors. Python's readers of TOML and
// JSON reject it.
const byteOrderMark = "\ufeff"

// pyproject reads what pyproject.toml says, into r.pyprojectFile, and its stores,
// codecs and credentials.
func (r *reader) pyproject() {
	text, err := readFile(r.fsys, pyprojectName)
	if err != nil {
		r.unreadable(pyprojectName, err)
		return
	}
	r.comments(pyprojectName, text)
	r.pyprojectFile, err = parseTOML(pyprojectName, text)
	if err != nil {
		r.brokenTOML(text, err)
		return
	}
	list := r.pyprojectFile.keys
	r.found.Project.HasPyproject = true
	section := []string{"tool", "datajoint"}
	for _, s := range list {
		own := len(s.path) > len(section) && slices.Equal(s.path[:len(section)], section)
		if own && s.isSecret() || s.path[0] == "tool" && s.kind == graph.TextValue && credential.IsDatabaseSecret(s.path) && credential.IsPlaintext(s.text) {
			r.credential(s.key(), s.valuePos, s.valueEnd)
		}
	}
	r.stores(list, append(section, "stores"))
	r.entryPoints(list)
}

// brokenTOML reports why pyproject.toml cannot be read, and records what may be
// secrets in it, because findings about it show its lines.
func (r *reader) brokenTOML(text []byte, err error) {
	d := graph.Diagnostic{Rule: "parse-error", Severity: graph.Error, Pos: graph.Pos{Path: pyprojectName, Line: 1, Col: 1}}
	d.Message = "this is not TOML: " + bounds.Brief(strings.TrimPrefix(err.Error(), "toml: "))
	var wrong *toml.DecodeError
	var beyond *bounds.Error
	switch {
	case bytes.HasPrefix(text, []byte(byteOrderMark)):
		d.Message = "this is not TOML: the file starts with a byte order mark, with which pip does not read it; save it without"
	case errors.As(err, &wrong):
		d.Pos.Line, d.Pos.Col = wrong.Position()
	case errors.As(err, &beyond):
		d.Pos = linesOf(pyprojectName, text).pos(beyond.Offset)
		d.Message = "cannot read this file: " + beyond.Message
	}
	r.found.Diagnostics = append(r.found.Diagnostics, d)
	p := r.patterns()
	at := graph.Pos{Path: pyprojectName}
	for line := range strings.Lines(string(text)) {
		at.Line++
		if a, ok := p.firstAssignment(line); ok {
			r.assigned(at, a)
		}
	}
}

// PackageFolders returns the folders that pyproject.toml declares as import roots, in
// the syntax of setuptools, Poetry or Hatch, slash-separated. They may not exist.
func PackageFolders(fsys fs.FS) []string {
	text, err := readFile(fsys, pyprojectName)
	if err != nil || !bytes.Contains(text, []byte("package-dir")) && !bytes.Contains(text, []byte("packages")) {
		return nil
	}
	file, err := parseTOML(pyprojectName, text)
	if err != nil {
		return nil // Read reports it
	}
	var folders []string
	if root, ok := file.table("tool", "setuptools", "package-dir")[""].(string); ok {
		folders = append(folders, root)
	}
	folders = append(folders, file.list("tool", "setuptools", "packages", "find", "where")...)
	packages, _ := file.at("tool", "poetry", "packages").([]any)
	for _, p := range packages {
		if p, ok := p.(map[string]any); ok {
			if from, _ := p["from"].(string); from != "" {
				folders = append(folders, from)
			}
		}
	}
	for _, p := range file.list("tool", "hatch", "build", "targets", "wheel", "packages") {
		folders = append(folders, path.Dir(path.Clean("./"+p)))
	}
	return folders
}
