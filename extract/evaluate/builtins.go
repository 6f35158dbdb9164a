package evaluate

import (
	"cmp"
	"strings"

	"github.com/djdag/djdag/graph"
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
			switch o := m.force(a).(type) {
			case *Map:
				for _, k := range o.Keys {
					d.set(k, o.Vals[k])
				}
				d.Loose = d.Loose || o.Loose
			case *Namespace:
				for k, v := range o.Scope.names {
					d.set(k, v)
				}
			default:
				d.Loose = true
			}
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
	for _, name := range []string{"list", "tuple", "set", "frozenset", "sorted", "iter"} {
		def(name, sequence)
	}
	def("enumerate", func(m *Machine, fr *frame, c *call) Value {
		vs, ok := fr.elements(c.args0())
		if !ok {
			return nil
		}
		s := &Seq{}
		for i, v := range vs {
			s.add(&Seq{Elts: []Value{Int(i), v}})
		}
		return s
	})
	def("range", func(m *Machine, fr *frame, c *call) Value {
		n, ok := m.force(c.args0()).(Int)
		if !ok || len(c.args) != 1 || n > maxTurns {
			return nil
		}
		s := &Seq{}
		for i := range n {
			s.add(i)
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
		cls, ok := m.force(c.args0()).(*Class)
		if !ok {
			return nil
		}
		s := &Seq{}
		for _, n := range cls.members() {
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
		"print", "sum", "any", "all", "map", "filter", "open", "float", "bytes", "object",
		"property", "classmethod", "staticmethod", "repr", "abs", "round", "reversed", "next", "id", "input",
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

// has reports whether a value has an attribute, if that is known.
func has(m *Machine, x Value, name string) (has, known bool) {
	switch x := x.(type) {
	case *Module:
		_, ok := m.member(x, name)
		return ok, ok || !x.loading
	case *Class:
		if _, ok := x.find(name, nil); ok {
			return true, true
		}
	case *Instance:
		if _, ok := x.Attrs[name]; ok {
			return true, true
		}
		if _, ok := x.Class.find(name, nil); ok {
			return true, true
		}
	}
	return false, false
}

func isInstance(fr *frame, x, class Value) Value {
	if s, ok := fr.m.force(class).(*Seq); ok {
		result := Value(Bool(false))
		for _, e := range s.Elts {
			switch isInstance(fr, x, e) {
			case Bool(true):
				return Bool(true)
			case Value(Unknown{}):
				result = Unknown{}
			}
		}
		return result
	}
	name := ""
	switch t := fr.m.force(class).(type) {
	case *Builtin:
		name = t.Name
	case *External:
		name = lastOf(t.Path)
	case *Class:
		if x, ok := fr.m.force(x).(*Instance); ok {
			for _, b := range x.Class.linear() {
				if b == Value(t) {
					return Bool(true)
				}
			}
			return Bool(false)
		}
	}
	is := ""
	switch x := fr.m.settled(x).(type) {
	case *Function:
		if name != "property" {
			return Unknown{}
		}
		return Bool(x.Kind == Property)
	case *Str:
		is = "str"
	case *Map:
		is = "dict"
	case None:
		is = "NoneType"
	case Bool:
		is = "bool"
	case Int:
		is = "int"
	case *Module:
		is = "ModuleType"
	case *Seq:
		if name == "list" || name == "tuple" || name == "set" {
			return Unknown{}
		}
		is = "list"
	default:
		return Unknown{}
	}
	switch name {
	case "str", "dict", "list", "tuple", "set", "bool", "int", "float", "ModuleType", "Path", "PurePath":
		return Bool(is == name)
	}
	return Unknown{}
}

// isSubclass decides issubclass(x, class), where class may be a tier.
func isSubclass(x, class Value) Value {
	if v, ok := x.(*VirtualTable); ok {
		t, ok := class.(*External)
		if !ok {
			return Unknown{}
		}
		if tier, ok := tierOf(t.Path); ok && tier == graph.Part {
			return Bool(len(v.Path) > 1)
		}
		return Unknown{}
	}
	c, ok := x.(*Class)
	if !ok {
		return Unknown{}
	}
	for _, b := range c.linear() {
		if same(b, class) {
			return Bool(true)
		}
		switch b.(type) {
		case *Class:
		case *External:
			if t, ok := class.(*External); ok {
				want, isTier := tierOf(t.Path)
				if have, ok := tierOf(b.(*External).Path); ok && isTier {
					return Bool(have == want)
				}
			}
		default:
			return Unknown{}
		}
	}
	return Bool(false)
}

// makeClass is type(name, bases, dict).
func (m *Machine) makeClass(fr *frame, c *call) Value {
	name, ok := stringArg(m, c, 0)
	if !ok || len(c.args) < 2 {
		return Unknown{}
	}
	cls := &Class{Name: name, Qual: name, Module: fr.module, At: c.at, scope: newScope(fr.module, nil), made: true}
	cls.scope.ordered = true
	if bases, ok := fr.elements(c.args[1]); ok {
		for _, b := range bases {
			cls.Bases = append(cls.Bases, m.force(b))
		}
	}
	if len(c.args) > 2 {
		if d, ok := m.force(c.args[2]).(*Map); ok {
			for _, k := range d.Keys {
				cls.set(k, d.Vals[k])
			}
		}
	}
	if len(cls.Bases) > 0 {
		// A decorator often makes a class anew to give it a base: it stands
		// for the class in the text, unless that is a table itself.
		if b, ok := cls.Bases[0].(*Class); ok && b.Name == name && b.table == nil {
			cls.Module, cls.Qual, cls.At, cls.outer, cls.made = b.Module, b.Qual, b.At, b.outer, b.made
		}
	}
	return cls
}

func importModuleCall(m *Machine, fr *frame, c *call) Value {
	name, ok := stringArg(m, c, 0)
	if !ok {
		return Unknown{}
	}
	if name == "__main__" {
		return fr.module
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
	if mod := m.importModule(name, fr.module.Name); mod != nil {
		return mod
	}
	return &External{name}
}

// namespaceMethod returns a method of a module's dict.
func namespaceMethod(n *Namespace, name string) Value {
	switch name {
	case "get", "pop":
		return &Builtin{name, func(m *Machine, fr *frame, c *call) Value {
			if k, ok := stringArg(m, c, 0); ok {
				if v, ok := n.Scope.get(k); ok {
					return v
				}
				if len(c.args) > 1 {
					return c.args[1]
				}
				return None{}
			}
			return nil
		}}
	case "update":
		return &Builtin{name, func(m *Machine, fr *frame, c *call) Value {
			if d, ok := m.force(c.args0()).(*Map); ok {
				for _, k := range d.Keys {
					n.Scope.set(k, d.Vals[k])
				}
			}
			for _, k := range c.keywords {
				n.Scope.set(k.name, k.value)
			}
			return None{}
		}}
	}
	return nil
}

func mapMethod(d *Map, name string) Value {
	return &Builtin{name, func(m *Machine, fr *frame, c *call) Value {
		switch name {
		case "get", "pop", "setdefault":
			k, ok := stringArg(m, c, 0)
			if !ok {
				return nil
			}
			if v, ok := d.Vals[k]; ok {
				return v
			}
			if d.Loose {
				return nil
			}
			var v Value = None{}
			if len(c.args) > 1 {
				v = c.args[1]
			}
			if name == "setdefault" {
				d.set(k, v)
			}
			return v
		case "keys":
			s := &Seq{Loose: d.Loose}
			for _, k := range d.Keys {
				s.add(str(k))
			}
			return s
		case "values":
			s := &Seq{Loose: d.Loose}
			for _, k := range d.Keys {
				s.add(d.Vals[k])
			}
			return s
		case "items":
			s := &Seq{Loose: d.Loose}
			for _, k := range d.Keys {
				s.add(&Seq{Elts: []Value{str(k), d.Vals[k]}})
			}
			return s
		case "update":
			if o, ok := m.force(c.args0()).(*Map); ok {
				for _, k := range o.Keys {
					d.set(k, o.Vals[k])
				}
				d.Loose = d.Loose || o.Loose
			} else if len(c.args) > 0 {
				d.Loose = true
			}
			for _, k := range c.keywords {
				d.set(k.name, k.value)
			}
			return None{}
		case "copy":
			o := newMap()
			for _, k := range d.Keys {
				o.set(k, d.Vals[k])
			}
			o.Loose = d.Loose
			return o
		}
		return nil
	}}
}

func seqMethod(s *Seq, name string) Value {
	return &Builtin{name, func(m *Machine, fr *frame, c *call) Value {
		switch name {
		case "append", "add":
			if fr.unsure > 0 {
				s.Loose = true
			}
			s.add(c.args0())
			return None{}
		case "extend", "update":
			vs, ok := fr.elements(c.args0())
			s.Elts = append(s.Elts, vs...)
			s.Loose = s.Loose || !ok || fr.unsure > 0
			return None{}
		case "copy":
			return &Seq{Elts: append([]Value{}, s.Elts...), Loose: s.Loose}
		case "remove", "pop", "insert", "clear":
			if v := m.force(c.args0()); name == "remove" {
				for i, e := range s.Elts {
					if fr.equal(e, v) == yes {
						s.Elts = append(s.Elts[:i:i], s.Elts[i+1:]...)
						return None{}
					}
				}
			}
			s.Loose = true
		}
		return nil
	}}
}

func stringMethod(s *Str, name string) Value {
	return &Builtin{name, func(m *Machine, fr *frame, c *call) Value {
		switch name {
		case "format":
			return s.format(func(name string, i int) *Str {
				root, _, _ := strings.Cut(name, ".")
				root, _, _ = strings.Cut(root, "[")
				var v Value
				if i >= 0 && i < len(c.args) {
					v = c.args[i]
				} else if kv, ok := c.arg(-1, root); ok {
					v = kv
					for _, attr := range strings.Split(name, ".")[1:] {
						v = m.attribute(fr, v, attr)
					}
				} else {
					if !c.loose {
						return nil
					}
					v = Unknown{}
				}
				return fr.toStr(v, cmp.Or(name, "?"))
			})
		case "join":
			vs, ok := fr.elements(c.args0())
			if !ok {
				return hole("?", nil)
			}
			var parts []*Str
			for i, v := range vs {
				if i > 0 {
					parts = append(parts, s)
				}
				parts = append(parts, fr.toStr(v, "?"))
			}
			if len(parts) == 0 {
				return str("")
			}
			return concat(parts...)
		case "strip", "lstrip", "rstrip":
			cut := " \t\r\n\f\v"
			if len(c.args) > 0 {
				set, ok := stringArg(m, c, 0)
				if !ok {
					return nil
				}
				cut = set
			}
			i, j := 0, len(s.Text)
			if name != "rstrip" {
				i = j - len(strings.TrimLeft(s.Text, cut))
			}
			if name != "lstrip" {
				j = max(i, len(strings.TrimRight(s.Text, cut)))
			}
			return s.slice(i, j)
		case "replace":
			if old, ok := stringArg(m, c, 0); ok && len(c.args) == 2 {
				return s.replace(old, fr.toStr(c.args[1], "?"))
			}
		}
		if !s.Known() {
			if name == "lower" || name == "upper" || name == "replace" {
				return hole("?", nil)
			}
			return nil
		}
		a, okA := stringArg(m, c, 0)
		switch {
		case name == "lower":
			return str(strings.ToLower(s.Text))
		case name == "upper":
			return str(strings.ToUpper(s.Text))
		case name == "title":
			return nil
		case name == "startswith" && okA:
			return Bool(strings.HasPrefix(s.Text, a))
		case name == "endswith" && okA:
			return Bool(strings.HasSuffix(s.Text, a))
		case name == "split" && (okA || len(c.args) == 0):
			parts := strings.Fields(s.Text)
			if okA {
				parts = strings.Split(s.Text, a)
			}
			l := &Seq{}
			for _, p := range parts {
				l.add(str(p))
			}
			return l
		}
		return nil
	}}
}
