package datajoint

import (
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/graph"
)

// A Schema is a schema object.
type Schema struct {
	Name   *interp.Str // the database name; nil for an object that was never given one
	Active bool
	Module *interp.Module // where the object is made
	At     int
	// External is the dotted name of a schema object of a module that is not
	// analysed; empty for all others.
	External string
	// Class is the subclass of dj.Schema that the object is of, or nil.
	Class *interp.Class
	// Activation is the place of the module's statement that led to the
	// activation of an object that was made without a name.
	Activation graph.Pos

	library    *Library
	virtual    bool // of a virtual module: most of its tables are in the database alone
	attrs      map[string]interp.Value
	context    interp.Value // the namespace given to the constructor, or nil
	addObjects interp.Value
	pending    []pending // decorated before the activation
	activated  graph.Pos // the statement that named it
	run        int       // of the machine, in which that ran
}

// A pending class waits for its schema to be activated.
type pending struct {
	class   *interp.Class
	context namespace
}

// Settled returns the database name on a machine that sets nothing, if that
// is known.
func (l *Library) SettledName(s *Schema) (string, bool) {
	if s.Name == nil {
		return "", false
	}
	n, ok := l.Settled(s.Name).(*interp.Str)
	if !ok {
		return "", false
	}
	return n.Text, true
}

// identity is what two schema objects share if they are one database schema;
// empty if that cannot be told.
func (l *Library) identity(name *interp.Str) string {
	if name == nil {
		return ""
	}
	if s, ok := l.Settled(name).(*interp.Str); ok {
		return s.Text
	}
	if name.Stable() {
		return name.Text
	}
	return ""
}

// outside marks the identity of a schema object that is known by its path.
const outside = "object "

// database is the identity of a schema object: that of its name, or else, if
// the object is another module's, its path.
func (l *Library) database(s *Schema) string {
	if s.External != "" && !strings.Contains(s.External, ":") {
		return outside + s.External
	}
	return l.identity(s.Name)
}

// Label names the schema in a message or an ID.
func (s *Schema) label() string {
	if s.Name != nil {
		return s.Name.Text
	}
	return s.External
}

// schemaNamed returns the first active schema object of this name, or nil.
func (l *Library) schemaNamed(name *interp.Str) *Schema {
	id := l.identity(name)
	if id == "" {
		return nil
	}
	for _, s := range l.schemas {
		if s.Active && l.identity(s.Name) == id {
			return s
		}
	}
	return nil
}

// newSchema returns a schema object that has no name yet.
func (l *Library) newSchema(at interp.Place) *Schema {
	s := &Schema{library: l, Module: at.Module, At: at.Offset, attrs: map[string]interp.Value{}}
	l.schemas = append(l.schemas, s)
	return s
}

// initSchema is dj.Schema(name, context, …), or a subclass or factory that
// takes the name first.
func (l *Library) initSchema(fr *interp.Frame, s *Schema, c *interp.Call) {
	if ctx, ok := c.Arg(1, "context"); ok {
		s.context = l.Force(ctx)
	}
	if add, ok := c.Arg(-1, "add_objects"); ok {
		s.addObjects = l.Force(add)
	}
	name, ok := c.Arg(0, "schema_name")
	if _, none := l.Force(name).(interp.None); !ok || none {
		if c.Loose {
			s.Name, s.Active = interp.NewHole("?", nil), true
		}
		return
	}
	s.Name, s.Active, s.run = fr.ToStr(name, "?"), true, l.Run()
	s.activated = fr.Module.Pos(c.At)
}

// TypeName implements [interp.Value].
func (*Schema) TypeName() string { return "" }

// Truth implements [interp.Truthy].
func (*Schema) Truth() interp.Truth { return interp.Yes }

// Equal implements [interp.Equaler].
func (s *Schema) Equal(v interp.Value) interp.Truth { return interp.SameObject(s, v) }

// Distinct implements [interp.Distinct].
func (*Schema) Distinct() {}

// ClassOf implements [interp.Object].
func (s *Schema) ClassOf() *interp.Class { return s.Class }

// Attr implements [interp.Attributed].
func (s *Schema) Attr(fr *interp.Frame, name string) interp.Value {
	if v, ok := s.attrs[name]; ok {
		return v
	}
	if s.Class != nil {
		if v, ok := s.Class.Find(name, nil); ok {
			return fr.Bind(v, s)
		}
	}
	return s.BaseAttr(name)
}

// SetAttr implements [interp.AttrSetter].
func (s *Schema) SetAttr(_ *interp.Frame, name string, v interp.Value) { s.attrs[name] = v }

// Call implements [interp.Callable]: a schema decorates classes.
func (s *Schema) Call(fr *interp.Frame, c *interp.Call) interp.Value {
	if s.Class != nil {
		if v, ok := s.Class.Find("__call__", nil); ok {
			return fr.Call(fr.Bind(v, s), c)
		}
	}
	return s.decorate(fr, c)
}

// BaseAttr implements [interp.Heir]: an attribute that dj.Schema itself has.
func (s *Schema) BaseAttr(name string) interp.Value {
	switch name {
	case "context":
		if s.context != nil {
			return s.context
		}
		return interp.None{}
	case "database":
		if s.Name != nil {
			return s.Name
		}
		return interp.None{}
	case "schema":
		return s
	}
	if fn := s.method(name); fn != nil {
		return &interp.Builtin{Name: name, Fn: fn}
	}
	return nil
}

