package evaluate

import (
	"maps"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/python"
)

// A Value is what an expression may evaluate to. Values are compared by
// identity where they are pointers.
type Value interface{}

// The kinds of values.
type (
	// Unknown is a value of which nothing is known.
	Unknown struct{}
	// None is Python's None.
	None struct{}
	// Bool is True or False.
	Bool bool
	// Int is an integer; a larger one is Unknown.
	Int int64
	// Ellipsis is "...".
	Ellipsis struct{}

	// Seq is a list, a tuple or a set. A loose one may hold more than it
	// shows, because something unknown was added.
	Seq struct {
		Elts  []Value
		Loose bool
	}
	// Map is a dict with string keys. A loose one may hold more.
	Map struct {
		Keys  []string // in order of insertion
		Vals  map[string]Value
		Loose bool
	}

	// External is a name of a module that is not analysed, such as
	// "numpy.linalg.norm". DataJoint itself is external, too.
	External struct{ Path string }

	// Function is a function of an analysed module.
	Function struct {
		Def     *python.FuncDef
		Lambda  *python.Lambda // instead of Def
		Module  *Module
		Closure *Scope // where it was defined
		Kind    FuncKind
		Class   *Class // of a method, for super()

		// params and body are parsed for the first call.
		params []python.Param
		body   []python.Stmt
		parsed bool
		opaque bool // its calls tell nothing
		active int  // calls of it that run now
	}
	// Method is a function bound to an instance or a class.
	Method struct {
		Fn   *Function
		Self Value
	}
	// Builtin is a function that the machine itself provides.
	Builtin struct {
		Name string
		Call func(m *Machine, fr *frame, c *call) Value
	}
	// Instance is an object of a class of an analysed module.
	Instance struct {
		Class *Class
		Attrs map[string]Value
	}
	// Super is what super() returns.
	Super struct {
		Class *Class // the class after which the search starts
		Self  Value
	}
	// Frame is what inspect.currentframe() returns.
	Frame struct{ fr *frame }
	// Namespace is the dict of a module or a function, as of locals().
	Namespace struct{ Scope *Scope }

	// Virtual is a virtual module over a schema.
	Virtual struct {
		Name   string
		Schema *Str // the schema's name
		// spawned: its tables came into a namespace by spawn_missing_classes,
		// from the database alone.
		spawned bool
		// before are the schemas that were spawned there earlier, whose tables
		// come first.
		before []*Schema
	}
	// VirtualTable is a table, or a part, named through a virtual module.
	VirtualTable struct {
		Of   *Virtual
		Path []string
	}
	// Projection is a table with renamed attributes.
	Projection struct {
		Table   Value // a *Class, an *External or a *VirtualTable
		Renames []Rename
	}

	// Setting is a value that the machine takes from its surroundings: an
	// environment variable or an entry of dj.config.
	Setting struct {
		Label   string
		Default Value // what it is if nobody sets it; nil: an error
	}
	// Config is dj.config, or a dict inside it.
	Config struct{ Path []string }
	// Environ is os.environ.
	Environ struct{}

	// Late is a name of a module that was not bound when it was looked up: it
	// never is, or only later, as where imports form a cycle. It is looked up
	// again when it is used.
	Late struct {
		Module *Module
		Name   string
	}
	// Either is the first of several values that turns out to be something.
	Either struct{ Of []Value }
)

// A Rename is new='old' of a projection.
type Rename struct {
	New, Old string
	Bare     bool // old stands there without quotes, as a name that nothing binds
}

// FuncKind tells how a function becomes an attribute.
type FuncKind uint8

// The kinds of functions in a class.
const (
	Plain FuncKind = iota
	Property
	ClassProperty
	ClassMethod
	StaticMethod
)

// A Scope is a namespace: of a module, a function or a class body.
type Scope struct {
	names  map[string]Value
	module *Module
	outer  *Scope // the enclosing function's or module's, never a class's
	global map[string]bool
	// stars are the external modules whose names were imported with "*".
	stars []string
	// spawned are the schemas whose tables appear here without source.
	spawned []*Schema
	journal *journal
	// order lists the names of a class body as they were bound first.
	order   []string
	ordered bool
}

