package evaluate

import (
	"strings"

	"github.com/djdag/djdag/graph"
)

// A Schema is a schema object.
type Schema struct {
	Name   *Str // the database name; nil for an object that was never given one
	Active bool
	Module *Module // where the object is made
	At     int
	// External is the dotted name of a schema object of a module that is not
	// analysed; empty for all others.
	External string
	// Class is the subclass of dj.Schema that the object is of, or nil.
	Class *Class
	// Activation is the place of the module's statement that led to the
	// activation of an object that was made without a name.
	Activation graph.Pos

	virtual    bool // of a virtual module: most of its tables are in the database alone
	attrs      map[string]Value
	context    Value // the namespace given to the constructor, or nil
	addObjects Value
	pending    []pending // decorated before the activation
	activated  graph.Pos // the statement that named it
	run        int       // of the machine, in which that ran
}

// pending is a class that waits for its schema to be activated.
type pending struct {
	class   *Class
	context namespace
}

// Settled returns the database name on a machine that sets nothing, if that
// is known.
func (m *Machine) Settled(s *Schema) (string, bool) {
	if s.Name == nil {
		return "", false
	}
	n, ok := m.settled(s.Name).(*Str)
	if !ok {
		return "", false
	}
	return n.Text, true
}

// identity is what two schema objects share if they are one database schema;
// empty if that cannot be told.
func (m *Machine) identity(name *Str) string {
	if name == nil {
		return ""
	}
	if s, ok := m.settled(name).(*Str); ok {
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
func (m *Machine) database(s *Schema) string {
	if s.External != "" && !strings.Contains(s.External, ":") {
		return outside + s.External
	}
	return m.identity(s.Name)
}

// label names the schema in a message or an ID.
func (s *Schema) label() string {
	if s.Name != nil {
		return s.Name.Text
	}
	return s.External
}

// schemaNamed returns the first active schema object of this name, or nil.
func (m *Machine) schemaNamed(name *Str) *Schema {
	id := m.identity(name)
	if id == "" {
		return nil
	}
	for _, s := range m.schemas {
		if s.Active && m.identity(s.Name) == id {
			return s
		}
	}
	return nil
}

func (m *Machine) newSchema(at place) *Schema {
	s := &Schema{Module: at.module, At: at.offset, attrs: map[string]Value{}}
	m.schemas = append(m.schemas, s)
	return s
}

// initSchema is dj.Schema(name, context, …), or a subclass or factory that
// takes the name first.
func (m *Machine) initSchema(fr *frame, s *Schema, c *call) {
	if ctx, ok := c.arg(1, "context"); ok {
		s.context = m.force(ctx)
	}
	if add, ok := c.arg(-1, "add_objects"); ok {
		s.addObjects = m.force(add)
	}
	name, ok := c.arg(0, "schema_name")
	if _, none := m.force(name).(None); !ok || none {
		if c.loose {
			s.Name, s.Active = hole("?", nil), true
		}
		return
	}
	s.Name, s.Active, s.run = fr.toStr(name, "?"), true, m.run
	s.activated = fr.module.pos(c.at)
}

// decorator is calling the schema object with a class.
func (s *Schema) decorator(m *Machine, fr *frame, c *call) Value {
	v, ok := c.arg(0, "cls")
	if !ok {
		return Unknown{}
	}
	if cls, ok := m.force(v).(*Class); ok {
		ctx, _ := c.arg(-1, "context")
		m.guessTier(s, cls)
		m.decorateTable(fr, s, cls, ctx)
	}
	return v
}

// schemaAttribute is an attribute of a schema object.
func (m *Machine) schemaAttribute(fr *frame, s *Schema, name string) Value {
	if v, ok := s.attrs[name]; ok {
		return v
	}
	if s.Class != nil {
		if v, ok := s.Class.find(name, nil); ok {
			return m.bind(fr, v, s)
		}
	}
	return m.schemaMethod(s, name)
}

// schemaMethod is an attribute that dj.Schema itself has.
func (m *Machine) schemaMethod(s *Schema, name string) Value {
	switch name {
	case "__init__":
		return &Builtin{name, func(m *Machine, fr *frame, c *call) Value {
			m.initSchema(fr, s, c)
			return None{}
		}}
	case "__call__":
		return &Builtin{name, func(m *Machine, fr *frame, c *call) Value { return s.decorator(m, fr, c) }}
	case "context":
		if s.context != nil {
			return s.context
		}
		return None{}
	case "activate":
		return &Builtin{name, func(m *Machine, fr *frame, c *call) Value {
			m.activate(fr, s, c)
			return None{}
		}}
	case "spawn_missing_classes", "make_classes":
		return &Builtin{name, func(m *Machine, fr *frame, c *call) Value {
			into, _ := c.arg(0, "into")
			if into == nil {
				into, _ = c.arg(-1, "context")
			}
			if into == nil {
				into = s.context
			}
			if ns, ok := m.force(into).(*Namespace); ok {
				ns.Scope.spawned = append(ns.Scope.spawned, s)
			} else if into == nil {
				fr.scope.spawned = append(fr.scope.spawned, s)
			}
			return None{}
		}}
	case "process_table_class", "_decorate_table", "_decorate_master":
		// What @schema calls in the end; code that declares a part outside of
		// its master calls it itself.
		return &Builtin{name, func(m *Machine, fr *frame, c *call) Value {
			if cls, ok := m.force(c.args0()).(*Class); ok {
				ctx, _ := c.arg(1, "context")
				m.decorateTable(fr, s, cls, ctx)
			}
			return None{}
		}}
	case "is_activated":
		return &Builtin{name, func(m *Machine, fr *frame, c *call) Value { return Bool(s.Active) }}
	case "database":
		if s.Name != nil {
			return s.Name
		}
		return None{}
	case "schema":
		return s
	}
	if t, err := graph.ParseTier(name); err == nil && t != graph.Part {
		// A decorator such as @schema.computed, which makes a table of a
		// class without a base.
		return &Builtin{name, func(m *Machine, fr *frame, c *call) Value {
			cls, ok := m.force(c.args0()).(*Class)
			if !ok {
				return nil
			}
			if !cls.hasTier() {
				cls.tier = &t
			}
			m.decorateTable(fr, s, cls, nil)
			return cls
		}}
	}
	return Unknown{}
}

// activate is schema.activate(name, …).
func (m *Machine) activate(fr *frame, s *Schema, c *call) {
	name, ok := c.arg(0, "schema_name")
	if !ok && !c.loose {
		return
	}
	if _, none := m.force(name).(None); ok && none {
		return
	}
	text := hole("?", nil)
	if ok {
		text = fr.toStr(name, "?")
	}
	if s.Active {
		if m.identity(s.Name) != m.identity(text) {
			m.report(graph.Diagnostic{
				Rule:     "schema-activated-twice",
				Severity: graph.Note,
				Message: "this schema is already activated as " + quote(s.label()) +
					"; the analysis keeps that, choose another start with --entry",
				Pos:     m.at.module.pos(m.at.offset),
				Related: []graph.Related{{Pos: s.activated, Message: "activated here first"}},
			})
			if s.run == m.run && s.Name.Stable() && text.Stable() {
				fr.fail("DataJointError")
			}
		}
		return
	}
	s.Name, s.Active, s.run = text, true, m.run
	s.Activation = m.at.module.pos(m.at.offset)
	s.activated = s.Activation
	if add, ok := c.arg(-1, "add_objects"); ok {
		s.addObjects = m.force(add)
	}
	waiting := s.pending
	s.pending = nil
	for _, p := range waiting {
		p.context.extra = s.addObjects
		m.declare(s, p.class, p.context)
	}
}
