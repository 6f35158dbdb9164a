package extract

import (
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// An ignorePattern is a line of a .gitignore file. go-git has the same, but
// brings packages whose initialisation alone costs more than a whole run here
// should.
type ignorePattern struct {
	glob    string // from the folder that is analysed
	negated bool
	dirOnly bool
}

// ignorePatterns reads the .gitignore file of a folder, by the rules of
// gitignore(5).
func ignorePatterns(dir, text string) []ignorePattern {
	base := ""
	if dir != "." {
		base = escapeGlob(dir) + "/"
	}
	var patterns []ignorePattern
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if !strings.HasSuffix(line, `\ `) {
			line = strings.TrimRight(line, " ")
		}
		if line == "" || line[0] == '#' {
			continue
		}
		var p ignorePattern
		line, p.negated = strings.CutPrefix(line, "!")
		line = strings.ReplaceAll(line, "{", `\{`) // braces are plain in gitignore
		line, p.dirOnly = strings.CutSuffix(line, "/")
		rooted := strings.Contains(line, "/")
		line = strings.TrimPrefix(line, "/")
		if !rooted {
			line = "**/" + line
		}
		p.glob = base + line
		if doublestar.ValidatePattern(p.glob) {
			patterns = append(patterns, p)
		}
	}
	return patterns
}

// escapeGlob makes a path a pattern that matches itself alone.
func escapeGlob(path string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`, "{", `\{`).Replace(path)
}

// ignored reports whether the last pattern that matches says so. What lies in
// an ignored folder is not asked for.
func ignored(patterns []ignorePattern, path string, isDir bool) bool {
	for i := len(patterns) - 1; i >= 0; i-- {
		p := patterns[i]
		if (isDir || !p.dirOnly) && doublestar.MatchUnvalidated(p.glob, path) {
			return !p.negated
		}
	}
	return false
}
