package evaluate

import (
	"slices"
	"strings"
)

// builtins returns the functions of Python that the machine knows.
func builtins() map[string]Value {
	b := map[string]Value{}
	def := func(name string, call func(m *Machine, fr *frame, c *call) Value) {
		b[name] = &Builtin{name, call}
	}
	def("globals", func(m *Machine, fr *frame, c *call) Value { return &Namespace{fr.module.Scope} })
	def("locals", func(m *Machine, fr *frame, c *call) Value { return &Namespace{fr.scope} })
	def("vars", func(m *Machine, fr *frame, c *call) Value {
		if len(c.args) == 0 {
			return &Namespace{fr.scope}
		}
		return m.attribute(fr, c.args[0], "__dict__")
	})
	def("str", func(m *Machine, fr *frame, c *call) Value {
		if len(c.args) == 1 {
			return fr.toStr(c.args[0], "?")
		}
		return nil
	})
	def("dict", func(m *Machine, fr *frame, c *call) Value {
		d := newMap()
		d.Loose = c.loose
		for _, a := range c.args {
			d.update(m.force(a))
		}
		for _, k := range c.keywords {
			d.set(k.name, k.value)
		}
		return d
	})
	sequence := func(m *Machine, fr *frame, c *call) Value {
		s := &Seq{}
		if len(c.args) > 0 {
			vs, ok := fr.elements(c.args[0])
			s.Elts, s.Loose = append(s.Elts, vs...), !ok
		}
		return s
	}
	for _, name := range []string{"list", "tuple", "set", "frozenset", "iter"} {
		def(name, sequence)
	}
	def("enumerate", func(m *Machine, fr *frame, c *call) Value {
		vs, ok := fr.elements(c.args0())
		if !ok {
			return nil
		}
		first := Int(0)
		if start, ok := c.arg(1, "start"); ok {
			if first, ok = m.force(start).(Int); !ok {
				return nil
			}
		}
		s := &Seq{}
		for i, v := range vs {
			s.add(&Seq{Elts: []Value{first + Int(i), v}})
		}
		return s
	})
	def("range", func(m *Machine, fr *frame, c *call) Value {
		limits := make([]Int, len(c.args))
		for i, a := range c.args {
			n, ok := m.force(a).(Int)
			if !ok {
				return nil
			}
			limits[i] = n
		}
		switch len(limits) {
		case 1:
			return numbers(0, limits[0], 1)
		case 2:
			return numbers(limits[0], limits[1], 1)
		case 3:
			return numbers(limits[0], limits[1], limits[2])
		}
		return nil
	})
	def("sorted", func(m *Machine, fr *frame, c *call) Value {
		vs, ok := fr.elements(c.args0())
		s := &Seq{Elts: slices.Clone(vs), Loose: !ok}
		if _, keyed := c.arg(-1, "key"); ok && !keyed {
			m.steps += len(vs)
			slices.SortStableFunc(s.Elts, fr.order)
		}
		if reverse, ok := c.arg(-1, "reverse"); ok && fr.truth(reverse) == yes {
			slices.Reverse(s.Elts)
		}
		return s
	})
	def("reversed", func(m *Machine, fr *frame, c *call) Value {
		vs, ok := fr.elements(c.args0())
		s := &Seq{Elts: slices.Clone(vs), Loose: !ok}
		slices.Reverse(s.Elts)
		return s
	})
	def("map", func(m *Machine, fr *frame, c *call) Value {
		if len(c.args) != 2 {
			return nil
		}
		vs, ok := fr.elements(c.args[1])
		s := &Seq{Loose: !ok}
		for _, v := range vs {
			if m.steps++; m.steps > m.limit {
				return nil
			}
			s.add(m.call(fr, c.args[0], &call{args: []Value{v}, at: c.at}))
		}
		return s
	})
	def("zip", func(m *Machine, fr *frame, c *call) Value {
		s := &Seq{}
		var lists [][]Value
		for _, a := range c.args {
			vs, ok := fr.elements(a)
			if !ok {
				return nil
			}
			lists = append(lists, vs)
		}
		for i := 0; len(lists) > 0; i++ {
			t := &Seq{}
			for _, l := range lists {
				if i >= len(l) {
					return s
				}
				t.add(l[i])
			}
			s.add(t)
		}
		return s
	})
	def("len", func(m *Machine, fr *frame, c *call) Value {
		if vs, ok := fr.elements(c.args0()); ok {
			return Int(len(vs))
		}
		return nil
	})
	def("bool", func(m *Machine, fr *frame, c *call) Value {
		switch fr.truth(c.args0()) {
		case yes:
			return Bool(true)
		case no:
			return Bool(false)
		}
		return nil
	})
	def("isinstance", func(m *Machine, fr *frame, c *call) Value {
		if len(c.args) != 2 {
			return nil
		}
		return isInstance(fr, c.args[0], c.args[1])
	})
	def("callable", func(m *Machine, fr *frame, c *call) Value {
		switch f := m.force(c.args0()).(type) {
		case *Function:
			return Bool(f.Kind != Property)
		case *Method, *Class, *Builtin:
			return Bool(true)
		case *Str, None, Bool, Int, *Seq, *Map:
			return Bool(false)
		}
		return nil
	})
	def("hasattr", func(m *Machine, fr *frame, c *call) Value {
		if name, ok := stringArg(m, c, 1); ok {
			if v, ok := has(m, m.force(c.args[0]), name); ok {
				return Bool(v)
			}
		}
		return nil
	})
	def("getattr", func(m *Machine, fr *frame, c *call) Value {
		name, ok := stringArg(m, c, 1)
		if !ok {
			return nil
		}
		if len(c.args) > 2 {
			if v, known := has(m, m.force(c.args[0]), name); known && !v {
				return c.args[2]
			}
		}
		return m.attribute(fr, c.args[0], name)
	})
	def("setattr", func(m *Machine, fr *frame, c *call) Value {
		if name, ok := stringArg(m, c, 1); ok && len(c.args) == 3 {
			fr.setAttr(c.args[0], name, c.args[2])
		}
		return None{}
	})
	def("type", func(m *Machine, fr *frame, c *call) Value {
		if len(c.args) == 1 {
			if x, ok := m.force(c.args[0]).(*Instance); ok {
				return x.Class
			}
			return nil
		}
		return m.makeClass(fr, c)
	})
	def("super", func(m *Machine, fr *frame, c *call) Value {
		if len(c.args) == 2 {
			if cls, ok := m.force(c.args[0]).(*Class); ok {
				return &Super{cls, m.force(c.args[1])}
			}
			return nil
		}
		if fr.fn == nil || fr.fn.Class == nil {
			return nil
		}
		return &Super{fr.fn.Class, fr.self}
	})
	def("dir", func(m *Machine, fr *frame, c *call) Value {
		var names []string
		switch x := m.force(c.args0()).(type) {
		case *Class:
			names = x.members()
		case *Module:
			names = x.Scope.dict().Keys
		default:
			return nil
		}
		s := &Seq{}
		for _, n := range names {
			s.add(str(n))
		}
		return s
	})
	def("issubclass", func(m *Machine, fr *frame, c *call) Value {
		if len(c.args) != 2 {
			return nil
		}
		return isSubclass(m.force(c.args[0]), m.force(c.args[1]))
	})
	def("int", func(m *Machine, fr *frame, c *call) Value {
		switch v := m.settled(c.args0()).(type) {
		case Int:
			return v
		case *Str:
			if n, ok := atoi(strings.TrimSpace(v.Text)); ok {
				return Int(n)
			}
		}
		return nil
	})
	for _, name := range []string{"min", "max"} {
		def(name, func(m *Machine, fr *frame, c *call) Value {
			best, ok := m.force(c.args0()).(Int)
			for _, a := range c.args {
				n, isInt := m.force(a).(Int)
				ok = ok && isInt
				if n < best && name == "min" || n > best && name == "max" {
					best = n
				}
			}
			if !ok {
				return nil
			}
			return best
		})
	}
	def("__import__", importModuleCall)
	for _, name := range []string{
		"print", "sum", "any", "all", "filter", "open", "float", "bytes", "object",
		"property", "classmethod", "staticmethod", "repr", "abs", "round", "next", "id", "input",
		"hash", "exec", "eval", "format", "ord", "chr", "slice", "complex", "delattr", "exit", "quit",
		"Exception", "BaseException", "ValueError", "KeyError", "TypeError", "ImportError", "ModuleNotFoundError",
		"AttributeError", "NameError", "RuntimeError", "NotImplementedError", "AssertionError", "OSError", "IOError",
		"StopIteration", "IndexError", "LookupError", "FileNotFoundError", "Warning", "UserWarning", "DeprecationWarning",
		"NotImplemented", "__builtins__", "__doc__", "__debug__", "unicode", "basestring", "long", "xrange", "raw_input",
		"display", "get_ipython",
	} {
		b[name] = &External{"builtins." + name}
	}
	return b
}

