package datajoint

import (
	"regexp"
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
	switch x.(type) {
	case *python.Name, *python.Attribute:
	default:
		return ""
	}
	switch d := d.(type) {
	case *interp.External:
		if d.Path == "datajoint.Schema" || d.Path == "datajoint.schema" {
			return quote(name) + " is the class of schemas and no schema; call it with the schema's name"
		}
	case *interp.Class:
		if isSchemaClass(d) {
			return quote(name) + " is a class of schemas and no schema; call it with the schema's name"
		}
	case *interp.Module:
		if v, ok := l.Member(d, "schema"); ok {
			if _, ok := l.Force(v).(*Schema); ok {
				return quote(name) + " is a module and no schema; write " + name + ".schema"
			}
		}
	case *interp.Late:
		if looksLikeSchema(name) && l.isUnbound(fr, d, x) {
			return quote(name) + " is not bound here; make the schema above, or import it"
		}
	case interp.None, *interp.Str, interp.Int:
		if looksLikeSchema(name) && l.certain(fr) && bindings(fr.Module.File, x) == 1 {
			return quote(name) + " is no schema here; make one with dj.Schema()"
		}
	}
	return ""
}

// isUnbound reports whether a decorator is a name of its own module that surely
// nothing has bound. A fragment, such as a cell or a file without an import of
// DataJoint, leaves that to others.
func (l *Library) isUnbound(fr *interp.Frame, d *interp.Late, x python.Expr) bool {
	mod := fr.Module
	name, ok := x.(*python.Name)
	if !ok || d.Module != mod || d.Name != name.ID || !l.certain(fr) || mod.Scope.Open() || mod.Scope.Doubts(d.Name) {
		return false
	}
	if _, bound := mod.Scope.Get(d.Name); bound { // to what comes later
		return false
	}
	imports := slices.ContainsFunc(mod.File.Imports, func(i *python.Import) bool {
		return i.Path == "datajoint" || slices.ContainsFunc(i.Names, func(n python.ImportName) bool { return n.Name == "datajoint" })
	})
	return imports && (mod.Scope.Deleted(d.Name) || bindings(mod.File, x) == 0)
}

// bindings counts how often the text above a decorator may bind its name, in a
// branch that a setting of the machine decides, say. It is large where the
// text may bind any name.
func bindings(f *python.File, x python.Expr) int {
	const any = 1 << 10
	id, ok := x.(*python.Name)
	if !ok || slices.ContainsFunc([]string{"exec", "globals", "locals", "vars", "__dict__"}, f.Contains) {
		return any
	}
	name := regexp.QuoteMeta(id.ID)
	return len(regexp.MustCompile(`(?m)\b`+name+`\s*(?:=[^=]|:=|:[^\n]*=|,|\))|\b(?:import|as|for|def|class)\b[^\n]*\b`+name+`\b|^\s*`+name+`\b\s*(?:$|,)`).FindAllString(f.Slice(0, x.Offset()), -1))
}

// certain reports whether what runs is a statement of a module that surely runs,
// with all that it needs in the module itself.
func (l *Library) certain(fr *interp.Frame) bool {
	return fr.AtTop() && fr.Sure() && l.dormant == nil && fr.Module.File != nil && !fr.Module.Main
}

// reportNoSchema reports a decorator that is no schema, where the module binds it
// last, or else where it stands.
func (l *Library) reportNoSchema(fr *interp.Frame, d interp.Value, x python.Expr, why string) {
	_, late := d.(*interp.Late)
	if name, ok := x.(*python.Name); ok && !late && fr.AtTop() && fr.Module.File != nil {
		for _, s := range slices.Backward(fr.Module.File.Body) {
			a, ok := s.(*python.Assign)
			if !ok || a.Offset() > x.Offset() || len(a.Targets) != 1 || a.Value == nil {
				continue
			}
			if t, ok := a.Targets[0].(*python.Name); ok && t.ID == name.ID {
				x = t
				break
			}
		}
	}
	l.reportDecorator(fr, x, "schema-decorator", why)
}

func (l *Library) reportDecorator(fr *interp.Frame, x python.Expr, rule, why string) {
	at := x.Offset()
	l.Report(graph.Diagnostic{
		Rule: rule, Severity: graph.Error, Message: why,
		Pos: fr.Module.Pos(at), End: fr.Module.Pos(at + len(interp.Label(x))),
	})
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
