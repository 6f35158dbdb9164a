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

// version returns the version that the project asks for: the oldest that its
// requirements allow.
func (p *Pass) version() Version {
	if p.opts.DataJoint.Known() || p.opts.Files == nil {
		return p.opts.DataJoint
	}
	if p.required == nil {
		v := requiredVersion(p.opts.Files)
		p.required = &v
	}
	return *p.required
}

// requiredVersion looks for a requirement in the files in which Python
// projects write them; the first counts.
func requiredVersion(fsys fs.FS) Version {
	candidates := []string{"pyproject.toml", "setup.cfg", "setup.py", "requirements.txt", "environment.yml", "environment.yaml", "conda.yml"}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return Version{}
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
		if v := versionIn(string(text)); v.Known() {
			return v
		}
	}
	return Version{}
}

// versionIn finds a requirement such as "datajoint>=2.0", "datajoint ~= 0.14.1",
// "datajoint = '^0.13'" or "datajoint[extra]==2.0". Of "<2" it makes the last
// version before.
func versionIn(text string) Version {
	requirement := regexp.MustCompile(`(?i)(?:^|[^\w-])datajoint(?:\[[^\]]*\])?["']?\s*(?:=\s*(?:\{\s*version\s*=\s*)?["'])?\s*([=<>~!^0-9][^"'\]#;]*)`)
	bound := regexp.MustCompile(`([=<>~!^]*)\s*([0-9]+(?:\.[0-9]+)?)`)
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		m := requirement.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		var below Version
		for part := range strings.SplitSeq(m[1], ",") {
			b := bound.FindStringSubmatch(part)
			if b == nil || b[1] == "!=" {
				continue
			}
			v, err := ParseVersion(b[2])
			switch {
			case err != nil:
			case strings.HasPrefix(b[1], "<"):
				below = v
			default:
				return v
			}
		}
		switch {
		case below.Minor > 0:
			return Version{below.Major, below.Minor - 1}
		case below.Major > 0:
			return Version{0, 14} // the last before 2.0; there is no 1.x
		}
	}
	return Version{}
}
