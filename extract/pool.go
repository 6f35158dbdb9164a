package extract

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"

	"github.com/djdag/djdag/extract/internal/python"
)

// readers read files in parallel.
type parsePool struct {
	ctx     context.Context
	group   *errgroup.Group
	queue   chan *source
	workers int // of those that have started
}

func newParsePool(ctx context.Context) *parsePool {
	g, ctx := errgroup.WithContext(ctx)
	return &parsePool{ctx: ctx, group: g, queue: make(chan *source, 1<<12)}
}

// add has a file read, unless so many wait already that it would have to wait,
// too. It reports whether it does.
func (r *parsePool) tryAdd(s *source) bool {
	select {
	case r.queue <- s:
	default:
		return false
	}
	if r.workers < runtime.GOMAXPROCS(0) {
		r.workers++
		r.group.Go(r.run)
	}
	return true
}

// run reads files with a parser of its own.
func (r *parsePool) run() error {
	parser := python.NewParser()
	defer parser.Close()
	for s := range r.queue {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		s.read(r.ctx, parser)
	}
	return nil
}

// end says that no other file will be added.
func (r *parsePool) close() { close(r.queue) }

// wait returns when all files are read.
func (r *parsePool) wait() error { return r.group.Wait() }
