package graph

import "strings"

// A dependencyGraph is a digraph of named tables or modules. Its arcs represent
// imports and foreign keys.
type dependencyGraph struct {
	*digraph
	name         func(node int) string
	dependencies []dependency // indexed by the ref of an arc
}

// A dependency is a foreign key, an import or a read. The other fields are nil.
type dependency struct {
	foreignKey *ForeignKey
	imp        *Import
	read       *Dependency
	needed     bool // see Hop.Needed
	outside    bool // see Hop.Outside
}

// tableGraph returns the graph of the tables, whose nodes are indices into
// p.Tables, and of the foreign keys between them.
func (p *Pipeline) tableGraph() *dependencyGraph {
	var arcs []arc
	var dependencies []dependency
	home := p.tableModules()
	for i := range p.ForeignKeys {
		fk := &p.ForeignKeys[i]
		child, parent := p.tableIndex(fk.Child), p.tableIndex(fk.Parent)
		if child < 0 || parent < 0 {
			continue // the parent is external
		}
		arcs = append(arcs, arc{from: child, to: parent, ref: len(dependencies)})
		dependencies = append(dependencies, dependency{foreignKey: fk, outside: home[child] >= 0 && p.Modules[home[child]].Outside})
	}
	return &dependencyGraph{
		digraph:      newDigraph(len(p.Tables), arcs),
		name:         func(v int) string { return p.Tables[v].ID },
		dependencies: dependencies,
	}
}

// importGraph returns the graph of the modules, whose nodes are indices into
// p.Modules, and of the imports that run at load. It omits imports of a module
// by itself: Python returns the partially loaded module, and loading continues. It
// also omits imports for which that holds, see [Import.Preloaded].
func (p *Pipeline) importGraph() *dependencyGraph {
	var arcs []arc
	var dependencies []dependency
	for v := range p.Modules {
		for i := range p.Modules[v].Imports {
			imp := &p.Modules[v].Imports[i]
			to := p.moduleIndex(imp.Module)
			if imp.Scope != Load || imp.Preloaded || to < 0 || to == v {
				continue
			}
			arcs = append(arcs, arc{from: v, to: to, ref: len(dependencies)})
			dependencies = append(dependencies, dependency{imp: imp, outside: p.Modules[v].Outside})
		}
	}
	return &dependencyGraph{
		digraph:      newDigraph(len(p.Modules), arcs),
		name:         func(v int) string { return p.Modules[v].Name },
		dependencies: dependencies,
	}
}

// schemaGraph joins the modules by two sets of dependencies: by the arcs of an
// import graph, except those to modules awaiting activation, and by the arcs of
// a table graph between tables of different modules. It omits the imports of its
// own modules by a package that they refer to: they run after it has declared
// its tables.
func (p *Pipeline) schemaGraph(modules, tables *dependencyGraph) *dependencyGraph {
	var arcs []arc
	var dependencies []dependency
	waits, first := p.modulesAwaitingActivation(), p.loadedFirst()
	for _, a := range modules.arcs {
		if !waits[a.to] && !(first[a.from] && p.Modules[a.to].isIn(&p.Modules[a.from])) {
			arcs = append(arcs, arc{from: a.from, to: a.to, ref: len(dependencies)})
			dependencies = append(dependencies, modules.dependencies[a.ref])
		}
	}
	home := p.tableModules()
	for _, a := range tables.arcs {
		from, to := home[a.from], home[a.to]
		if from >= 0 && to >= 0 && from != to {
			arcs = append(arcs, arc{from: from, to: to, ref: len(dependencies)})
			dependencies = append(dependencies, tables.dependencies[a.ref])
		}
	}
	return &dependencyGraph{
		digraph:      newDigraph(len(p.Modules), arcs),
		name:         func(v int) string { return p.Modules[v].Name },
		dependencies: dependencies,
	}
}

// loadedFirst marks the packages that some module in them finds loaded, see
// [Import.Preloaded], and that have a table to which a module in them refers.
func (p *Pipeline) loadedFirst() []bool {
	preloaded := make([]bool, len(p.Modules))
	some := false
	for v := range p.Modules {
		for i := range p.Modules[v].Imports {
			if imp := &p.Modules[v].Imports[i]; imp.Preloaded {
				if to := p.moduleIndex(imp.Module); to >= 0 {
					preloaded[to], some = true, true
				}
			}
		}
	}
	first := make([]bool, len(p.Modules))
	if !some {
		return first
	}
	for i := range p.ForeignKeys {
		child, parent := p.Table(p.ForeignKeys[i].Child), p.Table(p.ForeignKeys[i].Parent)
		if child == nil || parent == nil {
			continue
		}
		from, to := p.moduleIndex(child.Module), p.moduleIndex(parent.Module)
		if from >= 0 && to >= 0 && preloaded[to] && p.Modules[from].isIn(&p.Modules[to]) {
			first[to] = true
		}
	}
	return first
}

