package datajoint

import (
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/spelling"
)

// An offer is a function that "import datajoint" brings. path is the dotted name
// by which it is called.
type offer func(fr *interp.Frame, path string, c *interp.Call) interp.Value

// offered returns the functions that DataJoint offers. Those without a dot count
// in any module, because packages hand them on.
func (l *Library) offered() map[string]offer {
	return map[string]offer{
		"schema":                   l.makeSchema,
		"Schema":                   l.makeSchema,
		"create_virtual_module":    l.createVirtual,
		"create_dj_virtual_module": l.createVirtual,
		"VirtualModule":            l.createVirtual,
		"VirtualSchema":            l.createVirtual,
		"virtual_schema":           l.createVirtual,
		"from_camel_case":          fromCamelCase,
		"datajoint.Instance":       newInstance,
	}
}

// makeSchema is dj.Schema(), or a schema object of a module that is not
// analysed, which decorates a table class.
func (l *Library) makeSchema(fr *interp.Frame, path string, c *interp.Call) interp.Value {
	if v, ok := c.Arg(0, "cls"); ok {
		if cls, ok := l.Force(v).(*interp.Class); ok && l.hasTier(cls) {
			l.externalSchema(path).apply(fr, cls, nil)
			return cls
		}
	}
	if isSchemaName(strings.TrimPrefix(path, "datajoint.")) {
		l.reportSchemaArguments(fr, c)
	}
	s := l.newSchema(interp.Place{Module: fr.Module, Offset: c.At})
	s.init(fr, c)
	return s
}

// reportSchemaArguments reports arguments that dj.Schema() does not take, in any
// version from 0.12 on.
func (l *Library) reportSchemaArguments(fr *interp.Frame, c *interp.Call) {
	known := []string{"schema_name", "context", "connection", "create_schema", "create_tables", "add_objects"}
	why := ""
	for _, k := range c.Keywords {
		if k.Name != "" && !slices.Contains(known, k.Name) {
			why = "dj.Schema() has no argument " + quote(k.Name)
			if near := spelling.Nearest(k.Name, known); near != "" {
				why += "; write " + near
			}
		}
	}
	if len(c.Args) > 2 && !c.Loose {
		why = "dj.Schema() takes a name and a context; name the other arguments, as in create_schema=True"
	}
	if name, ok := c.Arg(0, "schema_name"); ok {
		if _, number := l.Force(name).(interp.Int); number {
			why = "the name of a schema is a string; put it in quotes"
		}
	}
	if why != "" && l.certain(fr) {
		l.Report(graph.Diagnostic{Rule: "schema-arguments", Severity: graph.Error, Message: why, Pos: fr.Module.Pos(c.At)})
	}
}

// isSchemaClass reports whether calling a class makes a schema object.
func isSchemaClass(c *interp.Class) bool {
	return slices.ContainsFunc(c.Linear(), func(b interp.Value) bool {
		e, ok := b.(*interp.External)
		return ok && isSchemaName(interp.LastOf(e.Path))
	})
}

func isSchemaName(s string) bool { return s == "schema" || s == "Schema" }

// createVirtual is dj.create_virtual_module(module, schema_name).
func (l *Library) createVirtual(fr *interp.Frame, _ string, c *interp.Call) interp.Value {
	name, ok := c.Arg(1, "schema_name")
	if !ok {
		if len(c.Args) == 1 && len(c.Keywords) == 0 && !c.Loose && l.certain(fr) {
			l.Report(graph.Diagnostic{
				Rule: "schema-arguments", Severity: graph.Error,
				Message: "a virtual module has a name and the name of a schema; give both", Pos: fr.Module.Pos(c.At),
			})
		}
		if name, ok = c.Arg(0, "schema_name"); !ok {
			return interp.Unknown{}
		}
	}
	return &virtualModule{library: l, name: fr.ToStr(name, "?")}
}

// fromCamelCase is datajoint.utils.from_camel_case().
func fromCamelCase(fr *interp.Frame, _ string, c *interp.Call) interp.Value {
	if s, ok := fr.TextArg(c, 0); ok {
		return interp.NewStr(snake(s))
	}
	return nil
}

// newInstance is dj.Instance(): a connection, with a Schema and a config of its
// own.
func newInstance(*interp.Frame, string, *interp.Call) interp.Value {
	return &interp.External{Path: "datajoint"}
}
