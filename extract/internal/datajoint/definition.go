package datajoint

import (
	"fmt"

	"github.com/djdag/djdag/extract/internal/definition"
	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/graph"
)

// bindTable reads the definition of a table and looks up its references, as
// DataJoint does when it declares the table.
func (l *Library) bindTable(t *Table) {
	fr := l.contextFrame(t)
	// DataJoint makes an object of the class, which may set its definition.
	self := interp.NewInstance(t.Class)
	fr.Initialise(t.Class, self, &interp.Call{At: t.Class.At})
	v := l.Force(fr.Attr(self, "definition"))
	switch v := v.(type) {
	case *interp.Str:
		t.Text = v
	case *interp.Setting:
		t.Text = interp.NewHole(v.Label, v)
	default:
		l.reportNoDefinition(t, v)
		t.Def = &definition.Definition{}
		return
	}
	t.Def = definition.Parse(t.Text.Text)
	for _, p := range t.Def.Problems {
		pos, end := l.place(t, p.Start, p.End)
		problem := graph.Diagnostic{Rule: p.Rule, Severity: graph.Error, Message: p.Message, Pos: pos, End: end}
		if t.Text.HoleWithin(p.Start, p.End) {
			problem.Rule, problem.Severity = "definition-unknown", graph.Warning
			problem.Message = quote(t.Text.Text[p.Start:p.End]) + " is known at run time only; its attributes are missing"
		}
		l.Report(problem)
	}
	l.reportHidden(t)
	for i := range t.Def.Items {
		item := &t.Def.Items[i]
		if item.ForeignKey == nil {
			continue
		}
		r := &Ref{Item: item}
		t.Refs = append(t.Refs, r)
		if !l.bindRef(fr, r) {
			r.late, r.unbound = true, isUnbound(fr, r)
		}
	}
}

// reportNoDefinition reports a table whose definition is unknown; v is what
// stands in its place.
func (l *Library) reportNoDefinition(t *Table, v interp.Value) {
	pos, end := t.Class.Span()
	p := graph.Diagnostic{
		Rule: "definition-unknown", Severity: graph.Warning,
		Message: "the definition of " + quote(t.Qual) + " cannot be read from the source; its attributes and references are missing",
		Pos:     pos, End: end,
	}
	switch v.(type) {
	case interp.Ellipsis:
		p.Severity = graph.Note
		p.Message = "the definition of " + quote(t.Qual) + " is \"...\": it is declared elsewhere"
	case interp.Unknown, *interp.External:
		if _, ok := t.Class.Find("definition", nil); !ok {
			p.Message = quote(t.Qual) + " has no definition; give it one, or do not decorate it"
			if bases := foreignBases(t.Class); len(bases) > 0 {
				p.Message = fmt.Sprintf("the definition of %q is not known: its base %q is outside of the analysed source; name its folder with --search-path", t.Qual, bases[0])
			}
		}
	}
	l.Report(p)
}

// place returns the positions of a piece of a table's definition.
func (l *Library) place(t *Table, start, end int) (pos, stop graph.Pos) {
	mod, off := t.Text.Place(start)
	if mod == nil {
		pos, _ := t.Class.Span()
		return pos, graph.Pos{}
	}
	pos = mod.Pos(off)
	if last, off := t.Text.Place(max(start, end-1)); last == mod {
		if stop = mod.Pos(off); stop.Path == pos.Path {
			stop.Col++
		}
	}
	return pos, stop
}

// Place returns where byte i of the definition stands.
func (t *Table) Place(i int) graph.Pos {
	if t.Text != nil {
		if mod, off := t.Text.Place(i); mod != nil {
			return mod.Pos(off)
		}
	}
	pos, _ := t.Class.Span()
	return pos
}
