package projectfiles

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/newline"
)

// requirement returns the datajoint versions that a project requires: from the
// first file that declares them.
func requirement(fsys fs.FS) graph.Requirement {
	candidates := []string{"pyproject.toml", "setup.cfg", "setup.py", "requirements.txt", "environment.yml", "environment.yaml", "conda.yml"}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return graph.Requirement{}
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
		text, err := readFile(fsys, name)
		if err != nil {
			continue
		}
		if r := requirementIn(name, string(newline.Unify(text))); r.Oldest.Known() {
			return r
		}
	}
	return graph.Requirement{}
}

// requirementIn finds a requirement such as "datajoint>=2.0", "datajoint ~=
// 0.14.1", "datajoint = '^0.13'" or "datajoint[extra]==2.0" in a file. If there
// is only an upper bound, the oldest version is the last one below it: 0.14 for
// "<2".
func requirementIn(name, text string) graph.Requirement {
	// A number without an operator is prose, as in "DataJoint 2.0 workflow".
	stated := regexp.MustCompile(`(?i)(?:^|[^\w-])(datajoint)(?:\[[^\]]*\])?["']?\s*` +
		`(?:=\s*(?:\{\s*version\s*=\s*)?["']\s*([=<>~!^0-9][^"'\]#;]*)|([=<>~!^][^"'\]#;]*))`)
	at := graph.Pos{Path: name}
	for line := range strings.Lines(text) {
		at.Line++
		line, _, _ = strings.Cut(line, "#")
		m := stated.FindStringSubmatchIndex(line)
		if m == nil {
			continue
		}
		bounds := ""
		for _, group := range []int{4, 6} {
			if m[group] >= 0 {
				bounds += line[m[group]:m[group+1]]
			}
		}
		if found := requirementOf(bounds); found.Oldest.Known() {
			at.Col = m[2] + 1
			found.Pos = at
			return found
		}
	}
	return graph.Requirement{}
}

// requirementOf parses bounds such as ">=0.13, <2".
func requirementOf(bounds string) graph.Requirement {
	bound := regexp.MustCompile(`([=<>~!^]*)\s*([0-9]+(?:\.[0-9]+)?)(\.[0-9]+)?`)
	var r graph.Requirement
	for part := range strings.SplitSeq(bounds, ",") {
		b := bound.FindStringSubmatch(part)
		if b == nil {
			continue
		}
		v, err := graph.ParseVersion(b[2])
		if err != nil {
			continue
		}
		addBound(&r, b[1], v, b[3])
	}
	last := r.Before // the upper bound
	switch {
	case r.Oldest.Known():
	case last.Minor > 0:
		r.Oldest = graph.Version{Major: last.Major, Minor: last.Minor - 1}
	case last.Major > 0:
		r.Oldest = graph.Version{Minor: 14} // the last version before 2.0; there is no 1.x
	}
	return r
}

// addBound adds a bound, such as ">=" 0.14 with the patch ".3". The first lower
// bound counts.
func addBound(r *graph.Requirement, operator string, at graph.Version, patch string) {
	lower := func() {
		if !r.Oldest.Known() {
			r.Oldest = at
		}
	}
	switch {
	case operator == "!=":
	case operator == "<" && strings.Trim(patch, ".0") == "":
		r.Before = at
	case strings.HasPrefix(operator, "<"):
		r.Before = at.Next()
	case strings.HasPrefix(operator, ">"):
		lower()
	case operator == "~=" && patch == "", operator == "^" && at.Major > 0:
		lower()
		r.Before = graph.Version{Major: at.Major + 1} // the major version must stay the same
	default:
		lower()
		r.Before = at.Next()
	}
}
