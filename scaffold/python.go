package scaffold

import (
	"slices"
	"strings"
)

// maxLine is the length of a line of Python at which formatters break it.
const maxLine = 88

// pythonImport returns the import of some names from a package, sorted, over
// several lines if it is long. The indent is that of the line.
func pythonImport(indent, from string, names []string) string {
	names = slices.Compact(slices.Sorted(slices.Values(names)))
	line := "from " + from + " import "
	if all := strings.Join(names, ", "); len(indent+line+all) <= maxLine {
		return line + all
	}
	return line + pythonLines(indent, names)
}

// pythonTuple returns some expressions as a tuple, on one line if it leaves room
// for a name before it.
func pythonTuple(items []string) string {
	const name = "MODULES = "
	all := "(" + strings.Join(items, ", ") + ")"
	switch {
	case len(items) == 1:
		return "(" + items[0] + ",)"
	case len(name+all) > maxLine:
		return pythonLines("", items)
	}
	return all
}

// pythonList returns some expressions as a list, in the same way.
func pythonList(items []string) string {
	const name = "__all__ = "
	all := "[" + strings.Join(items, ", ") + "]"
	if len(name+all) > maxLine {
		return "[" + strings.TrimSuffix(strings.TrimPrefix(pythonLines("", items), "("), ")") + "]"
	}
	return all
}

// pythonLines returns some expressions in parentheses, one on a line.
func pythonLines(indent string, items []string) string {
	separator := "\n" + indent + "    "
	return "(" + separator + strings.Join(items, ","+separator) + ",\n" + indent + ")"
}
