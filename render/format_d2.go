package render

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/djdag/djdag/graph"
)

// D2 writes the figure in the language D2, with tooltips and links. With
// [Options.Attributes], each table is an SQL table of D2, and foreign keys join
// the rows. D2 fails on a name in opts that means nothing, and on an error from w.
func D2(w io.Writer, p *graph.Pipeline, opts Options) error {
	f, err := newFigure(p, opts)
	if err != nil {
		return err
	}
	d := &d2Writer{colours: opts.palette(), links: linker{opts.Link}, path: make(map[*node]string)}
	d.figure(f)
	_, err = w.Write(d.buf.Bytes())
	return err
}

// A d2Writer writes one D2 text.
type d2Writer struct {
	buf     bytes.Buffer
	colours palette
	links   linker
	path    map[*node]string // the full path of each node that is written, such as "s0.n1"
	depth   int
}

func (d *d2Writer) line(s string) {
	d.buf.WriteString(strings.Repeat("  ", d.depth) + s + "\n")
}

func (d *d2Writer) open(s string) { d.line(s + " {"); d.depth++ }
func (d *d2Writer) close()        { d.depth--; d.line("}") }

func (d *d2Writer) figure(f *figure) {
	d.line("direction: " + map[Direction]string{TB: "down", BT: "up", LR: "right", RL: "left"}[f.opts.Direction])
	if background := d.colours.background; background != "none" {
		d.line("style.fill: " + d2Quote(background))
	}
	if title := f.heading(); title != "" {
		d.line("title: " + d2Quote(title) + " {shape: text; near: top-center; style.font-size: 24; style.bold: true; style.font-color: " + d2Quote(d.colours.frameText) + "}")
	}
	if note := f.omissions(); note != "" {
		d.line("# " + note)
	}
	d.classes(f)
	for i, c := range f.clusters {
		path := "s" + strconv.Itoa(i)
		d.open(path + ": " + d2Quote(c.label))
		d.line("class: schema")
		for j, g := range c.groups {
			if len(g.nodes) == 1 {
				d.node(g.nodes[0], path+".")
				continue
			}
			entity := "g" + strconv.Itoa(j)
			d.open(entity + `: ""`)
			d.line("class: entity")
			for _, n := range g.nodes {
				d.node(n, path+"."+entity+".")
			}
			d.close()
		}
		d.close()
	}
	for _, n := range f.loose {
		d.node(n, "")
	}
	for _, e := range f.edges {
		d.edge(e)
	}
}

// classes writes the styles of the figure's kinds of nodes, and of its clusters.
func (d *d2Writer) classes(f *figure) {
	used := make(map[kind]bool)
	for n := range f.nodes {
		used[n.kind] = true
	}
	d.open("classes:")
	for k := manual; k <= bare; k++ {
		if !used[k] {
			continue
		}
		ink := d.colours.nodes[k]
		stroke := ink.stroke
		if stroke == "none" {
			stroke = "transparent"
		}
		style := []string{"fill: " + d2Quote(ink.fill), "stroke: " + d2Quote(stroke), "font-color: " + d2Quote(ink.text)}
		if k == external || k == unresolved {
			style = append(style, "stroke-dash: 3")
		}
		if k == computed && f.opts.Theme != Classic && f.opts.Attributes == NoAttributes {
			style = append(style, "double-border: true")
		}
		switch {
		case k.round() && f.opts.Attributes == NoAttributes:
			d.line(fmt.Sprintf("%s: {shape: oval; style: {%s}}", k, strings.Join(style, "; ")))
			continue
		case k == collapsed:
			style = append(style, "border-radius: 99")
		case f.opts.Theme != Classic:
			style = append(style, "border-radius: 12")
		}
		d.line(fmt.Sprintf("%s: {style: {%s}}", k, strings.Join(style, "; ")))
	}
	frame := `fill: "transparent"; stroke: ` + d2Quote(d.colours.frame) + "; font-color: " + d2Quote(d.colours.frameText) + "; stroke-dash: 5"
	entity := `fill: "transparent"; stroke: "transparent"`
	if d.colours.entity != "none" {
		frame += "; border-radius: 12"
		entity = "fill: " + d2Quote(d.colours.entity) + "; stroke: " + d2Quote(d.colours.entity) + "; border-radius: 12"
	}
	d.line("schema: {style: {" + frame + "}}")
	d.line("entity: {style: {" + entity + "}}")
	d.close()
}

// node writes a node. The prefix is the path of its container with a dot, or "".
func (d *d2Writer) node(n *node, prefix string) {
	name := "n" + strconv.Itoa(len(d.path))
	d.path[n] = prefix + name
	label := cleanLine(n.label)
	if n.count != "" {
		label += "\n" + n.count
	}
	d.open(name + ": " + d2Quote(label))
	d.line("class: " + n.kind.String())
	if n.dimension && len(n.rows) == 0 {
		d.line("style.underline: true")
	}
	if len(n.rows) > 0 {
		d.line("shape: sql_table")
		d.line("style.stroke: \"#FFFFFF\"") // the ground of the rows; D2 writes their text in dark colours
		for i, r := range n.rows {
			column := d2Quote(n.rowName(i)) + ": " + d2Quote(r.typ)
			switch {
			case r.inKey && r.inherited:
				column += " {constraint: [primary_key; foreign_key]}"
			case r.inKey:
				column += " {constraint: primary_key}"
			case r.inherited:
				column += " {constraint: foreign_key}"
			}
			d.line(column)
		}
	} else {
		// In an SQL table, a link would be a column. A tooltip would be an icon on
		// every node.
		if href := d.links.to(n.pos); href != "" {
			d.line("link: " + d2Quote(href))
		}
	}
	d.close()
}

// rowName returns the name of the column in D2, which rejects a blank one.
func (n *node) rowName(i int) string {
	if name := n.rows[i].name; strings.TrimSpace(name) != "" {
		return name
	}
	return "(" + strconv.Itoa(i) + ")"
}

func (d *d2Writer) edge(e *edge) {
	from, to := d.path[e.from], d.path[e.to]
	if i, j := e.ends(); i >= 0 {
		from += "." + d2Quote(e.from.rowName(i))
		to += "." + d2Quote(e.to.rowName(j))
	}
	arrow := "--"
	if e.arrow() {
		arrow = "->"
	}
	hue := d.colours.edgeHue(e)
	width := 1
	if e.penWidth() > 1 {
		width = 2
	}
	style := []string{
		"stroke: " + d2Quote(hue),
		"stroke-width: " + strconv.Itoa(width),
	}
	switch e.style() {
	case "dashed":
		style = append(style, "stroke-dash: 5")
	case "dotted":
		style = append(style, "stroke-dash: 2")
	}
	label := ""
	if text := e.label(); text != "" {
		label = d2Quote(text) + " "
	}
	d.line(fmt.Sprintf("%s %s %s: %s{style: {%s}}", from, arrow, to, label, strings.Join(style, "; ")))
}

// d2Quote returns s as a quoted string in D2. It escapes the dollar sign, which
// begins a substitution.
func d2Quote(s string) string {
	return `"` + escape(clean(s), func(c byte) string {
		switch c {
		case '\\', '"', '$':
			return `\` + string(rune(c))
		case '\n':
			return `\n`
		}
		return ""
	}) + `"`
}
