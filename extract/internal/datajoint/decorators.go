package datajoint

import (
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
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
			s := l.externalSchema(d.Module.Name + "." + d.Name)
			s.unbound = s.unbound || d.Module == fr.Module
			return s
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

// noSchema says why a decorator of a table class is no schema, or nothing where
// it is one, or may be.
func (l *Library) noSchema(fr *interp.Frame, d interp.Value, x python.Expr) string {
	name := interp.Label(x)
	switch x := x.(type) {
	case *python.Name, *python.Attribute:
	case *python.Call:
		if _, ok := l.Force(resolve(fr, x.Fn)).(*Schema); ok {
			fn := interp.Label(x.Fn)
			return quote(fn) + " is called without a class; write @" + fn
		}
		return ""
	default:
		return ""
	}
	if root := l.unboundRoot(fr, x); root != "" {
		return quote(root) + " is not bound here; make the schema above, or import it"
	}
	switch d := d.(type) {
	case *interp.External:
		switch {
		case d.Path == "datajoint.Schema", d.Path == "datajoint.schema":
			return quote(name) + " is the class of schemas and no schema; call it with the schema's name"
		case strings.HasPrefix(d.Path, "builtins."):
			return quote(name) + " is a builtin of Python and no schema; write @schema"
		}
	case *interp.Class:
		if isSchemaClass(d) {
			return quote(name) + " is a class of schemas and no schema; call it with the schema's name"
		}
		if l.hasTier(d) {
			return quote(name) + " is a table and no schema; write @schema"
		}
	case *virtualModule:
		return quote(name) + " is a virtual module and no schema; write " + name + ".schema"
	case *interp.Builtin:
		return quote(name) + " is a function and no schema; write @schema"
	case *interp.Module:
		if v, ok := l.Member(d, "schema"); ok {
			if _, ok := l.Force(v).(*Schema); ok {
				return quote(name) + " is a module and no schema; write " + name + ".schema"
			}
		}
	case interp.None, *interp.Str, interp.Int:
		if looksLikeSchema(name) && l.certain(fr) && (isConstant(fr, x) || l.bindings(fr.Module.File, name, x.Offset()) == 1) {
			return quote(name) + " is no schema here; make one with dj.Schema()"
		}
	case interp.Unknown:
		return l.noSchemaCall(fr, x)
	}
	return ""
}

// isConstant reports whether the last assignment to a name at the top of its module is
// of a constant.
func isConstant(fr *interp.Frame, x python.Expr) bool {
	switch _, value := binding(fr, x); value.(type) {
	case *python.Const, *python.Number, *python.Text:
		return true
	}
	return false
}

// noSchemaCall says why a name is no schema that the module binds to the value of a
// call, above the decorator.
func (l *Library) noSchemaCall(fr *interp.Frame, x python.Expr) string {
	target, value := binding(fr, x)
	call, ok := value.(*python.Call)
	if !ok || !l.certain(fr) || l.bindings(fr.Module.File, interp.Label(x), x.Offset()) != 1 {
		return ""
	}
	if root := l.unboundRoot(fr, call.Fn); root != "" {
		return quote(root) + " is not bound here, so " + quote(interp.Label(target)) + " is no schema; import it"
	}
	if _, twice := call.Fn.(*python.Call); twice && len(call.Args)+len(call.Keywords) == 0 {
		return quote(interp.Label(target)) + " is made by two calls, of which the second has no class; remove it"
	}
	return ""
}

// binding returns the target and the value of the last assignment to a name, at the
// top of its module and above x; or x and nil.
func binding(fr *interp.Frame, x python.Expr) (target, value python.Expr) {
	name, ok := x.(*python.Name)
	if !ok || !fr.AtTop() || fr.Module.File == nil {
		return x, nil
	}
	if a := lastAssignment(fr.Module.File, name.ID, x.Offset()); a != nil {
		return a.Targets[0], a.Value
	}
	return x, nil
}

// lastAssignment returns the last assignment to a name alone, at the top of a file,
// that begins at or above an offset; or nil.
func lastAssignment(f *python.File, name string, offset int) *python.Assign {
	for _, s := range slices.Backward(f.Body) {
		a, ok := s.(*python.Assign)
		if !ok || a.Offset() > offset || len(a.Targets) != 1 || a.Value == nil {
			continue
		}
		if t, ok := a.Targets[0].(*python.Name); ok && t.ID == name {
			return a
		}
	}
	return nil
}

// resolve evaluates a name or a chain of attributes, and returns nil for anything
// else.
func resolve(fr *interp.Frame, x python.Expr) interp.Value {
	switch x := x.(type) {
	case *python.Name:
		return fr.Name(x.ID)
	case *python.Attribute:
		if v := resolve(fr, x.X); v != nil {
			return fr.Attr(v, x.Name)
		}
	}
	return nil
}

// certain reports whether what runs is a statement of a module that surely runs,
// with all that it needs in the module itself.
func (l *Library) certain(fr *interp.Frame) bool {
	return (fr.AtTop() || fr.InClass()) && fr.Sure() && l.dormant == nil && fr.Module.File != nil && !fr.Module.Main
}

// reportNoSchema reports a decorator that is no schema, where the module binds it
// last, or else where it stands.
func (l *Library) reportNoSchema(fr *interp.Frame, d interp.Value, x python.Expr, why string) {
	switch d := d.(type) {
	case *interp.Late, *virtualModule, *interp.Builtin:
	case *interp.Class:
		if isSchemaClass(d) {
			x, _ = binding(fr, x)
		}
	default:
		x, _ = binding(fr, x)
	}
	l.reportDecorator(fr, x, "schema-decorator", why)
}

func (l *Library) reportDecorator(fr *interp.Frame, x python.Expr, rule, why string) {
	l.reportAt(fr.Module, x.Offset(), interp.Label(x), rule, graph.Error, why)
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
