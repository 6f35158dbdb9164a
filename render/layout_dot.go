package render

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// A dotStyle supplies the attributes of a DOT text, besides those that decide the
// layout.
type dotStyle interface {
	graph(f *figure) (graph, node, edge attrs)
	cluster(c *cluster) attrs
	entity() attrs
	node(n *node) attrs
	edge(i int, e *edge) attrs
	// finish writes what follows the edges.
	finish(d *dotWriter, f *figure)
}

// slowNodes is the number of nodes beyond which Graphviz takes seconds to lay out
// a figure on our ranks.
const slowNodes = 150

// A dotWriter writes one DOT text, either a complete picture or the input of the
// layout. All nodes precede the edges: a node that an edge mentions first would
// belong to the subgraph of the edge.
type dotWriter struct {
	buf    bytes.Buffer
	number map[*node]int
	ranks  ranks
	apart  bool // rank each schema by itself
	depth  int
	top    string // the labelloc of a label above its cluster
}

func newDotWriter(f *figure) *dotWriter {
	f.unrankWeak()
	d := &dotWriter{number: f.numbers(), ranks: f.ranks(), top: "t"}
	if f.opts.Direction == BT { // Graphviz flips labels, too
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

// digraph writes the figure. Node i, in drawing order, is named n<i>; the cluster
// of schema i is cluster<i>, and that of its group j is cluster<i>_<j>.
func (d *dotWriter) digraph(f *figure, style dotStyle) {
	d.open("digraph pipeline {")
	ofGraph := attrs{{"rankdir", f.opts.Direction.String()}}
	if !d.apart && (d.ranks != nil || !f.isPipeline()) {
		// Otherwise Graphviz ranks each cluster by itself, and may find no place
		// for a child below a parent in another cluster.
		ofGraph.add("newrank", "true")
	}
	switch {
	case d.ranks != nil && f.isPipeline():
		ofGraph.add("nodesep", "0.3")
	case d.ranks != nil:
		// nodesep also separates edges, and there are many.
		ofGraph.add("nodesep", "0.1")
		ofGraph.add("ranksep", "0.45")
		if len(d.number) > slowNodes {
			// Without a limit, the network simplex takes seconds to straighten
			// lines, and makes the figure up to a quarter wider.
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

// skeleton writes an invisible node for each rank, and puts the nodes of the
// figure on their ranks.
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
			level = append(level, d.name(n)+";")
		}
		d.line("{ rank=same; " + strings.Join(level, " ") + " }")
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
	if e.arrow() {
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

// sides returns the sides of a node, in the terms of Graphviz, on which an edge
// leaves a row of the parent and enters a row of the child. In TB and BT they are
// empty: an edge would have to loop to reach the side of a node.
func (d Direction) sides() (out, in string) {
	switch d {
	case LR:
		return "e", "w"
	case RL:
		return "w", "e"
	}
	return "", ""
}

// attrs is a list of DOT attributes. The values are quoted.
type attrs [][2]string

func (a *attrs) add(name, value string) { *a = append(*a, [2]string{name, value}) }

func (a attrs) String() string {
	parts := make([]string, len(a))
	for i, nv := range a {
		parts[i] = nv[0] + "=" + nv[1]
	}
	return "[" + strings.Join(parts, ", ") + "]"
}
