package makes

import (
	"fmt"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
)

// arguments are the arguments of a call, with the expressions that gave them.
type arguments struct {
	list  []argument
	named map[string]argument
	more  value // what starred arguments may hold
}

type argument struct {
	value
	at python.Expr
}

// all lists the arguments.
func (a arguments) all() []argument {
	out := slices.Clip(a.list)
	for _, name := range sortedKeys(a.named) {
		out = append(out, a.named[name])
	}
	if a.more.known() {
		out = append(out, argument{a.more, nil})
	}
	return out
}

func (a arguments) from() origin {
	var from origin
	for _, arg := range a.all() {
		from |= arg.origins()
	}
	return from
}

// at returns an argument by its position, or by its name.
func (a arguments) at(i int, name string) (argument, bool) {
	if i < len(a.list) {
		return a.list[i], true
	}
	arg, ok := a.named[name]
	return arg, ok
}

func (fr *frame) arguments(x *python.Call) arguments {
	a := arguments{named: map[string]argument{}}
	for _, e := range x.Args {
		if star, ok := e.(*python.Starred); ok {
			v := fr.eval(star.X)
			if l, ok := onlyList(v); ok {
				for _, elt := range l.elts {
					a.list = append(a.list, argument{elt, star.X})
				}
			} else {
				a.more = a.more.or(fr.iterate(v, star.X))
			}
			continue
		}
		a.list = append(a.list, argument{fr.eval(e), e})
	}
	for _, k := range x.Keywords {
		v := fr.eval(k.Value)
		if k.Name != "" {
			a.named[k.Name] = argument{v, k.Value}
			continue
		}
		a.more.from |= v.from
		for _, t := range v.of {
			if r, ok := t.(*record); ok {
				for name, e := range r.named {
					a.named[name] = argument{e, k.Value}
				}
				a.more = a.more.or(r.other)
			}
		}
	}
	return a
}

func onlyList(v value) (*list, bool) {
	if len(v.of) != 1 {
		return nil, false
	}
	l, ok := v.of[0].(*list)
	return l, ok
}

// call walks a call.
func (fr *frame) call(x *python.Call) value {
	if n, ok := x.Fn.(*python.Name); ok && n.ID == "super" {
		if _, own := fr.names.lookup("super"); !own {
			return fr.super()
		}
	}
	fn := fr.eval(x.Fn)
	args := fr.arguments(x)
	out := tainted(0)
	followed := false
	for _, t := range fn.of {
		v, ok := fr.callThing(t, args, x)
		followed = followed || ok
		out = out.or(v)
	}
	if !followed {
		out.from |= fn.from | args.from()
		fr.handOver(args, fn)
		if a, ok := x.Fn.(*python.Attribute); ok && len(fn.of) == 0 && isTelling(a.Name) {
			fr.lose(a.X)
		}
	}
	return out
}

// super is super() in a method.
func (fr *frame) super() value {
	class, _ := fr.classOf(fr.self)
	if class == nil || fr.class == nil {
		return value{}
	}
	return valueOf(&parent{class: class, after: fr.class, self: fr.self})
}

// classOf is the class of an object or of a query.
func (fr *frame) classOf(v value) (*interp.Class, bool) {
	for _, t := range v.of {
		switch t := t.(type) {
		case object:
			switch o := t.Value.(type) {
			case *interp.Class:
				return o, true
			case *interp.Instance:
				return o.Class, true
			}
		case *query:
			if t.class != nil {
				return t.class, true
			}
		}
	}
	return nil, false
}

// callThing calls a thing. It reports false where the source does not show what
// happens.
func (fr *frame) callThing(t thing, args arguments, x *python.Call) (v value, ok bool) {
	switch t := t.(type) {
	case *queryMethod:
		return fr.callQuery(t, args, x), true
	case *containerMethod:
		return fr.callContainer(t, args), true
	case *method, *closure:
		return fr.invoke(t, args), true
	case *query: // an object of a table is as good as the table
		return valueOf(t), true
	case object:
		return fr.callObject(t, args, x)
	}
	return value{}, false
}

