package graph

// moduleSequence orders all modules. The error is a [*CycleError] where two
// modules that declare tables need each other. Other modules may do so: what
// they contain is not declared in a database.
func (p *Pipeline) moduleSequence(tables *linked) (*sequence, error) {
	m := p.orderModules(tables)
	home := p.tableModules()
	declares := make([]bool, len(p.Modules))
	for t, live := range p.Live() {
		if live && home[t] >= 0 {
			declares[home[t]] = true
		}
	}
	declaring := make([]int, m.groups.n) // how many modules of a group do
	for v := range p.Modules {
		if declares[v] {
			declaring[m.group[v]]++
		}
	}
	var tangled []Cycle
	for _, c := range p.cycles(tables) {
		// All members of a cycle are in one group.
		if v := p.moduleIndex(c.Members[0]); v >= 0 && declaring[m.group[v]] > 1 {
			tangled = append(tangled, c)
		}
	}
	if tangled != nil {
		return nil, &CycleError{Cycles: tangled}
	}
	// A group now has one module with tables at most, and is named by it.
	head := make([]int, m.groups.n)
	for v := range p.Modules {
		if declares[v] {
			head[m.group[v]] = v
		}
	}
	return &sequence{
		order: m.order,
		needs: m.groups,
		name:  func(g int) string { return p.Modules[head[g]].Name },
		wanted: func(tables []bool) []bool {
			wanted := make([]bool, m.groups.n)
			for t, v := range home {
				if v >= 0 && tables[t] {
					wanted[m.group[v]] = true
				}
			}
			return wanted
		},
	}, nil
}

// A moduleOrder orders the modules of a pipeline, in groups of those that
// need each other.
type moduleOrder struct {
	group  []int    // of each module
	groups *digraph // acyclic
	order  []int    // of the groups
}

// orderModules orders modules by imports and foreign keys, ties by name.
func (p *Pipeline) orderModules(tables *linked) moduleOrder {
	union := p.schemaGraph(p.importGraph(), tables)
	group, n := union.components()
	rank := make([]int, n) // the first module's number; modules are sorted by name
	for v := len(group) - 1; v >= 0; v-- {
		rank[group[v]] = v
	}
	groups := union.contract(group, n)
	return moduleOrder{group: group, groups: groups, order: groups.topological(rank)}
}
