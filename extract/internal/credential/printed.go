package credential

import (
	"slices"
	"strings"
)

// Printed returns the names of the secrets that a text shows, sorted: variables
// of the environment, one in a line, settings of DataJoint in a dict, and the
// addresses of databases.
func Printed(text string) []string {
	var names []string
	for line := range strings.Lines(text) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), "=")
		name = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(name, "export "), "env: "))
		value = strings.Trim(value, `"'`)
		if ok && isWord(name) && name == strings.ToUpper(name) && IsSecretName(name) && IsPlaintextInShell(value) && !strings.ContainsAny(value, " \t\"'") {
			names = append(names, name)
		}
	}
	for i := range len(text) {
		if text[i] != ':' || i == 0 {
			continue
		}
		if strings.HasPrefix(text[i:], "://") {
			for _, f := range address(text, i) {
				names = append(names, f.Name)
			}
		} else if quote := text[i-1]; quote == '"' || quote == '\'' {
			for _, f := range item(text, i) {
				switch {
				case isSetting(f.Name):
					names = append(names, f.Name)
				case f.Name == "password" && inDatabase(text[:i]):
					names = append(names, "database.password")
				}
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// isSetting reports whether the key of a printed dict is surely a secret.
func isSetting(name string) bool {
	return name == "database.password" || name == "secret_key" || name == strings.ToUpper(name)
}

// inDatabase reports whether a dict goes on at the end of a text that is the value of
// "database".
func inDatabase(text string) bool {
	text = text[max(0, len(text)-maxValue):]
	open := strings.LastIndexByte(text, '{')
	if open < 0 || strings.IndexByte(text[open:], '}') >= 0 {
		return false
	}
	before := strings.TrimRight(text[:open], " \t\n")
	before, ok := strings.CutSuffix(before, ":")
	return ok && (strings.HasSuffix(before, `"database"`) || strings.HasSuffix(before, `'database'`))
}
