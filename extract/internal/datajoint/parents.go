package datajoint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/graph"
)

// settleRef turns what a reference evaluated to into a table or an external node.
func (l *Library) settleRef(fr *interp.Frame, t *Table, r *Ref) {
	switch x := r.target.(type) {
	case *interp.Class:
		l.settleClass(t, r, x)
	case *virtualTable:
		l.settleVirtual(t, r, x)
	case *interp.External:
		l.settleExternal(fr, t, r, x)
	default:
		l.settleUnknown(fr, t, r)
	}
}

// settleClass settles a reference to a class of the analysed source.
func (l *Library) settleClass(t *Table, r *Ref, x *interp.Class) {
	text := r.Text
	r.Parent = standsFor(x)
	if r.Parent == nil {
		r.Outside = graph.External{ID: x.Module.Name + "." + x.Qual, Kind: graph.Unresolved, Module: x.Module.Name, Class: x.Qual}
		if l.mayBeTable(x) {
			l.reportRef(t, r, "fk-external", graph.Note,
				fmt.Sprintf("%q may be a table: its decorator is outside of the analysed source; name its folder with --search-path", text))
			return
		}
		if bases := foreignBases(x); !l.hasTier(x) && len(bases) > 0 && !strings.HasPrefix(bases[0], "datajoint.") {
			r.Outside.Kind = graph.Outside
			l.reportRef(t, r, "fk-external", graph.Note,
				fmt.Sprintf("%q may be a table: its base %q is outside of the analysed source; name its folder with --search-path", text, bases[0]))
			return
		}
		why := "is not decorated with a schema"
		if !l.hasTier(x) {
			why = "is a class, but not a table"
		}
		l.reportRef(t, r, "fk-unresolved", graph.Error, fmt.Sprintf("%q %s; refer to a table", text, why))
		return
	}
	l.reportInactive(t, r)
	switch {
	case !r.late || r.Parent == t || !t.Schema.Active:
	case r.waiting && r.Parent.Schema.Active && r.Parent.Schema.run == t.Schema.run:
		l.reportRef(t, r, "fk-inactive", graph.Error,
			fmt.Sprintf("the schema of %q is not activated yet when %s is declared; activate it before", text, t.Qual))
	case r.Parent.Module == t.Module:
		l.reportRef(t, r, "fk-forward", graph.Error,
			fmt.Sprintf("%q is used before it is declared; move its declaration above %s", text, t.Qual))
	case t.context.extra != nil:
		l.reportRef(t, r, "fk-forward", graph.Error,
			fmt.Sprintf("%q is not declared yet when %s is activated; move its declaration above the activation", text, t.Module.Name))
	default:
		l.reportBelow(t, r) // else the imports form a cycle, which has a rule of its own
	}
}

// reportInactive reports a parent whose schema nothing activates: it has no
// place in the database when the child is declared. A function of the source
// may activate it for whoever calls that first.
func (l *Library) reportInactive(t *Table, r *Ref) {
	s := r.Parent.Schema
	if !t.Schema.Active || t.Schema.External != "" || s.Active || s.External != "" {
		return
	}
	severity := graph.Error
	if l.anyModule(func(mod *interp.Module) bool { return mod.File.Contains("activate(") }) {
		severity = graph.Warning
	}
	l.reportRef(t, r, "fk-inactive", severity,
		fmt.Sprintf("%q is a table of a schema that nothing activates, so it has no place in the database; give the schema in %s its name", r.Text, r.Parent.Module.Name))
}

// settleVirtual settles a reference to a table of a virtual module.
func (l *Library) settleVirtual(t *Table, r *Ref, x *virtualTable) {
	// What spawn_missing_classes() adds below is in the database already, and
	// so, mostly, is the table that refers to it.
	if !x.of.spawned {
		l.reportBelow(t, r)
	}
	if r.Parent = l.virtualTable(x); r.Parent != nil {
		return
	}
	schema, class := x.of.name.Text, strings.Join(x.path, ".")
	r.Outside = graph.External{ID: schema + "." + class, Kind: graph.Virtual, Module: schema, Class: class}
	r.Database = l.identity(x.of.name)
	text := r.Text
	mayBeDecorated := slices.ContainsFunc(l.undecided, func(u undecided) bool {
		return u.class.Name == x.path[0] && len(u.decorators) > 0 && tableOf(u.class) == nil
	})
	if s := l.schemaNamed(x.of.name); s != nil && !s.virtual && !x.of.spawned && !mayBeDecorated && t.Schema.Active {
		r.Outside.Kind = graph.Unresolved
		l.reportRef(t, r, "fk-unresolved", graph.Error, fmt.Sprintf("%q is not a table of schema %q%s",
			text, schema, didYouMean(interp.LastOf(text), l.namesOf(x.of.name), "declare it there")))
		return
	}
	l.reportRef(t, r, "fk-external", graph.Note,
		fmt.Sprintf("%q is a table of schema %q, which no analysed module declares", text, schema))
}

