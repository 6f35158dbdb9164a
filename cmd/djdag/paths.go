package main

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// display returns the absolute path as a reader in the current directory
// would write it: relative below it, and above it while that is shorter.
func display(abs string) string {
	cwd, err := os.Getwd()
	if err != nil {
		return abs
	}
	if rel, err := filepath.Rel(cwd, abs); err == nil && len(rel) < len(abs) {
		return rel
	}
	return abs
}

// relative returns dir as seen from base; both are OS paths.
func relative(base, dir string) (string, error) {
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

// shown returns a copy of the pipeline whose positions are paths from the
// current directory, so that a terminal and a CI job can open them. The
// pipeline itself keeps paths from the project: an export must not depend on
// where it was made.
func (s *source) shown() *graph.Pipeline {
	p := *s.Pipeline
	p.Modules = slices.Clone(p.Modules)
	for i := range p.Modules {
		m := &p.Modules[i]
		m.Path = s.showPath(m.Path)
		m.Imports = slices.Clone(m.Imports)
		for j := range m.Imports {
			m.Imports[j].Pos = s.showPos(m.Imports[j].Pos)
		}
	}
	p.Schemas = slices.Clone(p.Schemas)
	for i := range p.Schemas {
		schema := &p.Schemas[i]
		schema.Pos, schema.Activation = s.showPos(schema.Pos), s.showPos(schema.Activation)
	}
	p.Tables = slices.Clone(p.Tables)
	for i := range p.Tables {
		p.Tables[i].Pos = s.showPos(p.Tables[i].Pos)
	}
	p.ForeignKeys = slices.Clone(p.ForeignKeys)
	for i := range p.ForeignKeys {
		p.ForeignKeys[i].Pos = s.showPos(p.ForeignKeys[i].Pos)
	}
	p.Diagnostics = s.showFindings(p.Diagnostics)
	return &p
}

// showFindings returns the findings with positions as paths from the current
// directory, sorted anew.
func (s *source) showFindings(findings []graph.Diagnostic) []graph.Diagnostic {
	findings = slices.Clone(findings)
	for i := range findings {
		d := &findings[i]
		d.Pos, d.End = s.showPos(d.Pos), s.showPos(d.End)
		d.Related = slices.Clone(d.Related)
		for j := range d.Related {
			d.Related[j].Pos = s.showPos(d.Related[j].Pos)
		}
	}
	graph.SortDiagnostics(findings)
	return findings
}

func (s *source) showPos(pos graph.Pos) graph.Pos {
	pos.Path = s.showPath(pos.Path)
	return pos
}

func (s *source) showPath(p string) string {
	if p == "" || s.base == "." || path.IsAbs(p) || filepath.IsAbs(p) {
		return p
	}
	folder, file := path.Split(p)
	shown, ok := s.folders[folder] // many positions are in few folders
	if !ok {
		shown = s.showFolder(folder)
		if s.folders == nil {
			s.folders = make(map[string]string)
		}
		s.folders[folder] = shown
	}
	return path.Join(shown, file)
}

// showFolder returns a folder of the project as a path from the current one.
func (s *source) showFolder(folder string) string {
	joined := path.Join(filepath.ToSlash(s.base), folder)
	if joined != ".." && !strings.HasPrefix(joined, "../") {
		return joined
	}
	// A base above the current directory may lead back into it.
	abs, err := filepath.Abs(filepath.FromSlash(joined))
	if err != nil {
		return joined
	}
	return filepath.ToSlash(display(abs))
}
