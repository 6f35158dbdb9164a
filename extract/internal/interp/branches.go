package interp

import (
	"slices"

	"github.com/djdag/djdag/extract/internal/python"
)

// A handler is the except clauses of a try statement that runs now. Those of
// unknown type catch all.
type handler struct{ kinds []string }

// Raise raises an exception if a handler catches it, and reports whether one
// does. Otherwise the caller goes on with something unknown.
func (fr *Frame) Raise(kind string) bool {
	if fr.unsure > 0 {
		return false
	}
	if fr.m.Catches(kind) {
		fr.raised = kind
		return true
	}
	return false
}

// Fail raises an exception that ends the functions that run now, even if
// nothing catches it: then the module that called them goes on.
func (fr *Frame) Fail(kind string) {
	if fr.unsure == 0 {
		fr.raised = kind
	}
}

// Catches reports whether some try statement that runs now catches an
// exception.
func (m *Machine) Catches(kind string) bool {
	return slices.ContainsFunc(m.handlers, func(h handler) bool { return h.catches(kind) })
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
func (fr *Frame) ifStmt(s *python.If) flow {
	test := fr.eval(s.Test)
	if fr.raised != "" {
		return raised
	}
	switch fr.truth(test) {
	case Yes:
		return fr.run(s.Then)
	case No:
		return fr.run(s.OrElse)
	}
	return fr.branches(s.Then, s.OrElse)
}

// branches runs several bodies where Python runs one of them, and merges what
// they bind. A name keeps the value that it had, unless a branch binds it to a
// more informative one.
func (fr *Frame) branches(bodies ...[]python.Stmt) flow {
	fr.unsure++
	bound := map[string][]Value{}
	var order []string
	all := next
	for i, body := range bodies {
		j := &journal{old: map[string]Value{}, outer: fr.Scope.journal}
		fr.Scope.journal = j
		f := fr.run(body)
		fr.Scope.journal = j.outer
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
			value, _ := fr.Scope.names.get(name)
			bound[name] = append(bound[name], value)
			fr.Scope.names.set(name, j.old[name])
		}
	}
	fr.unsure--
	for _, name := range order {
		fr.Scope.Set(name, merge(bound[name]))
	}
	return all
}

func (fr *Frame) loop(s *python.For) flow {
	elts, known := []Value{Unknown{}}, false
	var head Value = Unknown{}
	if s.Iter != nil {
		head = fr.eval(s.Iter)
		if vs, ok := fr.elements(head); ok {
			elts, known = vs, true
		}
	} else if s.Test != nil {
		head = fr.eval(s.Test)
	}
	if fr.raised != "" {
		return raised
	}
	if s.Iter == nil {
		switch _, forever := s.Test.(*python.Const); {
		case fr.truth(head) == No:
			return fr.run(s.OrElse)
		case fr.truth(head) == Yes && !forever:
			return fr.while(s)
		}
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

// while runs a loop whose condition is known, until it is false.
func (fr *Frame) while(s *python.For) flow {
	for range maxTurns {
		if fr.m.steps > fr.m.limit {
			break
		}
		switch f := fr.run(s.Body); f {
		case broke:
			return next
		case returned, raised:
			return f
		}
		test := fr.eval(s.Test)
		if fr.raised != "" {
			return raised
		}
		switch fr.truth(test) {
		case No:
			return fr.run(s.OrElse)
		case Maybe:
			return next
		}
	}
	return next
}

// try runs the body, and the handlers that catch what the body certainly
// raises, or may raise.
func (fr *Frame) try(s *python.Try) flow {
	f, j := fr.tryBody(s)
	if fr.raised != "" {
		f = fr.handle(s, f)
	} else {
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
	kind := fr.raised // waits until the clause has run
	fr.raised = ""
	if g := fr.run(s.Finally); g != next {
		return g
	}
	fr.raised = kind
	return f
}

// tryBody runs the body of a try statement. The journal holds what it changes.
func (fr *Frame) tryBody(s *python.Try) (flow, *journal) {
	var h handler
	for _, c := range s.Handlers {
		h.kinds = append(h.kinds, exceptionKinds(c)...)
	}
	outer := fr.m.handlers
	fr.m.handlers = append(slices.Clip(outer), h)
	j := &journal{old: map[string]Value{}, outer: fr.Scope.journal}
	fr.Scope.journal = j
	f := fr.run(s.Body)
	fr.Scope.journal = j.outer
	fr.m.handlers = outer
	return f, j
}

// handle runs the first clause that catches what the body raised. It returns f
// if none does.
func (fr *Frame) handle(s *python.Try, f flow) flow {
	kind := fr.raised
	for _, c := range s.Handlers {
		if !(handler{exceptionKinds(c)}).catches(kind) {
			continue
		}
		fr.raised = ""
		if c.Name != "" {
			fr.Scope.Set(c.Name, Unknown{})
		}
		outer := fr.handled
		fr.handled = kind
		f = fr.run(c.Body)
		fr.handled = outer
		break
	}
	return f
}

// alternatives runs the handlers of a body that may have failed, for the names
// that they bind.
func (fr *Frame) alternatives(s *python.Try, body *journal) {
	doubtful := false
	for _, name := range body.order {
		value, _ := fr.Scope.names.get(name)
		if r := rank(value); r <= RankElusive && r != RankNone {
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

// exceptionKinds names what a clause catches; "" is everything.
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
