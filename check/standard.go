package check

import (
	"fmt"
	"slices"

	"github.com/djdag/djdag/graph"
)

// A Standard says which layout of a project its files are checked against.
type Standard uint8

// The standards.
const (
	// AutoStandard is DocsStandard for a project with a datajoint.json, or one
	// that requires DataJoint 2 and declares no store in pyproject.toml. For
	// others it is BookStandard.
	AutoStandard Standard = iota
	// BookStandard is the chapter on pipeline projects in the DataJoint Book:
	// object stores in pyproject.toml, and Docker files.
	BookStandard
	// DocsStandard is the documentation of DataJoint 2: object stores in
	// datajoint.json, and credentials in .secrets/, which Git ignores.
	DocsStandard
)

// String returns "auto", "book" or "docs".
func (s Standard) String() string {
	switch s {
	case AutoStandard:
		return "auto"
	case BookStandard:
		return "book"
	case DocsStandard:
		return "docs"
	}
	return fmt.Sprintf("Standard(%d)", uint8(s))
}

// ParseStandard is the inverse of [Standard.String].
func ParseStandard(text string) (Standard, error) {
	for s := AutoStandard; s <= DocsStandard; s++ {
		if text == s.String() {
			return s, nil
		}
	}
	return 0, fmt.Errorf("unknown standard %q; want auto, book or docs", text)
}

// The files in which stores are declared.
const (
	pyprojectFile = "pyproject.toml"
	configFile    = "datajoint.json" // of DataJoint 2
)

// docs reports whether the project follows the documentation of DataJoint 2.
func (p *Pass) docs() bool {
	if p.opts.Standard != AutoStandard {
		return p.opts.Standard == DocsStandard
	}
	project := &p.Pipeline.Project
	broken := !project.HasPyproject && project.DataJoint.Pos.Path == pyprojectFile // its stores are unknown
	return project.HasDataJointJSON || p.allFrom(version(2, 0)) && !broken && len(p.storesIn(pyprojectFile)) == 0
}

// storesIn returns the stores that a file declares, sorted by position.
func (p *Pass) storesIn(file string) []graph.Store {
	return slices.DeleteFunc(slices.Clone(p.Pipeline.Project.Stores), func(s graph.Store) bool { return s.Pos.Path != file })
}

// declaredStores returns the stores in the file of the standard, sorted by
// position.
func (p *Pass) declaredStores() []graph.Store {
	if p.docs() {
		return p.storesIn(configFile)
	}
	return p.storesIn(pyprojectFile)
}
