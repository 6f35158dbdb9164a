package extract

import (
	"cmp"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
)

// allImports lists for each source what [resolver.imports] does, in parallel:
// to see whether an import is deferrable takes looking through the text.
func (r *resolver) allImports(sources []*source) [][]graph.Import {
	fromImported := fromImports(sources)
	all := make([][]graph.Import, len(sources))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for n, s := range sources {
		if s.unit.File != nil {
			g.Go(func() error {
				all[n] = r.importsOf(s, fromImported)
				return nil
			})
		}
	}
	_ = g.Wait() // none of them fails
	return all
}

// imports lists the analysed modules that a module's import statements name.
func (r *resolver) importsOf(s *source, fromImported map[fromImport]bool) []graph.Import {
	var out []graph.Import
	for _, i := range s.unit.File.Imports {
		if i.Scope == python.Load && !r.library.Reached(i) {
			continue // in a branch that is not fromImported
		}
		first := len(out)
		add := func(to *source, name graph.ImportedName, bound string) {
			if to == nil || to.unit.Name == s.unit.Name {
				return
			}
			module := to.unit.Name
			deferrable := i.Scope == python.Load && isDeferrable(s, bound, fromImported)
			if k := slices.IndexFunc(out[first:], func(x graph.Import) bool { return x.Module == module }); k >= 0 {
				out[first+k].Deferrable = out[first+k].Deferrable && deferrable
				out[first+k].Names = append(out[first+k].Names, name)
				return
			}
			out = append(out, graph.Import{
				Module: module, Names: []graph.ImportedName{name}, Scope: graph.Scope(i.Scope), Text: i.Text, Pos: s.place(i.Offset()), Deferrable: deferrable,
			})
		}
		if i.Star {
			add(r.analysedModule(interp.AbsoluteImport(s.unit, i), s.unit), graph.ImportedName{Name: "*"}, "")
		}
		for _, n := range i.Names {
			add(r.importTarget(s.unit, i, n), graph.ImportedName{Name: n.Name, As: n.Alias}, boundName(i, n))
		}
		for k := range out[first:] {
			out[first+k].Others = max(0, len(i.Names)-len(out[first+k].Names))
		}
	}
	for _, c := range r.library.ComputedImports() {
		if c.From.Unit == s.unit && c.To.File != nil && c.To != c.From {
			out = append(out, graph.Import{Module: c.To.Name, Scope: graph.Load, Text: c.Text, Pos: s.place(c.Offset)})
		}
	}
	return out
}

// target resolves a name of an import statement. "from pkg import name" names
// the module pkg.name where there is one, else something that pkg defines; a
// name that a package does not have is a module that is no Python, as one that
// is compiled.
func (r *resolver) importTarget(u *interp.Unit, i *python.Import, n python.ImportName) *source {
	if !i.From {
		return r.analysedModule(n.Name, u)
	}
	base := interp.AbsoluteImport(u, i)
	if base == "" {
		return nil
	}
	if module := r.analysedModule(base+"."+n.Name, u); module != nil {
		return module
	}
	s := r.analysedModule(base, u)
	if s != nil && s.unit.IsPackage && !r.library.Defines(s.unit.Name, n.Name) && !importsName(s, n.Name) {
		return nil
	}
	return s
}

// importsName reports whether a source has an import statement for a name, which
// may have failed: that of a version which the build writes, say.
func importsName(s *source, name string) bool {
	return slices.ContainsFunc(s.unit.File.Imports, func(i *python.Import) bool {
		return slices.ContainsFunc(i.Names, func(n python.ImportName) bool { return boundName(i, n) == name })
	})
}

// analysed returns the module of the pipeline that a dotted name leads to, or
// nil.
func (r *resolver) analysedModule(name string, from *interp.Unit) *source {
	s := r.project.modules.find(name, from.Name)
	if s == nil || s.unit.File == nil || !r.library.Loaded(s.unit.Name) {
		return nil
	}
	return s
}

// A fromImport is what "from module import name" takes; the name may be "*".
type fromImport struct{ module, name string }

// fromImports lists what the sources take from each other while they load.
func fromImports(sources []*source) map[fromImport]bool {
	fromImported := map[fromImport]bool{}
	for _, s := range sources {
		if s.unit.File == nil {
			continue
		}
		for _, i := range s.unit.File.Imports {
			if !i.From || i.Scope != python.Load {
				continue
			}
			module := interp.AbsoluteImport(s.unit, i)
			if i.Star {
				fromImported[fromImport{module, "*"}] = true
			}
			for _, n := range i.Names {
				fromImported[fromImport{module, n.Name}] = true
			}
		}
	}
	return fromImported
}

// bound returns the name that an import binds: that of the package for
// "import package.module".
func boundName(i *python.Import, n python.ImportName) string {
	name := cmp.Or(n.Alias, n.Name)
	if !i.From {
		name, _, _ = strings.Cut(name, ".")
	}
	return name
}

// isDeferrable reports whether only functions of a module use a name that it
// imports; "" stands for all, of which that is not known. What a package
// imports is there for others.
func isDeferrable(s *source, name string, fromImported map[fromImport]bool) bool {
	return name != "" && !s.unit.IsPackage &&
		!fromImported[fromImport{s.unit.Name, name}] && !fromImported[fromImport{s.unit.Name, "*"}] &&
		s.unit.File.UsedOnlyInFunctions(name)
}
