package evaluate

import (
	"bytes"
	"slices"

	"github.com/djdag/djdag/extract/internal/python"
)

// A call is the arguments of a call, evaluated.
type call struct {
	args     []Value
	keywords []keyword
	// loose: there may be more arguments than are known.
	loose bool
	// ignored: nothing takes the value.
	ignored bool
	at      int // the offset of the call
}

type keyword struct {
	name  string
	value Value
}

// arg returns a positional argument, or the keyword of this name.
func (c *call) arg(i int, name string) (Value, bool) {
	if i >= 0 && i < len(c.args) {
		return c.args[i], true
	}
	for _, k := range c.keywords {
		if k.name == name {
			return k.value, true
		}
	}
	return nil, false
}

// call evaluates a call expression. Its value may be ignored.
func (fr *frame) call(x *python.Call, ignored bool) Value {
	fn := fr.m.force(fr.eval(x.Fn))
	c := &call{at: x.Offset(), ignored: ignored}
	for _, a := range x.Args {
		star, ok := a.(*python.Starred)
		if !ok {
			c.args = append(c.args, fr.eval(a))
			continue
		}
		if vs, ok := fr.elements(fr.eval(star.X)); ok {
			c.args = append(c.args, vs...)
		} else {
			c.loose = true
		}
	}
	for _, k := range x.Keywords {
		v := fr.eval(k.Value)
		if k.Name != "" {
			c.keywords = append(c.keywords, keyword{k.Name, v})
			continue
		}
		if d, ok := fr.m.force(v).(*Map); ok {
			for _, key := range d.Keys {
				c.keywords = append(c.keywords, keyword{key, d.Vals[key]})
			}
			c.loose = c.loose || d.Loose
		} else {
			c.loose = true
		}
	}
	if fr.raised != "" { // by an argument
		return Unknown{}
	}
	return fr.m.call(fr, fn, c)
}

// call calls a value. It never returns nil.
func (m *Machine) call(fr *frame, fn Value, c *call) Value {
	fn = m.force(fn)
	switch f := fn.(type) {
	case *Builtin:
		if v := f.Call(m, fr, c); v != nil {
			return v
		}
	case *Function:
		return m.callFunction(fr, f, nil, c)
	case *Method:
		return m.callFunction(fr, f.Fn, f.Self, c)
	case *Class:
		return m.instantiate(fr, f, c)
	case *External:
		return m.callExternal(fr, f.Path, c)
	case *Schema:
		if f.Class != nil {
			if v, ok := f.Class.find("__call__", nil); ok {
				return m.call(fr, m.bind(fr, v, f), c)
			}
		}
		return f.decorator(m, fr, c)
	case *Instance:
		if v, ok := f.Class.find("__call__", nil); ok {
			return m.call(fr, m.bind(fr, v, f), c)
		}
	case *VirtualTable:
		return f // an instance of a table is as good as the table
	}
	return Unknown{}
}

func (m *Machine) instantiate(fr *frame, cls *Class, c *call) Value {
	if cls.isSchemaClass() {
		s := m.newSchema(place{fr.module, c.at})
		s.Class = cls
		if init, ok := cls.find("__init__", nil); ok {
			m.call(fr, m.bind(fr, init, s), c)
		} else {
			m.initSchema(fr, s, c)
		}
		return s
	}
	if enum, _ := cls.isEnum(); enum {
		return fr.memberOf(cls, c.args0())
	}
	x := &Instance{Class: cls, Attrs: map[string]Value{}}
	if cls.hasTier() {
		return x
	}
	if init, ok := cls.find("__init__", nil); ok {
		m.call(fr, m.bind(fr, init, x), c)
	} else {
		m.setFields(fr, x, c)
	}
	return x
}

