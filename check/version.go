package check

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A Version is a version of datajoint. The zero value means that it is not
// known.
type Version struct{ Major, Minor int }

// ParseVersion reads "0.14" or "2.1.3"; what follows the minor number does
// not matter.
func ParseVersion(s string) (Version, error) {
	parts := strings.SplitN(s, ".", 3)
	major, err := strconv.Atoi(parts[0])
	minor := 0
	if err == nil && len(parts) > 1 {
		minor, err = strconv.Atoi(parts[1])
	}
	if err != nil || major < 0 || minor < 0 {
		return Version{}, fmt.Errorf("%q is no version; want one such as 0.14 or 2.0", s)
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

// Known reports whether v is a version.
func (v Version) Known() bool { return v != Version{} }

// Compare orders versions. One that is not known comes first.
func (v Version) Compare(w Version) int {
	return cmp.Or(cmp.Compare(v.Major, w.Major), cmp.Compare(v.Minor, w.Minor))
}

// versions are those of datajoint that a project allows: the oldest, and the
// first that is too new. Either is the zero value where it is not known.
type versions struct{ oldest, before Version }

// version returns the version that the project asks for: the oldest that its
// requirements allow.
func (p *Pass) version() Version { return p.versions().oldest }

// allFrom reports whether all versions that the project allows are such as v or
// newer. Nothing is known of a project that does not say.
func (p *Pass) allFrom(v Version) bool {
	oldest := p.versions().oldest
	return oldest.Known() && oldest.Compare(v) >= 0
}

// allBefore reports whether all versions that the project allows are older than
// v. With "datajoint>=0.14" they are not: that may be 2.0.
func (p *Pass) allBefore(v Version) bool {
	before := p.versions().before
	return before.Known() && before.Compare(v) <= 0
}

func (p *Pass) versions() versions {
	if v := p.opts.DataJoint; v.Known() || p.opts.Files == nil {
		return versions{oldest: v, before: v.next()}
	}
	if p.required == nil {
		v := requiredVersions(p.opts.Files)
		p.required = &v
	}
	return *p.required
}

// next returns the version behind a known one.
func (v Version) next() Version {
	if !v.Known() {
		return v
	}
	return Version{v.Major, v.Minor + 1}
}

// requiredVersions looks for a requirement in the files in which Python
// projects write them; the first counts.
func requiredVersions(fsys fs.FS) versions {
	candidates := []string{"pyproject.toml", "setup.cfg", "setup.py", "requirements.txt", "environment.yml", "environment.yaml", "conda.yml"}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return versions{}
	}
	var present []string
	for _, e := range entries {
		present = append(present, e.Name())
		if more, _ := path.Match("*requirements*.txt", e.Name()); more {
			candidates = append(candidates, e.Name())
		}
	}
	for _, name := range candidates {
		if !slices.Contains(present, name) {
			continue
		}
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			continue
		}
		if v := versionsIn(string(text)); v.oldest.Known() {
			return v
		}
	}
	return versions{}
}

// versionsIn finds a requirement such as "datajoint>=2.0", "datajoint ~= 0.14.1",
// "datajoint = '^0.13'" or "datajoint[extra]==2.0". Where it only says what is
// too new, the oldest is the last version before: of "<2", 0.14.
func versionsIn(text string) versions {
	// A number alone, as in "DataJoint 2.0 workflow", is prose.
	requirement := regexp.MustCompile(`(?i)(?:^|[^\w-])datajoint(?:\[[^\]]*\])?["']?\s*` +
		`(?:=\s*(?:\{\s*version\s*=\s*)?["']\s*([=<>~!^0-9][^"'\]#;]*)|([=<>~!^][^"'\]#;]*))`)
	bound := regexp.MustCompile(`([=<>~!^]*)\s*([0-9]+(?:\.[0-9]+)?)(\.[0-9]+)?`)
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		m := requirement.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		var found versions
		for part := range strings.SplitSeq(m[1]+m[2], ",") {
			b := bound.FindStringSubmatch(part)
			if b == nil {
				continue
			}
			v, err := ParseVersion(b[2])
			if err != nil {
				continue
			}
			found.bound(b[1], v, b[3])
		}
		last := found.before // the oldest, where only that is known
		switch {
		case found.oldest.Known():
			return found
		case last.Minor > 0:
			return versions{oldest: Version{last.Major, last.Minor - 1}, before: last}
		case last.Major > 0:
			return versions{oldest: Version{0, 14}, before: last} // the last before 2.0; there is no 1.x
		}
	}
	return versions{}
}

// bound adds a bound such as ">= 0.14" and ".3", its third number. Of several
// lower bounds the first counts.
func (v *versions) bound(operator string, at Version, patch string) {
	lower := func() {
		if !v.oldest.Known() {
			v.oldest = at
		}
	}
	switch {
	case operator == "!=":
	case operator == "<" && strings.Trim(patch, ".0") == "":
		v.before = at
	case strings.HasPrefix(operator, "<"):
		v.before = at.next()
	case strings.HasPrefix(operator, ">"):
		lower()
	case operator == "~=" && patch == "", operator == "^" && at.Major > 0:
		lower()
		v.before = Version{at.Major + 1, 0} // the first number is to stay
	default:
		lower()
		v.before = at.next()
	}
}
