package makes

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/djdag/djdag/extract/internal/datajoint"
	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/graph"
)

// A Read is one use of a table by the methods of an auto-populated table.
type Read struct {
	Table datajoint.Target // the zero value for [graph.Unfollowed]
	Kind  graph.ReadKind
	// Likely: it may be another table, or the use may be none.
	Likely     bool
	Restricted bool // by the key
	Pos        graph.Pos
	Text       string   // the table as written
	Through    []string // the method, and the functions down to the position
}

// An Argument is an argument of make() beside the key that has a part in the rows that
// it inserts.
type Argument struct {
	Name, Method string
	Pos          graph.Pos // of the method's name
}

// Uses are what the methods of a table do.
type Uses struct {
	Reads     []Read // by position, then kind
	Arguments []Argument
}

// methods are those that populate() calls on a table, or that it takes its keys from.
func methods() []string {
	return []string{"key_source", "make", "_make_tuples", "make_fetch", "make_compute", "make_insert"}
}

// A Follower follows the methods of the tables of one run.
type Follower struct {
	library  *datajoint.Library
	relevant *relevance
	assigns  assignments
}

// New returns a follower. The code of the run must not be forgotten while it is in use.
func New(l *datajoint.Library) *Follower {
	return &Follower{library: l, relevant: newRelevance(), assigns: assignments{}}
}

// Uses returns the uses of tables by the methods of an auto-populated table. The context
// ends the work.
func (f *Follower) Uses(ctx context.Context, t *datajoint.Table) Uses {
	w := &walker{
		ctx: ctx, l: f.library, relevant: f.relevant, assigns: f.assigns, table: t, self: interp.NewInstance(t.Class),
		attrs:  map[*interp.Instance]map[string]value{},
		places: map[place]*mention{}, index: map[place]*Read{}, lost: map[string]bool{},
		done: map[string]value{}, running: map[any]int{},
	}
	for _, name := range methods() {
		w.method(name)
	}
	for _, m := range w.mentions {
		if m.operated && !m.used { // it is handed on where the walk does not see it
			m.likely = true
			from := origin(0)
			if m.restricted {
				from = fromKey
			}
			w.note(m, m.kind, from)
		}
	}
	uses := Uses{Arguments: w.arguments()}
	for _, r := range w.found {
		uses.Reads = append(uses.Reads, *r)
	}
	slices.SortStableFunc(uses.Reads, func(a, b Read) int {
		return cmp.Or(a.Pos.Compare(b.Pos), cmp.Compare(a.Kind, b.Kind))
	})
	return uses
}

// Methods returns the functions whose bodies [Follower.Uses] parses in any case, in the
// order in which it does.
func (f *Follower) Methods(t *datajoint.Table) []*interp.Function {
	var all []*interp.Function
	for _, name := range methods() {
		if m := methodOf(f.library, t, name); m != nil && m.HasSource() && !slices.Contains(all, m) {
			all = append(all, m)
		}
	}
	return all
}

// methodOf returns a method of a table, or nil.
func methodOf(l *datajoint.Library, t *datajoint.Table, name string) *interp.Function {
	v, ok := t.Class.Find(name, nil)
	if !ok {
		return nil
	}
	f, _ := l.Force(v).(*interp.Function)
	return f
}

// A walker goes through the methods of one table.
type walker struct {
	ctx      context.Context
	l        *datajoint.Library
	relevant *relevance
	assigns  assignments
	table    *datajoint.Table
	self     *interp.Instance
	kind     graph.ReadKind // of what is read now

	attrs    map[*interp.Instance]map[string]value // that methods set
	mentions []*mention                            // in the order of the walk
	places   map[place]*mention
	found    []*Read
	index    map[place]*Read
	lost     map[string]bool // methods in which something could not be followed
	done     map[string]value
	running  map[any]int // functions that are being walked
	steps    int
	depth    int // of functions within one another
	copying  int // lists and dicts within one another

	named    []Argument // the arguments of the methods, by their bits
	carried  origin     // of what the step before this one returned
	affected origin     // what had a part in the rows that are inserted
}

// The bounds of a walk.
const (
	maxSteps = 60_000 // expressions, for one table
	maxDepth = 16     // functions within one another
)

// method walks one method of the table.
func (w *walker) method(name string) {
	w.kind = graph.Fetched
	if name == "key_source" {
		w.kind = graph.AsKeySource
		if x, owner, outside := w.l.DataExpr(w.table.Class, name); x != nil {
			fr := &frame{walker: w, module: owner.Module, outside: outside, names: newNames(nil), through: []string{name}}
			fr.consume(fr.eval(x), x)
			return
		}
	}
	f := methodOf(w.l, w.table, name)
	if f == nil {
		return
	}
	w.l.Allow()
	params, body := w.l.Body(f)
	if body == nil {
		return
	}
	fr := &frame{walker: w, module: f.Module, outside: w.l.FrameIn(f), names: newNames(nil), class: f.Class, through: []string{name}}
	w.bindMethod(fr, f, name, params)
	w.running[f]++
	fr.run(body)
	w.running[f]--
	w.carried = fr.returned.origins()
	if f.Class == w.table.Class { // no other table has it
		w.l.DropBody(f)
	}
}

// sortedKeys are the keys of a map in order.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
