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
	last := fr.assigns.last(mod, name)
	if last == nil || fr.depth >= maxDepth || fr.running[last] > 0 {
		return value{}
	}
	fr.running[last]++
	fr.depth++
	defer func() { fr.running[last]--; fr.depth-- }()
	inner := &frame{walker: fr.walker, module: mod, outside: fr.l.NewFrame(mod, mod.Scope), names: newNames(nil), through: fr.through}
	return inner.eval(last.Value)
}

// assignments are, by module and name, the last statements at its top that give the name
// the value of an operator or a call.
type assignments map[*interp.Module]map[string]*python.Assign

// last returns such a statement, or nil.
func (a assignments) last(mod *interp.Module, name string) *python.Assign {
	if mod == nil || mod.File == nil {
		return nil
	}
	of, ok := a[mod]
	if !ok {
		of = map[string]*python.Assign{}
		for _, s := range mod.File.Body {
			if s, ok := s.(*python.Assign); ok && len(s.Targets) == 1 {
				note(of, s)
			}
		}
		a[mod] = of
	}
	return of[name]
}

// note notes an assignment to a single target.
func note(of map[string]*python.Assign, s *python.Assign) {
	t, ok := s.Targets[0].(*python.Name)
	if !ok {
		return
	}
	switch s.Value.(type) {
	case *python.Binary, *python.Call:
		of[t.ID] = s
	default:
		delete(of, t.ID)
	}
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
