package makes

import (
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
)

// A query is nothing that the interpreter knows, so a name that a module binds to one is
// unknown there. What follows looks the statement up and walks it. The bodies of classes
// are gone by then.

// assignedIn is the value that the last statement at the top of a module gives a name.
func (fr *frame) assignedIn(mod *interp.Module, name string) value {
	if mod == nil || mod.File == nil {
		return value{}
	}
	var last *python.Assign
	for _, s := range mod.File.Body {
		a, ok := s.(*python.Assign)
		if !ok || a.Value == nil || len(a.Targets) != 1 {
			continue
		}
		if t, ok := a.Targets[0].(*python.Name); ok && t.ID == name {
			last = a
		}
	}
	if last == nil || fr.depth >= maxDepth || fr.running[last] > 0 {
		return value{}
	}
	fr.running[last]++
	fr.depth++
	defer func() { fr.running[last]--; fr.depth-- }()
	inner := &frame{walker: fr.walker, module: mod, outside: fr.l.NewFrame(mod, mod.Scope), names: newNames(nil), through: fr.through}
	return inner.eval(last.Value)
}

// importedQuery is the value of a name that another module of the project binds to
// something unknown.
func (fr *frame) importedQuery(x *interp.External) value {
	i := strings.LastIndexByte(x.Path, '.')
	if i < 0 {
		return value{}
	}
	return fr.assignedIn(fr.l.Imported(x.Path[:i]), x.Path[i+1:])
}
