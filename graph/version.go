package graph

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// A Version is the major and minor version of datajoint. The zero value is an
// unknown version.
type Version struct{ Major, Minor int }

// ParseVersion parses a version such as "0.14" or "2.1.3". It ignores the text
// after the minor version.
func ParseVersion(s string) (Version, error) {
	parts := strings.SplitN(s, ".", 3)
	major, err := strconv.Atoi(parts[0])
	minor := 0
	if err == nil && len(parts) > 1 {
		minor, err = strconv.Atoi(parts[1])
	}
	if err != nil || major < 0 || minor < 0 {
		return Version{}, fmt.Errorf("%q is not a version; want one such as 0.14 or 2.0", s)
	}
	return Version{major, minor}, nil
}

// String returns "major.minor", or "unknown".
func (v Version) String() string {
	if !v.Known() {
		return "unknown"
	}
	return fmt.Sprintf("%d.%d", v.Major, v.Minor)
}

// Known reports whether v is not the zero value.
func (v Version) Known() bool { return v != Version{} }

// Compare orders versions, with the unknown version first.
func (v Version) Compare(w Version) int {
	return cmp.Or(cmp.Compare(v.Major, w.Major), cmp.Compare(v.Minor, w.Minor))
}

// Next returns the next minor version, or the zero value if v is unknown.
func (v Version) Next() Version {
	if !v.Known() {
		return v
	}
	return Version{v.Major, v.Minor + 1}
}

// A Requirement is the range of versions that a project allows: from Oldest up
// to, but not including, Before. A zero version means that there is no bound.
type Requirement struct {
	Oldest, Before Version
	Pos            Pos // of the requirement; the zero value if there is none
}

// Exactly returns the requirement of exactly one version, or of any version if v
// is unknown.
func Exactly(v Version) Requirement { return Requirement{Oldest: v, Before: v.Next()} }

// AllFrom reports whether every allowed version is v or newer. It returns false
// without a lower bound.
func (r Requirement) AllFrom(v Version) bool { return r.Oldest.Known() && r.Oldest.Compare(v) >= 0 }

// AllBefore reports whether every allowed version is older than v. For
// "datajoint>=0.14" and 2.0 it returns false, because 2.0 is allowed.
func (r Requirement) AllBefore(v Version) bool { return r.Before.Known() && r.Before.Compare(v) <= 0 }
