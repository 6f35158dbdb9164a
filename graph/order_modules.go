package graph

// moduleSequence orders all modules. The error is a [*CycleError] if two modules
// that declare tables depend on each other. Other modules may, because they
// declare nothing in a database.
func (p *Pipeline) moduleSequence(tables *dependencyGraph) (*sequence, error) {
	m := p.orderModules(tables)
	home := p.tableModules()
	declares := make([]bool, len(p.Modules))
	for t, live := range p.Live() {
		if live && home[t] >= 0 {
			declares[home[t]] = true
		}
	}
	declaring := make([]int, m.groups.n) // the number of such modules in each group
	for v := range p.Modules {
		if declares[v] {
			declaring[m.group[v]]++
		}
	}
	var conflicts []Cycle
	for _, c := range p.cycles(tables) {
		// All members of a cycle are in one group.
		if v := p.moduleIndex(c.Members[0]); v >= 0 && declaring[m.group[v]] > 1 {
			conflicts = append(conflicts, c)
		}
	}
	if conflicts != nil {
		return nil, &CycleError{Cycles: conflicts}
	}
	// Each group now has at most one module with tables, which gives its name.
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

// A moduleOrder is an order of groups of modules. The modules of a group depend
// on each other.
type moduleOrder struct {
	group  []int    // the group of each module
	groups *digraph // acyclic
	order  []int    // all groups
}

// orderModules orders modules by imports and foreign keys. Ties are resolved by
// name.
func (p *Pipeline) orderModules(tables *dependencyGraph) moduleOrder {
	union := p.schemaGraph(p.importGraph(), tables)
	group, n := union.components()
	rank := make([]int, n) // the first module of each group; modules are sorted by name
	for v := len(group) - 1; v >= 0; v-- {
		rank[group[v]] = v
	}
	groups := union.contract(group, n)
	return moduleOrder{group: group, groups: groups, order: groups.topological(rank)}
}
