package datajoint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/graph"
)

// makeMethod returns the method of this name that populate() calls on a table,
// or nil if the table has none or it is unknown how it is called.
func (t *Table) makeMethod(name string) *interp.Function {
	if !t.Tier.AutoPopulated() || t.Class.Altered || has(t.Class, "populate", "_populate1", "_make_tuples") {
		return nil
	}
	v, _ := t.Class.Find(name, nil)
	f, ok := t.Schema.library.Force(v).(*interp.Function)
	if !ok || f.Class == nil || f.Def == nil || f.Module.File == nil {
		return nil
	}
	return f
}

// reportMake reports a make() that does not take what populate() hands it: the
// key by its position, and, by name, what the code gives as make_kwargs. The same
// goes for the three steps of one.
func (l *Library) reportMake(t *Table) {
	if has(t.Class, "make") || !has(t.Class, "make_fetch") || !has(t.Class, "make_compute") || !has(t.Class, "make_insert") {
		l.reportSignature(t, "make")
		return
	}
	for _, name := range []string{"make_fetch", "make_compute", "make_insert"} {
		l.reportSignature(t, name)
	}
}

func (l *Library) reportSignature(t *Table, name string) {
	f := t.makeMethod(name)
	if f == nil {
		return
	}
	s, known := f.Signature()
	if !known {
		return
	}
	need, write := 2, name+"(self, key)"
	if f.IsStatic() {
		need, write = 1, name+"(key)"
	}
	takesMore := name == "make_compute" || name == "make_insert"
	why := ""
	switch extra := missingArgument(s, need, takesMore); {
	case s.Positional < need && !s.Any:
		why = fmt.Sprintf("with a key, for which it has no parameter; write %s", write)
	case extra == "":
		return
	case f.IsStatic():
		why = fmt.Sprintf("with the key alone, since it is static, and its parameter %q has no default; write %s", extra, write)
	case l.anyModule(func(m *interp.Module) bool { return m.File.Contains("make_kwargs") }): // populate() may hand arguments on
		return
	default:
		why = fmt.Sprintf("with the key alone, but its parameter %q has no default; give it one", extra)
	}
	at := f.Def.Offset()
	l.Report(graph.Diagnostic{
		Rule: "make-signature", Severity: graph.Error,
		Message: fmt.Sprintf("populate() calls %s() of %q %s", name, f.Class.Qual, why),
		Pos:     f.Module.Pos(at), End: f.Module.Pos(at + len(name)),
	})
}

// missingArgument returns the name of a parameter that gets no argument, or "".
func missingArgument(s interp.Signature, given int, takesMore bool) string {
	if len(s.Required) > given && !takesMore {
		return s.Required[given]
	}
	if len(s.Named) > 0 {
		return s.Named[0]
	}
	return ""
}

// An IdleMake is a make() after which the row that it was called for is missing.
type IdleMake struct {
	Class    string // which has it
	Why      string // what is wrong with it, and what to do
	Pos, End graph.Pos
}

// readIdleMake returns the make() of the table if it surely inserts nothing.
func (t *Table) readIdleMake() (idle IdleMake, ok bool) {
	f := t.makeMethod("make")
	if f == nil || len(f.Def.Decorators) > 0 || len(t.again) > 0 || len(foreignBases(t.Class)) > 0 || hasForeignTier(t.Class) {
		return idle, false
	}
	at := f.Def.Offset()
	idle = IdleMake{Class: f.Class.Qual, Why: "never inserts a row, so populate() calls it again each time; insert the row of the key with self.insert1()", Pos: f.Module.Pos(at), End: f.Module.Pos(at + len("make"))}
	if f.IsAsync() {
		idle.Why = "is a coroutine, which populate() never awaits; remove async"
		return idle, true
	}
	if s, known := f.Signature(); known && s.Positional < 2 && !s.Any {
		return idle, false // reported already
	}
	w := insertSearch{l: t.Schema.library, class: t.Class, todo: []*interp.Function{f}}
	return idle, !w.run()
}

// An insertSearch looks for what may insert a row in a method and in those that
// it calls.
type insertSearch struct {
	l     *Library
	class *interp.Class
	todo  []*interp.Function
	done  []*interp.Function
}

// run reports whether something may insert a row.
func (w *insertSearch) run() bool {
	const most = 20 // functions
	for len(w.todo) > 0 {
		f := w.todo[0]
		w.todo = w.todo[1:]
		if slices.Contains(w.done, f) {
			continue
		}
		w.done = append(w.done, f)
		if len(w.done) > most || f.Mentions("insert", "populate") {
			return true
		}
		d, ok := w.l.Doings(f)
		if !ok || d.Raises {
			return true
		}
		w.l.Allow()
		fr := w.l.FrameIn(f)
		for _, m := range d.Mentions {
			if w.mayInsert(fr, m.Path, m.Called, d.First) {
				return true
			}
		}
	}
	return false
}

