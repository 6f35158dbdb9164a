package extract

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/djdag/djdag/extract/evaluate"
	"github.com/djdag/djdag/extract/python"
	"github.com/djdag/djdag/graph"
)

// addModules writes the modules that were read, with their imports of one
// another, and what is wrong with their text.
func (r *resolver) addModules() {
	var read []*source
	seen := map[*source]bool{}
	for _, s := range r.project.byName {
		if s != nil && s.tree != nil && !seen[s] && r.machine.Loaded(s.unit.Name) {
			seen[s] = true
			read = append(read, s)
		}
	}
	for _, s := range read {
		if s.unit.File == nil {
			r.unreadable(s)
			continue
		}
		for _, e := range s.unit.File.Errors {
			r.report("parse-error", graph.Error, e.Message, s.place(e.Offset()), s.place(e.End))
		}
		r.out.Modules = append(r.out.Modules, graph.Module{
			Name: s.unit.Name, Path: s.display(), Imports: r.imports(s),
		})
	}
}

func (r *resolver) unreadable(s *source) {
	message := s.err.Error()
	var pe *fs.PathError
	if errors.As(s.err, &pe) {
		message = pe.Err.Error()
	}
	r.report("parse-error", graph.Error, fmt.Sprintf("cannot read this file: %s", message), graph.Pos{Path: s.display()}, graph.Pos{})
}

// imports lists the analysed modules that a module's import statements name.
func (r *resolver) imports(s *source) []graph.Import {
	var out []graph.Import
	for _, i := range s.unit.File.Imports {
		if i.Scope == python.Load && !r.machine.Reached(i) {
			continue // in a branch that is not taken
		}
		var targets []string
		for _, t := range r.targets(s.unit, i) {
			if t != s.unit.Name && !slices.Contains(targets, t) {
				targets = append(targets, t)
			}
		}
		for _, t := range targets {
			out = append(out, graph.Import{Module: t, Scope: graph.Scope(i.Scope), Text: i.Text, Pos: s.place(i.Offset())})
		}
	}
	for _, c := range r.machine.ComputedImports() {
		if c.From.Unit == s.unit && c.To.File != nil && c.To != c.From {
			out = append(out, graph.Import{Module: c.To.Name, Scope: graph.Load, Text: c.Text, Pos: s.place(c.Offset)})
		}
	}
	return out
}

// targets resolves an import statement. "from pkg import name" names the
// module pkg.name where there is one, else something that pkg defines.
func (r *resolver) targets(u *evaluate.Unit, i *python.Import) []string {
	var targets []string
	add := func(name string) bool {
		s := r.project.find(name, u.Name)
		if s == nil || s.unit.File == nil || !r.machine.Loaded(s.unit.Name) {
			return false
		}
		targets = append(targets, s.unit.Name)
		return true
	}
	if !i.From {
		for _, n := range i.Names {
			add(n.Name)
		}
		return targets
	}
	base := evaluate.AbsoluteImport(u, i)
	if i.Star {
		add(base)
	}
	for _, n := range i.Names {
		if base == "" || !add(base+"."+n.Name) {
			add(base)
		}
	}
	return targets
}
