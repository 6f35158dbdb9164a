package graph

// A nodeGraph is the graph of the tables and externals of a pipeline, joined by
// foreign keys and perhaps by reads. The nodes are the indices of the tables, followed by those of the
// externals.
type nodeGraph struct {
	pipeline          *Pipeline
	parents, children *digraph // arcs to parents and to children; ref is a foreign key, or negative
	// reads are the hidden dependencies, by reader; nil if they do not count.
	reads map[string][]Dependency
}

func newNodeGraph(p *Pipeline, reads bool) *nodeGraph {
	n := &nodeGraph{pipeline: p}
	var arcs []arc
	for i, fk := range p.ForeignKeys {
		child, parent := n.node(fk.Child), n.node(fk.Parent)
		if child >= 0 && parent >= 0 {
			arcs = append(arcs, arc{from: child, to: parent, ref: i})
		}
	}
	if reads {
		n.reads = make(map[string][]Dependency)
		for i, d := range p.hiddenDependencies() {
			arcs = append(arcs, arc{from: n.node(d.Reader), to: n.node(d.Table), ref: -1 - i})
			n.reads[d.Reader] = append(n.reads[d.Reader], d)
		}
	}
	n.parents = newDigraph(len(p.Tables)+len(p.Externals), arcs)
	n.children = n.parents.reverse()
	return n
}

// node returns the node of a table or external, or -1.
func (n *nodeGraph) node(id string) int {
	if v := n.pipeline.tableIndex(id); v >= 0 {
		return v
	}
	x := n.pipeline.externalIndex(id)
	if x < 0 {
		return -1
	}
	return len(n.pipeline.Tables) + x
}

func (n *nodeGraph) id(node int) string {
	if t := len(n.pipeline.Tables); node >= t {
		return n.pipeline.Externals[node-t].ID
	}
	return n.pipeline.Tables[node].ID
}

// A nodeSet is a set of nodes: nodeSet[v] reports whether it contains v.
type nodeSet []bool

// expand adds the nodes that are reachable over up to the given number of arcs,
// or over any number if levels is negative.
func expand(set nodeSet, g *digraph, levels int) {
	var frontier []int
	for v, in := range set {
		if in {
			frontier = append(frontier, v)
		}
	}
	for level := 0; level != levels && len(frontier) > 0; level++ {
		var next []int
		for _, v := range frontier {
			for _, a := range g.out(v) {
				if !set[a.to] {
					set[a.to] = true
					next = append(next, a.to)
				}
			}
		}
		frontier = next
	}
}