// settleExternal settles a reference to a name of a module that is not analysed.
func (l *Library) settleExternal(fr *interp.Frame, t *Table, r *Ref, x *interp.External) {
	if interp.InStdlib(x.Path) && !l.Loaded(x.Path[:max(strings.IndexByte(x.Path, '.'), 0)]) {
		if _, bound := fr.Module.Scope.Get(r.root()); !bound { // "from math import *" does not bring it
			r.target = &interp.Late{Module: fr.Module, Name: r.root()}
		}
		l.settleUnknown(fr, t, r)
		return
	}
	l.reportBelow(t, r)
	if r.Parent = l.externalTable(x.Path); r.Parent != nil {
		return
	}
	r.Outside = externalAt(x.Path, graph.Outside)
	if l.inside(x.Path) {
		r.Outside.Kind = graph.Unresolved
		l.reportUnknown(t, r)
		return
	}
	l.reportRef(t, r, "fk-external", graph.Note,
		fmt.Sprintf("%q is outside of the analysed source; name its folder with --search-path", r.Text))
}

// settleUnknown settles a reference to something unknown, or to no table.
func (l *Library) settleUnknown(fr *interp.Frame, t *Table, r *Ref) {
	text := r.Text
	table, _, _ := strings.Cut(text, ".proj(")
	_, bound := fr.Name(r.root()).(interp.Unknown)
	if name, ok := strings.CutPrefix(table, "self."); ok && r.target == interp.Value(interp.Unknown{}) {
		_, bound = t.Class.Find(name, nil) // to something unknown
	}
	if bound {
		if r.Parent = l.externalTable(t.Module.Name + "." + table); r.Parent != nil {
			return
		}
	}
	r.Outside = graph.External{ID: t.Module.Name + ":" + table, Kind: graph.Unresolved, Module: t.Module.Name}
	switch names := strings.Split(table, "."); {
	case !allIdentifiers(names):
	case names[0] != "self":
		r.Outside.Class = table
	case len(names) > 2: // a table of a module that the class has as an attribute
		r.Outside.Module, r.Outside.Class = names[1], strings.Join(names[2:], ".")
	}
	if bound && t.Schema.Active {
		if path := l.comesFrom(fr, r.root(), 0); path != "" {
			l.reportRef(t, r, "fk-external", graph.Note,
				fmt.Sprintf("%q comes from %s, which is outside of the analysed source; name its folder with --search-path", text, path))
			r.Outside.Kind = graph.Outside
			return
		}
		l.reportUnknown(t, r)
		return
	}
	late, isLate := r.target.(*interp.Late)
	if isLate && late.Module.Name != t.Module.Name {
		r.Outside = externalAt(late.Module.Name+"."+late.Name, graph.Unresolved)
	}
	open := isPlaceholder(r.target)
	switch {
	case open && (!t.Schema.Active || t.Schema.External != ""):
		l.reportRef(t, r, "fk-unresolved", graph.Note, fmt.Sprintf("%q is left open; whoever activates this schema has to set it", text))
	case !isLate && r.target != interp.Value(interp.Unknown{}):
		l.reportRef(t, r, "fk-unresolved", graph.Error, l.notATable(fr, r))
	case !t.Schema.Active:
		l.reportRef(t, r, "fk-unresolved", graph.Note,
			fmt.Sprintf("%q has to come from the module that activates this schema", text))
	default:
		l.reportRef(t, r, "fk-unresolved", graph.Error,
			fmt.Sprintf("%q cannot be resolved%s", text, cmp.Or(l.suggestContext(t, r), l.suggest(fr, text))), l.failedImport(fr, r)...)
	}
}

// isPlaceholder reports whether a value stands for one that whoever activates
// the schema sets, as the activate() of an Element does.
func isPlaceholder(v interp.Value) bool {
	switch v.(type) {
	case interp.Ellipsis, interp.None:
		return true
	}
	return false
}

// reportBelow reports a reference whose first name is imported or assigned only
// below the class. Where the schema is activated later, that is in time.
func (l *Library) reportBelow(t *Table, r *Ref) {
	if !r.unbound || !t.Schema.Active || t.context.extra != nil {
		return
	}
	l.reportRef(t, r, "fk-forward", graph.Error,
		fmt.Sprintf("%q is not bound yet when %s is declared; move the import or assignment of %q above it", r.root(), t.Qual, r.root()))
}

// reportUnknown reports a reference through something that only a run makes
// known.
func (l *Library) reportUnknown(t *Table, r *Ref) {
	l.reportRef(t, r, "fk-unresolved", graph.Warning, unknownRefMessage(r))
}

func unknownRefMessage(r *Ref) string {
	return fmt.Sprintf("%q is known at run time only; the reference cannot be resolved", r.Text)
}

func (l *Library) reportRef(t *Table, r *Ref, rule string, severity graph.Severity, message string, related ...graph.Related) {
	if t.Text.HoleWithin(r.Offset, r.Offset+len(r.Text)) {
		severity, message, related = graph.Warning, unknownRefMessage(r), nil
	}
	if why := l.doubt(t, r); why != "" && severity == graph.Error {
		severity, message, related = graph.Note, fmt.Sprintf("%q cannot be resolved for sure: %s", r.Text, why), nil
	}
	pos, end := l.place(t, r.Offset, r.Offset+len(r.Text))
	l.Report(graph.Diagnostic{Rule: rule, Severity: severity, Message: message, Pos: pos, End: end, Related: related})
}
