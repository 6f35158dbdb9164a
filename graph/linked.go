package graph

// A linked graph is a digraph whose nodes have names and whose arcs stand for
// imports and foreign keys of a pipeline.
type linked struct {
	*digraph
	name  func(node int) string
	links []link // what the arcs' refs mean
}

// A link is a foreign key, or else an import of a module.
type link struct {
	foreignKey *ForeignKey // nil for an import
	imp        *Import
	needed     bool // see Hop.Needed
}

// tableGraph has a node for each table, numbered as they are, and an arc for
// each foreign key between two of them.
func (p *Pipeline) tableGraph() *linked {
	var arcs []arc
	var links []link
	for i := range p.ForeignKeys {
		fk := &p.ForeignKeys[i]
		child, parent := p.tableIndex(fk.Child), p.tableIndex(fk.Parent)
		if child < 0 || parent < 0 {
			continue // the parent is external
		}
		arcs = append(arcs, arc{from: child, to: parent, ref: len(links)})
		links = append(links, link{foreignKey: fk})
	}
	return &linked{
		digraph: newDigraph(len(p.Tables), arcs),
		name:    func(v int) string { return p.Tables[v].ID },
		links:   links,
	}
}

// importGraph has a node for each module, numbered as they are, and an arc for
// each import that runs at load. That a module imports itself is left out: it
// gets itself, half loaded, and goes on.
func (p *Pipeline) importGraph() *linked {
	var arcs []arc
	var links []link
	for v := range p.Modules {
		for i := range p.Modules[v].Imports {
			imp := &p.Modules[v].Imports[i]
			to := p.moduleIndex(imp.Module)
			if imp.Scope != Load || to < 0 || to == v {
				continue
			}
			arcs = append(arcs, arc{from: v, to: to, ref: len(links)})
			links = append(links, link{imp: imp})
		}
	}
	return &linked{
		digraph: newDigraph(len(p.Modules), arcs),
		name:    func(v int) string { return p.Modules[v].Name },
		links:   links,
	}
}

// schemaGraph joins the modules by the given imports, so far as they order
// the declaration of tables, and by the given foreign keys of tables in
// different modules.
func (p *Pipeline) schemaGraph(modules, tables *linked) *linked {
	var arcs []arc
	var links []link
	waits := p.waitingModules()
	for _, a := range modules.arcs {
		if !waits[a.to] {
			arcs = append(arcs, arc{from: a.from, to: a.to, ref: len(links)})
			links = append(links, modules.links[a.ref])
		}
	}
	home := p.tableModules()
	for _, a := range tables.arcs {
		from, to := home[a.from], home[a.to]
		if from >= 0 && to >= 0 && from != to {
			arcs = append(arcs, arc{from: from, to: to, ref: len(links)})
			links = append(links, tables.links[a.ref])
		}
	}
	return &linked{
		digraph: newDigraph(len(p.Modules), arcs),
		name:    func(v int) string { return p.Modules[v].Name },
		links:   links,
	}
}

// hop describes an arc.
func (l *linked) hop(a arc) Hop {
	h := Hop{From: l.name(a.from), To: l.name(a.to), Pos: l.pos(a)}
	if fk := l.links[a.ref].foreignKey; fk != nil {
		h.Kind, h.Child, h.Parent, h.Text = ByForeignKey, fk.Child, fk.Parent, fk.Text
	} else {
		imp := l.links[a.ref].imp
		h.Kind, h.Text, h.Needed, h.Deferrable = ByImport, imp.Text, l.links[a.ref].needed, imp.Deferrable
		h.Names = namesOf([]*Import{imp})
	}
	return h
}

// pos returns the place of the line that makes an arc.
func (l *linked) pos(a arc) Pos {
	if fk := l.links[a.ref].foreignKey; fk != nil {
		return fk.Pos
	}
	return l.links[a.ref].imp.Pos
}

// cost ranks what it takes to do without an arc: to move an import into the
// functions that use it is easier than to move what else uses it, and that is
// easier than to change a table; to change a column is easier than to change a
// key, which changes the keys of all tables below. An import that foreign keys
// need cannot go before they do.
func (l *linked) cost(a arc) int {
	x := l.links[a.ref]
	switch fk := x.foreignKey; {
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

// markNeeded marks the imports of modules to whose tables those of the
// importing module refer.
func (l *linked) markNeeded(p *Pipeline, tables *linked) {
	home := p.tableModules()
	needed := make(map[[2]int]bool)
	for _, a := range tables.arcs {
		needed[[2]int{home[a.from], home[a.to]}] = true
	}
	for _, a := range l.arcs {
		l.links[a.ref].needed = needed[[2]int{a.from, a.to}]
	}
}

// cyclicArcs marks the arcs that lie inside a strongly connected component.
func (l *linked) cyclicArcs() []bool {
	comp, _ := l.components()
	inside := make([]bool, len(l.arcs))
	for i, a := range l.arcs {
		inside[i] = comp[a.from] == comp[a.to]
	}
	return inside
}

// without returns the graph without the marked arcs.
func (l *linked) without(drop []bool) *linked {
	var arcs []arc
	for i, a := range l.arcs {
		if !drop[i] {
			arcs = append(arcs, a)
		}
	}
	return &linked{digraph: newDigraph(l.n, arcs), name: l.name, links: l.links}
}

// tableModules returns, for each table, the number of its module, or -1.
func (p *Pipeline) tableModules() []int {
	home := make([]int, len(p.Tables))
	for i := range p.Tables {
		home[i] = p.moduleIndex(p.Tables[i].Module)
	}
	return home
}

// waitingModules marks the modules that declare tables, but none when they
// are imported: those are declared when another module activates the schema.
// A table that borrows the schema object of another file is declared when its
// class is, since that object must be active by then.
func (p *Pipeline) waitingModules() []bool {
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