func (fr *frame) callObject(o object, args arguments, x *python.Call) (v value, ok bool) {
	switch c := o.Value.(type) {
	case *interp.Function:
		return fr.invoke(o, args), true
	case *interp.Class:
		return fr.make(c, args), true
	case *interp.Instance:
		if m, ok := c.Class.Find("__call__", nil); ok {
			return fr.callAll(fr.bind(m, valueOf(o)), args, x)
		}
		if _, table := fr.l.TargetOf(c); table {
			return valueOf(o), true // A()()
		}
	case *interp.Builtin:
		return fr.callBuiltin(c.Name, args)
	case *interp.External:
		if name, ok := strings.CutPrefix(c.Path, "builtins."); ok {
			return fr.callBuiltin(name, args)
		}
		return fr.callExternal(c, args)
	default:
		if _, table := fr.l.TargetOf(o.Value); table { // of a virtual module
			return valueOf(o), true
		}
	}
	return value{}, false
}

// callAll calls all that a value may be.
func (fr *frame) callAll(fn value, args arguments, x *python.Call) (out value, ok bool) {
	for _, t := range fn.of {
		v, followed := fr.callThing(t, args, x)
		out, ok = out.or(v), ok || followed
	}
	return out, ok
}

// make is an object of a class.
func (fr *frame) make(c *interp.Class, args arguments) value {
	x := interp.NewInstance(c)
	v := valueOf(object{x})
	if _, table := fr.l.TargetOf(c); table {
		return v
	}
	v.from = args.from()
	if init, ok := c.Find("__init__", nil); ok {
		if f, ok := fr.l.Force(init).(*interp.Function); ok {
			fr.invoke(&method{f, v}, args)
		}
	}
	return v
}

// callQuery is a call of a method that DataJoint gives a table.
func (fr *frame) callQuery(m *queryMethod, args arguments, x *python.Call) value {
	q := m.query
	switch effectOf(m.name) {
	case reads:
		for _, a := range args.all() {
			fr.consume(a.value, a.at)
		}
		return fr.read(q)
	case composes:
		for _, a := range args.all() {
			q = fr.compose(q, a.value, placeOr(a.at, x))
		}
		q = fr.compose(q, value{}, x)
		if m.name != "proj" && m.name != "restrict" && m.name != "extend" {
			q.class = nil
		}
		return valueOf(q)
	case populates:
		if fr.isOwn(q) {
			break // as super().make(key), whose class is not followed
		}
		fallthrough
	case writes:
		for _, a := range args.all() {
			for _, other := range fr.queriesIn(a.value, placeOr(a.at, x)) {
				fr.read(other)
			}
		}
		if fr.isOwn(q) {
			fr.affected |= args.from()
		}
		fr.write(q)
	}
	return tainted(q.from)
}

// isOwn reports whether a query is the table itself, or one of its parts.
func (w *walker) isOwn(q *query) bool {
	return slices.ContainsFunc(q.main, func(m *mention) bool {
		t := m.table.Table
		return t != nil && (t == w.table || t.Master == w.table)
	})
}

func placeOr(x python.Expr, call *python.Call) python.Expr {
	if x == nil {
		return call
	}
	return x
}

// handOver hands arguments to code that is not followed. It may read the queries and
// tables among them, and call the functions.
func (fr *frame) handOver(args arguments, fn value) {
	external := slices.ContainsFunc(fn.of, func(t thing) bool {
		o, ok := t.(object)
		if !ok {
			return false
		}
		x, ok := o.Value.(*interp.External)
		return ok && takesTables(x.Path)
	})
	for _, a := range args.all() {
		a.walk(func(v value) {
			for _, t := range v.of {
				fr.handOverThing(t, a.at, external)
			}
		})
	}
}

// handOverThing hands over one thing. at is nil for one of a starred argument.
func (fr *frame) handOverThing(t thing, at python.Expr, external bool) {
	switch t := t.(type) {
	case *query:
		fr.read(t)
	case *closure:
		fr.invoke(t, arguments{more: tainted(fromKey)})
	case object:
		if !external || at == nil {
			return
		}
		switch t.Value.(type) {
		case *interp.Class, *interp.Instance:
			if q := fr.mentioned(t, at, true); q != nil && !fr.isOwn(q) {
				fr.read(q)
			}
		}
	}
}

// takesTables reports whether a function outside of the analysed source may query a
// table that it is given.
func takesTables(path string) bool {
	root, _, dotted := strings.Cut(path, ".")
	if !dotted || interp.InStdlib(path) {
		return false
	}
	switch root {
	case "builtins", "datajoint", "numpy", "pandas", "scipy", "loguru", "tqdm":
		return false
	}
	return true
}

