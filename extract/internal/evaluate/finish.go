package evaluate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/spelling"
)

// Finish ends the run: what was not found when it was needed is looked up
// once more, and schemas that nothing activated get their tables. It returns
// the tables in the order of declaration, and all schema objects that have
// tables.
func (m *Machine) Finish() ([]*Table, []*Schema) {
	m.wake()
	for _, s := range m.schemas {
		waiting := s.pending
		s.pending = nil
		for _, p := range waiting {
			m.allow()
			m.declare(s, p.class, p.context)
		}
	}
	m.tellUndecided()
	used := map[*Schema]bool{}
	for _, t := range m.tables {
		used[t.Schema] = true
		fr := m.contextFrame(t)
		for _, r := range t.Refs {
			if r.late {
				m.allow()
				m.bindRef(fr, t, r)
			}
			m.settleRef(fr, t, r)
		}
	}
	var schemas []*Schema
	for _, s := range m.schemas {
		if used[s] {
			schemas = append(schemas, s)
		}
	}
	return m.tables, schemas
}

// settleRef turns what a reference evaluated to into a table or an external node.
func (m *Machine) settleRef(fr *frame, t *Table, r *Ref) {
	switch x := r.target.(type) {
	case *Class:
		m.settleClass(t, r, x)
	case *VirtualTable:
		m.settleVirtual(t, r, x)
	case *External:
		m.settleExternal(t, r, x)
	default:
		m.settleUnknown(fr, t, r)
	}
}

// settleClass settles a reference to a class of the analysed source.
func (m *Machine) settleClass(t *Table, r *Ref, x *Class) {
	text := r.Item.ForeignKey.Ref
	r.Parent = x.table
	if r.Parent == nil {
		r.Outside = graph.External{ID: x.Module.Name + "." + x.Qual, Kind: graph.Unresolved, Module: x.Module.Name, Class: x.Qual}
		if m.mayBeTable(x) {
			m.refProblem(t, r, "fk-external", graph.Note,
				fmt.Sprintf("%q may be a table: its decorator is outside of the analysed source; name its folder with --search-path", text))
			return
		}
		why := "is not decorated with a schema"
		if !x.hasTier() {
			why = "is not a table"
		}
		m.refProblem(t, r, "fk-unresolved", graph.Error, fmt.Sprintf("%q %s; refer to a table", text, why))
		return
	}
	switch {
	case !r.late || r.Parent == t || !t.Schema.Active:
	case r.Parent.Module == t.Module:
		m.refProblem(t, r, "fk-forward", graph.Error,
			fmt.Sprintf("%q is used before it is declared; move its declaration above %s", text, t.Qual))
	case t.context.extra != nil:
		m.refProblem(t, r, "fk-forward", graph.Error,
			fmt.Sprintf("%q is not declared yet when %s is activated; move its declaration above the activation", text, t.Module.Name))
	default:
		m.boundBelow(t, r) // else the imports form a cycle, which has a rule of its own
	}
}

// settleVirtual settles a reference to a table of a virtual module.
func (m *Machine) settleVirtual(t *Table, r *Ref, x *VirtualTable) {
	// What spawn_missing_classes() adds below is in the database already, and
	// so, mostly, is the table that refers to it.
	if !x.Of.spawned {
		m.boundBelow(t, r)
	}
	if r.Parent = m.virtualTable(x); r.Parent != nil {
		return
	}
	schema, class := x.Of.Schema.Text, strings.Join(x.Path, ".")
	r.Outside = graph.External{ID: schema + "." + class, Kind: graph.Virtual, Module: schema, Class: class}
	r.Database, r.Class = m.identity(x.Of.Schema), x.Path
	text := r.Item.ForeignKey.Ref
	if s := m.schemaNamed(x.Of.Schema); s != nil && !s.virtual && !x.Of.spawned {
		r.Outside.Kind = graph.Unresolved
		m.refProblem(t, r, "fk-unresolved", graph.Error, fmt.Sprintf("%q is not a table of schema %q%s",
			text, schema, didYouMean(lastOf(text), m.namesOf(x.Of.Schema), "declare it there")))
		return
	}
	m.refProblem(t, r, "fk-external", graph.Note,
		fmt.Sprintf("%q is a table of schema %q, which no analysed module declares", text, schema))
}

