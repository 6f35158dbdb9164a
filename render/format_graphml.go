package render

import (
	"bytes"
	"io"
	"strconv"
	"strings"

	"github.com/djdag/djdag/graph"
)

// GraphML writes the graph of the figure with all data of its nodes and edges.
// It is for analysis (networkx, igraph, Gephi) and for yEd, which can lay it out
// and has the shapes and colours. An edge leads from parent to child. The schema
// is an attribute of nodes, since few readers support nested graphs. GraphML
// fails on a name in opts that means nothing, and on an error from w.
func GraphML(w io.Writer, p *graph.Pipeline, opts Options) error {
	opts.Edges, opts.Imports = AllEdges, true // for programs, which want the whole graph
	f, err := newFigure(p, opts)
	if err != nil {
		return err
	}
	g := &graphmlWriter{p: p, colours: opts.palette()}
	g.figure(f)
	_, err = w.Write(g.buf.Bytes())
	return err
}

// A graphmlKey declares an attribute of graphs, nodes or edges. Data refer to it
// by "of.name".
type graphmlKey struct{ of, name, typ string }

// graphmlKeys returns the declarations of all attributes.
func graphmlKeys() []graphmlKey {
	return []graphmlKey{
		{"graph", "title", "string"},
		{"node", "id", "string"},
		{"node", "kind", "string"},
		{"node", "label", "string"},
		{"node", "schema", "string"},
		{"node", "module", "string"},
		{"node", "class", "string"},
		{"node", "table_name", "string"},
		{"node", "comment", "string"},
		{"node", "primary_key", "string"},
		{"node", "attributes", "string"},
		{"node", "introduces_dimension", "boolean"},
		{"node", "tables", "int"},
		{"node", "definition", "string"},
		{"node", "path", "string"},
		{"node", "line", "int"},
		{"edge", "kind", "string"},
		{"edge", "primary", "boolean"},
		{"edge", "multi", "boolean"},
		{"edge", "aliased", "boolean"},
		{"edge", "nullable", "boolean"},
		{"edge", "unique", "boolean"},
		{"edge", "cycle", "boolean"},
		{"edge", "attr_map", "string"},
		{"edge", "count", "int"},
		{"edge", "text", "string"},
		{"edge", "path", "string"},
		{"edge", "line", "int"},
	}
}

// A graphmlWriter writes one GraphML file.
type graphmlWriter struct {
	buf     bytes.Buffer
	p       *graph.Pipeline
	colours palette
	depth   int
}

func (g *graphmlWriter) line(s string) {
	g.buf.WriteString(strings.Repeat(" ", g.depth) + s + "\n")
}

func (g *graphmlWriter) open(e *element)  { g.line(e.start()); g.depth++ }
func (g *graphmlWriter) close(tag string) { g.depth--; g.line("</" + tag + ">") }

func (g *graphmlWriter) figure(f *figure) {
	g.line(`<?xml version="1.0" encoding="UTF-8"?>`)
	g.open(newElement("graphml").
		attr("xmlns", "http://graphml.graphdrawing.org/xmlns").
		attr("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance").
		attr("xmlns:y", "http://www.yworks.com/xml/graphml").
		attr("xsi:schemaLocation", "http://graphml.graphdrawing.org/xmlns http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd"))
	for _, k := range graphmlKeys() {
		g.line(newElement("key").attr("id", k.of+"."+k.name).attr("for", k.of).attr("attr.name", k.name).attr("attr.type", k.typ).empty())
	}
	g.line(newElement("key").attr("id", "node.look").attr("for", "node").attr("yfiles.type", "nodegraphics").empty())
	g.line(newElement("key").attr("id", "edge.look").attr("for", "edge").attr("yfiles.type", "edgegraphics").empty())
	g.open(newElement("graph").attr("id", "pipeline").attr("edgedefault", "directed"))
	g.data("graph.title", f.opts.Title)
	number := make(map[*node]string)
	labels := make(map[*node]string)
	for _, c := range f.clusters {
		for _, group := range c.groups {
			for _, n := range group.nodes {
				labels[n] = c.schema
			}
		}
	}
	for n := range f.nodes {
		number[n] = "n" + strconv.Itoa(len(number))
		g.node(n, number[n], labels[n])
	}
	for i, e := range f.edges {
		g.edge(e, "e"+strconv.Itoa(i), number[e.from], number[e.to])
	}
	g.close("graph")
	g.close("graphml")
}

// data writes an attribute unless its value is empty.
func (g *graphmlWriter) data(key, value string) {
	if value != "" {
		g.line(newElement("data").attr("key", key).text(value))
	}
}

func (g *graphmlWriter) flag(key string, value bool) { g.data(key, strconv.FormatBool(value)) }

func (g *graphmlWriter) place(of string, pos graph.Pos) {
	g.data(of+".path", pos.Path)
	if pos.Line > 0 {
		g.data(of+".line", strconv.Itoa(pos.Line))
	}
}

