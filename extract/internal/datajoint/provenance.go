package datajoint

import (
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
)

// maxProvenance limits how many assignments are followed back.
const maxProvenance = 5

// comesFrom returns what is outside of the analysed source and has to do with the
// value of a name: "labtools" for a name that is bound to labtools.get(). It looks at
// the last assignment at the top of the module, and returns "" if nothing is found.
func (l *Library) comesFrom(fr *interp.Frame, name string, depth int) string {
	if depth > maxProvenance {
		return ""
	}
	if x, ok := l.Force(fr.Name(name)).(*interp.External); ok {
		if isLibrary(x.Path) {
			return ""
		}
		root, _, _ := strings.Cut(x.Path, ".")
		return root
	}
	mod := fr.Module
	if mod.File == nil {
		return ""
	}
	a := lastAssignment(mod.File, name, mod.File.Len())
	if a == nil {
		return ""
	}
	if call, ok := a.Value.(*python.Call); ok && interp.LastOf(interp.Label(call.Fn)) == "import_module" {
		return "a computed import"
	}
	for _, root := range namesIn(a.Value, 0) {
		if root != name {
			if from := l.comesFrom(fr, root, depth+1); from != "" {
				return from
			}
		}
	}
	return ""
}

// isLibrary reports whether a dotted path is in Python or in DataJoint.
func isLibrary(path string) bool {
	return strings.HasPrefix(path, "datajoint.") || path == "datajoint" || strings.HasPrefix(path, "builtins.") || interp.InStdlib(path)
}

// namesIn lists the names from which an expression starts: what it calls or takes
// attributes of, and its arguments.
func namesIn(x python.Expr, depth int) []string {
	if depth > maxProvenance {
		return nil
	}
	var names []string
	switch x := x.(type) {
	case *python.Name:
		names = append(names, x.ID)
	case *python.Attribute:
		names = namesIn(x.X, depth+1)
	case *python.Subscript:
		names = namesIn(x.X, depth+1)
	case *python.Binary:
		names = append(namesIn(x.X, depth+1), namesIn(x.Y, depth+1)...)
	case *python.Sequence:
		for _, e := range x.Elts {
			names = append(names, namesIn(e, depth+1)...)
		}
	case *python.Call:
		names = namesIn(x.Fn, depth+1)
		for _, a := range x.Args {
			names = append(names, namesIn(a, depth+1)...)
		}
	}
	return names
}