// isIn reports whether a module is in a package, by their names.
func (m *Module) isIn(pkg *Module) bool { return strings.HasPrefix(m.Name, pkg.Name+".") }

// hop returns an arc as a Hop.
func (g *dependencyGraph) hop(a arc) Hop {
	h := Hop{From: g.name(a.from), To: g.name(a.to), Pos: g.pos(a), Outside: g.dependencies[a.ref].outside}
	if read := g.dependencies[a.ref].read; read != nil {
		h = read.hop()
		h.Outside = g.dependencies[a.ref].outside
	} else if fk := g.dependencies[a.ref].foreignKey; fk != nil {
		h.Kind, h.Child, h.Parent, h.Text = ByForeignKey, fk.Child, fk.Parent, fk.Text
	} else {
		imp := g.dependencies[a.ref].imp
		h.Kind, h.Text, h.Needed, h.Deferrable = ByImport, imp.Text, g.dependencies[a.ref].needed, imp.Deferrable
		h.Names = namesOf([]*Import{imp})
	}
	return h
}

// pos returns the position of the foreign key, import or read of an arc.
func (g *dependencyGraph) pos(a arc) Pos {
	if read := g.dependencies[a.ref].read; read != nil {
		return read.Pos
	}
	if fk := g.dependencies[a.ref].foreignKey; fk != nil {
		return fk.Pos
	}
	return g.dependencies[a.ref].imp.Pos
}

// cost ranks the effort to remove an arc. Moving an import into the functions
// that use it is easier than moving other code that uses it, and that is easier
// than changing a table. Changing a column is easier than changing a primary
// key, which also changes the keys of descendants. An import that foreign keys
// need cannot be removed before them. The owners of the project cannot change any
// line outside of it.
func (g *dependencyGraph) cost(a arc) int {
	x := g.dependencies[a.ref]
	if x.outside {
		return 10
	}
	switch fk := x.foreignKey; {
	case x.read != nil: // which no foreign key declares, so it is code alone
		return 1
	case x.needed:
		return 6
	case fk == nil && x.imp.Deferrable:
		return 1
	case fk == nil:
		return 2
	case fk.Nullable:
		return 3
	case !fk.Primary:
		return 4
	}
	return 5
}

// markNeeded sets the field needed of each import in g. A module needs an import
// if its tables refer to tables of the imported module.
func (g *dependencyGraph) markNeeded(p *Pipeline, tables *dependencyGraph) {
	home := p.tableModules()
	needed := make(map[[2]int]bool)
	for _, a := range tables.arcs {
		needed[[2]int{home[a.from], home[a.to]}] = true
	}
	for _, a := range g.arcs {
		g.dependencies[a.ref].needed = needed[[2]int{a.from, a.to}]
	}
}

// cyclicArcs reports for each arc whether it is inside a strongly connected
// component.
func (g *dependencyGraph) cyclicArcs() []bool {
	comp, _ := g.components()
	inside := make([]bool, len(g.arcs))
	for i, a := range g.arcs {
		inside[i] = comp[a.from] == comp[a.to]
	}
	return inside
}

// without returns the graph without the arcs marked in drop.
func (g *dependencyGraph) without(drop []bool) *dependencyGraph {
	var arcs []arc
	for i, a := range g.arcs {
		if !drop[i] {
			arcs = append(arcs, a)
		}
	}
	return &dependencyGraph{digraph: newDigraph(g.n, arcs), name: g.name, dependencies: g.dependencies}
}

// tableModules returns the index of each table's module, or -1.
func (p *Pipeline) tableModules() []int {
	home := make([]int, len(p.Tables))
	for i := range p.Tables {
		home[i] = p.moduleIndex(p.Tables[i].Module)
	}
	return home
}

// modulesAwaitingActivation marks the modules that declare tables, but only once
// another module activates their schema. A table that uses a schema object from
// another file does not wait: the object must be active when Python executes the
// class.
func (p *Pipeline) modulesAwaitingActivation() []bool {
	waits := make([]bool, len(p.Modules))
	prompt := make([]bool, len(p.Modules))
	for i, m := range p.tableModules() {
		if m < 0 {
			continue
		}
		t := &p.Tables[i]
		s := p.Schema(t.Schema)
		if s != nil && s.Pos.Path == t.Pos.Path && (!s.Active || s.Activation.IsValid() && s.Activation.Path != s.Pos.Path) {
			waits[m] = true
		} else {
			prompt[m] = true
		}
	}
	for m := range waits {
		waits[m] = waits[m] && !prompt[m]
	}
	return waits
}
