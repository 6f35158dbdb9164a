package scaffold

import "strings"

// tomlString returns a text as a basic string of TOML, in quotes.
//
// Source: TOML 1.0.0, "String".
func tomlString(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// markdown returns a text that Markdown shows as it is.
//
// Source: CommonMark 0.31, "Backslash escapes".
func markdown(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\`*_{}[]<>()#!|&~^$@:/", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