func (c *call) args0() Value {
	if len(c.args) == 0 {
		return Unknown{}
	}
	return c.args[0]
}

func stringArg(m *Machine, c *call, i int) (string, bool) {
	if i >= len(c.args) {
		return "", false
	}
	s, ok := m.settled(c.args[i]).(*Str)
	if !ok {
		return "", false
	}
	return s.Text, true
}

// mainModule is the notebook that runs, else the module that asks.
func (m *Machine) mainModule(fr *frame) *Module {
	if m.main != nil {
		return m.main
	}
	return fr.module
}

func importModuleCall(m *Machine, fr *frame, c *call) Value {
	name, ok := stringArg(m, c, 0)
	if !ok {
		return Unknown{}
	}
	if name == "__main__" {
		return m.mainModule(fr)
	}
	if strings.HasPrefix(name, ".") {
		dots := len(name) - len(strings.TrimLeft(name, "."))
		base, ok := stringArg(m, c, 1)
		if !ok {
			if v, found := c.arg(-1, "package"); found {
				if s, isStr := m.settled(v).(*Str); isStr {
					base, ok = s.Text, true
				}
			}
			if !ok {
				base = fr.module.packageName()
			}
		}
		for range dots - 1 {
			base = base[:max(strings.LastIndexByte(base, '.'), 0)]
		}
		name = strings.Trim(base+"."+name[dots:], ".")
	}
	mod := m.importModule(name, fr.module.Name)
	if mod == nil {
		return &External{name}
	}
	// A module that is loading is the one that called, as the linking module
	// of an Element is.
	if from := m.at.module; !mod.loading && from != nil && from.File != nil {
		line, _ := from.File.LineCol(m.at.offset)
		m.importedHere(mod, strings.TrimSpace(from.File.Line(line)))
	}
	return mod
}
