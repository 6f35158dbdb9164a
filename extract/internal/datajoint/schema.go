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

	library *Library
	unbound bool // External is a name of the module that nothing binds
	virtual bool // of a virtual module: most of its tables are in the database alone
	// Existing: its tables must be in the database, with create_tables=False.
	Existing   bool
	attrs      map[string]interp.Value
	context    interp.Value // the namespace given to the constructor, or nil
	addObjects interp.Value
	pending    []pending // decorated before the activation
	activated  graph.Pos // the statement that named it
	run        int       // of Python, in which that ran
}

// A pending class waits for its schema to be activated.
type pending struct {
	class   *interp.Class
	context namespace
}

// isPending reports whether a class waits for its schema to be activated.
func (l *Library) isPending(c *interp.Class) bool {
	return l.waiting[c] > 0
}

// wait has a class wait for the schema to be activated.
func (s *Schema) wait(c *interp.Class, context namespace) {
	s.pending = append(s.pending, pending{c, context})
	s.library.waiting[c]++
}

// takePending returns the classes that wait for the schema, which then wait no more.
func (s *Schema) takePending() []pending {
	waited := s.pending
	s.pending = nil
	for _, p := range waited {
		s.library.waiting[p.class]--
	}
	return waited
}

// SettledName returns the database name on a machine that sets nothing, if that
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

// identity is what two schema objects share if they are one schema of the
// database. It is empty where that is unknown.
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

// objectIdentity starts the identity of a schema object that is known by its path.
const objectIdentity = "object "

// database is the identity of a schema object: that of its name, or else, if
// the object is another module's, its path.
func (l *Library) database(s *Schema) string {
	if s.External != "" && !strings.Contains(s.External, ":") {
		return objectIdentity + s.External
	}
	return l.identity(s.Name)
}

// label names the schema in a message or an ID.
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

// init is dj.Schema(name, context, …), or a subclass or factory that takes the
// name first.
func (s *Schema) init(fr *interp.Frame, c *interp.Call) interp.Value {
	if ctx, ok := c.Arg(1, "context"); ok {
		s.context = fr.Force(ctx)
	}
	if add, ok := c.Arg(-1, "add_objects"); ok {
		s.addObjects = fr.Force(add)
	}
	s.setExisting(fr, c)
	name, ok := c.Arg(0, "schema_name")
	if ok && !isEmptyName(fr.Force(name)) {
		s.Name, s.Active, s.run = fr.ToStr(name, "?"), true, s.library.Run()
		s.activated = fr.Module.Pos(c.At)
	} else if c.Loose {
		s.Name, s.Active = interp.NewHole("?", nil), true
	}
	return interp.None{}
}

// isEmptyName reports whether a name is None or empty: then dj.Schema() waits for
// activate().
func isEmptyName(v interp.Value) bool {
	switch v := v.(type) {
	case interp.None:
		return true
	case *interp.Str:
		return v.Known() && v.Text == ""
	}
	return false
}

// setExisting notes the argument create_tables=False.
func (s *Schema) setExisting(fr *interp.Frame, c *interp.Call) {
	if create, ok := c.Arg(-1, "create_tables"); ok {
		s.Existing = fr.Force(create) == interp.Bool(false)
	}
}

// ReadsNoDefinition reports whether a module declares tables, and none of them with a
// definition that DataJoint reads: they must exist.
func (l *Library) ReadsNoDefinition(module string) bool {
	any := false
	for _, t := range l.tables {
		if t.Class.Module.Name == module {
			if !t.Schema.Existing {
				return false
			}
			any = true
		}
	}
	return any
}
