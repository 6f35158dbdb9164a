package extract

import (
	"context"
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
)

// load reads and parses sources, then what their imports reach on the search
// path, wave by wave, each wave in parallel. It may run beside the evaluation,
// which reads what it needs before its turn has come.
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
		var reached []*source
		for _, s := range wave {
			if s.unit.File == nil {
				continue
			}
			for _, i := range s.unit.File.Imports {
				if i.Scope != python.Load {
					continue
				}
				for _, name := range importedNames(s.unit, i) {
					for name != "" { // a module, and the packages around it
						if t := p.modules.find(name, s.unit.Name); t != nil && !seen[t] {
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

// importedNames lists the dotted names that an import may make Python look for.
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

// parse reads the files of a wave that are not read yet.
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
