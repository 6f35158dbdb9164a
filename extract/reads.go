package extract

import (
	"context"
	"fmt"

	"github.com/djdag/djdag/extract/internal/datajoint"
	"github.com/djdag/djdag/extract/internal/makes"
	"github.com/djdag/djdag/graph"
)

// followMakes follows the methods that populate() calls. It takes the code, so it runs
// before that is forgotten.
func followMakes(ctx context.Context, l *datajoint.Library, tables []*datajoint.Table) map[*datajoint.Table]makes.Uses {
	uses := map[*datajoint.Table]makes.Uses{}
	f := makes.New(l)
	for _, t := range tables {
		if t.Tier.AutoPopulated() {
			uses[t] = f.Uses(ctx, t)
		}
	}
	return uses
}

// reads returns what the make() of a table reads and writes, and reports the arguments
// that change its result.
func (r *resolver) reads(t *datajoint.Table) []graph.Read {
	uses := r.uses[t]
	for _, a := range uses.Arguments {
		end := a.Pos
		end.Col += len(a.Method)
		r.report("make-argument", graph.Warning,
			fmt.Sprintf("the argument %q of %s() of %q has a part in the rows that it inserts, and no table keeps it; take it from a lookup table that %s refers to", a.Name, a.Method, t.Qual, t.Qual),
			a.Pos, end)
	}
	var reads []graph.Read
	for i := range uses.Reads {
		u := &uses.Reads[i]
		reads = append(reads, graph.Read{
			Table: r.targetID(u.Table), Kind: u.Kind, Likely: u.Likely, Restricted: u.Restricted,
			Through: u.Through, Text: u.Text, Pos: u.Pos,
		})
	}
	return reads
}

// targetID returns the ID of a table that code names. One outside becomes an external.
func (r *resolver) targetID(t datajoint.Target) string {
	switch {
	case t.Table != nil:
		return r.ids[t.Table]
	case t.Outside.ID == "" || r.tables[t.Outside.ID]:
		return t.Outside.ID
	}
	r.externals[t.Outside.ID] = t.Outside
	return t.Outside.ID
}
