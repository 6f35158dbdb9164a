package datajoint

import (
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
)

// asSchema returns the schema that a class decorator is, or nil. A name that is
// unknown, or of a module that is not analysed, counts if "schema" is in it.
func (l *Library) asSchema(fr *interp.Frame, d interp.Value, x python.Expr) *Schema {
	switch d := d.(type) {
	case *Schema:
		return d
	case *interp.External:
		if looksLikeSchema(interp.LastOf(d.Path)) {
			return l.externalSchema(d.Path)
		}
	case *interp.Late:
		if looksLikeSchema(d.Name) {
			return l.externalSchema(d.Module.Name + "." + d.Name)
		}
	case interp.Unknown, interp.None, *interp.Setting:
		switch x.(type) {
		case *python.Name, *python.Attribute:
			if path := pathOf(fr, interp.Label(x)); looksLikeSchema(interp.LastOf(path)) {
				return l.externalSchema(path)
			}
		}
	}
	return nil
}

// pathOf returns the dotted name by which other modules know what this frame
// knows by a name.
func pathOf(fr *interp.Frame, name string) string {
	root, _, _ := strings.Cut(name, ".")
	for s := fr.Scope; s != nil && s != fr.Module.Scope; s = s.Outer {
		if _, local := s.Get(root); local {
			return fr.Module.Name + ":" + name
		}
	}
	return fr.Module.Name + "." + name
}

func looksLikeSchema(name string) bool {
	return strings.Contains(strings.ToLower(name), "schema")
}

// externalSchema returns the schema object of this dotted name, which the source
// does not show.
func (l *Library) externalSchema(path string) *Schema {
	for _, s := range l.schemas {
		if s.External == path {
			return s
		}
	}
	s := &Schema{library: l, External: path, Active: true}
	l.schemas = append(l.schemas, s)
	return s
}
