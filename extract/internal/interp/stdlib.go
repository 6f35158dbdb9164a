package interp

import (
	"maps"
	"slices"
	"strings"
)

// library returns the functions of Python's library, and of some packages, that
// the machine knows, by their dotted paths. "*.name" is a function of this name
// wherever it stands.
func library() map[string]BuiltinFunc {
	all := map[string]BuiltinFunc{}
	maps.Copy(all, classFuncs())
	maps.Copy(all, systemFuncs())
	maps.Copy(all, inspectFuncs())
	maps.Copy(all, pathFuncs())
	return all
}

// classFuncs make classes, functions and objects.
func classFuncs() map[string]BuiltinFunc {
	return map[string]BuiltinFunc{
		"types.ModuleType":        moduleType,
		"types.SimpleNamespace":   simpleNamespace,
		"collections.namedtuple":  namedTuple,
		"collections.OrderedDict": toDict,
		"builtins.float":          toFloat,
		"enum.auto":               func(*Frame, *Call) Value { return autoValue{} },
		"functools.partial":       partial,
		"dataclasses.field":       newField,
		"attr.ib":                 newField,
		"attr.field":              newField,
		"attrs.field":             newField,
		"pydantic.Field":          newField,
	}
}

// systemFuncs are about the surroundings.
func systemFuncs() map[string]BuiltinFunc {
	return map[string]BuiltinFunc{
		"os.getenv":                    environGet,
		"os.environ.get":               environGet,
		"importlib.import_module":      importModule,
		"sys.path.append":              func(fr *Frame, c *Call) Value { return fr.addPath(c.Arg(0, "")) },
		"sys.path.insert":              func(fr *Frame, c *Call) Value { return fr.addPath(c.Arg(1, "")) },
		"*.get_ipython":                func(*Frame, *Call) Value { return &External{"IPython.shell"} },
		"IPython.shell.run_line_magic": lineMagic,
		"IPython.shell.magic":          lineMagic,
	}
}

// inspectFuncs look at the program, or at its text.
func inspectFuncs() map[string]BuiltinFunc {
	return map[string]BuiltinFunc{
		"inspect.currentframe": func(fr *Frame, _ *Call) Value { return &frameObject{fr} },
		"sys._getframe":        func(fr *Frame, _ *Call) Value { return &frameObject{fr} },
		"inspect.cleandoc":     dedent,
		"textwrap.dedent":      dedent,
		"*.ismodule":           ismodule,
		"*.isclass":            isclass,
	}
}

// dedent keeps a text as it is: white space around a line of a definition
// means nothing.
func dedent(_ *Frame, c *Call) Value {
	if len(c.Args) == 1 {
		return c.Args[0]
	}
	return nil
}

func ismodule(fr *Frame, c *Call) Value {
	switch fr.m.Force(c.First()).(type) {
	case ModuleLike:
		return Bool(true)
	case *Str, None, *Map:
		return Bool(false)
	}
	return nil
}

func isclass(fr *Frame, c *Call) Value {
	switch fr.m.Force(c.First()).(type) {
	case *Class:
		return Bool(true)
	case *Function, *Str, None, *Module, *seq, *Map, Int, Bool:
		return Bool(false)
	}
	return nil
}

func moduleType(fr *Frame, c *Call) Value {
	name, _ := fr.TextArg(c, 0)
	mod := &Module{Unit: &Unit{Name: name, Place: fr.Module.Place}}
	mod.Scope = NewScope(mod, nil)
	return mod
}

// partial is functools.partial.
func partial(_ *Frame, bound *Call) Value {
	if len(bound.Args) == 0 {
		return nil
	}
	return &Builtin{"partial", func(fr *Frame, c *Call) Value {
		all := *c
		all.Args = append(slices.Clone(bound.Args[1:]), c.Args...)
		for _, k := range bound.Keywords {
			if _, given := c.Arg(-1, k.Name); !given {
				all.Keywords = append(slices.Clip(all.Keywords), k)
			}
		}
		all.Loose = c.Loose || bound.Loose
		return fr.Call(bound.Args[0], &all)
	}}
}

// importModule is importlib.import_module(name, package).
func importModule(fr *Frame, c *Call) Value {
	m := fr.m
	name, ok := fr.TextArg(c, 0)
	if !ok {
		return nil
	}
	if name == "__main__" {
		return fr.mainModule()
	}
	if strings.HasPrefix(name, ".") {
		name = fr.absoluteName(name, c)
	}
	mod := m.importModule(name, fr.Module.Name)
	if mod == nil {
		return &External{name}
	}
	// A module that is loading is the one that called, as the linking module
	// of an Element is.
	if from := m.at.Module; !mod.loading && from != nil && from.File != nil {
		line, _ := from.File.LineCol(m.at.Offset)
		m.importedHere(mod, strings.TrimSpace(from.File.Line(line)))
	}
	return mod
}

// absoluteName is the dotted name that a relative one leads to.
func (fr *Frame) absoluteName(name string, c *Call) string {
	base, ok := fr.TextArg(c, 1)
	if v, found := c.Arg(-1, "package"); !ok && found {
		if s, isStr := fr.m.Settled(v).(*Str); isStr {
			base, ok = s.Text, true
		}
	}
	if !ok {
		base = fr.Module.packageName()
	}
	dots := len(name) - len(strings.TrimLeft(name, "."))
	for range dots - 1 {
		base = base[:max(strings.LastIndexByte(base, '.'), 0)]
	}
	return strings.Trim(base+"."+name[dots:], ".")
}

// mainModule is the notebook that runs, else the module that asks.
func (fr *Frame) mainModule() *Module {
	if fr.m.main != nil {
		return fr.m.main
	}
	return fr.Module
}