// callFunction runs a function's body in a namespace of its own.
func (m *Machine) callFunction(fr *frame, f *Function, self Value, c *call) Value {
	if m.depth >= maxCalls || m.steps > m.limit || f.active > maxReenter || f.active > 0 && fr.unsure > 0 {
		return Unknown{}
	}
	effect := fr.unsure > 0 || c.ignored
	if cls := m.classOf(self); cls != nil && fr.fn == nil && f.Kind == Plain {
		effect = effect || cls.hasTier() // what a module asks a table for is data
	}
	if m.parse(f, effect && !fr.binding); f.opaque {
		return Unknown{}
	}
	inner := &frame{m: m, module: f.Module, fn: f, self: self, scope: newScope(f.Module, f.Closure), back: fr}
	if f.Closure != nil && f.Closure == f.Module.Scope {
		inner.scope.outer = nil // a module's namespace is looked up last anyway
	}
	inner.unsure = fr.unsure
	inner.bindParams(f, self, c)
	m.depth++
	defer func() { m.depth-- }()
	if f.Lambda != nil {
		if f.Lambda.Body == nil {
			return Unknown{}
		}
		return inner.eval(f.Lambda.Body)
	}
	f.active++
	defer func() { f.active-- }()
	unsure := inner.unsure
	inner.run(f.body)
	inner.unsure = unsure
	if inner.raised != "" {
		fr.raised = inner.raised
		return Unknown{}
	}
	switch len(inner.returned) {
	case 0:
		return None{}
	case 1:
		return inner.returned[0]
	}
	return merge(inner.returned)
}

// code is the parameters and the body of a function.
type code struct {
	params []python.Param
	body   []python.Stmt
}

// parse parses a function for its first call. It is opaque if its text names
// nothing that makes a schema, a table or a setting, and either is long, so
// that what it computes is data, or is called for its effect alone.
func (m *Machine) parse(f *Function, effect bool) {
	if f.parsed {
		return
	}
	text := f.Def.Text(f.Module.File)
	if f.opaque = (effect || len(text) > longFunction) && !slices.ContainsFunc(tellingWords, func(w string) bool {
		return bytes.Contains(text, []byte(w))
	}); f.opaque {
		return
	}
	f.parsed = true
	code, ok := m.code[f.Def]
	if !ok { // an inner function is made anew by each call of the outer one
		m.steps += len(text) / bytesPerStep
		code.params, code.body = m.parser.Function(f.Module.File, f.Def)
		m.code[f.Def] = code
	}
	f.params, f.body = code.params, code.body
}

// bindParams binds arguments to parameters. One that is not given is unknown.
func (fr *frame) bindParams(f *Function, self Value, c *call) {
	args := c.args
	if self != nil && f.Kind != StaticMethod {
		args = append([]Value{self}, args...)
	}
	used := make([]bool, len(c.keywords))
	i := 0
	for _, p := range f.params {
		switch p.Kind {
		case python.VarPositional:
			rest := &Seq{Loose: c.loose}
			for ; i < len(args); i++ {
				rest.add(args[i])
			}
			fr.scope.set(p.Name, rest)
			continue
		case python.VarKeyword:
			rest := newMap()
			rest.Loose = c.loose
			for k, kw := range c.keywords {
				if !used[k] {
					rest.set(kw.name, kw.value)
				}
			}
			fr.scope.set(p.Name, rest)
			continue
		case python.Positional:
			if i < len(args) {
				fr.scope.set(p.Name, args[i])
				i++
				continue
			}
		}
		var v Value
		for k, kw := range c.keywords {
			if kw.name == p.Name {
				v, used[k] = kw.value, true
			}
		}
		switch {
		case v != nil:
		case c.loose:
			v = Unknown{}
		case p.Default != nil:
			v = (&frame{m: fr.m, module: f.Module, scope: defaultsScope(f), unsure: fr.unsure}).eval(p.Default)
		default:
			v = Unknown{}
		}
		fr.scope.set(p.Name, v)
	}
}

// defaultsScope is where the defaults of parameters are evaluated. That
// happens at the call, not at the definition as in Python, and to the same
// effect unless a name is bound anew in between.
func defaultsScope(f *Function) *Scope {
	if f.Closure != nil {
		return f.Closure
	}
	return f.Module.Scope
}