// settleExternal settles a reference to a name of a module that is not analysed.
func (m *Machine) settleExternal(t *Table, r *Ref, x *External) {
	m.boundBelow(t, r)
	if r.Parent = m.externalTable(x.Path); r.Parent != nil {
		return
	}
	r.Outside = outsideTable(x.Path, graph.Outside)
	if m.inside(x.Path) {
		r.Outside.Kind = graph.Unresolved
		m.unknownRef(t, r)
		return
	}
	m.refProblem(t, r, "fk-external", graph.Note,
		fmt.Sprintf("%q is outside of the analysed source; name its folder with --search-path", r.Item.ForeignKey.Ref))
}

// settleUnknown settles a reference to something that is no table, or that
// nothing is known of.
func (m *Machine) settleUnknown(fr *frame, t *Table, r *Ref) {
	text := r.Item.ForeignKey.Ref
	table, _, _ := strings.Cut(text, ".proj(")
	_, bound := fr.name(r.root()).(Unknown)
	if name, ok := strings.CutPrefix(table, "self."); ok && r.target == Value(Unknown{}) {
		_, bound = t.Class.find(name, nil) // to something unknown
	}
	if bound {
		if r.Parent = m.externalTable(t.Module.Name + "." + table); r.Parent != nil {
			return
		}
	}
	r.Outside = graph.External{ID: t.Module.Name + ":" + table, Kind: graph.Unresolved, Module: t.Module.Name}
	if names := strings.Split(table, "."); allIdentifiers(names) && names[0] != "self" {
		r.Outside.Class = table
	}
	if bound && t.Schema.Active {
		m.unknownRef(t, r)
		return
	}
	late, isLate := r.target.(*Late)
	if isLate && late.Module.Name != t.Module.Name {
		r.Outside = outsideTable(late.Module.Name+"."+late.Name, graph.Unresolved)
	}
	_, open := r.target.(Ellipsis)
	switch {
	case open && (!t.Schema.Active || t.Schema.External != ""):
		m.refProblem(t, r, "fk-unresolved", graph.Note, fmt.Sprintf("%q is left open; whoever activates this schema has to set it", text))
	case !isLate && r.target != Value(Unknown{}):
		m.refProblem(t, r, "fk-unresolved", graph.Error, fmt.Sprintf("%q is not a table; refer to a table", text))
	case !t.Schema.Active:
		m.refProblem(t, r, "fk-unresolved", graph.Note,
			fmt.Sprintf("%q has to come from the module that activates this schema", text))
	default:
		m.refProblem(t, r, "fk-unresolved", graph.Error,
			fmt.Sprintf("%q cannot be resolved%s", text, m.suggest(fr, text)))
	}
}

// outsideTable returns the node of a dotted path. It takes the first component
// with a capital for the class, behind the package, else the last component.
func outsideTable(path string, kind graph.ExternalKind) graph.External {
	names := strings.Split(path, ".")
	class := 1 + slices.IndexFunc(names[1:], isCapital)
	if class == 0 {
		class = len(names) - 1
	}
	return graph.External{
		ID: path, Kind: kind, Module: strings.Join(names[:class], "."), Class: strings.Join(names[class:], "."),
	}
}

// boundBelow tells of a reference whose first name is imported or assigned
// below the class only. Where the schema is activated later, that is in time.
func (m *Machine) boundBelow(t *Table, r *Ref) {
	if !r.unbound || !t.Schema.Active || t.context.extra != nil {
		return
	}
	m.refProblem(t, r, "fk-forward", graph.Error,
		fmt.Sprintf("%q is not bound yet when %s is declared; move the import or assignment of %q above it", r.root(), t.Qual, r.root()))
}

// inside reports whether a path leads into an analysed module: of what it
// names nothing is known, but where it comes from.
func (m *Machine) inside(path string) bool {
	for i := strings.LastIndexByte(path, '.'); i > 0; i = strings.LastIndexByte(path[:i], '.') {
		if mod := m.modules[path[:i]]; mod != nil {
			name, _, _ := strings.Cut(path[i+1:], ".")
			_, bound := mod.Scope.get(name)
			return bound
		}
	}
	return false
}

// unknownRef tells of a reference through something that only a run makes known.
func (m *Machine) unknownRef(t *Table, r *Ref) {
	m.refProblem(t, r, "fk-unresolved", graph.Warning, unknownRefMessage(r))
}

func unknownRefMessage(r *Ref) string {
	return fmt.Sprintf("%q is known at run time only; the reference cannot be resolved", r.Item.ForeignKey.Ref)
}

func (m *Machine) refProblem(t *Table, r *Ref, rule string, severity graph.Severity, message string) {
	fk := r.Item.ForeignKey
	if t.Text.holeWithin(fk.RefOffset, fk.RefOffset+len(fk.Ref)) {
		severity, message = graph.Warning, unknownRefMessage(r)
	}
	pos, end := m.place(t, fk.RefOffset, fk.RefOffset+len(fk.Ref))
	m.report(graph.Diagnostic{Rule: rule, Severity: severity, Message: message, Pos: pos, End: end})
}

