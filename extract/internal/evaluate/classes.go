package evaluate

import (
	"fmt"
	"strings"

	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
)

// A Class is a class of an analysed module.
type Class struct {
	Name   string
	Qual   string // with the enclosing classes
	Module *Module
	Bases  []Value // *Class, *External or Unknown
	At     int     // the offset of its name

	scope *Scope
	mro   []Value // the class itself first
	// annotated are the names that the body annotates, in order.
	annotated []string
	enum      map[string]*Member // the members of an enumeration, as far as they were asked for
	// tier is set by a decorator that makes a table of a plain class.
	tier *graph.Tier
	// table is the table that the class stands for, once it is declared.
	table *Table
	// outer is the class in whose body this one stands.
	outer *Class
	// made: by a call of type(), in no module's text.
	made bool
	// altered: by a decorator that nobody can evaluate, or by a metaclass.
	altered bool
}

func (fr *frame) classDef(s *python.ClassDef) {
	c := &Class{Name: s.Name, Qual: s.Name, Module: fr.module, At: s.Offset(), outer: fr.class}
	if fr.class != nil {
		c.Qual = fr.class.Qual + "." + s.Name
	}
	for _, b := range s.Bases {
		c.Bases = append(c.Bases, fr.m.force(fr.eval(b)))
	}
	c.altered = len(s.Keywords) > 0
	outer := fr.scope
	if fr.class != nil {
		outer = fr.scope.outer
	}
	c.scope = newScope(fr.module, outer)
	c.scope.ordered = true
	body := &frame{m: fr.m, module: fr.module, scope: c.scope, class: c, unsure: fr.unsure}
	body.run(s.Body)
	c.annotated = annotatedIn(s.Body)
	if fr.raised == "" {
		fr.raised = body.raised
	}

	var v Value = c
	for i := len(s.Decorators) - 1; i >= 0 && fr.raised == ""; i-- {
		v = fr.decorate(s.Decorators[i], v)
	}
	if fr.raised != "" {
		return
	}
	fr.scope.set(s.Name, v)
	if _, ok := c.scope.get("definition"); v == Value(c) && (ok && c.hasTier() || c.altered && speaksOfTables(c, s.Decorators)) {
		fr.m.undecided = append(fr.m.undecided, undecided{class: c, decorators: s.Decorators, global: fr.class == nil && fr.scope == fr.module.Scope})
	}
}

// decorate applies a decorator to a class. One that nobody can evaluate is
// taken to return the class.
func (fr *frame) decorate(x python.Expr, v Value) Value {
	c, isClass := v.(*Class)
	d := fr.m.force(fr.eval(x))
	if isClass {
		if s := fr.asSchema(d, x); s != nil && (s.Class == nil || s.External != "") {
			if s.External == "" || len(c.foreignBases()) > 0 {
				fr.m.guessTier(s, c)
			}
			fr.m.decorateTable(fr, s, c, nil)
			return v
		}
	}
	if w := fr.m.call(fr, d, &call{args: []Value{v}, at: x.Offset()}); isClass {
		if _, ok := w.(*Class); ok {
			return w
		}
		c.altered = true
	}
	return v
}

// guessTier gives a class that a schema decorates the tier that its bases
// outside of the analysed source suggest. DataJoint would refuse a class
// that is no table, so it is one.
func (m *Machine) guessTier(s *Schema, c *Class) {
	if c.hasTier() {
		return
	}
	tier, base := graph.Manual, ""
	if _, ok := c.find("make", nil); ok {
		tier = graph.Computed
	}
	for _, name := range c.foreignBases() {
		if base == "" {
			base = name
		}
		for t := graph.Manual; t <= graph.Computed; t++ {
			if strings.HasSuffix(strings.ToLower(lastOf(name)), t.String()) {
				tier, base = t, name
			}
		}
	}
	pos, end := c.Span()
	if base == "" {
		m.report(graph.Diagnostic{
			Rule: "tier-missing", Severity: graph.Error,
			Message: quote(c.Qual) + " is decorated with a schema but has no tier; derive it from dj.Manual, dj.Lookup, dj.Imported or dj.Computed",
			Pos:     pos, End: end,
		})
		return
	}
	c.tier = &tier
	if base == "datajoint."+tier.String() { // what is meant is a capital away
		name := tier.String()
		m.report(graph.Diagnostic{
			Rule: "tier-missing", Severity: graph.Error,
			Message: fmt.Sprintf("%q is derived from dj.%s, which datajoint does not have; write dj.%s%s", c.Qual, name, strings.ToUpper(name[:1]), name[1:]),
			Pos:     pos, End: end,
		})
		return
	}
	m.report(graph.Diagnostic{
		Rule: "tier-unknown", Severity: graph.Note,
		Message: "the tier of " + quote(c.Qual) + " is taken to be " + tier.String() + ": its base " + quote(base) +
			" is outside of the analysed source; name its folder with --search-path",
		Pos: pos, End: end,
	})
}

