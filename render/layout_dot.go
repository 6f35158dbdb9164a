package render

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// dotStyle says which attributes a DOT text has besides those that every one
// needs. Attributes hold for all that follows on the same level.
type dotStyle interface {
	graph(f *figure) (graph, node, edge attrs)
	cluster(c *cluster) attrs
	entity() attrs
	node(n *node) attrs
	edge(i int, e *edge) attrs
	// finish writes what comes after everything else.
	finish(d *dotWriter, f *figure)
}

// slowNodes is how many nodes Graphviz lays out on ranks of ours without taking
// seconds.
const slowNodes = 150

// dotWriter writes one DOT text. All nodes are written before any edge: an
// edge would put a node that it names first into its own subgraph.
type dotWriter struct {
	buf    bytes.Buffer
	number map[*node]int
	ranks  ranks
	apart  bool // each schema is ranked by itself
	depth  int
	top    string // where a label is above what it names
}

func newDotWriter(f *figure) *dotWriter {
	f.unrankImports()
	d := &dotWriter{number: f.numbers(), ranks: f.ranks(), top: "t"}
	if f.opts.Direction == BT { // Graphviz turns labels with the rest
		d.top = "b"
	}
	return d
}

func (d *dotWriter) line(s string) {
	d.buf.WriteString(strings.Repeat("\t", d.depth))
	d.buf.WriteString(s)
	d.buf.WriteByte('\n')
}

func (d *dotWriter) open(s string) { d.line(s); d.depth++ }

func (d *dotWriter) close() { d.depth--; d.line("}") }

func (d *dotWriter) name(n *node) string { return "n" + strconv.Itoa(d.number[n]) }

// digraph writes the figure. Node i is named n<i>, in the order of the figure;
// the cluster of schema i is cluster<i>, and that of a master and its parts
// cluster<i>_<index of the group>.
func (d *dotWriter) digraph(f *figure, style dotStyle) {
	d.open("digraph pipeline {")
	ofGraph := attrs{{"rankdir", f.opts.Direction.String()}}
	if !d.apart && (d.ranks != nil || !f.isPipeline()) {
		// Else Graphviz ranks the tables of each schema by themselves first,
		// and may then have no place for a child below its parent in another.
		ofGraph.add("newrank", "true")
	}
	switch {
	case d.ranks != nil && f.isPipeline():
		ofGraph.add("nodesep", "0.3")
	case d.ranks != nil:
		// What parts two nodes also parts two edges, and these are many.
		ofGraph.add("nodesep", "0.1")
		ofGraph.add("ranksep", "0.45")
		if len(d.number) > slowNodes {
			// Left to run to its end, the network simplex takes seconds to
			// straighten lines at the cost of up to a quarter more width.
			ofGraph.add("nslimit", "8")
		}
	case f.isPipeline():
		ofGraph.add("nodesep", "0.45")
		ofGraph.add("ranksep", "0.55")
	}
	g, n, e := style.graph(f)
	d.line("graph " + append(ofGraph, g...).String() + ";")
	d.line("node " + n.String() + ";")
	d.line("edge " + append(attrs{{"arrowhead", "none"}}, e...).String() + ";")
	for i, c := range f.clusters {
		d.cluster(i, c, style)
	}
	for _, n := range f.loose {
		d.node(n, style)
	}
	for i, e := range f.edges {
		d.edge(f, i, e, style)
	}
	d.skeleton(f)
	d.surround(f)
	style.finish(d, f)
	d.close()
}

// skeleton writes one invisible node for each rank, with the nodes that stand
// on that rank.
func (d *dotWriter) skeleton(f *figure) {
	if d.ranks == nil {
		return
	}
	level := make([]string, d.ranks.depth())
	for n := range f.nodes {
		level[d.ranks[n]] += " " + d.name(n) + ";"
	}
	for i, names := range level {
		d.line(fmt.Sprintf("r%d [shape=point, style=invis, width=0.01, height=0.01];", i))
		d.line(fmt.Sprintf("{ rank=same; r%d;%s }", i, names))
		if i > 0 {
			d.line(fmt.Sprintf("r%d -> r%d [style=invis, weight=0];", i-1, i))
		}
	}
}

func (d *dotWriter) cluster(i int, c *cluster, style dotStyle) {
	d.open(fmt.Sprintf("subgraph cluster%d {", i))
	d.line("graph " + append(attrs{{"labelloc", d.top}}, style.cluster(c)...).String() + ";")
	for j, g := range c.groups {
		if len(g.nodes) == 1 {
			d.node(g.nodes[0], style)
			continue
		}
		d.open(fmt.Sprintf("subgraph cluster%d_%d {", i, j))
		d.line("graph " + append(attrs{{"label", `""`}}, style.entity()...).String() + ";")
		var level []string
		for _, n := range g.nodes {
			d.node(n, style)
			if !g.chained[n] {
				level = append(level, d.name(n)+";")
			}
		}
		if len(level) > 1 {
			d.line("{ rank=same; " + strings.Join(level, " ") + " }")
		}
		d.close()
	}
	d.close()
}

func (d *dotWriter) node(n *node, style dotStyle) {
	d.line(d.name(n) + " " + style.node(n).String() + ";")
}

func (d *dotWriter) edge(f *figure, i int, e *edge, style dotStyle) {
	var a attrs
	if e.unranked || d.ranks != nil && d.ranks[e.from] > d.ranks[e.to] {
		a.add("constraint", "false")
	}
	if e.weight() != 1 {
		a.add("weight", strconv.Itoa(e.weight()))
	}
	if e.onCycle() {
		a.add("arrowhead", "normal")
		a.add("arrowsize", "0.7")
	}
	from, to := d.name(e.from), d.name(e.to)
	if out, in := f.opts.Direction.sides(); out != "" && e.from != e.to {
		if i, j := e.ends(); i >= 0 {
			from += fmt.Sprintf(":r%d:%s", i, out)
			to += fmt.Sprintf(":r%d:%s", j, in)
		}
	}
	d.line(from + " -> " + to + " " + append(a, style.edge(i, e)...).String() + ";")
}

// sides returns the sides of a node on which an edge leaves a row of the
// parent and reaches one of the child, as Graphviz names them. They are empty
// where rows lie across the edges: an edge that turned into the side of a node
// there would be a loop.
func (d Direction) sides() (out, in string) {
	switch d {
	case LR:
		return "e", "w"
	case RL:
		return "w", "e"
	}
	return "", ""
}

// attrs is a list of attributes in DOT, the values quoted already.
type attrs [][2]string

func (a *attrs) add(name, value string) { *a = append(*a, [2]string{name, value}) }

func (a attrs) String() string {
	parts := make([]string, len(a))
	for i, nv := range a {
		parts[i] = nv[0] + "=" + nv[1]
	}
	return "[" + strings.Join(parts, ", ") + "]"
}