// invoke walks a function that is called. What it returns is known from an earlier
// walk if that had the same arguments.
func (fr *frame) invoke(t thing, args arguments) value {
	inner := &frame{walker: fr.walker}
	var def any // the function, whatever object it is called on
	var params []python.Param
	var body []python.Stmt
	var static bool
	name := ""
	var self value
	switch t := t.(type) {
	case *method:
		if !fr.isRelevant(t.fn, t.self, args) {
			break
		}
		params, body = fr.l.Body(t.fn)
		inner.module, inner.class, inner.self = t.fn.Module, t.fn.Class, t.self
		inner.outside, inner.names = fr.l.FrameIn(t.fn), newNames(nil)
		self, static = t.self, t.fn.IsStatic()
		if t.fn.IsClassMethod() {
			if c, ok := fr.classOf(t.self); ok {
				self = valueOf(object{c})
				inner.self = self
			}
		}
		def, name = t.fn, t.fn.Name()
		if t.fn.Class != nil {
			name = t.fn.Class.Qual + "." + name
		}
	case object:
		f := t.Value.(*interp.Function)
		if !fr.isRelevant(f, value{}, args) {
			break
		}
		params, body = fr.l.Body(f)
		inner.module, inner.class = f.Module, f.Class
		inner.outside, inner.names = fr.l.FrameIn(f), newNames(nil)
		static = true
		def, name = f, f.Name()
		if f.Class != nil {
			name = f.Class.Qual + "." + name
		}
		if f.Class != nil && len(args.list) > 0 {
			inner.self = args.list[0].value
		}
	case *closure:
		inner.module, inner.class, inner.self = t.in.module, t.in.class, t.in.self
		inner.outside, inner.names = t.in.outside, newNames(t.in.names)
		static = true
		if t.lambda != nil {
			params, body, def, name = t.lambda.Params, interp.LambdaBody(t.lambda), t.lambda, "lambda"
		} else {
			params, body = fr.l.BodyOf(t.in.module, t.def)
			def, name = t.def, t.def.Name
		}
	}
	if body == nil {
		return tainted(args.from() | origins(t))
	}
	if fr.depth >= maxDepth || fr.running[def] > 0 {
		return tainted(args.from() | self.origins())
	}
	call := fmt.Sprintf("%p(%s", def, fr.fingerprint(self))
	for _, a := range args.list {
		call += "," + fr.fingerprint(a.value)
	}
	for _, k := range sortedKeys(args.named) {
		call += "," + k + "=" + fr.fingerprint(args.named[k].value)
	}
	if v, ok := fr.done[call]; ok {
		return v
	}
	fr.done[call] = value{} // of a call within itself
	inner.through = append(slices.Clip(fr.through), name)
	inner.bindArguments(params, self, static, args)
	fr.depth++
	fr.running[def]++
	inner.run(body)
	fr.running[def]--
	fr.depth--
	v := inner.returned
	if inner.yielded != nil {
		v = v.or(valueOf(inner.yielded))
	}
	v.from |= args.from() | self.origins()
	fr.done[call] = v
	return v
}

// origins is the origin of the object that a function is called on.
func origins(t thing) origin {
	if m, ok := t.(*method); ok {
		return m.self.origins()
	}
	return 0
}

// fingerprint is a text that differs for values that lead to other tables.
func (fr *frame) fingerprint(v value) string {
	var b strings.Builder
	v.walk(func(w value) {
		fmt.Fprint(&b, uint64(w.from))
		for _, t := range w.of {
			b.WriteByte(' ')
			switch t := t.(type) {
			case object:
				writeObject(&b, t.Value)
			case *query:
				fmt.Fprint(&b, uint64(t.from))
				for _, ms := range [][]*mention{t.main, t.with} {
					for _, m := range ms {
						fmt.Fprintf(&b, "/%p", m)
					}
				}
			case *list:
				fmt.Fprintf(&b, "[%d", len(t.elts))
			case *record:
				fmt.Fprint(&b, "{", sortedKeys(t.named))
			default:
				fmt.Fprintf(&b, "%p", t)
			}
		}
	})
	return b.String()
}

