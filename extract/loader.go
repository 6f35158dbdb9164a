package extract

import (
	"context"

	"github.com/djdag/djdag/extract/internal/interp"
)

// Find implements [interp.Loader]. It parses the file now if no wave has
// reached it yet, or if its name is computed at run time.
func (p *project) Find(ctx context.Context, name, from string) *interp.Unit {
	s := p.modules.find(name, from)
	if s == nil {
		return nil
	}
	s.read(ctx, p.parser)
	return s.unit
}

// AddPath implements [interp.Loader].
func (p *project) AddPath(dir, from string) { p.modules.addPath(dir, from) }

// FindFile implements [interp.Loader]. It also adds notebooks that discovery
// skipped.
func (p *project) FindFile(ctx context.Context, file, from string) *interp.Unit {
	s := p.modules.findFile(file, from)
	if s == nil {
		return nil
	}
	s.read(ctx, p.parser)
	p.modules.addWritten(s)
	return s.unit
}
