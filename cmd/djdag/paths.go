package main

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// displayAbs returns an absolute path in its shortest form: relative to the
// current directory if that is shorter.
func displayAbs(abs string) string {
	cwd, err := os.Getwd()
	if err != nil {
		return abs
	}
	if rel, err := filepath.Rel(cwd, abs); err == nil && len(rel) < len(abs) {
		return rel
	}
	return abs
}

// relativeTo returns dir relative to base. Both are OS paths.
func relativeTo(base, dir string) (string, error) {
	absBase, err := filepath.Abs(base)
	if err != nil {
		return "", cannot("read", base, err)
	}
	absDir, err := filepath.Abs(dir)
	if err != nil {
		return "", cannot("read", dir, err)
	}
	rel, err := filepath.Rel(absBase, absDir)
	if err != nil { // another drive
		return absDir, nil
	}
	return rel, nil
}

// inside returns dir as a slash-separated path inside base, and whether it is there.
// Both are OS paths.
func inside(base, dir string) (string, bool) {
	rel, err := relativeTo(base, dir)
	rel = filepath.ToSlash(rel)
	return rel, err == nil && fs.ValidPath(rel)
}

// displayed returns a copy of the pipeline with positions relative to the
// current directory, which terminals and CI jobs can open. The pipeline itself
// keeps paths relative to the project: an export must not depend on where it
// was made.
func (s *source) displayed() *graph.Pipeline {
	p := *s.Pipeline
	p.Project.Stores = slices.Clone(p.Project.Stores)
	for i := range p.Project.Stores {
		p.Project.Stores[i].Pos = s.displayPos(p.Project.Stores[i].Pos)
	}
	p.Modules = slices.Clone(p.Modules)
	for i := range p.Modules {
		m := &p.Modules[i]
		m.Path = s.displayPath(m.Path)
		m.Imports = slices.Clone(m.Imports)
		for j := range m.Imports {
			m.Imports[j].Pos = s.displayPos(m.Imports[j].Pos)
		}
	}
	p.Schemas = slices.Clone(p.Schemas)
	for i := range p.Schemas {
		schema := &p.Schemas[i]
		schema.Pos, schema.Activation = s.displayPos(schema.Pos), s.displayPos(schema.Activation)
	}
	p.Tables = slices.Clone(p.Tables)
	for i := range p.Tables {
		t := &p.Tables[i]
		t.Pos = s.displayPos(t.Pos)
		t.Attributes, t.Indexes = slices.Clone(t.Attributes), slices.Clone(t.Indexes)
		for j := range t.Attributes {
			t.Attributes[j].Pos = s.displayPos(t.Attributes[j].Pos)
		}
		for j := range t.Indexes {
			t.Indexes[j].Pos = s.displayPos(t.Indexes[j].Pos)
		}
		t.Reads = slices.Clone(t.Reads)
		for j := range t.Reads {
			t.Reads[j].Pos = s.displayPos(t.Reads[j].Pos)
		}
	}
	p.ForeignKeys = slices.Clone(p.ForeignKeys)
	for i := range p.ForeignKeys {
		p.ForeignKeys[i].Pos = s.displayPos(p.ForeignKeys[i].Pos)
	}
	p.Diagnostics = s.displayFindings(p.Diagnostics)
	return &p
}

// displayFindings returns a copy of the findings with positions relative to the
// current directory, sorted again.
func (s *source) displayFindings(findings []graph.Diagnostic) []graph.Diagnostic {
	findings = slices.Clone(findings)
	for i := range findings {
		d := &findings[i]
		d.Pos, d.End = s.displayPos(d.Pos), s.displayPos(d.End)
		d.Related = slices.Clone(d.Related)
		for j := range d.Related {
			d.Related[j].Pos = s.displayPos(d.Related[j].Pos)
		}
	}
	graph.SortDiagnostics(findings)
	return findings
}

// displayCredentials returns the credentials with positions relative to the current
// directory.
func (s *source) displayCredentials() []graph.Credential {
	secrets := slices.Clone(s.Credentials)
	for i := range secrets {
		c := &secrets[i]
		c.Pos, c.End = s.displayPos(c.Pos), s.displayPos(c.End)
	}
	return secrets
}

// shownFiles returns the files whose lines findings show, by their displayed paths. The
// paths in an export may be anybody's, so they must not lead above the current
// directory.
func (s *source) shownFiles() fs.FS {
	if s.files != nil {
		return regularFS{dirFS(".")}
	}
	if here, err := openProject("."); err == nil {
		return here
	}
	return nil
}

// placed returns a copy of the findings for people: one without a position is at the
// PATH of the command line, or at the project that it means.
func (s *source) placed(findings []graph.Diagnostic) []graph.Diagnostic {
	name := filepath.ToSlash(s.name)
	if abs, err := filepath.Abs(s.name); err == nil && (name == "." || strings.HasSuffix(name, "..")) {
		name = filepath.Base(abs)
	}
	findings = slices.Clone(findings)
	for i := range findings {
		if d := &findings[i]; !d.Pos.IsValid() {
			d.Pos.Path = name
		}
	}
	return findings
}

// displayPos returns pos relative to the current directory.
func (s *source) displayPos(pos graph.Pos) graph.Pos {
	pos.Path = s.displayPath(pos.Path)
	return pos
}

// displayPath returns a path of the project relative to the current directory.
func (s *source) displayPath(p string) string {
	if p == "" || s.base == "." || path.IsAbs(p) || filepath.IsAbs(p) {
		return p
	}
	dir, file := path.Split(p)
	shown, ok := s.dirs[dir] // many positions share few directories
	if !ok {
		shown = s.displayDir(dir)
		if s.dirs == nil {
			s.dirs = make(map[string]string)
		}
		s.dirs[dir] = shown
	}
	return path.Join(shown, file)
}

// displayDir returns a directory of the project relative to the current one.
func (s *source) displayDir(dir string) string {
	joined := path.Join(filepath.ToSlash(s.base), dir)
	if joined != ".." && !strings.HasPrefix(joined, "../") {
		return joined
	}
	// A base above the current directory may lead back into it.
	abs, err := filepath.Abs(filepath.FromSlash(joined))
	if err != nil {
		return joined
	}
	return filepath.ToSlash(displayAbs(abs))
}

// isBelow reports whether a file, which need not exist, is in a directory or below it.
// Links are followed: a directory of the project may be one that leads out of it.
func isBelow(dir, file string) bool {
	rel, err := filepath.Rel(realPath(dir), realPath(file))
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// realPath returns the absolute path of a file without links. Of a file that does not
// exist, it follows the links in the part that does.
func realPath(file string) string {
	abs, err := filepath.Abs(file)
	if err != nil {
		return file
	}
	rest := ""
	for at := abs; ; at = filepath.Dir(at) {
		if real, err := filepath.EvalSymlinks(at); err == nil {
			return filepath.Join(real, rest)
		}
		if at == filepath.Dir(at) {
			return abs
		}
		rest = filepath.Join(filepath.Base(at), rest)
	}
}
