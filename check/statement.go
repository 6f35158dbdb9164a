package check

import (
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// importsStar reports whether an import statement takes all names of a module.
func importsStar(statement string) bool {
	_, names := splitImport(statement)
	return len(names) > 0 && names[0] == "*"
}

// importedNames returns what an import statement calls the modules of a hop, if
// it names others as well: those stay when these go. It returns nil where the
// whole statement is about these modules.
func importedNames(h graph.Hop) []string {
	from, all := splitImport(h.Text)
	modules := append([]string{h.To}, h.Also...)
	var names []string
	for _, module := range modules {
		if isCalled(module, from) {
			return nil
		}
		name := module // where another module passes it on, under any name
		if i := slices.IndexFunc(all, func(name string) bool { return isCalled(module, join(from, name)) }); i >= 0 {
			name = all[i]
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(all) <= len(names) {
		return nil
	}
	return names
}

// splitImport returns the module behind "from", or "", and what stands behind
// "import", without "as".
func splitImport(statement string) (from string, names []string) {
	const keyword = "import"
	i := indexWord(statement, keyword)
	if i < 0 {
		return "", nil
	}
	from = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(statement[:i]), "from"))
	for name := range strings.SplitSeq(strings.Trim(statement[i+len(keyword):], " \t()"), ",") {
		if fields := strings.Fields(name); len(fields) > 0 {
			names = append(names, strings.Trim(fields[0], "()"))
		}
	}
	return from, names
}

// join names a module in another one, as import statements do: "." and "a" are
// ".a", "p" and "a" are "p.a", and "a" alone is "a".
func join(from, name string) string {
	if from == "" || strings.HasSuffix(from, ".") {
		return from + name
	}
	return from + "." + name
}

// isCalled reports whether a statement may mean a module, of which it has the
// whole name, or the end of it behind the dots of a relative import.
func isCalled(module, name string) bool {
	relative := strings.TrimLeft(name, ".")
	if relative == name {
		return module == name
	}
	return relative != "" && strings.HasSuffix("."+module, "."+relative)
}