// suggest names what the text may have meant, or what to do.
func (m *Machine) suggest(fr *frame, text string) string {
	text, _, _ = strings.Cut(text, ".proj(")
	names := strings.Split(text, ".")
	if !allIdentifiers(names) {
		return "; refer to a table, or to its projection with proj()"
	}
	var near []string
	add := func(s *Scope) {
		for n, v := range s.names {
			switch v := m.force(v).(type) {
			case *Class:
				if v.hasTier() {
					near = append(near, n)
				}
			case *Module, *Virtual:
				near = append(near, n)
			}
		}
	}
	if len(names) == 1 {
		for s := fr.scope; s != nil; s = s.outer {
			add(s)
		}
		add(fr.module.Scope)
		if late, ok := m.force(fr.name(text)).(*Late); ok && late.Module != fr.module && !m.typingOnly(fr.module, text) {
			return m.notThere(late)
		}
		if fr.scope != nil {
			if self, ok := fr.scope.names["self"].(*Class); ok && self.outer != nil {
				for _, p := range self.outer.members() {
					if v, ok := self.outer.find(p, nil); ok && p == text {
						if c, ok := m.force(v).(*Class); ok && c.hasTier() {
							return fmt.Sprintf("; a part is named through its master: write master.%s", text)
						}
					}
				}
			}
		}
		if m.typingOnly(fr.module, text) {
			return "; it is imported for type checkers alone: import it at run time"
		}
		return didYouMean(text, near, "import it, or declare it first")
	}
	own := lastOf(fr.module.Name)
	if own == names[0] {
		if c, ok := m.force(fr.module.lookup(m, names[1])).(*Class); ok && c.hasTier() {
			return "; a module does not know its own name: write " + strings.Join(names[1:], ".")
		}
	}
	v := fr.name(names[0])
	if late, ok := m.force(v).(*Late); ok && late.Module != fr.module {
		return m.notThere(late)
	}
	for i, n := range names[1:] {
		switch x := m.force(v).(type) {
		case *Module:
			if _, ok := m.member(x, n); !ok {
				add(x.Scope)
				return didYouMean(n, near, fmt.Sprintf("the module %s has no %q", x.Name, n))
			}
		case *Class:
			if _, ok := x.find(n, nil); !ok {
				add(x.scope)
				return didYouMean(n, near, fmt.Sprintf("%s has no part %q", x.Qual, n))
			}
		default:
			if i == 0 {
				add(fr.module.Scope)
				if own == names[0] {
					return didYouMean(names[1], near, fmt.Sprintf("%s is this module itself, and has no %q", own, names[1]))
				}
				return didYouMean(names[0], near, fmt.Sprintf("import %s at the top of the file", names[0]))
			}
			return ""
		}
		v = m.attribute(fr, v, n)
	}
	return ""
}

// notThere says what an import did not find.
func (m *Machine) notThere(late *Late) string {
	if i := strings.LastIndexByte(late.Name, '.'); i >= 0 {
		return fmt.Sprintf("; there is no module %q", late.Module.Name+"."+late.Name[:i])
	}
	var near []string
	for n := range late.Module.Scope.names {
		near = append(near, n)
	}
	return didYouMean(late.Name, near, fmt.Sprintf("the module %s has no %q", late.Module.Name, late.Name))
}

// typingOnly reports whether a module imports a name under TYPE_CHECKING.
func (m *Machine) typingOnly(mod *Module, name string) bool {
	if mod.Unit == nil || mod.File == nil {
		return false
	}
	for _, i := range mod.File.Imports {
		if i.Scope != python.Typing {
			continue
		}
		for _, n := range i.Names {
			if cmp.Or(n.Alias, n.Name) == name {
				return true
			}
		}
	}
	return false
}

func (m *Machine) namesOf(schema *Str) []string {
	id := m.identity(schema)
	var names []string
	for key, t := range m.byKey {
		if key.schema == id {
			names = append(names, t.Qual)
		}
	}
	return names
}

// didYouMean returns "; did you mean …?" with the nearest of the names, or
// the advice if none is near.
func didYouMean(name string, names []string, advice string) string {
	names = slices.DeleteFunc(names, func(n string) bool { return n == name })
	slices.Sort(names)
	if near := spelling.Nearest(name, names); near != "" {
		return "; did you mean " + quote(near) + "?"
	}
	return "; " + advice
}
