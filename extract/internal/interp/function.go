package interp

import "github.com/djdag/djdag/extract/internal/python"

type (
	// Function is a function of an analysed module.
	Function struct {
		Def    *python.FuncDef // nil for a lambda
		Module *Module
		Class  *Class // of a method, for super()

		lambda  *python.Lambda // instead of Def
		closure *Scope         // where it was defined
		kind    funcKind
		// params and body are parsed for the first call.
		params []python.Param
		body   []python.Stmt
		parsed bool
		opaque bool // what it returns is unknown
		active int  // calls of it that run now
	}
	// boundMethod is a function bound to an instance or a class.
	boundMethod struct {
		Fn   *Function
		Self Value
	}
	// Builtin is a function that the machine itself provides.
	Builtin struct {
		Name string
		Fn   BuiltinFunc
	}
	// BuiltinFunc is what a Builtin does. It returns nil for an unknown result.
	BuiltinFunc func(fr *Frame, c *Call) Value
)

// funcKind says how a function becomes an attribute.
type funcKind uint8

// The kinds of functions in a class.
const (
	plainFunc funcKind = iota
	property
	classProperty
	classMethod
	staticMethod
)

// TypeName implements [Value].
func (*Function) TypeName() string { return "" }

// Truth implements [Truthy].
func (*Function) Truth() Truth { return Yes }

// Equal implements [Equaler].
func (f *Function) Equal(v Value) Truth { return SameObject(f, v) }

// Distinct implements [Distinct].
func (*Function) Distinct() {}

// Called reports whether the function has run.
func (f *Function) Called() bool { return f.parsed }

// Call implements [Callable].
func (f *Function) Call(fr *Frame, c *Call) Value { return fr.callFunction(f, nil, c) }

// TypeName implements [Value].
func (*boundMethod) TypeName() string { return "" }

// Call implements [Callable].
func (m *boundMethod) Call(fr *Frame, c *Call) Value { return fr.callFunction(m.Fn, m.Self, c) }

// TypeName implements [Value].
func (*Builtin) TypeName() string { return "" }

// Truth implements [Truthy].
func (*Builtin) Truth() Truth { return Yes }

// Call implements [Callable].
func (b *Builtin) Call(fr *Frame, c *Call) Value { return b.Fn(fr, c) }

// Bind makes a function that was found in a class an attribute of self.
func (fr *Frame) Bind(v, self Value) Value {
	f, ok := v.(*Function)
	if !ok {
		return v
	}
	switch f.kind {
	case staticMethod:
		return f
	case classMethod:
		return &boundMethod{f, classOf(self)}
	case property:
		return fr.Call(&boundMethod{f, self}, &Call{})
	case classProperty:
		return fr.Call(&boundMethod{f, classOf(self)}, &Call{})
	}
	return &boundMethod{f, self}
}

// callFunction runs a function's body in a namespace of its own.
func (fr *Frame) callFunction(f *Function, self Value, c *Call) Value {
	m := fr.m
	if m.depth >= maxCalls || m.steps > m.limit || f.active > maxReenter || f.active > 0 && fr.unsure > 0 {
		return Unknown{}
	}
	effect := fr.unsure > 0 || c.ignored
	if cls := classOf(self); cls != nil && fr.fn == nil && f.kind == plainFunc {
		effect = effect || m.host.IsData(cls)
	}
	if m.parse(f, effect && !fr.Binding); f.opaque {
		return Unknown{}
	}
	inner := &Frame{m: m, Module: f.Module, fn: f, self: self, Scope: NewScope(f.Module, f.closure), back: fr}
	if f.closure != nil && f.closure == f.Module.Scope {
		inner.Scope.Outer = nil // a module's namespace is looked up last anyway
	}
	inner.unsure = fr.unsure
	m.steps++ // a lambda has no statements that count
	m.depth++ // a default may call, too
	f.active++
	defer func() { m.depth--; f.active-- }()
	inner.bindParams(f, self, c)
	if f.lambda != nil {
		if f.lambda.Body == nil {
			return nil
		}
		return inner.eval(f.lambda.Body)
	}
	return inner.runFunction(f)
}

// runFunction runs the body of a function, and returns what it returns.
func (fr *Frame) runFunction(f *Function) Value {
	unsure := fr.unsure
	fr.run(f.body)
	fr.unsure = unsure
	if fr.raised != "" {
		fr.back.raised = fr.raised
		return nil
	}
	switch len(fr.returned) {
	case 0:
		return None{}
	case 1:
		return fr.returned[0]
	}
	return merge(fr.returned)
}

// code is the parameters and the body of a function.
type code struct {
	params []python.Param
	body   []python.Stmt
}

// parse parses a function for its first call. A function is opaque if its text
// does not matter to the host, and it is either long, so that it computes data,
// or called for its effect alone.
func (m *Machine) parse(f *Function, effect bool) {
	if f.parsed {
		return
	}
	text := f.Def.Text(f.Module.File)
	if f.opaque = (effect || len(text) > longFunction) && !m.host.Matters(text); f.opaque {
		return
	}
	f.parsed = true
	code, ok := m.code[f.Def]
	if !ok { // each call of an outer function makes its inner ones again
		m.steps += len(text) / bytesPerStep
		code.params, code.body = m.parser.Function(f.Module.File, f.Def)
		m.code[f.Def] = code
	}
	f.params, f.body = code.params, code.body
}

// bindParams binds arguments to parameters. One that is not given is unknown.
func (fr *Frame) bindParams(f *Function, self Value, c *Call) {
	args := c.Args
	if self != nil && f.kind != staticMethod {
		args = append([]Value{self}, args...)
	}
	used := make([]bool, len(c.Keywords))
	for _, p := range f.params {
		var v Value
		switch {
		case p.Kind == python.VarPositional:
			rest := &seq{Loose: c.Loose}
			for _, a := range args {
				rest.add(a)
			}
			v, args = rest, nil
		case p.Kind == python.VarKeyword:
			v = c.otherKeywords(used)
		case p.Kind == python.Positional && len(args) > 0:
			v, args = args[0], args[1:]
		default:
			v = fr.keywordOrDefault(f, p, c, used)
		}
		fr.Scope.Set(p.Name, v)
	}
}

// otherKeywords is the dict of the keyword arguments that no parameter took.
func (c *Call) otherKeywords(used []bool) *Map {
	rest := newMap()
	rest.Loose = c.Loose
	for k, kw := range c.Keywords {
		if !used[k] {
			rest.set(kw.Name, kw.Value)
		}
	}
	return rest
}

// keywordOrDefault is the value of a parameter that takes no argument by its
// position.
func (fr *Frame) keywordOrDefault(f *Function, p python.Param, c *Call, used []bool) Value {
	var v Value
	for k, kw := range c.Keywords {
		if kw.Name == p.Name {
			v, used[k] = kw.Value, true
		}
	}
	switch {
	case v != nil:
		return v
	case c.Loose || p.Default == nil:
		return Unknown{}
	}
	return (&Frame{m: fr.m, Module: f.Module, Scope: defaultsScope(f), unsure: fr.unsure}).eval(p.Default)
}

// defaultsScope is where the defaults of parameters are evaluated. That happens
// at the call, not at the definition as in Python. The effect is the same unless
// a name is bound anew in between.
func defaultsScope(f *Function) *Scope {
	if f.closure != nil {
		return f.closure
	}
	return f.Module.Scope
}