// method returns a method of dj.Schema, or nil.
func (s *Schema) method(name string) interp.BuiltinFunc {
	switch name {
	case "__init__":
		return s.init
	case "__call__":
		return s.decorate
	case "activate":
		return s.activate
	case "spawn_missing_classes", "make_classes":
		return s.spawn
	case "process_table_class", "_decorate_table", "_decorate_master":
		return s.decorateTable
	case "is_activated":
		return func(*interp.Frame, *interp.Call) interp.Value { return interp.Bool(s.Active) }
	}
	if t, err := graph.ParseTier(name); err == nil && t != graph.Part {
		return func(fr *interp.Frame, c *interp.Call) interp.Value { return s.decorateAs(fr, c, t) }
	}
	return nil
}

func (s *Schema) init(fr *interp.Frame, c *interp.Call) interp.Value {
	s.library.initSchema(fr, s, c)
	return interp.None{}
}

// decorate is calling the schema object with a class.
func (s *Schema) decorate(fr *interp.Frame, c *interp.Call) interp.Value {
	v, ok := c.Arg(0, "cls")
	if !ok {
		return interp.Unknown{}
	}
	if cls, ok := s.library.Force(v).(*interp.Class); ok {
		ctx, _ := c.Arg(-1, "context")
		s.library.guessTier(s, cls)
		s.library.decorateTable(fr, s, cls, ctx)
	}
	return v
}

// decorateTable is what @schema calls in the end. Code that declares a part
// outside of its master calls it itself.
func (s *Schema) decorateTable(fr *interp.Frame, c *interp.Call) interp.Value {
	if cls, ok := s.library.Force(c.First()).(*interp.Class); ok {
		ctx, _ := c.Arg(1, "context")
		s.library.decorateTable(fr, s, cls, ctx)
	}
	return interp.None{}
}

// decorateAs is a decorator such as @schema.computed, which makes a table of a
// class without a base.
func (s *Schema) decorateAs(fr *interp.Frame, c *interp.Call, tier graph.Tier) interp.Value {
	cls, ok := s.library.Force(c.First()).(*interp.Class)
	if !ok {
		return nil
	}
	if !s.library.hasTier(cls) {
		s.library.tiers[cls] = tier
	}
	s.library.decorateTable(fr, s, cls, nil)
	return cls
}

// spawn is schema.spawn_missing_classes(context): tables that the database
// alone knows appear in a namespace.
func (s *Schema) spawn(fr *interp.Frame, c *interp.Call) interp.Value {
	into, _ := c.Arg(0, "into")
	if into == nil {
		into, _ = c.Arg(-1, "context")
	}
	if into == nil {
		into = s.context
	}
	if ns, ok := s.library.Force(into).(*interp.Namespace); ok {
		ns.Scope.AddSource(s)
	} else if into == nil {
		fr.Scope.AddSource(s)
	}
	return interp.None{}
}

// Named implements [interp.NameSource]: a table that the database alone knows.
func (s *Schema) Named(name string, before []interp.NameSource) interp.Value {
	if !interp.IsCapital(name) {
		return nil
	}
	of := &Virtual{library: s.library, Schema: s.Name, spawned: true}
	for _, b := range before {
		if earlier, ok := b.(*Schema); ok {
			of.before = append(of.before, earlier)
		}
	}
	return &VirtualTable{Of: of, Path: []string{name}}
}

// activate is schema.activate(name, …).
func (s *Schema) activate(fr *interp.Frame, c *interp.Call) interp.Value {
	l := s.library
	name, ok := c.Arg(0, "schema_name")
	if !ok && !c.Loose {
		return interp.None{}
	}
	if _, none := l.Force(name).(interp.None); ok && none {
		return interp.None{}
	}
	text := interp.NewHole("?", nil)
	if ok {
		text = fr.ToStr(name, "?")
	}
	if s.Active {
		s.activateAgain(fr, text)
		return interp.None{}
	}
	s.Name, s.Active, s.run = text, true, l.Run()
	s.Activation = l.Here().Module.Pos(l.Here().Offset)
	s.activated = s.Activation
	if add, ok := c.Arg(-1, "add_objects"); ok {
		s.addObjects = l.Force(add)
	}
	waiting := s.pending
	s.pending = nil
	for _, p := range waiting {
		p.context.extra = s.addObjects
		l.declare(s, p.class, p.context)
	}
	return interp.None{}
}

// activateAgain is the activation of a schema that has a name.
func (s *Schema) activateAgain(fr *interp.Frame, name *interp.Str) {
	l := s.library
	if l.identity(s.Name) == l.identity(name) {
		return
	}
	l.Report(graph.Diagnostic{
		Rule:     "schema-activated-twice",
		Severity: graph.Note,
		Message: "this schema is already activated as " + quote(s.label()) +
			"; the analysis keeps that, choose another start with --entry",
		Pos:     l.Here().Pos(),
		Related: []graph.Related{{Pos: s.activated, Message: "activated here first"}},
	})
	if s.run == l.Run() && s.Name.Stable() && name.Stable() && l.dormant == nil {
		fr.Fail("DataJointError")
	}
}
