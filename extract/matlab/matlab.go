package matlab

import (
	"regexp"
	"strings"
)

// Schema reads the text of a getSchema.m: the package's name and the
// database's. It reports false where the call has no literal names.
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

func literal(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 3 || s[0] != s[len(s)-1] || s[0] != '\'' && s[0] != '"' {
		return "", false
	}
	s = s[1 : len(s)-1]
	return s, !strings.ContainsAny(s, `'"`)
}

// header is the first line of definitions written for the first versions of
// DataJoint: "package.Table (manual) # comment".
var header = regexp.MustCompile(`^\s*[\w.]+\s*\((manual|lookup|imported|computed)\)`)

// Definition returns the table definition of a class file: its first block
// comment. It reports false if there is none.
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
				body[0] = header.ReplaceAllString(body[0], "")
			}
			return strings.Join(body, "\n"), true
		case open:
			body = append(body, line)
		case strings.HasPrefix(mark, "classdef"):
			if !strings.Contains(text, "%{") {
				return "", false
			}
		}
	}
	return "", false
}
