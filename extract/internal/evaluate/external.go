package evaluate

import (
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/python"
)

// asSchema returns the schema that a class decorator is, or nil. A name of a
// module that is not analysed counts if it speaks of a schema, and so does one
// that nobody can evaluate: a class with a tier is decorated with it.
func (fr *frame) asSchema(d Value, x python.Expr) *Schema {
	switch d := d.(type) {
	case *Schema:
		return d
	case *External:
		if looksLikeSchema(lastOf(d.Path)) {
			return fr.m.externalSchema(d.Path)
		}
	case *Late:
		if looksLikeSchema(d.Name) {
			return fr.m.externalSchema(d.Module.Name + "." + d.Name)
		}
	case Unknown, None, *Setting:
		switch x.(type) {
		case *python.Name, *python.Attribute:
			if path := fr.pathOf(label(x)); looksLikeSchema(lastOf(path)) {
				return fr.m.externalSchema(path)
			}
		}
	}
	return nil
}

// pathOf returns the dotted name under which other modules know something
// that this frame knows by a name.
func (fr *frame) pathOf(name string) string {
	root, _, _ := strings.Cut(name, ".")
	for s := fr.scope; s != nil && s != fr.module.Scope; s = s.outer {
		if _, local := s.get(root); local {
			return fr.module.Name + ":" + name
		}
	}
	return fr.module.Name + "." + name
}

func looksLikeSchema(name string) bool {
	return strings.Contains(strings.ToLower(name), "schema")
}

func (m *Machine) externalSchema(path string) *Schema {
	for _, s := range m.schemas {
		if s.External == path {
			return s
		}
	}
	s := &Schema{External: path, Active: true}
	m.schemas = append(m.schemas, s)
	return s
}

// partial is functools.partial.
func partial(bound *call) Value {
	if len(bound.args) == 0 {
		return Unknown{}
	}
	return &Builtin{"partial", func(m *Machine, fr *frame, c *call) Value {
		all := *c
		all.args = append(slices.Clone(bound.args[1:]), c.args...)
		for _, k := range bound.keywords {
			if _, given := c.arg(-1, k.name); !given {
				all.keywords = append(slices.Clip(all.keywords), k)
			}
		}
		all.loose = c.loose || bound.loose
		return m.call(fr, bound.args[0], &all)
	}}
}

// callExternal calls a function of a module that is not analysed.
func (m *Machine) callExternal(fr *frame, path string, c *call) Value {
	switch last := lastOf(path); last {
	case "schema", "Schema":
		if v, ok := c.arg(0, "cls"); ok {
			if cls, ok := m.force(v).(*Class); ok && cls.hasTier() {
				m.decorateTable(fr, m.externalSchema(path), cls, nil)
				return cls
			}
		}
		s := m.newSchema(place{fr.module, c.at})
		m.initSchema(fr, s, c)
		return s
	case "create_virtual_module", "create_dj_virtual_module", "VirtualModule", "VirtualSchema", "virtual_schema":
		name, ok := c.arg(1, "schema_name")
		if !ok {
			if name, ok = c.arg(0, "schema_name"); !ok {
				return Unknown{}
			}
		}
		module, _ := stringArg(m, c, 0)
		return &Virtual{Name: module, Schema: fr.toStr(name, "?")}
	case "ismodule":
		switch m.force(c.args0()).(type) {
		case *Module, *Virtual:
			return Bool(true)
		case *Str, None, *Map:
			return Bool(false)
		}
		return Unknown{}
	case "isclass":
		switch m.force(c.args0()).(type) {
		case *Class:
			return Bool(true)
		case *Function, *Str, None, *Module, *Seq, *Map, Int, Bool:
			return Bool(false)
		}
		return Unknown{}
	case "get_ipython":
		return &External{"IPython.shell"}
	case "from_camel_case":
		if s, ok := stringArg(m, c, 0); ok {
			return str(snake(s))
		}
	}
	switch path {
	case "datajoint.Instance": // a connection, with a Schema and a config of its own
		return &External{"datajoint"}
	case "os.getenv", "os.environ.get":
		return fr.environGet(c)
	case "importlib.import_module":
		return importModuleCall(m, fr, c)
	case "types.ModuleType":
		name, _ := stringArg(m, c, 0)
		mod := &Module{Unit: &Unit{Name: name, Place: fr.module.Place}}
		mod.Scope = newScope(mod, nil)
		return mod
	case "textwrap.dedent", "inspect.cleandoc":
		if len(c.args) == 1 {
			return c.args[0] // white space around a line of a definition says nothing
		}
	case "types.SimpleNamespace":
		return simpleNamespace(fr, c)
	case "collections.namedtuple":
		return m.namedTuple(fr, c)
	case "enum.auto":
		return autoValue{}
	case "functools.partial":
		return partial(c)
	case "dataclasses.field", "attr.ib", "attr.field", "attrs.field", "pydantic.Field":
		return newField(c)
	case "collections.OrderedDict":
		return m.call(fr, m.builtins["dict"], c)
	case "IPython.shell.run_line_magic", "IPython.shell.magic":
		return lineMagic(m, fr, c)
	case "inspect.currentframe", "sys._getframe":
		return &Frame{fr}
	case "sys.path.append":
		return fr.addPath(c.arg(0, ""))
	case "sys.path.insert":
		return fr.addPath(c.arg(1, ""))
	}
	if strings.HasPrefix(path, "os.") || strings.HasPrefix(path, "pathlib.") {
		if v := pathCall(fr, path, c); v != nil {
			return v
		}
	}
	return Unknown{}
}
