package datajoint

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/graph"
)

// wake runs the functions that hold table classes and that nothing calls, with
// unknown arguments. A package may leave it to its user to call them, with a
// schema of the user's choice; the tables are those of a schema that nothing
// activates, like an Element's.
func (l *Library) wake() {
	modules := l.Modules()
	slices.SortFunc(modules, func(a, b *interp.Module) int { return strings.Compare(a.Name, b.Name) })
	for _, mod := range modules {
		if mod.File == nil {
			continue
		}
		dormant := dormantIn(mod, mod.Scope)
		for _, v := range mod.Scope.All() {
			if c, ok := v.(*interp.Class); ok && c.Module == mod && !l.hasTier(c) { // of tests
				dormant = append(dormant, dormantIn(mod, c.Scope)...)
			}
		}
		slices.SortFunc(dormant, func(a, b *interp.Function) int { return cmp.Compare(a.Def.Offset(), b.Def.Offset()) })
		for _, f := range dormant {
			l.dormant = f
			l.CallUnknown(f)
			l.dormant = nil
		}
	}
}

// dormantIn lists the functions of a namespace that hold table classes and that
// nothing called, unsorted.
func dormantIn(mod *interp.Module, s *interp.Scope) []*interp.Function {
	var found []*interp.Function
	for _, v := range s.All() {
		f, ok := v.(*interp.Function)
		if !ok || f.Module != mod || f.Def == nil || f.Called() {
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
func (l *Library) dormantSchema() *Schema {
	mod, name := l.dormant.Module, l.dormant.Def.Name
	if c := l.dormant.Class; c != nil {
		name = c.Qual + "." + name
	}
	s := l.externalSchema(mod.Name + "." + name + "()")
	if s.Active {
		s.Active, s.Module, s.At = false, mod, l.dormant.Def.Offset()
		l.Report(graph.Diagnostic{
			Rule: "schema-dormant", Severity: graph.Note,
			Message: "the tables of " + name + "() are listed but not drawn: nothing in the analysed source calls it",
			Pos:     mod.Pos(s.At), End: mod.Pos(s.At + len(l.dormant.Def.Name)),
		})
	}
	return s
}
