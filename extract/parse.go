package extract

import (
	"context"
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
)

// parseReachable parses the sources in wave, then the modules that they import,
// and so on, wave by wave. Each wave is parsed in parallel. It may run
// concurrently with the evaluation, which parses a file itself if it gets there
// first.
func (p *project) parseReachable(ctx context.Context, wave []*source) error {
	if err := p.prefetch.wait(); err != nil {
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
		var next []*source
		for _, s := range wave {
			for _, t := range p.imported(s) {
				if !seen[t] {
					seen[t] = true
					next = append(next, t)
				}
			}
		}
		wave = next
	}
	return nil
}

// imported returns the modules that a source may import while it loads, with
// their parent packages. It may list a module more than once.
func (p *project) imported(s *source) []*source {
	if s.unit.File == nil {
		return nil
	}
	var found []*source
	for _, i := range s.unit.File.Imports {
		if i.Scope != python.Load {
			continue
		}
		for _, name := range importedNames(s.unit, i) {
			for name != "" { // the module and its parent packages
				if t := p.modules.find(name, s.unit.Name); t != nil {
					found = append(found, t)
				}
				name = name[:max(strings.LastIndexByte(name, '.'), 0)]
			}
		}
	}
	return found
}

// importedNames lists the dotted module names that an import statement may look
// up.
func importedNames(u *interp.Unit, i *python.Import) []string {
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

// parse parses the files of a wave that have not been parsed yet.
func (p *project) parse(ctx context.Context, wave []*source) error {
	r := newParsePool(ctx)
	for _, s := range wave {
		if s.parsed.Load() || r.tryAdd(s) {
			continue
		}
		select {
		case r.queue <- s:
		case <-r.ctx.Done():
		}
	}
	r.close()
	return r.wait()
}