func (g *graphmlWriter) node(n *node, id, schema string) {
	g.open(newElement("node").attr("id", id))
	g.data("node.id", n.key)
	g.data("node.kind", n.kind.String())
	g.data("node.label", n.label)
	if n.kind == collapsed {
		schema = n.key
		g.data("node.tables", strconv.Itoa(n.tables))
	}
	g.data("node.schema", schema)
	if t := n.table; t != nil {
		g.data("node.module", t.Module)
		g.data("node.class", t.Class)
		g.data("node.table_name", t.Name)
		g.data("node.comment", t.Comment)
		g.data("node.primary_key", strings.Join(t.PrimaryKey, ","))
		names := make([]string, len(t.Attributes))
		for i := range t.Attributes {
			names[i] = t.Attributes[i].Name
		}
		g.data("node.attributes", strings.Join(names, ","))
		g.flag("node.introduces_dimension", t.NewDimension)
		g.data("node.definition", t.Definition)
	}
	g.place("node", n.pos)
	g.nodeLook(n)
	g.close("node")
}

// nodeLook writes the look of a node for yEd.
func (g *graphmlWriter) nodeLook(n *node) {
	ink := g.colours.ink(n)
	shape := "roundrectangle"
	if n.round() {
		shape = "ellipse"
	}
	g.open(newElement("data").attr("key", "node.look"))
	g.open(newElement("y:ShapeNode"))
	g.line(newElement("y:Geometry").attr("width", px(n.w)).attr("height", px(n.h)).empty())
	g.line(newElement("y:Fill").attr("color", ink.fill).attr("transparent", "false").empty())
	border := newElement("y:BorderStyle").attr("type", n.border()).attr("width", "1.0")
	if ink.stroke == "none" {
		border.attr("hasColor", "false")
	} else {
		border.attr("color", ink.stroke)
	}
	g.line(border.empty())
	label := newElement("y:NodeLabel").attr("fontFamily", "Helvetica").attr("fontSize", px(n.font)).attr("textColor", ink.text)
	if n.dimension {
		label.attr("underlinedText", "true")
	}
	text := n.label
	if n.count != "" {
		text += "\n" + n.count
	}
	g.line(label.text(text))
	g.line(newElement("y:Shape").attr("type", shape).empty())
	g.close("y:ShapeNode")
	g.close("data")
}

// border returns the style of the outline, in the terms of yEd.
func (n *node) border() string {
	if n.kind == external || n.kind == unresolved {
		return "dashed"
	}
	return "line"
}

func (g *graphmlWriter) edge(e *edge, id, from, to string) {
	g.open(newElement("edge").attr("id", id).attr("source", from).attr("target", to))
	switch e.kind {
	case foreignKey:
		fk := e.fk
		g.data("edge.kind", "foreign_key")
		g.flag("edge.primary", fk.Primary)
		g.flag("edge.multi", fk.Multi)
		g.flag("edge.aliased", fk.Aliased)
		g.flag("edge.nullable", fk.Nullable)
		g.flag("edge.unique", fk.Unique)
		pairs := make([]string, len(fk.AttrMap))
		for i, pair := range fk.AttrMap {
			pairs[i] = pair.Child + "=" + pair.Parent
		}
		g.data("edge.attr_map", strings.Join(pairs, ","))
		g.data("edge.text", fk.Text)
	case bundle:
		g.data("edge.kind", "bundle")
		g.data("edge.count", strconv.Itoa(e.members))
	case imports:
		g.data("edge.kind", "import")
	case reads:
		kind := "read"
		if e.hidden {
			kind = "hidden_read"
		}
		g.data("edge.kind", kind)
		g.data("edge.count", strconv.Itoa(e.members))
	}
	g.flag("edge.cycle", e.onCycle())
	g.place("edge", e.pos)
	g.edgeLook(e)
	g.close("edge")
}

// edgeLook writes the look of an edge for yEd.
func (g *graphmlWriter) edgeLook(e *edge) {
	style := map[string]string{"solid": "line", "dashed": "dashed", "dotted": "dotted"}[e.style()]
	hue := g.colours.edgeHue(e)
	target := "none"
	if e.arrow() {
		target = "standard"
	}
	g.open(newElement("data").attr("key", "edge.look"))
	g.open(newElement("y:PolyLineEdge"))
	g.line(newElement("y:LineStyle").attr("color", hue).attr("type", style).attr("width", px(e.penWidth())).empty())
	g.line(newElement("y:Arrows").attr("source", "none").attr("target", target).empty())
	if label := e.label(); label != "" {
		g.line(newElement("y:EdgeLabel").attr("fontFamily", "Helvetica").attr("fontSize", px(labelFont)).text(label))
	}
	g.close("y:PolyLineEdge")
	g.close("data")
}
