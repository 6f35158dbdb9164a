package datajoint

import (
	"bytes"
	"slices"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
)

// Attr implements [interp.Host].
func (l *Library) Attr(fr *interp.Frame, x *interp.External, name string) interp.Value {
	if name == "proj" && (fr.Binding || interp.IsCapital(interp.LastOf(x.Path))) {
		return proj(x)
	}
	switch x.Path + "." + name {
	case "datajoint.config", "datajoint.settings.config":
		return &Config{library: l}
	}
	return nil
}

// CallExternal implements [interp.Host].
func (l *Library) CallExternal(fr *interp.Frame, path string, c *interp.Call) interp.Value {
	switch interp.LastOf(path) {
	case "schema", "Schema":
		return l.makeSchema(fr, path, c)
	case "create_virtual_module", "create_dj_virtual_module", "VirtualModule", "VirtualSchema", "virtual_schema":
		return l.createVirtual(fr, c)
	case "from_camel_case":
		if s, ok := fr.TextArg(c, 0); ok {
			return interp.NewStr(snake(s))
		}
	}
	if path == "datajoint.Instance" { // a connection, with a Schema and a config of its own
		return &interp.External{Path: "datajoint"}
	}
	return nil
}

// makeSchema calls dj.Schema, or a schema object of a module that is not
// analysed, which decorates a table class.
func (l *Library) makeSchema(fr *interp.Frame, path string, c *interp.Call) interp.Value {
	if v, ok := c.Arg(0, "cls"); ok {
		if cls, ok := l.Force(v).(*interp.Class); ok && l.hasTier(cls) {
			l.decorateTable(fr, l.externalSchema(path), cls, nil)
			return cls
		}
	}
	s := l.newSchema(interp.Place{Module: fr.Module, Offset: c.At})
	l.initSchema(fr, s, c)
	return s
}

// Unbound implements [interp.Host]: some other file, or cell, gives a fragment its
// import of DataJoint.
func (l *Library) Unbound(name string) interp.Value {
	if name == "dj" {
		return &interp.External{Path: "datajoint"}
	}
	return nil
}

// ClassAttr implements [interp.Host]: DataJoint gives table classes attributes.
func (l *Library) ClassAttr(fr *interp.Frame, c *interp.Class, name string, found interp.Value) interp.Value {
	t := tableOf(c)
	if found != nil {
		if _, ok := found.(*interp.Class); ok && t != nil { // an inherited part is the part of this master
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
			return interp.NewStr(sqlName(tier, c.Name))
		}
	case "database":
		if t != nil && t.Schema.Name != nil {
			return t.Schema.Name
		}
	}
	if bases := foreignBases(c); len(bases) > 0 {
		return &interp.External{Path: bases[0] + "." + name}
	}
	return interp.Unknown{}
}

// alteredAttr is an attribute of a class that a decorator, unknown to us, may
// have made a table of, as far as a reference asks for it.
func alteredAttr(fr *interp.Frame, c *interp.Class, name string) interp.Value {
	isExternal := func(b interp.Value) bool { _, ok := b.(*interp.External); return ok }
	switch {
	case !c.Altered || !fr.Binding || slices.ContainsFunc(c.Linear(), isExternal):
		return nil
	case name == "proj":
		return proj(c)
	}
	return &interp.External{Path: c.Module.Name + "." + c.Qual + "." + name}
}

// Make implements [interp.Host]: an object of a subclass of dj.Schema is a schema, and
// one of a table class has no attributes of its own.
func (l *Library) Make(fr *interp.Frame, c *interp.Class, args *interp.Call) interp.Value {
	if isSchemaClass(c) {
		s := l.newSchema(interp.Place{Module: fr.Module, Offset: args.At})
		s.Class = c
		if !fr.Initialise(c, s, args) {
			l.initSchema(fr, s, args)
		}
		return s
	}
	if l.hasTier(c) {
		return interp.NewInstance(c)
	}
	return nil
}

// Decorate implements [interp.Host].
func (l *Library) Decorate(fr *interp.Frame, d interp.Value, x python.Expr, c *interp.Class) bool {
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

// ClassDefined implements [interp.Host].
func (l *Library) ClassDefined(fr *interp.Frame, c *interp.Class, s *python.ClassDef) {
	if _, ok := c.Scope.Get("definition"); ok && l.hasTier(c) || c.Altered && l.speaksOfTables(c, s.Decorators) {
		l.undecided = append(l.undecided, undecided{class: c, decorators: s.Decorators, global: fr.AtTop()})
	}
}

// IsSubclass implements [interp.Host]: of classes outside of the source, it knows the
// tiers.
func (l *Library) IsSubclass(base, class *interp.External) interp.Truth {
	want, isTier := tierOf(class.Path)
	if have, ok := tierOf(base.Path); ok && isTier {
		return interp.TruthOf(have == want)
	}
	return interp.Maybe
}

// IsData implements [interp.Host]: what a module asks a table for is data.
func (l *Library) IsData(c *interp.Class) bool { return l.hasTier(c) }

// tellingWords are those without which a function neither makes a schema or a
// table nor changes a setting.
var tellingWords = [][]byte{
	[]byte("chema"), []byte("activate"), []byte("class "), []byte("config"), []byte("environ"), []byte("getenv"),
	[]byte("definition"), []byte("global "),
}

// Tells implements [interp.Host].
func (l *Library) Tells(text []byte) bool {
	return slices.ContainsFunc(tellingWords, func(w []byte) bool { return bytes.Contains(text, w) })
}

// isSchemaClass reports whether calling a class makes a schema object.
func isSchemaClass(c *interp.Class) bool {
	return slices.ContainsFunc(c.Linear(), func(b interp.Value) bool {
		e, ok := b.(*interp.External)
		return ok && isSchemaName(interp.LastOf(e.Path))
	})
}

func isSchemaName(s string) bool { return s == "schema" || s == "Schema" }
