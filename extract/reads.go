package extract

import (
	"context"
	"fmt"
	"runtime"
	"sync"

	"github.com/djdag/djdag/extract/internal/datajoint"
	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/makes"
	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
)

// followMakes follows the methods that populate() calls. It takes the code, so it runs
// before that is forgotten. Parsing their bodies takes most of the time; that is done
// ahead, in parallel.
func followMakes(ctx context.Context, l *datajoint.Library, tables []*datajoint.Table) map[*datajoint.Table]makes.Uses {
	follower := makes.New(l)
	uses := map[*datajoint.Table]makes.Uses{}
	var methods []*interp.Function
	first := map[*interp.Function]bool{}
	for _, t := range tables {
		if t.Tier.AutoPopulated() {
			for _, f := range follower.Methods(t) {
				if !first[f] {
					first[f] = true
					methods = append(methods, f)
				}
			}
		}
	}
	ctx, cancel := context.WithCancel(ctx)
	bodies := parseAhead(ctx, methods)
	defer bodies.wait()
	defer cancel()
	for _, t := range tables {
		if !t.Tier.AutoPopulated() {
			continue
		}
		for _, f := range follower.Methods(t) {
			if first[f] { // which an earlier table may have in common with this one
				first[f] = false
				if b, ok := bodies.next(ctx); ok {
					l.KeepBody(b)
				}
			}
		}
		uses[t] = follower.Uses(ctx, t)
	}
	return uses
}

// A bodyPool parses bodies ahead of their use.
type bodyPool struct {
	parsed []chan interp.ParsedBody // in turn
	taken  int
	work   sync.WaitGroup
}

// parseAhead begins to parse functions. The context ends that.
func parseAhead(ctx context.Context, functions []*interp.Function) *bodyPool {
	const ahead = 32 // bodies, for each worker
	workers := min(runtime.GOMAXPROCS(0), len(functions))
	p := &bodyPool{}
	for w := range workers {
		parsed := make(chan interp.ParsedBody, ahead)
		p.parsed = append(p.parsed, parsed)
		p.work.Go(func() {
			parser := python.NewParser()
			defer parser.Close()
			for i := w; i < len(functions); i += workers {
				select {
				case parsed <- interp.ParseBody(parser, functions[i]):
				case <-ctx.Done():
					return
				}
			}
		})
	}
	return p
}

// next returns the body of the next function. It reports false if the context has ended.
func (p *bodyPool) next(ctx context.Context) (b interp.ParsedBody, ok bool) {
	parsed := p.parsed[p.taken%len(p.parsed)]
	p.taken++
	select {
	case b = <-parsed:
		return b, true
	case <-ctx.Done():
		return b, false
	}
}

// wait waits until nothing parses any more. The context must have ended, or all bodies be
// taken.
func (p *bodyPool) wait() { p.work.Wait() }

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
