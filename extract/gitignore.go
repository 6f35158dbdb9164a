package extract

import (
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// An ignorePattern is a line of a .gitignore file. go-git has an
// implementation, but initialising its dependencies takes longer than a whole
// analysis should.
type ignorePattern struct {
	glob    string // relative to the project folder
	negated bool
	dirOnly bool
}

// ignorePatterns parses the text of a folder's .gitignore file; see
// gitignore(5). It skips invalid patterns.
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
		line = strings.ReplaceAll(line, "{", `\{`) // gitignore has no brace expansion
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

// escapeGlob returns a pattern that matches only path.
func escapeGlob(path string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`, "{", `\{`).Replace(path)
}

// ignored reports whether the patterns ignore a path: the last pattern that
// matches decides. The caller skips ignored folders, so it never asks about
// paths below one.
func ignored(patterns []ignorePattern, path string, isDir bool) bool {
	for i := len(patterns) - 1; i >= 0; i-- {
		p := patterns[i]
		if (isDir || !p.dirOnly) && doublestar.MatchUnvalidated(p.glob, path) {
			return !p.negated
		}
	}
	return false
}
