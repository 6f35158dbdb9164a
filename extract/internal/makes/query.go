package makes

import (
	"slices"

	"github.com/djdag/djdag/extract/internal/datajoint"
	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
)

// A query is an expression over tables.
type query struct {
	main  []*mention    // the tables of its first operand; several if it may be either
	with  []*mention    // those of the other operands
	class *interp.Class // of the first operand, for its methods; may be nil
	from  origin        // of what restricts it
}

// A mention is a place at which a table becomes part of a query.
type mention struct {
	table   datajoint.Target
	kind    graph.ReadKind // of reading it
	module  *interp.Module
	offset  int
	text    string
	through []string
	likely  bool

	operated   bool // it was restricted, joined or projected
	used       bool // it was read, or written
	restricted bool // by the key, at the last operation
}

// What a method of a table does.
type effect uint8

const (
	noEffect  effect = iota
	reads            // it fetches rows
	composes         // it makes another query
	writes           // it inserts, changes or deletes rows
	populates        // it calls make()
)

// effectOf returns what DataJoint's method of this name does.
func effectOf(name string) effect {
	switch name {
	case "fetch", "fetch1", "to_dicts", "to_pandas", "to_arrays", "to_polars", "to_arrow", "head", "tail", "cursor", "keys", "progress":
		return reads
	case "proj", "restrict", "join", "aggr", "aggregate", "extend", "exclude", "antijoin", "semijoin":
		return composes
	case "insert", "insert1", "insert_dataframe", "update1", "_update", "delete", "delete_quick", "drop", "drop_quick", "truncate":
		return writes
	case "populate", "make", "_make_tuples", "make_tuples":
		return populates
	}
	return noEffect
}

// isTelling reports whether a method of this name shows that its object is a query,
// whatever that is.
func isTelling(name string) bool {
	switch name {
	case "fetch", "fetch1", "to_dicts", "to_arrays", "insert1", "update1":
		return true
	}
	return false
}

// queryOf returns the query that a value is, or nil. x is the expression that gave it.
func (fr *frame) queryOf(v value, x python.Expr) *query {
	var q *query
	for _, t := range v.of {
		var next *query
		switch t := t.(type) {
		case *query:
			next = t
		case object:
			next = fr.mentioned(t, x, v.vague)
		}
		switch {
		case next == nil:
		case q == nil:
			q = next
		default:
			q = q.orElse(next)
		}
	}
	return q
}

// orElse is a query that may be either.
func (q *query) orElse(other *query) *query {
	both := &query{main: union(q.main, other.main), with: union(q.with, other.with), from: q.from & other.from}
	if q.class == other.class {
		both.class = q.class
	}
	return both
}

func union(a, b []*mention) []*mention {
	out := slices.Clip(a)
	for _, m := range b {
		if !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return out
}

// mentioned is the query that a table alone is, or nil for what is no table. vague: the
// code may mean another one.
func (fr *frame) mentioned(o object, x python.Expr, vague bool) *query {
	target, ok := fr.l.TargetOf(o.Value)
	if !ok {
		return nil
	}
	q := &query{main: []*mention{fr.mention(target, x, vague || !target.IsSure())}}
	switch v := o.Value.(type) {
	case *interp.Class:
		q.class = v
	case *interp.Instance:
		q.class = v.Class
	}
	return q
}

// mention returns the mention of a table at an expression. A place that is passed
// several times has one.
func (fr *frame) mention(target datajoint.Target, x python.Expr, likely bool) *mention {
	at := place{target, fr.module, x.Offset(), fr.kind}
	m := fr.places[at]
	if m == nil {
		m = &mention{table: target, kind: fr.kind, module: fr.module, offset: x.Offset(), text: nameOf(x), through: fr.through, likely: likely}
		fr.places[at] = m
		fr.mentions = append(fr.mentions, m)
	}
	m.likely = m.likely && likely
	return m
}

// A place is where a table is mentioned, and how it is used there.
type place struct {
	table  datajoint.Target
	module *interp.Module
	offset int
	kind   graph.ReadKind
}

// nameOf returns an expression as written, without brackets, if it is a name; else what is known of it.
func nameOf(x python.Expr) string {
	switch x := x.(type) {
	case *python.Call:
		return nameOf(x.Fn)
	case *python.Subscript:
		return nameOf(x.X)
	}
	return interp.Label(x)
}

// compose is the query with another operand.
func (fr *frame) compose(q *query, arg value, x python.Expr) *query {
	out := *q
	out.from |= arg.origins()
	for _, other := range fr.queriesIn(arg, x) {
		out.with = union(out.with, union(other.main, other.with))
		out.from |= other.from
	}
	out.operate()
	return &out
}

// operate notes that the tables of a query are part of a larger expression.
func (q *query) operate() {
	for _, ms := range [][]*mention{q.main, q.with} {
		for _, m := range ms {
			m.operated = true
			m.restricted = m.restricted || q.from&fromKey != 0
		}
	}
}

// queriesIn lists the queries that a value is or holds.
func (fr *frame) queriesIn(v value, x python.Expr) []*query {
	var out []*query
	v.walk(func(w value) {
		if q := fr.queryOf(w, x); q != nil {
			out = append(out, q)
		}
	})
	return out
}

// read notes that rows of a query are read, and returns these.
func (fr *frame) read(q *query) value {
	for _, ms := range [][]*mention{q.main, q.with} {
		for _, m := range ms {
			fr.note(m, m.kind, q.from)
		}
	}
	return tainted(q.from)
}

// write notes that the table of a query is written. What else it has is read.
func (fr *frame) write(q *query) {
	for _, m := range q.main {
		fr.note(m, graph.Written, q.from)
	}
	for _, m := range q.with {
		fr.note(m, m.kind, q.from)
	}
}

// note notes a use of a mentioned table.
func (w *walker) note(m *mention, kind graph.ReadKind, from origin) {
	m.used = true
	restricted := from&fromKey != 0 || kind == graph.Upstream
	k := place{m.table, m.module, m.offset, kind}
	if r := w.index[k]; r != nil {
		r.Restricted, r.Likely = r.Restricted && restricted, r.Likely && m.likely
		return
	}
	r := &Read{
		Table: m.table, Kind: kind, Likely: m.likely, Restricted: restricted,
		Pos: m.module.Pos(m.offset), Text: m.text, Through: m.through,
	}
	w.index[k] = r
	w.found = append(w.found, r)
}
