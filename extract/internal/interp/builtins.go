package interp

import (
	"slices"
	"strconv"
	"strings"
)

// builtins returns the names that Python gives every module.
func builtins() map[string]Value {
	b := map[string]Value{}
	for name, fn := range builtinFuncs() {
		b[name] = &Builtin{name, fn}
	}
	for _, name := range strings.Fields(otherBuiltins) {
		b[name] = &External{"builtins." + name}
	}
	return b
}

// otherBuiltins are those that the machine does not evaluate.
const otherBuiltins = `
	print sum any all filter open float bytes object
	property classmethod staticmethod repr abs round next id input
	hash exec eval format ord chr slice complex delattr exit quit
	Exception BaseException ValueError KeyError TypeError ImportError ModuleNotFoundError
	AttributeError NameError RuntimeError NotImplementedError AssertionError OSError IOError
	StopIteration IndexError LookupError FileNotFoundError Warning UserWarning DeprecationWarning
	NotImplemented __builtins__ __doc__ __debug__ unicode basestring long xrange raw_input
	display get_ipython`

func builtinFuncs() map[string]BuiltinFunc {
	return map[string]BuiltinFunc{
		// Namespaces.
		"globals":    globals,
		"locals":     locals,
		"vars":       vars,
		"dir":        dir,
		"__import__": importModule,
		// Objects and classes.
		"getattr":    getattr,
		"setattr":    setattr,
		"hasattr":    hasattr,
		"callable":   callable,
		"type":       typeOf,
		"super":      super,
		"isinstance": isinstance,
		"issubclass": issubclass,
		// Constants.
		"str":  toStr,
		"bool": toBool,
		"int":  toInt,
		"min":  func(fr *Frame, c *Call) Value { return extreme(fr, c, func(a, b Int) Int { return min(a, b) }) },
		"max":  func(fr *Frame, c *Call) Value { return extreme(fr, c, func(a, b Int) Int { return max(a, b) }) },
		// Collections.
		"dict":      toDict,
		"list":      toSeq,
		"tuple":     toSeq,
		"set":       toSeq,
		"frozenset": toSeq,
		"iter":      toSeq,
		"len":       length,
		"range":     rangeOf,
		"enumerate": enumerate,
		"sorted":    sorted,
		"reversed":  reversed,
		"map":       mapOver,
		"zip":       zip,
	}
}

func globals(fr *Frame, _ *Call) Value { return &Namespace{fr.Module.Scope} }

func locals(fr *Frame, _ *Call) Value { return &Namespace{fr.Scope} }

func vars(fr *Frame, c *Call) Value {
	if len(c.Args) == 0 {
		return &Namespace{fr.Scope}
	}
	return fr.Attr(c.Args[0], "__dict__")
}

func dir(fr *Frame, c *Call) Value {
	switch x := fr.m.Force(c.First()).(type) {
	case *Class:
		return texts(x.Members(nil))
	case *Module:
		return texts(x.Scope.dict().Keys)
	}
	return nil
}

func getattr(fr *Frame, c *Call) Value {
	name, ok := fr.TextArg(c, 1)
	if !ok {
		return nil
	}
	if len(c.Args) > 2 {
		if has, known := fr.m.hasAttr(c.Args[0], name); known && !has {
			return c.Args[2]
		}
	}
	return fr.Attr(c.Args[0], name)
}

func setattr(fr *Frame, c *Call) Value {
	if name, ok := fr.TextArg(c, 1); ok && len(c.Args) == 3 {
		fr.setAttr(c.Args[0], name, c.Args[2])
	}
	return None{}
}

func hasattr(fr *Frame, c *Call) Value {
	if name, ok := fr.TextArg(c, 1); ok {
		if has, known := fr.m.hasAttr(c.Args[0], name); known {
			return Bool(has)
		}
	}
	return nil
}

func callable(fr *Frame, c *Call) Value {
	switch f := fr.m.Force(c.First()).(type) {
	case *Function:
		return Bool(f.kind != property)
	case *boundMethod, *Class, *Builtin:
		return Bool(true)
	case *Str, None, Bool, Int, *seq, *Map:
		return Bool(false)
	}
	return nil
}

// typeOf is type(x), and type(name, bases, dict).
func typeOf(fr *Frame, c *Call) Value {
	if len(c.Args) != 1 {
		return makeClass(fr, c)
	}
	if x, ok := fr.m.Force(c.Args[0]).(*Instance); ok {
		return x.Class
	}
	return nil
}

func super(fr *Frame, c *Call) Value {
	if len(c.Args) == 2 {
		if cls, ok := fr.m.Force(c.Args[0]).(*Class); ok {
			return &superObject{cls, fr.m.Force(c.Args[1])}
		}
		return nil
	}
	if fr.fn == nil || fr.fn.Class == nil {
		return nil
	}
	return &superObject{fr.fn.Class, fr.self}
}

