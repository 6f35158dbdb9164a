package extract

import (
	"context"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
)

// load reads and parses sources, then what their imports reach on the search
// path, wave by wave, each wave in parallel. It may run beside the evaluation,
// which reads what it needs before its turn has come.
func (p *project) load(ctx context.Context, wave []*source) error {
	if err := p.ahead.wait(); err != nil {
		return err
	}
	seen := map[*source]bool{}
	for _, s := range wave {
		seen[s] = true
	}
	for len(wave) > 0 {
		if err := p.parse(ctx, wave); err != nil {
			return err
		}
		var reached []*source
		for _, s := range wave {
			if s.unit.File == nil {
				continue
			}
			for _, i := range s.unit.File.Imports {
				if i.Scope != python.Load {
					continue
				}
				for _, name := range namedBy(s.unit, i) {
					for name != "" { // a module, and the packages around it
						if t := p.index.find(name, s.unit.Name); t != nil && !seen[t] {
							seen[t] = true
							reached = append(reached, t)
						}
						name = name[:max(strings.LastIndexByte(name, '.'), 0)]
					}
				}
			}
		}
		wave = reached
	}
	return nil
}

// namedBy lists the dotted names that an import may make Python look for.
func namedBy(u *interp.Unit, i *python.Import) []string {
	var names []string
	base := interp.AbsoluteImport(u, i)
	if i.Star {
		return []string{base}
	}
	for _, n := range i.Names {
		if !i.From {
			names = append(names, n.Name)
		} else if base != "" {
			names = append(names, base+"."+n.Name)
		}
	}
	return names
}

// readers read files in parallel.
type readers struct {
	ctx   context.Context
	group *errgroup.Group
	todo  chan *source
	count int // of those that have started
}

func newReaders(ctx context.Context) *readers {
	g, ctx := errgroup.WithContext(ctx)
	return &readers{ctx: ctx, group: g, todo: make(chan *source, 1<<12)}
}

// add has a file read, unless so many wait already that it would have to wait,
// too. It reports whether it does.
func (r *readers) add(s *source) bool {
	select {
	case r.todo <- s:
	default:
		return false
	}
	if r.count < runtime.GOMAXPROCS(0) {
		r.count++
		r.group.Go(r.run)
	}
	return true
}

// run reads files with a parser of its own.
func (r *readers) run() error {
	parser := python.NewParser()
	defer parser.Close()
	for s := range r.todo {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		s.read(r.ctx, parser)
	}
	return nil
}

// end says that no other file will be added.
func (r *readers) end() { close(r.todo) }

// wait returns when all files are read.
func (r *readers) wait() error { return r.group.Wait() }

// parse reads the files of a wave that are not read yet.
func (p *project) parse(ctx context.Context, wave []*source) error {
	r := newReaders(ctx)
	for _, s := range wave {
		if s.done.Load() || r.add(s) {
			continue
		}
		select {
		case r.todo <- s:
		case <-r.ctx.Done():
		}
	}
	r.end()
	return r.wait()
}

// Find implements [interp.Loader]. A file that no wave has parsed yet, or
// that only a computed name leads to, is parsed now.
func (p *project) Find(ctx context.Context, name, from string) *interp.Unit {
	s := p.index.find(name, from)
	if s == nil {
		return nil
	}
	s.read(ctx, p.parser)
	return s.unit
}

// AddPath implements [interp.Loader].
func (p *project) AddPath(dir, from string) { p.index.addPath(dir, from) }