// A journal remembers what a branch changed.
type journal struct {
	order []string
	old   map[string]Value
	outer *journal
}

func newScope(module *Module, outer *Scope) *Scope {
	return &Scope{names: map[string]Value{}, module: module, outer: outer}
}

func (s *Scope) set(name string, v Value) {
	if s.global[name] && s != s.module.Scope {
		s.module.Scope.set(name, v)
		return
	}
	if j := s.journal; j != nil {
		if _, ok := j.old[name]; !ok {
			j.old[name] = s.names[name]
			j.order = append(j.order, name)
		}
	}
	if _, ok := s.names[name]; s.ordered && !ok {
		s.order = append(s.order, name)
	}
	s.names[name] = v
}

// get looks a name up in this namespace alone.
func (s *Scope) get(name string) (Value, bool) {
	v, ok := s.names[name]
	if last := len(s.spawned) - 1; !ok && last >= 0 && isCapital(name) {
		of := s.spawned[last]
		return &VirtualTable{Of: &Virtual{Name: of.label(), Schema: of.Name, spawned: true, before: s.spawned[:last]}, Path: []string{name}}, true
	}
	return v, ok && v != nil
}

func isCapital(s string) bool { return s != "" && 'A' <= s[0] && s[0] <= 'Z' }

func (s *Seq) add(v Value) { s.extend([]Value{v}) }

// extend adds elements, up to the bound: a longer list is loose.
func (s *Seq) extend(vs []Value) {
	if len(s.Elts)+len(vs) > maxElts {
		s.Loose = true
		return
	}
	s.Elts = append(s.Elts, vs...)
}

// dict returns what the scope binds, sorted by name, but for what Python itself
// gives every module.
func (s *Scope) dict() *Map {
	d := newMap()
	for _, name := range slices.Sorted(maps.Keys(s.names)) {
		if v := s.names[name]; v != nil && !(strings.HasPrefix(name, "__") && strings.HasSuffix(name, "__")) {
			d.set(name, v)
		}
	}
	return d
}

// alone returns a view of the scope's own names, without those around it.
func (s *Scope) alone() *Scope {
	view := *s
	view.outer, view.journal = nil, nil
	return &view
}

func newMap() *Map { return &Map{Vals: map[string]Value{}} }

func (d *Map) set(key string, v Value) {
	if _, ok := d.Vals[key]; !ok {
		d.Keys = append(d.Keys, key)
	}
	d.Vals[key] = v
}

// update adds the entries of another dict, or of a namespace by name. Of
// anything else nobody knows the entries.
func (d *Map) update(v Value) {
	switch o := v.(type) {
	case *Map:
		for _, k := range o.Keys {
			d.set(k, o.Vals[k])
		}
		d.Loose = d.Loose || o.Loose
	case *Namespace:
		names := o.Scope.dict()
		for _, k := range names.Keys {
			d.set(k, names.Vals[k])
		}
	default:
		d.Loose = true
	}
}

// rank says how much a value tells; more is better.
func rank(v Value) int {
	switch v := v.(type) {
	case nil, Unknown:
		return 0
	case None:
		return 1
	case *External, *Late:
		return 2
	case *Virtual, *VirtualTable, *Either:
		return 3
	case *Setting:
		return 3
	case *Str:
		if len(v.Holes) > 0 {
			return 4
		}
	}
	return 5
}

// merge returns the value that says most of those that different branches
// bound to one name; the first of equals. A virtual table may turn out to be
// nothing, so what comes behind it is kept.
func merge(vs []Value) Value {
	var best Value = Unknown{}
	for _, v := range vs {
		if rank(v) > rank(best) {
			best = v
		}
	}
	switch best.(type) {
	case *Virtual, *VirtualTable, *External, *Late:
	default:
		return best
	}
	e := &Either{}
	for _, v := range vs {
		if v != best && rank(v) >= 2 {
			e.Of = append(e.Of, v)
		}
	}
	if len(e.Of) == 0 {
		return best
	}
	e.Of = append([]Value{best}, e.Of...)
	return e
}
