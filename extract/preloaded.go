package extract

import (
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
)

// markPreloaded sets [graph.Import.Preloaded]. imports are those of the sources,
// in the same order.
func (r *resolver) markPreloaded(sources []*source, imports [][]graph.Import) {
	index := make(map[string]int, len(sources))
	for n, s := range sources {
		index[s.unit.Name] = n
	}
	packages := map[string]*loadingPackage{}
	for n, s := range sources {
		for k := range imports[n] {
			x := &imports[n][k]
			to, ok := index[x.Module]
			if !ok || x.Scope != graph.Load || !strings.HasPrefix(s.unit.Name, x.Module+".") || !sources[to].unit.IsPackage {
				continue
			}
			if packages[x.Module] == nil {
				packages[x.Module] = loadPackage(sources[to], to, index, imports)
			}
			x.Preloaded = packages[x.Module].binds(x, s.unit.Name)
		}
	}
}

// A loadingPackage says in which order the __init__.py of a package binds names
// and loads other modules.
type loadingPackage struct {
	bound map[string]graph.Pos // of the first statement that binds a name
	leads map[string]graph.Pos // of the first import that leads to a module
}

// loadPackage reads the statements and follows the imports of a package.
func loadPackage(s *source, n int, index map[string]int, imports [][]graph.Import) *loadingPackage {
	p := &loadingPackage{bound: map[string]graph.Pos{}, leads: map[string]graph.Pos{}}
	own := slices.Clone(imports[n])
	slices.SortStableFunc(own, func(a, b graph.Import) int { return a.Pos.Compare(b.Pos) })
	for _, x := range own {
		if x.Scope == graph.Load {
			p.follow(x.Module, x.Pos, s.unit.Name, index, imports)
		}
	}
	p.statements(s, s.unit.File.Body)
	return p
}

// follow notes the modules to which an import of the package leads, and none that
// an earlier one did.
func (p *loadingPackage) follow(module string, at graph.Pos, pkg string, index map[string]int, imports [][]graph.Import) {
	for queue := []string{module}; len(queue) > 0; queue = queue[1:] {
		name := queue[0]
		n, ok := index[name]
		if _, seen := p.leads[name]; seen || !ok || name == pkg {
			continue
		}
		p.leads[name] = at
		for _, x := range imports[n] {
			if x.Scope == graph.Load {
				queue = append(queue, x.Module)
			}
		}
	}
}

// statements notes the names that statements surely bind.
func (p *loadingPackage) statements(s *source, body []python.Stmt) {
	bind := func(name string, offset int) {
		if _, ok := p.bound[name]; !ok {
			p.bound[name] = s.place(offset)
		}
	}
	for _, stmt := range body {
		switch stmt := stmt.(type) {
		case *python.Assign:
			for _, t := range stmt.Targets {
				if name, ok := t.(*python.Name); ok {
					bind(name.ID, stmt.Offset())
				}
			}
		case *python.ClassDef:
			bind(stmt.Name, stmt.Offset())
		case *python.FuncDef:
			bind(stmt.Name, stmt.Offset())
		case *python.Import:
			for _, n := range stmt.Names {
				bind(boundName(stmt, n), stmt.Offset())
			}
		case *python.Try:
			p.statements(s, stmt.Body)
		case *python.With:
			p.statements(s, stmt.Body)
		}
	}
}

// binds reports whether the package binds all names of an import before it leads
// to a module.
func (p *loadingPackage) binds(x *graph.Import, module string) bool {
	leads, ok := p.leads[module]
	return ok && len(x.Names) > 0 && !slices.ContainsFunc(x.Names, func(n graph.ImportedName) bool {
		at, ok := p.bound[n.Name]
		return !ok || at.Compare(leads) >= 0
	})
}