func isinstance(fr *Frame, c *Call) Value {
	if len(c.Args) != 2 {
		return nil
	}
	return boolOf(fr.isInstance(c.Args[0], c.Args[1]))
}

func issubclass(fr *Frame, c *Call) Value {
	if len(c.Args) != 2 {
		return nil
	}
	if x, ok := fr.m.Force(c.Args[0]).(SubclassTester); ok {
		return boolOf(x.IsSubclass(fr.m, fr.m.Force(c.Args[1])))
	}
	return nil
}

func toStr(fr *Frame, c *Call) Value {
	if len(c.Args) != 1 {
		return nil
	}
	return fr.ToStr(c.Args[0], "?")
}

func toBool(fr *Frame, c *Call) Value { return boolOf(fr.truth(c.First())) }

// boolOf returns True, False, or nil where that is not known.
func boolOf(t Truth) Value {
	if t == Maybe {
		return nil
	}
	return Bool(t == Yes)
}

func toInt(fr *Frame, c *Call) Value {
	switch v := fr.m.Settled(c.First()).(type) {
	case Int:
		return v
	case *Str:
		if n, ok := atoi(strings.TrimSpace(v.Text)); ok {
			return Int(n)
		}
	}
	return nil
}

func toFloat(fr *Frame, c *Call) Value {
	switch v := fr.m.Settled(c.First()).(type) {
	case Float:
		return v
	case *Str:
		if n, err := strconv.ParseFloat(strings.TrimSpace(v.Text), 64); err == nil {
			return Float(n)
		}
	}
	return nil
}

// extreme is min and max of integers.
func extreme(fr *Frame, c *Call, better func(a, b Int) Int) Value {
	best, ok := fr.m.Force(c.First()).(Int)
	for _, a := range c.Args {
		n, isInt := fr.m.Force(a).(Int)
		ok = ok && isInt
		best = better(best, n)
	}
	if !ok {
		return nil
	}
	return best
}

func toDict(fr *Frame, c *Call) Value {
	d := newMap()
	d.Loose = c.Loose
	for _, a := range c.Args {
		d.update(fr.m.Force(a))
	}
	for _, k := range c.Keywords {
		d.set(k.Name, k.Value)
	}
	return d
}

func toSeq(fr *Frame, c *Call) Value {
	s := &seq{}
	if len(c.Args) > 0 {
		vs, ok := fr.elements(c.Args[0])
		s.Elts, s.Loose = append(s.Elts, vs...), !ok
	}
	return s
}

func length(fr *Frame, c *Call) Value {
	if vs, ok := fr.elements(c.First()); ok {
		return Int(len(vs))
	}
	return nil
}

func rangeOf(fr *Frame, c *Call) Value {
	limits := make([]Int, len(c.Args))
	for i, a := range c.Args {
		n, ok := fr.m.Force(a).(Int)
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
}

func enumerate(fr *Frame, c *Call) Value {
	vs, ok := fr.elements(c.First())
	if !ok {
		return nil
	}
	first := Int(0)
	if start, ok := c.Arg(1, "start"); ok {
		if first, ok = fr.m.Force(start).(Int); !ok {
			return nil
		}
	}
	s := &seq{}
	for i, v := range vs {
		s.add(&seq{Elts: []Value{first + Int(i), v}})
	}
	return s
}

func sorted(fr *Frame, c *Call) Value {
	vs, ok := fr.elements(c.First())
	s := &seq{Elts: slices.Clone(vs), Loose: !ok}
	if _, keyed := c.Arg(-1, "key"); ok && !keyed {
		fr.m.steps += len(vs)
		slices.SortStableFunc(s.Elts, fr.order)
	}
	if reverse, ok := c.Arg(-1, "reverse"); ok && fr.truth(reverse) == Yes {
		slices.Reverse(s.Elts)
	}
	return s
}

func reversed(fr *Frame, c *Call) Value {
	vs, ok := fr.elements(c.First())
	s := &seq{Elts: slices.Clone(vs), Loose: !ok}
	slices.Reverse(s.Elts)
	return s
}

// mapOver is map(function, list).
func mapOver(fr *Frame, c *Call) Value {
	if len(c.Args) != 2 {
		return nil
	}
	vs, ok := fr.elements(c.Args[1])
	s := &seq{Loose: !ok}
	for _, v := range vs {
		if fr.m.steps++; fr.m.steps > fr.m.limit {
			return nil
		}
		s.add(fr.Call(c.Args[0], &Call{Args: []Value{v}, At: c.At}))
	}
	return s
}

func zip(fr *Frame, c *Call) Value {
	s := &seq{}
	var lists [][]Value
	for _, a := range c.Args {
		vs, ok := fr.elements(a)
		if !ok {
			return nil
		}
		lists = append(lists, vs)
	}
	for i := 0; len(lists) > 0; i++ {
		t := &seq{}
		for _, l := range lists {
			if i >= len(l) {
				return s
			}
			t.add(l[i])
		}
		s.add(t)
	}
	return s
}
