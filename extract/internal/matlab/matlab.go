package matlab

import (
	"strings"
)

// Schema returns the package name and the database name in the text of a
// getSchema.m. It returns false unless both are string literals.
func Schema(text string) (pkg, database string, ok bool) {
	_, args, found := strings.Cut(text, "dj.Schema(")
	if !found {
		return "", "", false
	}
	args, _, found = strings.Cut(args, ")")
	parts := strings.Split(args, ",")
	if !found || len(parts) != 3 {
		return "", "", false
	}
	pkg, ok = literal(parts[1])
	if !ok {
		return "", "", false
	}
	database, ok = literal(parts[2])
	return pkg, database, ok
}

// literal returns the value of a string literal.
func literal(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 3 || s[0] != s[len(s)-1] || s[0] != '\'' && s[0] != '"' {
		return "", false
	}
	s = s[1 : len(s)-1]
	return s, !strings.ContainsAny(s, `'"`)
}

// withoutHeader removes "package.Table (manual)" from the start of a line.
// Definitions for the first versions of DataJoint start with it.
func withoutHeader(line string) string {
	name, rest, ok := strings.Cut(line, "(")
	if !ok || len(strings.Fields(name)) != 1 || strings.ContainsAny(name, "#:=") {
		return line
	}
	tier, rest, ok := strings.Cut(rest, ")")
	switch tier {
	case "manual", "lookup", "imported", "computed":
		if ok {
			return rest
		}
	}
	return line
}

// Definition returns the table definition in the text of a class file: its
// first block comment. It returns false if there is none.
func Definition(text string) (string, bool) {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	var body []string
	open := false
	for _, line := range lines {
		switch mark := strings.TrimSpace(line); {
		case !open && mark == "%{":
			open = true
		case open && mark == "%}":
			if len(body) > 0 {
				body[0] = withoutHeader(body[0])
			}
			return strings.Join(body, "\n"), true
		case open:
			body = append(body, line)
		}
	}
	return "", false
}
