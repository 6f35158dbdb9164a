package graph

// A Dependency is a read that makes its reader depend on a table.
type Dependency struct {
	Reader string // the ID of the table whose make() reads
	*Read
	Cover Cover // never Own
}

// Dependencies returns, for each table and each table that it reads for sure, apart
// from itself and its parts, the first read. They are in the order of the tables, then
// of [Table.Reads]. All other reads add nothing to the computed graph. The result may be
// nil. Its reads belong to p.
func (p *Pipeline) Dependencies() []Dependency {
	covers := p.Covers()
	var all []Dependency
	for i := range p.Tables {
		t := &p.Tables[i]
		seen := make(map[string]bool)
		for j := range t.Reads {
			r := &t.Reads[j]
			if !r.Kind.Reads() || r.Likely || seen[r.Table] {
				continue
			}
			seen[r.Table] = true
			if cover := covers.Of(t.ID, r.Table); cover != Own {
				all = append(all, Dependency{Reader: t.ID, Read: r, Cover: cover})
			}
		}
	}
	return all
}

// hiddenDependencies are the dependencies that no foreign key declares.
func (p *Pipeline) hiddenDependencies() []Dependency {
	var hidden []Dependency
	for _, d := range p.Dependencies() {
		if d.Cover == Undeclared {
			hidden = append(hidden, d)
		}
	}
	return hidden
}

// hop returns a dependency as a Hop.
func (d *Dependency) hop() Hop {
	return Hop{From: d.Reader, To: d.Table, Kind: ByRead, Child: d.Reader, Parent: d.Table, Text: d.Text, Pos: d.Pos}
}

// withReads returns a table graph with an arc for each hidden dependency between tables.
func (p *Pipeline) withReads(tables *dependencyGraph) *dependencyGraph {
	out := &dependencyGraph{name: tables.name, dependencies: tables.dependencies}
	arcs := append([]arc{}, tables.arcs...)
	home := p.tableModules()
	for _, d := range p.hiddenDependencies() {
		reader, table := p.tableIndex(d.Reader), p.tableIndex(d.Table)
		if reader < 0 || table < 0 {
			continue
		}
		arcs = append(arcs, arc{from: reader, to: table, ref: len(out.dependencies)})
		out.dependencies = append(out.dependencies, dependency{read: &d, outside: home[reader] >= 0 && p.Modules[home[reader]].Outside})
	}
	out.digraph = newDigraph(len(p.Tables), arcs)
	return out
}
