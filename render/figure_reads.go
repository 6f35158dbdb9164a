package render

import (
	"strings"

	"github.com/djdag/djdag/graph"
)

// addReads adds an edge for each table that a make() reads, from that to the reader, if
// [Options.Reads] asks for them. Those between the same two nodes share an edge if one of
// these is a pill, but not those that a foreign key declares with those that none does.
func (b *builder) addReads(f *figure) {
	if !b.opts.Reads {
		return
	}
	type pair struct {
		from, to *node
		hidden   bool
	}
	shared := make(map[pair]*edge)
	for _, d := range b.p.Dependencies() {
		to := b.byID[d.Reader]
		if to == nil {
			continue
		}
		from := b.parentNode(f, d.Table, to)
		if from == nil || from == to {
			continue
		}
		key := pair{from, to, d.Cover == graph.Undeclared}
		e := shared[key]
		if e == nil {
			e = &edge{kind: reads, from: from, to: to, hidden: key.hidden, pos: d.Pos}
			shared[key] = e
			f.edges = append(f.edges, e)
		} else {
			e.tooltip += "\n"
		}
		e.members++
		e.tooltip += readTooltip(b.names.tableTitle(b.p, d.Reader), b.names.tableTitle(b.p, d.Table), &d)
	}
}

// readTooltip says which table reads which, where, and what the definition says of it.
func readTooltip(reader, table string, d *graph.Dependency) string {
	text := reader + " reads " + table + " in " + strings.Join(d.Through, " > ") + ", " + d.Pos.String()
	if d.Cover == graph.Undeclared {
		text += "; no foreign key says so"
	}
	return text
}