// mayInsert reports whether a mention of a name may lead to an insert. It queues
// the methods of the class.
func (w *insertSearch) mayInsert(fr *interp.Frame, path []string, called bool, self string) bool {
	last := path[len(path)-1]
	reads := len(path) > 1 && isReading(last)
	switch path[0] {
	case "":
		return called && !reads
	case self:
		if len(path) == 1 {
			return called
		}
		v, ok := w.class.Find(path[1], nil)
		if !ok {
			return called && !reads
		}
		switch v := w.l.Force(v).(type) {
		case *interp.Function:
			w.todo = append(w.todo, v)
			return called && len(path) > 2 && !reads
		case *interp.Class:
			return called && len(path) > 2 && !reads
		}
		return called && !reads
	}
	v := w.l.Force(fr.Name(path[0]))
	for _, name := range path[1:] {
		switch x := v.(type) {
		case *interp.Module:
			v = w.l.Force(fr.Attr(x, name))
			continue
		case *interp.Class:
			if member, ok := x.Find(name, nil); ok {
				v = w.l.Force(member)
				continue
			}
		case *interp.External:
			v = &interp.External{Path: x.Path + "." + name}
			continue
		}
		v = interp.Unknown{}
	}
	switch v := v.(type) {
	case *interp.Function:
		return true // of the project
	case *interp.Builtin:
		return called && !isHarmless("builtins."+v.Name)
	case *interp.External:
		return called && !reads && !isHarmless(v.Path)
	case *interp.Class:
		return called && !w.l.hasTier(v)
	}
	return called && !reads
}

// isReading reports whether a method of this name inserts nothing, be it of a
// query, a dict, a list, a text or an array.
func isReading(name string) bool {
	switch name {
	case "fetch", "fetch1", "proj", "aggr", "head", "tail", "to_dicts", "to_pandas", "to_arrays",
		"keys", "values", "items", "get", "pop", "update", "append", "extend", "copy", "sort", "index", "count",
		"format", "strip", "split", "join", "replace", "startswith", "endswith", "lower", "upper",
		"mean", "std", "var", "sum", "min", "max", "astype", "reshape", "flatten", "ravel", "tolist",
		"info", "debug", "warning", "error":
		return true
	}
	return false
}

// isHarmless reports whether a function of Python, or of a package that knows
// nothing of databases, inserts nothing.
func isHarmless(path string) bool {
	root, name, _ := strings.Cut(path, ".")
	switch root {
	case "numpy", "scipy", "matplotlib", "math", "time", "datetime", "os", "re", "json", "random", "itertools", "collections", "copy", "pathlib":
		return true
	case "builtins":
		switch name {
		case "print", "len", "range", "enumerate", "zip", "list", "dict", "tuple", "set", "frozenset", "sorted", "reversed",
			"str", "int", "float", "bool", "bytes", "min", "max", "sum", "any", "all", "abs", "round", "isinstance", "issubclass", "repr", "type", "hasattr", "open",
			"ValueError", "KeyError", "TypeError", "Exception", "RuntimeError", "NotImplementedError":
			return true
		}
	}
	return false
}

// An UpstreamItem is a use of self.upstream[T].
type UpstreamItem struct {
	Table    string // T as written
	Method   string
	Pos, End graph.Pos
	// Stranger reports whether T surely is no ancestor of the table.
	Stranger bool
}

// readUpstream lists the uses of self.upstream in the methods of the table.
func (t *Table) readUpstream() (items []UpstreamItem) {
	if t.Class.Altered || has(t.Class, "upstream") || len(foreignBases(t.Class)) > 0 || hasForeignTier(t.Class) {
		return nil
	}
	l := t.Schema.library
	for _, name := range t.Class.Members(nil) {
		v, _ := t.Class.Find(name, nil)
		f, ok := v.(*interp.Function)
		if !ok || !f.Mentions(".upstream[") {
			continue
		}
		d, ok := l.Doings(f)
		if !ok {
			continue
		}
		l.Allow()
		fr := l.FrameIn(f)
		for _, i := range d.Items {
			if !slices.Equal(i.Path, []string{d.First, "upstream"}) {
				continue
			}
			v := fr.Name(i.Item[0])
			for _, name := range i.Item[1:] {
				v = fr.Attr(v, name)
			}
			c, isClass := l.Force(v).(*interp.Class)
			var target *Table
			if isClass {
				target = standsFor(c)
			}
			items = append(items, UpstreamItem{
				Table: strings.Join(i.Item, "."), Method: name,
				Pos: f.Module.Pos(i.Offset()), End: f.Module.Pos(i.End),
				Stranger: target != nil && target != t && t.isStranger(target),
			})
		}
	}
	return items
}

// isStranger reports whether a table surely is no ancestor of this one.
func (t *Table) isStranger(other *Table) bool {
	seen := map[*Table]bool{t: true}
	for queue := []*Table{t}; len(queue) > 0; queue = queue[1:] {
		x := queue[0]
		if x == other || !x.Sound || x.Schema == nil {
			return false
		}
		for _, r := range x.Refs {
			if r.Parent == nil {
				return false
			}
			if !seen[r.Parent] {
				seen[r.Parent] = true
				queue = append(queue, r.Parent)
			}
		}
	}
	return true
}
