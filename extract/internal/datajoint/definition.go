package datajoint

import (
	"fmt"
	"slices"

	"github.com/djdag/djdag/extract/internal/definition"
	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/spelling"
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
		l.undefined = append(l.undefined, undefined{t, v}) // its class statement may not have ended
		return
	}
	def := definition.Parse(t.Text.Text)
	t.Sound = t.Text.Known() && len(def.Problems) == 0
	for _, p := range def.Problems {
		pos, end := l.place(t, p.Start, p.End)
		problem := graph.Diagnostic{Rule: p.Rule, Severity: graph.Error, Message: p.Message, Pos: pos, End: end}
		if t.Text.HoleWithin(p.Start, p.End) {
			problem.Rule, problem.Severity = "definition-unknown", graph.Warning
			problem.Message = quote(t.Text.Text[p.Start:p.End]) + " is known at run time only; its attributes are missing"
		}
		l.Report(problem)
	}
	l.reportHidden(t, def)
	for i := range def.Items {
		fk := def.Items[i].ForeignKey
		if fk == nil {
			continue
		}
		r := &Ref{Text: fk.Ref, Offset: fk.RefOffset}
		t.Refs = append(t.Refs, r)
		if !l.bindRef(fr, r) {
			r.late, r.unbound = true, isUnbound(fr, r)
			c, ok := r.target.(*interp.Class)
			r.waiting = ok && l.isPending(c)
		}
	}
}

// Definition parses the definition of the table. It is not kept, since all of them
// together would take more memory than the text. It has no items where the text is
// unknown.
func (t *Table) Definition() *definition.Definition {
	if t.Text == nil {
		return &definition.Definition{}
	}
	def := definition.Parse(t.Text.Text)
	t.hideTypes(def)
	return def
}

// An undefined table has something else in the place of a definition.
type undefined struct {
	table *Table
	value interp.Value
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
	_, found := t.Class.Find("definition", nil)
	bases := foreignBases(t.Class)
	note, noted := l.noDefinition[t.Class]
	_, none := v.(interp.None)
	switch _, ellipsis := v.(interp.Ellipsis); {
	case ellipsis:
		p.Severity = graph.Note
		p.Message = "the definition of " + quote(t.Qual) + " is \"...\": it is declared elsewhere"
	case none && found:
		p.Severity = graph.Note
		p.Message = "the definition of " + quote(t.Qual) + " is None: it is declared elsewhere"
	case noted && !t.Class.Altered && len(bases) == 0:
		mod := t.Class.Module
		p.Rule, p.Severity = "definition-missing", graph.Error
		p.Message = quote(t.Qual) + " has no definition: " + note.why
		p.Pos, p.End = mod.Pos(note.at), mod.Pos(note.at+len(note.name))
	case !found && len(bases) > 0:
		p.Message = fmt.Sprintf("the definition of %q is not known: its base %q is outside of the analysed source; name its folder with --search-path", t.Qual, bases[0])
	case !found && !t.Class.Altered && t.Schema.External == "": // what another package declares in its schema is unknown
		p.Rule, p.Severity = "definition-missing", graph.Error
		p.Message = quote(t.Qual) + " has no definition; give it one, or do not decorate it"
	case v != nil && slices.Contains([]string{"bool", "int", "list", "dict"}, v.TypeName()):
		p.Rule, p.Severity = "definition-missing", graph.Error
		p.Message = "the definition of " + quote(t.Qual) + " is no string; write one string, with no comma behind it"
	}
	l.Report(p)
}

// A definitionNote says why a class has no definition, though it seems to have one.
type definitionNote struct {
	at   int    // the offset of the name
	name string // what stands there
	why  string
}

// noteDefinition notes what stands in the body of a table class in the place of a
// definition.
func (l *Library) noteDefinition(c *interp.Class, s *python.ClassDef) {
	const name = "definition"
	for _, stmt := range s.Body {
		switch stmt := stmt.(type) {
		case *python.Assign:
			target, ok := stmt.Targets[0].(*python.Name)
			text, isText := stmt.Value.(*python.Text)
			switch {
			case !ok || len(stmt.Targets) > 1:
			case target.ID == name && stmt.Value == nil:
				l.noDefinition[c] = definitionNote{stmt.Offset(), name, "a colon only annotates the name; write definition = ..."}
			case target.ID == name && isText && text.Bytes:
				l.noDefinition[c] = definitionNote{stmt.Offset(), name, "bytes and templates are no strings; remove the letter before the quotes"}
			case target.ID == name:
				delete(l.noDefinition, c)
				return
			case isText && spelling.Nearest(target.ID, []string{name}) != "":
				l.noDefinition[c] = definitionNote{stmt.Offset(), target.ID, fmt.Sprintf("the name %q is misspelt; write definition", target.ID)}
			}
		case *python.FuncDef:
			if stmt.Name == name && len(stmt.Decorators) == 0 {
				l.noDefinition[c] = definitionNote{stmt.Offset(), name, "a method is no string; write @property above it"}
			}
		}
	}
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