// writeObject writes what tells a value of the interpreter from others.
func writeObject(b *strings.Builder, v interp.Value) {
	switch v := v.(type) {
	case *interp.Str:
		fmt.Fprintf(b, "%q", v.Text)
	case *interp.External:
		b.WriteString(v.Path)
	case interp.Int, interp.Bool, interp.None:
		fmt.Fprint(b, v)
	case *interp.Instance:
		fmt.Fprintf(b, "%p", v.Class)
	default:
		fmt.Fprintf(b, "%p", v)
	}
}

// bindArguments binds arguments to parameters.
func (fr *frame) bindArguments(params []python.Param, self value, static bool, args arguments) {
	given := args.list
	if !static {
		given = append([]argument{{self, nil}}, given...)
	}
	rest := &record{named: map[string]value{}, other: args.more}
	for name, a := range args.named {
		rest.named[name] = a.value
	}
	for _, p := range params {
		switch {
		case p.Kind == python.VarPositional:
			l := &list{}
			for _, a := range given {
				l.elts = append(l.elts, a.value)
			}
			if args.more.known() {
				l.elts = append(l.elts, args.more)
			}
			fr.names.of[p.Name], given = valueOf(l), nil
		case p.Kind == python.VarKeyword:
			fr.names.of[p.Name] = valueOf(rest)
		case p.Kind == python.Positional && len(given) > 0:
			fr.names.of[p.Name], given = given[0].value, given[1:]
		default:
			v, ok := rest.named[p.Name]
			delete(rest.named, p.Name)
			if !ok {
				if v = args.more; p.Default != nil {
					v = v.or(fr.eval(p.Default))
				}
			}
			fr.names.of[p.Name] = v
		}
	}
}

// bindMethod binds the parameters of a method that populate() calls.
func (w *walker) bindMethod(fr *frame, f *interp.Function, name string, params []python.Param) {
	if !f.IsStatic() {
		fr.self = valueOf(object{w.self})
		if f.IsClassMethod() {
			fr.self = valueOf(object{w.table.Class})
		}
	}
	for i, p := range params {
		at := i
		if f.IsStatic() {
			at++
		}
		switch {
		case p.Kind == python.VarPositional:
			fr.names.of[p.Name] = valueOf(&list{elts: []value{tainted(fromKey | w.carried)}})
		case p.Kind == python.VarKeyword:
			fr.names.of[p.Name] = valueOf(&record{named: map[string]value{}})
		case at == 0:
			fr.names.of[p.Name] = fr.self
		case at == 1:
			fr.names.of[p.Name] = tainted(fromKey)
		case name == "make_compute", name == "make_insert":
			fr.names.of[p.Name] = tainted(fromKey | w.carried)
		default:
			v := value{}
			if p.Default != nil {
				v = fr.eval(p.Default)
				if !saysHow(p.Name) {
					v.from |= w.newArgument(p.Name, name, f)
				}
			}
			fr.names.of[p.Name] = v
		}
	}
}

// saysHow reports whether an argument of this name says how to run, and not what to
// compute.
func saysHow(name string) bool {
	for _, word := range []string{
		"verbose", "debug", "quiet", "silent", "log", "progress", "display", "plot", "show", "print",
		"worker", "job", "process", "thread", "parallel", "pool", "gpu", "cuda", "device", "batch", "chunk", "cache", "memory",
		"overwrite", "override", "force", "skip", "dry", "test", "clean", "delete", "keep", "tmp", "temp", "timeout", "retry", "retries",
		"populate", "make_kwargs", "kwargs", "safemode", "transaction", "upload", "download",
	} {
		if strings.Contains(strings.ToLower(name), word) {
			return true
		}
	}
	return false
}

// newArgument gives an argument of a method a bit.
func (w *walker) newArgument(name, method string, f *interp.Function) origin {
	if len(w.named) >= 60 {
		return 0
	}
	w.named = append(w.named, Argument{Name: name, Method: method, Pos: f.Module.Pos(f.Def.Offset())})
	return fromKey << len(w.named)
}

// arguments lists the arguments that had a part in rows that were inserted.
func (w *walker) arguments() []Argument {
	var out []Argument
	for i, a := range w.named {
		if w.affected&(fromKey<<(i+1)) != 0 {
			out = append(out, a)
		}
	}
	return out
}
