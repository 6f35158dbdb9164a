package extract

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"

	"github.com/djdag/djdag/extract/internal/python"
)

// A parsePool parses files in parallel. It starts its workers on demand.
type parsePool struct {
	ctx     context.Context
	group   *errgroup.Group
	queue   chan *source
	workers int // started so far
}

func newParsePool(ctx context.Context) *parsePool {
	g, ctx := errgroup.WithContext(ctx)
	return &parsePool{ctx: ctx, group: g, queue: make(chan *source, 1<<12)}
}

// tryAdd queues a file and reports whether it did. It returns false instead of
// blocking if the queue is full.
func (p *parsePool) tryAdd(s *source) bool {
	select {
	case p.queue <- s:
	default:
		return false
	}
	if p.workers < runtime.GOMAXPROCS(0) {
		p.workers++
		p.group.Go(p.run)
	}
	return true
}

// run is a worker: it parses queued files with its own parser.
func (p *parsePool) run() error {
	parser := python.NewParser()
	defer parser.Close()
	for s := range p.queue {
		if err := p.ctx.Err(); err != nil {
			return err
		}
		s.read(p.ctx, parser)
	}
	return nil
}

// close tells the workers that no more files will be queued.
func (p *parsePool) close() { close(p.queue) }

// wait blocks until the workers have returned.
func (p *parsePool) wait() error { return p.group.Wait() }