// foreignBases names the bases that the analysed source does not hold, except
// the tiers.
func (c *Class) foreignBases() []string {
	var names []string
	for _, b := range c.linear() {
		switch b := b.(type) {
		case *External:
			if _, tier := tierOf(b.Path); !tier && !strings.HasPrefix(b.Path, "builtins.") {
				names = append(names, b.Path)
			}
		case *Late:
			names = append(names, b.Module.Name+"."+b.Name)
		}
	}
	return names
}

// Span returns the place of the class's name. The class may stand in another
// module than the table that it is declared as.
func (c *Class) Span() (pos, end graph.Pos) {
	return c.Module.pos(c.At), c.Module.pos(c.At + len(c.Name))
}

func (c *Class) set(name string, v Value) { c.scope.set(name, v) }

// linear returns the method resolution order: the C3 linearisation where it
// exists, else depth first.
func (c *Class) linear() []Value {
	if c.mro == nil {
		c.mro = []Value{c} // guards against a class among its own bases
		if len(c.Bases) == 1 {
			if b, ok := c.Bases[0].(*Class); ok { // nothing to merge
				c.mro = append([]Value{c}, b.linear()...)
				return c.mro
			}
		}
		var lists [][]Value
		for _, b := range c.Bases {
			if bc, ok := b.(*Class); ok {
				lists = append(lists, append([]Value{}, bc.linear()...))
			} else {
				lists = append(lists, []Value{b})
			}
		}
		lists = append(lists, append([]Value{}, c.Bases...))
		c.mro = append([]Value{c}, c3(lists)...)
	}
	return c.mro
}

// c3 merges the orders of the bases. See "The Python 2.3 Method Resolution
// Order". Where no head is good, it takes the first, as no error helps here.
func c3(lists [][]Value) []Value {
	var out []Value
	for {
		best := -1
		for i, l := range lists {
			if len(l) == 0 {
				continue
			}
			if best < 0 {
				best = i
			}
			if !inTail(lists, l[0]) {
				best = i
				break
			}
		}
		if best < 0 {
			return out
		}
		head := lists[best][0]
		out = append(out, head)
		for i, l := range lists {
			keep := l[:0]
			for _, v := range l {
				if !same(v, head) {
					keep = append(keep, v)
				}
			}
			lists[i] = keep
		}
	}
}

func inTail(lists [][]Value, v Value) bool {
	for _, l := range lists {
		for i, w := range l {
			if i > 0 && same(v, w) {
				return true
			}
		}
	}
	return false
}

func same(a, b Value) bool {
	x, ok := a.(*External)
	y, ok2 := b.(*External)
	if ok && ok2 {
		return x.Path == y.Path
	}
	return !ok && !ok2 && a == b
}

// find looks an attribute up along the method resolution order, behind the
// class after if that is not nil.
func (c *Class) find(name string, after *Class) (Value, bool) {
	skip := after != nil
	for _, b := range c.linear() {
		bc, ok := b.(*Class)
		if skip {
			skip = !ok || bc != after
			continue
		}
		if ok {
			if v, ok := bc.scope.get(name); ok {
				return v, true
			}
		}
	}
	return nil, false
}

// shows reports whether the class would have an attribute of this name, if it
// had one, in the analysed source.
func (c *Class) shows(name string) bool {
	if strings.HasPrefix(name, "__") || name == "mro" { // of every class
		return false
	}
	for _, b := range c.linear() {
		switch b := b.(type) {
		case *Class:
			if b.made || b.altered {
				return false
			}
		case *External:
			if b.Path != "builtins.object" {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// members lists the names that a class has, those of its bases first, as
// DataJoint looks for parts.
func (c *Class) members() []string {
	var names []string
	seen := map[string]bool{}
	mro := c.linear()
	for i := len(mro) - 1; i >= 0; i-- {
		if b, ok := mro[i].(*Class); ok {
			for _, n := range b.scope.order {
				if !seen[n] {
					seen[n] = true
					names = append(names, n)
				}
			}
		}
	}
	return names
}

// Tier returns the tier that the class inherits: of several the first, but a
// part is one whatever else it is.
func (c *Class) Tier() (tier graph.Tier, ok bool) {
	for _, b := range c.linear() {
		t, is := graph.Manual, false
		switch b := b.(type) {
		case *Class:
			if b.tier != nil {
				t, is = *b.tier, true
			}
		case *External:
			t, is = tierOf(b.Path)
		}
		if is && (!ok || t == graph.Part) {
			tier, ok = t, true
		}
	}
	return tier, ok
}

func (c *Class) hasTier() bool { _, ok := c.Tier(); return ok }

// tierOf reads the tier off an external class: dj.Manual, and the tiers of
// packages that extend DataJoint under the same names.
func tierOf(path string) (graph.Tier, bool) {
	i := strings.LastIndexByte(path, '.')
	if i < 0 {
		return 0, false
	}
	t, err := graph.ParseTier(strings.ToLower(path[i+1:]))
	return t, err == nil && isCapital(path[i+1:])
}

// isSchemaClass reports whether calling the class makes a schema object.
func (c *Class) isSchemaClass() bool {
	for _, b := range c.linear() {
		if e, ok := b.(*External); ok && isSchemaName(lastOf(e.Path)) {
			return true
		}
	}
	return false
}

func isSchemaName(s string) bool { return s == "schema" || s == "Schema" }

func lastOf(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }
