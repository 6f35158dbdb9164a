package evaluate

import (
	"cmp"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/python"
)

// A frame is the execution of a module's, a class's or a function's body.
type frame struct {
	m      *Machine
	module *Module
	scope  *Scope
	fn     *Function // nil outside of functions
	class  *Class    // the class whose body runs
	self   Value     // the first argument of a method
	back   *frame    // the caller's

	// returned are the values of the return statements that may have run.
	returned []Value
	// raised is the name of the exception that is on its way to a handler.
	raised string
	// unsure counts the enclosing branches that may not be taken.
	unsure int
	// binding: the frame evaluates the definition of a table.
	binding bool
}

// flow says how a statement ended.
type flow uint8

const (
	next flow = iota
	returned
	raised
	broke
	continued
)

// A handler is the except clauses of a try statement that runs now. Those of
// unknown type catch all.
type handler struct{ kinds []string }

func (fr *frame) run(body []python.Stmt) flow {
	for _, s := range body {
		if fr.m.steps++; fr.m.steps > maxSteps {
			return returned
		}
		if fr.fn == nil && fr.class == nil {
			fr.m.limit = fr.m.steps + maxEffort
			fr.m.at = place{fr.module, s.Offset()}
		}
		f := fr.statement(s)
		if fr.raised != "" {
			return raised
		}
		if f == returned && fr.fn == nil && fr.class == nil {
			if _, ok := s.(*python.Raise); !ok {
				continue // a module that refuses its settings: read on
			}
		}
		if f != next {
			return f
		}
	}
	return next
}

// raise reports whether an exception of this kind would be caught, and if so
// sends it on its way. Otherwise the caller goes on with something unknown.
func (fr *frame) raise(kind string) bool {
	if fr.unsure > 0 {
		return false
	}
	for _, h := range fr.m.handlers {
		if h.catches(kind) {
			fr.raised = kind
			return true
		}
	}
	return false
}

func (h handler) catches(kind string) bool {
	for _, k := range h.kinds {
		switch k {
		case "", kind, "Exception", "BaseException":
			return true
		case "LookupError":
			if kind == "KeyError" || kind == "IndexError" {
				return true
			}
		case "ImportError":
			if kind == "ModuleNotFoundError" {
				return true
			}
		}
	}
	return false
}

func (fr *frame) statement(s python.Stmt) flow {
	switch s := s.(type) {
	case *python.Import:
		fr.importStmt(s)
	case *python.Assign:
		if s.Value == nil {
			return next
		}
		v := fr.eval(s.Value)
		for _, t := range s.Targets {
			fr.assign(t, v)
		}
	case *python.AugAssign:
		fr.augAssign(s)
	case *python.ExprStmt:
		if c, ok := s.X.(*python.Call); ok {
			fr.call(c, true)
		} else {
			fr.eval(s.X)
		}
	case *python.ClassDef:
		fr.classDef(s)
	case *python.FuncDef:
		fr.funcDef(s)
	case *python.If:
		return fr.ifStmt(s)
	case *python.For:
		return fr.loop(s)
	case *python.Try:
		return fr.try(s)
	case *python.With:
		for _, i := range s.Items {
			v := fr.eval(i.Value)
			if i.Target != nil {
				fr.assign(i.Target, v)
			}
		}
		return fr.run(s.Body)
	case *python.Return:
		var v Value = None{}
		if s.X != nil {
			v = fr.eval(s.X)
		}
		fr.returned = append(fr.returned, v)
		return returned
	case *python.Raise:
		fr.raise(exceptionName(s.X))
		return returned // in any case, nothing behind it runs
	case *python.Global:
		if fr.scope.global == nil {
			fr.scope.global = map[string]bool{}
		}
		if !s.Nonlocal {
			for _, n := range s.Names {
				fr.scope.global[n] = true
			}
		}
	case *python.Delete:
		for _, t := range s.Targets {
			if n, ok := t.(*python.Name); ok {
				fr.scope.set(n.ID, nil)
			}
		}
	case *python.Jump:
		if s.Break {
			return broke
		}
		return continued
	}
	return next
}

func exceptionName(x python.Expr) string {
	switch x := x.(type) {
	case *python.Name:
		return x.ID
	case *python.Attribute:
		return x.Name
	case *python.Call:
		return exceptionName(x.Fn)
	}
	return "Exception"
}

// ifStmt takes the side that a known condition decides, or all sides.
func (fr *frame) ifStmt(s *python.If) flow {
	switch fr.truth(fr.eval(s.Test)) {
	case yes:
		return fr.run(s.Then)
	case no:
		return fr.run(s.OrElse)
	}
	return fr.branches(s.Then, s.OrElse)
}

// branches runs several bodies of which one will run, and merges what they
// bind. A name keeps what it had before, unless a branch says more.
func (fr *frame) branches(bodies ...[]python.Stmt) flow {
	fr.unsure++
	bound := map[string][]Value{}
	var order []string
	all := next
	for i, body := range bodies {
		j := &journal{old: map[string]Value{}, outer: fr.scope.journal}
		fr.scope.journal = j
		f := fr.run(body)
		fr.scope.journal = j.outer
		if i == 0 {
			all = f
		} else if f != all {
			all = next
		}
		for _, name := range j.order {
			if _, ok := bound[name]; !ok {
				bound[name] = []Value{j.old[name]}
				order = append(order, name)
			}
			bound[name] = append(bound[name], fr.scope.names[name])
			fr.scope.names[name] = j.old[name]
		}
	}
	fr.unsure--
	for _, name := range order {
		fr.scope.set(name, merge(bound[name]))
	}
	if fr.unsure > 0 && all == returned {
		return returned
	}
	return all
}

func (fr *frame) loop(s *python.For) flow {
	elts, known := []Value{Unknown{}}, false
	if s.Iter != nil {
		if vs, ok := fr.elements(fr.eval(s.Iter)); ok {
			elts, known = vs, true
		}
	} else if s.Test != nil && fr.truth(fr.eval(s.Test)) == no {
		return fr.run(s.OrElse)
	}
	if len(elts) > maxTurns {
		elts = elts[:maxTurns]
	}
	if !known {
		fr.unsure++
		defer func() { fr.unsure-- }()
	}
	for _, v := range elts {
		if s.Target != nil {
			fr.assign(s.Target, v)
		}
		switch f := fr.run(s.Body); f {
		case broke:
			return next
		case returned, raised:
			if known || f == raised {
				return f
			}
			return next
		}
	}
	return fr.run(s.OrElse)
}

// try runs the body, and the handlers if they catch what the body certainly
// raises, or if nobody can say whether it does.
func (fr *frame) try(s *python.Try) flow {
	var h handler
	for _, c := range s.Handlers {
		if len(c.Types) == 0 {
			h.kinds = append(h.kinds, "")
		}
		for _, t := range c.Types {
			h.kinds = append(h.kinds, exceptionNames(t)...)
		}
	}
	outer := fr.m.handlers
	fr.m.handlers = append(slices.Clip(outer), h)
	j := &journal{old: map[string]Value{}, outer: fr.scope.journal}
	fr.scope.journal = j
	f := fr.run(s.Body)
	fr.scope.journal = j.outer
	fr.m.handlers = outer

	switch kind := fr.raised; {
	case kind != "":
		if !h.catches(kind) {
			break
		}
		fr.raised = ""
		f = next
		for _, c := range s.Handlers {
			if (handler{exceptionKinds(c)}).catches(kind) {
				if c.Name != "" {
					fr.scope.set(c.Name, Unknown{})
				}
				f = fr.run(c.Body)
				break
			}
		}
	default:
		if f == next {
			f = fr.run(s.OrElse)
		}
		fr.alternatives(s, j)
	}
	// What the body set is part of the enclosing branch's changes.
	if o := j.outer; o != nil {
		for _, name := range j.order {
			if _, ok := o.old[name]; !ok {
				o.old[name] = j.old[name]
				o.order = append(o.order, name)
			}
		}
	}
	if g := fr.run(s.Finally); g != next {
		f = g
	}
	return f
}

// alternatives runs the handlers of a body that may have failed, for the
// names that they bind.
func (fr *frame) alternatives(s *python.Try, body *journal) {
	doubtful := false
	for _, name := range body.order {
		if r := rank(fr.scope.names[name]); r <= 3 && r != 1 {
			doubtful = true
		}
	}
	if !doubtful {
		return
	}
	for _, c := range s.Handlers {
		if len(c.Body) > 0 {
			fr.branches(c.Body)
		}
	}
}

func exceptionKinds(c python.Handler) []string {
	if len(c.Types) == 0 {
		return []string{""}
	}
	var kinds []string
	for _, t := range c.Types {
		kinds = append(kinds, exceptionNames(t)...)
	}
	return kinds
}

func exceptionNames(x python.Expr) []string {
	if s, ok := x.(*python.Sequence); ok {
		var names []string
		for _, e := range s.Elts {
			names = append(names, exceptionNames(e)...)
		}
		return names
	}
	return []string{exceptionName(x)}
}

// importStmt executes an import.
func (fr *frame) importStmt(s *python.Import) {
	m := fr.m
	m.reached[s] = true
	if !s.From {
		for _, n := range s.Names {
			mod := m.importModule(n.Name, fr.module.Name)
			root, _, dotted := strings.Cut(n.Name, ".")
			switch {
			case mod == nil:
				if fr.inProject(root) && fr.raise("ModuleNotFoundError") {
					return
				}
				if n.Alias != "" {
					fr.scope.set(n.Alias, &External{n.Name})
				} else if top := m.modules[root]; top != nil {
					fr.scope.set(root, top)
				} else {
					fr.scope.set(root, &External{root})
				}
			case n.Alias != "":
				fr.scope.set(n.Alias, mod)
			case dotted:
				fr.scope.set(root, m.importModule(root, fr.module.Name))
			default:
				fr.scope.set(root, mod)
			}
		}
		return
	}
	path := fr.absolute(s)
	mod := m.importModule(path, fr.module.Name)
	if mod == nil {
		root, _, _ := strings.Cut(path, ".")
		if (s.Level > 0 || fr.inProject(root)) && fr.raise("ModuleNotFoundError") {
			return
		}
		for _, n := range s.Names {
			fr.scope.set(cmp.Or(n.Alias, n.Name), &External{path + "." + n.Name})
		}
		if s.Star {
			fr.scope.stars = append(fr.scope.stars, path)
		}
		return
	}
	if s.Star {
		fr.importStar(mod)
		return
	}
	for _, n := range s.Names {
		v, ok := m.member(mod, n.Name)
		if !ok {
			if sub := m.importModule(mod.Name+"."+n.Name, fr.module.Name); sub != nil {
				v, ok = sub, true
			}
		}
		if !ok {
			if !mod.loading && fr.raise("ImportError") {
				return
			}
			v = &Late{mod, n.Name}
		}
		fr.scope.set(cmp.Or(n.Alias, n.Name), v)
	}
}

// inProject reports whether a top-level name is that of an analysed package.
func (fr *frame) inProject(root string) bool {
	return fr.m.modules[root] != nil || fr.m.loader.Find(root, fr.module.Name) != nil
}

// absolute returns the dotted name that a from-import names.
func (fr *frame) absolute(s *python.Import) string {
	return AbsoluteImport(fr.module.Unit, s)
}

// AbsoluteImport returns the dotted name of the module that a from-import of
// a unit names.
func AbsoluteImport(u *Unit, s *python.Import) string {
	if s.Level == 0 {
		return s.Path
	}
	base := (&Module{Unit: u}).packageName()
	for range s.Level - 1 {
		i := strings.LastIndexByte(base, '.')
		base = base[:max(i, 0)]
	}
	switch {
	case base == "":
		return s.Path
	case s.Path == "":
		return base
	}
	return base + "." + s.Path
}

func (fr *frame) importStar(mod *Module) {
	if all, ok := mod.Scope.names["__all__"].(*Seq); ok && !all.Loose {
		for _, e := range all.Elts {
			if s, ok := e.(*Str); ok {
				v, ok := fr.m.member(mod, s.Text)
				if !ok {
					if sub := fr.m.importModule(mod.Name+"."+s.Text, fr.module.Name); sub != nil {
						v, ok = sub, true
					}
				}
				if ok {
					fr.scope.set(s.Text, v)
				}
			}
		}
		return
	}
	for name, v := range mod.Scope.names {
		if !strings.HasPrefix(name, "_") && v != nil {
			fr.scope.set(name, v)
		}
	}
	fr.scope.stars = append(fr.scope.stars, mod.Scope.stars...)
	if mod.Scope.spawned != nil {
		fr.scope.spawned = mod.Scope.spawned
	}
}

// assign binds a target.
func (fr *frame) assign(target python.Expr, v Value) {
	switch t := target.(type) {
	case *python.Name:
		fr.scope.set(t.ID, v)
	case *python.Attribute:
		fr.setAttr(fr.eval(t.X), t.Name, v)
	case *python.Subscript:
		fr.setItem(fr.eval(t.X), fr.evalIndex(t), v)
	case *python.Starred:
		fr.assign(t.X, Unknown{})
	case *python.Sequence:
		vs, ok := fr.elements(v)
		for i, e := range t.Elts {
			if ok && len(vs) == len(t.Elts) {
				fr.assign(e, vs[i])
			} else {
				fr.assign(e, Unknown{})
			}
		}
	}
}

func (fr *frame) augAssign(s *python.AugAssign) {
	old, v := fr.eval(s.Target), fr.eval(s.Value)
	if list, ok := old.(*Seq); ok && s.Op == "+" {
		if vs, ok := fr.elements(v); ok {
			list.Elts = append(list.Elts, vs...)
		} else {
			list.Loose = true
		}
		return
	}
	fr.assign(s.Target, fr.binary(s.Op, old, v))
}

func (fr *frame) setAttr(x Value, name string, v Value) {
	switch x := fr.m.force(x).(type) {
	case *Module:
		x.Scope.set(name, v)
	case *Class:
		if s, ok := v.(*Str); ok && name == "__name__" {
			x.Qual = strings.TrimSuffix(x.Qual, x.Name) + s.Text
			x.Name = s.Text
			return
		}
		x.set(name, v)
	case *Schema:
		x.attrs[name] = v
	case *Instance:
		x.Attrs[name] = v
	case *Config:
		fr.m.setConfig(append(slices.Clip(x.Path), name), v)
	}
}

func (fr *frame) setItem(x, key, v Value) {
	k, ok := fr.m.force(key).(*Str)
	switch x := fr.m.force(x).(type) {
	case *Map:
		if ok {
			x.set(k.Text, v)
		} else {
			x.Loose = true
		}
	case *Config:
		if ok {
			fr.m.setConfig(append(slices.Clip(x.Path), k.Text), v)
		}
	case *Namespace:
		if ok {
			x.Scope.set(k.Text, v)
		}
	}
}

func (fr *frame) funcDef(s *python.FuncDef) {
	f := &Function{Def: s, Module: fr.module, Closure: fr.scope, Class: fr.class}
	if fr.class != nil { // a class's namespace is not visible in its methods
		f.Closure = fr.scope.outer
	}
	var v Value = f
	for i := len(s.Decorators) - 1; i >= 0; i-- {
		switch name := exceptionName(s.Decorators[i]); strings.ToLower(name) {
		case "property", "cached_property":
			f.Kind = Property
		case "classproperty", "class_property", "classgetter":
			f.Kind = ClassProperty
		case "classmethod":
			f.Kind = ClassMethod
		case "staticmethod":
			f.Kind = StaticMethod
		default:
			d := fr.eval(s.Decorators[i])
			if _, ok := d.(*Function); ok {
				// A decorator of the project that returns something known
				// replaces the function; else the function is what it wraps.
				if w := fr.m.call(fr, d, &call{args: []Value{v}, at: s.Offset()}); rank(w) > 4 {
					v = w
				}
			}
		}
	}
	fr.scope.set(s.Name, v)
}
