package evaluate

import (
	"bytes"
	"slices"

	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
)

// Attr implements [Host].
func (l *Library) Attr(fr *Frame, x *External, name string) Value {
	if name == "proj" && (fr.Binding || IsCapital(LastOf(x.Path))) {
		return proj(x)
	}
	switch x.Path + "." + name {
	case "datajoint.config", "datajoint.settings.config":
		return &Config{library: l}
	}
	return nil
}

// CallExternal implements [Host].
func (l *Library) CallExternal(fr *Frame, path string, c *Call) Value {
	switch LastOf(path) {
	case "schema", "Schema":
		return l.makeSchema(fr, path, c)
	case "create_virtual_module", "create_dj_virtual_module", "VirtualModule", "VirtualSchema", "virtual_schema":
		return l.createVirtual(fr, c)
	case "from_camel_case":
		if s, ok := fr.TextArg(c, 0); ok {
			return NewStr(snake(s))
		}
	}
	if path == "datajoint.Instance" { // a connection, with a Schema and a config of its own
		return &External{Path: "datajoint"}
	}
	return nil
}

// makeSchema calls dj.Schema, or a schema object of a module that is not
// analysed, which decorates a table class.
func (l *Library) makeSchema(fr *Frame, path string, c *Call) Value {
	if v, ok := c.Arg(0, "cls"); ok {
		if cls, ok := l.Force(v).(*Class); ok && l.hasTier(cls) {
			l.decorateTable(fr, l.externalSchema(path), cls, nil)
			return cls
		}
	}
	s := l.newSchema(Place{Module: fr.Module, Offset: c.At})
	l.initSchema(fr, s, c)
	return s
}

// Unbound implements [Host]: some other file, or cell, gives a fragment its
// import of DataJoint.
func (l *Library) Unbound(name string) Value {
	if name == "dj" {
		return &External{Path: "datajoint"}
	}
	return nil
}

// ClassAttr implements [Host]: DataJoint gives table classes attributes.
func (l *Library) ClassAttr(fr *Frame, c *Class, name string, found Value) Value {
	t := tableOf(c)
	if found != nil {
		if _, ok := found.(*Class); ok && t != nil { // an inherited part is the part of this master
			if p := t.part(name); p != nil {
				return p.Class
			}
		}
		return nil
	}
	if !l.hasTier(c) {
		return alteredAttr(fr, c, name)
	}
	switch name {
	case "proj":
		return proj(c)
	case "master", "_master":
		if t != nil && t.Master != nil {
			return t.Master.Class
		}
		if c.Outer != nil {
			return c.Outer
		}
	case "table_name":
		if tier, ok := l.tier(c); ok && tier != graph.Part {
			return NewStr(sqlName(tier, c.Name))
		}
	case "database":
		if t != nil && t.Schema.Name != nil {
			return t.Schema.Name
		}
	}
	if bases := foreignBases(c); len(bases) > 0 {
		return &External{Path: bases[0] + "." + name}
	}
	return Unknown{}
}

// alteredAttr is an attribute of a class that a decorator, unknown to us, may
// have made a table of, as far as a reference asks for it.
func alteredAttr(fr *Frame, c *Class, name string) Value {
	isExternal := func(b Value) bool { _, ok := b.(*External); return ok }
	switch {
	case !c.Altered || !fr.Binding || slices.ContainsFunc(c.Linear(), isExternal):
		return nil
	case name == "proj":
		return proj(c)
	}
	return &External{Path: c.Module.Name + "." + c.Qual + "." + name}
}

// Make implements [Host]: an object of a subclass of dj.Schema is a schema, and
// one of a table class has no attributes of its own.
func (l *Library) Make(fr *Frame, c *Class, args *Call) Value {
	if isSchemaClass(c) {
		s := l.newSchema(Place{Module: fr.Module, Offset: args.At})
		s.Class = c
		if !fr.Initialise(c, s, args) {
			l.initSchema(fr, s, args)
		}
		return s
	}
	if l.hasTier(c) {
		return NewInstance(c)
	}
	return nil
}

// Decorate implements [Host].
func (l *Library) Decorate(fr *Frame, d Value, x python.Expr, c *Class) bool {
	s := l.asSchema(fr, d, x)
	if s == nil || s.Class != nil && s.External == "" {
		return false
	}
	if s.External == "" || len(foreignBases(c)) > 0 {
		l.guessTier(s, c)
	}
	l.decorateTable(fr, s, c, nil)
	return true
}

// ClassDefined implements [Host].
func (l *Library) ClassDefined(fr *Frame, c *Class, s *python.ClassDef) {
	if _, ok := c.Scope.Get("definition"); ok && l.hasTier(c) || c.Altered && l.speaksOfTables(c, s.Decorators) {
		l.undecided = append(l.undecided, undecided{class: c, decorators: s.Decorators, global: fr.AtTop()})
	}
}

// IsSubclass implements [Host]: of classes outside of the source, it knows the
// tiers.
func (l *Library) IsSubclass(base, class *External) Truth {
	want, isTier := tierOf(class.Path)
	if have, ok := tierOf(base.Path); ok && isTier {
		return TruthOf(have == want)
	}
	return Maybe
}

// IsData implements [Host]: what a module asks a table for is data.
func (l *Library) IsData(c *Class) bool { return l.hasTier(c) }

// tellingWords are those without which a function neither makes a schema or a
// table nor changes a setting.
var tellingWords = [][]byte{
	[]byte("chema"), []byte("activate"), []byte("class "), []byte("config"), []byte("environ"), []byte("getenv"),
	[]byte("definition"), []byte("global "),
}

// Tells implements [Host].
func (l *Library) Tells(text []byte) bool {
	return slices.ContainsFunc(tellingWords, func(w []byte) bool { return bytes.Contains(text, w) })
}

// isSchemaClass reports whether calling a class makes a schema object.
func isSchemaClass(c *Class) bool {
	return slices.ContainsFunc(c.Linear(), func(b Value) bool {
		e, ok := b.(*External)
		return ok && isSchemaName(LastOf(e.Path))
	})
}

func isSchemaName(s string) bool { return s == "schema" || s == "Schema" }
