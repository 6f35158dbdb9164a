package datajoint

import (
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/graph"
)

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

// Item implements [interp.Indexed]: datajoint 2 looks a table up by its name.
func (s *Schema) Item(_ *interp.Frame, key interp.Value) interp.Value {
	if name, ok := interp.KeyText(key); ok && name != "" {
		if t := s.library.tableIn(s.library.identity(s.Name), strings.Split(name, ".")); t != nil {
			return t.Class
		}
	}
	return nil
}

// getTable is the same as a method.
func (s *Schema) getTable(fr *interp.Frame, c *interp.Call) interp.Value {
	return s.Item(fr, c.First())
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
		return s.processTableClass
	case "get_table":
		return s.getTable
	case "is_activated":
		return func(*interp.Frame, *interp.Call) interp.Value { return interp.Bool(s.Active) }
	}
	if t, err := graph.ParseTier(name); err == nil && t != graph.Part {
		return func(fr *interp.Frame, c *interp.Call) interp.Value { return s.decorateAs(fr, c, t) }
	}
	return nil
}

// decorate is calling the schema object with a class.
func (s *Schema) decorate(fr *interp.Frame, c *interp.Call) interp.Value {
	v, ok := c.Arg(0, "cls")
	if !ok {
		return interp.Unknown{}
	}
	if cls, ok := fr.Force(v).(*interp.Class); ok {
		ctx, _ := c.Arg(-1, "context")
		s.library.guessTier(cls)
		s.apply(fr, cls, ctx)
	}
	return v
}

// processTableClass is what @schema calls in the end. Code that declares a part
// outside of its master calls it itself.
func (s *Schema) processTableClass(fr *interp.Frame, c *interp.Call) interp.Value {
	if cls, ok := fr.Force(c.First()).(*interp.Class); ok {
		ctx, _ := c.Arg(1, "context")
		s.apply(fr, cls, ctx)
	}
	return interp.None{}
}

// decorateAs is a decorator such as @schema.computed, which makes a table of a
// class without a base.
func (s *Schema) decorateAs(fr *interp.Frame, c *interp.Call, tier graph.Tier) interp.Value {
	cls, ok := fr.Force(c.First()).(*interp.Class)
	if !ok {
		return nil
	}
	if !s.library.hasTier(cls) {
		s.library.tiers[cls] = tier
	}
	s.apply(fr, cls, nil)
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
	if ns, ok := fr.Force(into).(*interp.Namespace); ok {
		ns.Scope.AddSource(s)
	} else if into == nil {
		fr.Scope.AddSource(s)
	}
	return interp.None{}
}

// Named implements [interp.NameSource]: a table that the database alone knows. A
// schema without a name has none.
func (s *Schema) Named(name string, before []interp.NameSource) interp.Value {
	last := len(before) - 1
	switch {
	case !interp.IsCapital(name):
		return nil
	case s.Name == nil && last < 0:
		return nil
	case s.Name == nil:
		return before[last].Named(name, before[:last])
	}
	of := &virtualModule{library: s.library, name: s.Name, spawned: true}
	for _, b := range before {
		if earlier, ok := b.(*Schema); ok {
			of.before = append(of.before, earlier)
		}
	}
	return &virtualTable{of: of, path: []string{name}}
}

// activate is schema.activate(name, …).
func (s *Schema) activate(fr *interp.Frame, c *interp.Call) interp.Value {
	l := s.library
	name, ok := c.Arg(0, "schema_name")
	if !ok && !c.Loose {
		return interp.None{}
	}
	if _, none := fr.Force(name).(interp.None); ok && none {
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
	s.Activation = l.Here().Pos()
	s.activated = s.Activation
	s.setExisting(fr, c)
	if add, ok := c.Arg(-1, "add_objects"); ok {
		s.addObjects = fr.Force(add)
	}
	waiting := s.takePending()
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
	d := graph.Diagnostic{
		Rule:     "schema-activated-twice",
		Severity: graph.Note,
		Message: "this schema is already activated as " + quote(s.label()) +
			"; the analysis keeps that, choose another start with --entry",
		Pos:     l.Here().Pos(),
		Related: []graph.Related{{Pos: s.activated, Message: "activated here first"}},
	}
	if s.run == l.Run() && s.Name.Stable() && name.Stable() && l.dormant == nil {
		if fr.Sure() && s.Name.Known() && name.Known() && !l.Catches("DataJointError") {
			d.Severity = graph.Error
			d.Message = "this schema is already activated as " + quote(s.label()) + ", and a schema object has one name; make another with dj.Schema()"
		}
		fr.Fail("DataJointError")
	}
	l.Report(d)
}
