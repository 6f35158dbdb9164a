package evaluate

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// wake runs the functions that hold table classes and that nothing calls, with
// unknown arguments. A package may leave it to its user to call them, with a
// schema of the user's choice; the tables are those of a schema that nothing
// activates, like an Element's.
func (m *Machine) wake() {
	modules := m.Modules()
	slices.SortFunc(modules, func(a, b *Module) int { return strings.Compare(a.Name, b.Name) })
	for _, mod := range modules {
		if mod.File == nil {
			continue
		}
		dormant := mod.dormant(mod.Scope)
		for _, v := range mod.Scope.names {
			if c, ok := v.(*Class); ok && c.Module == mod && !c.hasTier() { // of tests
				dormant = append(dormant, mod.dormant(c.scope)...)
			}
		}
		slices.SortFunc(dormant, func(a, b *Function) int { return cmp.Compare(a.Def.Offset(), b.Def.Offset()) })
		for _, f := range dormant {
			m.dormant = f
			m.allow()
			fr := &frame{m: m, module: mod, scope: mod.Scope}
			m.call(fr, f, &call{loose: true, at: f.Def.Offset()})
			m.dormant = nil
		}
	}
}

// dormant lists the functions of a namespace that hold table classes and that
// nothing called, unsorted.
func (mod *Module) dormant(s *Scope) []*Function {
	var found []*Function
	for _, v := range s.names {
		f, ok := v.(*Function)
		if !ok || f.Module != mod || f.parsed || f.Def == nil {
			continue
		}
		text := f.Def.Text(mod.File)
		if bytes.Contains(text, []byte("class ")) && bytes.Contains(text, []byte("definition")) && bytes.Contains(text, []byte("@")) {
			found = append(found, f)
		}
	}
	return found
}

// dormantSchema is the schema of the tables of the function that runs now.
func (m *Machine) dormantSchema() *Schema {
	mod, name := m.dormant.Module, m.dormant.Def.Name
	if c := m.dormant.Class; c != nil {
		name = c.Qual + "." + name
	}
	s := m.externalSchema(mod.Name + "." + name + "()")
	if s.Active {
		s.Active, s.Module, s.At = false, mod, m.dormant.Def.Offset()
		m.report(graph.Diagnostic{
			Rule: "schema-dormant", Severity: graph.Note,
			Message: "the tables of " + name + "() are listed but not drawn: nothing in the analysed source calls it",
			Pos:     mod.pos(s.At), End: mod.pos(s.At + len(m.dormant.Def.Name)),
		})
	}
	return s
}
