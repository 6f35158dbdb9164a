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

// allImports returns [resolver.importsOf] for each source. It works in
// parallel, because isDeferrable searches the text of the module.
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
	_ = g.Wait() // they return no errors
	return all
}

// importsOf lists the analysed modules that a module imports. fromImported
// holds the names that from-imports take from any module.
func (r *resolver) importsOf(s *source, fromImported map[fromImport]bool) []graph.Import {
	var out []graph.Import
	for _, i := range s.unit.File.Imports {
		if i.Scope == python.Load && !r.library.Reached(i) {
			continue // in a branch that does not run
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

// importTarget resolves one name of an import statement, or returns nil. "from
// pkg import name" names the module pkg.name if there is one, otherwise
// something that pkg defines. If a package neither contains nor defines the
// name, it is taken for a module that is not a Python file, such as a compiled
// one, and the result is nil.
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

// importsName reports whether a source has an import statement that binds a
// name. The statement may have failed, as for a version module that only the
// build writes.
func importsName(s *source, name string) bool {
	return slices.ContainsFunc(s.unit.File.Imports, func(i *python.Import) bool {
		return slices.ContainsFunc(i.Names, func(n python.ImportName) bool { return boundName(i, n) == name })
	})
}

// analysedModule returns the evaluated module with a dotted name, as seen by
// the importing module, or nil.
func (r *resolver) analysedModule(name string, from *interp.Unit) *source {
	s := r.project.modules.find(name, from.Name)
	if s == nil || s.unit.File == nil || !r.library.Loaded(s.unit.Name) {
		return nil
	}
	return s
}

// A fromImport is a name that "from module import name" takes. The name may be
// "*".
type fromImport struct{ module, name string }

// fromImports collects the names that the sources take from each other by
// from-imports at load time.
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

// boundName returns the name that an import binds: "package" for "import
// package.module".
func boundName(i *python.Import, n python.ImportName) string {
	name := cmp.Or(n.Alias, n.Name)
	if !i.From {
		name, _, _ = strings.Cut(name, ".")
	}
	return name
}

// isDeferrable reports whether an import that binds name could move into
// functions, because nothing else in the module uses the name and no other
// module imports it from here. An empty name stands for a star import, which is
// never deferrable. Neither is an import in a package's __init__.py: it is
// there for others to use.
func isDeferrable(s *source, name string, fromImported map[fromImport]bool) bool {
	return name != "" && !s.unit.IsPackage &&
		!fromImported[fromImport{s.unit.Name, name}] && !fromImported[fromImport{s.unit.Name, "*"}] &&
		s.unit.File.UsedOnlyInFunctions(name)
}
