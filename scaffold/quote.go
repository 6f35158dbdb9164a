package scaffold

import (
	"fmt"
	"strings"
)

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

// maxLine is the length of a line of Python, as formatters break it.
const maxLine = 88

// pythonImport returns an import of names from a package, over several lines if
// it is long. The indent is that of the line.
func pythonImport(indent, from string, names []string) string {
	line := fmt.Sprintf("from %s import ", from)
	if all := strings.Join(names, ", "); len(indent+line+all) <= maxLine {
		return line + all
	}
	return line + pythonTuple(indent, names, true)
}

// pythonTuple returns expressions as a tuple, on one line if it is short and not
// to be broken.
func pythonTuple(indent string, items []string, broken bool) string {
	if all := strings.Join(items, ", "); !broken && len(all) < maxLine-len(indent)-len("MODULES = (),") {
		if len(items) == 1 {
			all += ","
		}
		return "(" + all + ")"
	}
	return "(\n" + indent + "    " + strings.Join(items, ",\n"+indent+"    ") + ",\n" + indent + ")"
}

// pythonList returns the items of a list, one on a line if they are many.
func pythonList(items []string) string {
	if all := strings.Join(items, ", "); len(all) <= maxLine-len("__all__ = []") {
		return all
	}
	return "\n    " + strings.Join(items, ",\n    ") + ",\n"
}
