package makes

import (
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
)

// A query is nothing that the interpreter knows, so a name that a module or a class binds
// to one is unknown there. What follows looks the statement up and walks it.

// assignedIn is the value that the last statement at the top of a module gives a name.
func (fr *frame) assignedIn(mod *interp.Module, name string) value {
	if mod == nil || mod.File == nil {
		return value{}
	}
	return fr.assignedBy(mod, mod.File.Body, fr.l.NewFrame(mod, mod.Scope), name)
}

// assignedOf is the value that the body of a class gives a name, or that of a base.
func (fr *frame) assignedOf(c *interp.Class, name string) value {
	for _, b := range c.Linear() {
		bc, ok := b.(*interp.Class)
		if !ok || bc.Module.File == nil {
			continue
		}
		if _, has := bc.Scope.Get(name); !has {
			continue
		}
		if s := classAt(bc.Module.File.Body, bc.At, 0); s != nil {
			return fr.assignedBy(bc.Module, s.Body, fr.l.NewFrame(bc.Module, bc.Scope), name)
		}
		break
	}
	return value{}
}

// assignedBy is the value that the last of some statements gives a name. Those of one
// name within another are not followed.
func (fr *frame) assignedBy(mod *interp.Module, body []python.Stmt, outside *interp.Frame, name string) value {
	var last *python.Assign
	for _, s := range body {
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
	inner := &frame{walker: fr.walker, module: mod, outside: outside, names: newNames(nil), through: fr.through}
	return inner.eval(last.Value)
}

// classAt returns the class statement whose name is at an offset, or nil.
func classAt(body []python.Stmt, at, depth int) *python.ClassDef {
	for _, s := range body {
		c, ok := s.(*python.ClassDef)
		if !ok {
			continue
		}
		if c.Offset() == at {
			return c
		}
		if depth < maxNesting {
			if inner := classAt(c.Body, at, depth+1); inner != nil {
				return inner
			}
		}
	}
	return nil
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
