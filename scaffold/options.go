package scaffold

import "fmt"

// Options say what a project is like. Only Name is required: the zero value of
// the others gives a project of the DataJoint Book with its four schemas, for
// DataJoint 2 and MySQL.
type Options struct {
	// Name is the name of the project, as pip knows it, such as "mouse-ephys". The
	// names of the schemas in the database start with it.
	Name string
	// Package is the name of the Python package; "" is "workflow".
	Package string
	// Schemas lists the modules, upstream first; none are those of the DataJoint
	// Book: subject, acquisition, processing and analysis. With others, each
	// module after the first has a table computed from the one before.
	Schemas []string
	// Standard decides where the stores and the credentials are.
	Standard Standard
	// DataJoint decides which types the attributes have, and how results are
	// fetched.
	DataJoint Version
	// Backend is the database.
	Backend Backend
	// License is the license of the project.
	License License
	// Author holds the copyright; "" are the authors of the project.
	Author string
	// Year is that of the copyright.
	Year int
	// Release is the version of djdag that the checks in CI use, as a Git
	// revision; "" is "main".
	Release string
}

// A Standard is a chapter on the layout of pipeline projects.
type Standard uint8

// The standards.
const (
	// Book is the chapter in the DataJoint Book: stores in pyproject.toml,
	// credentials in the environment.
	Book Standard = iota
	// Docs is the documentation of DataJoint 2: stores in datajoint.json,
	// credentials in .secrets/.
	Docs
)

// String returns the name of the standard, as [tool.djdag] has it.
func (s Standard) String() string {
	switch s {
	case Book:
		return "book"
	case Docs:
		return "docs"
	}
	return fmt.Sprintf("Standard(%d)", uint8(s))
}

// A Version is a series of releases of DataJoint.
type Version uint8

// The versions.
const (
	DataJoint2 Version = iota
	DataJoint014
)

// String returns the number that the releases start with.
func (v Version) String() string {
	switch v {
	case DataJoint2:
		return "2"
	case DataJoint014:
		return "0.14"
	}
	return fmt.Sprintf("Version(%d)", uint8(v))
}

// A Backend is a database that DataJoint works with.
type Backend uint8

// The databases.
const (
	MySQL Backend = iota
	PostgreSQL
)

// String returns the name of the database, as DataJoint has it.
func (b Backend) String() string {
	switch b {
	case MySQL:
		return "mysql"
	case PostgreSQL:
		return "postgresql"
	}
	return fmt.Sprintf("Backend(%d)", uint8(b))
}

// A License is an open-source license.
type License uint8

// The licenses.
const (
	MIT License = iota
	BSD3
	Apache2
	MPL2
	GPL3
)

// String returns the name of the license, in lower case, without what SPDX adds
// about later versions.
func (l License) String() string {
	switch l {
	case MIT:
		return "mit"
	case BSD3:
		return "bsd-3-clause"
	case Apache2:
		return "apache-2.0"
	case MPL2:
		return "mpl-2.0"
	case GPL3:
		return "gpl-3.0"
	}
	return fmt.Sprintf("License(%d)", uint8(l))
}

// spdx returns the identifier of the license.
//
// Source: the SPDX License List 3.27.
func (l License) spdx() string {
	switch l {
	case BSD3:
		return "BSD-3-Clause"
	case Apache2:
		return "Apache-2.0"
	case MPL2:
		return "MPL-2.0"
	case GPL3:
		return "GPL-3.0-or-later"
	}
	return "MIT"
}

// validate checks the names, and that the choices fit each other.
func (o *Options) validate() error {
	switch {
	case o.DataJoint != DataJoint2 && o.Standard == Docs:
		return fmt.Errorf("the standard docs is that of DataJoint 2: DataJoint %s reads no datajoint.json", o.DataJoint)
	case o.DataJoint != DataJoint2 && o.Backend == PostgreSQL:
		return fmt.Errorf("DataJoint %s works with MySQL only; PostgreSQL needs DataJoint 2", o.DataJoint)
	}
	return o.validateNames()
}
