package render

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// Limits of Mermaid in its default configuration, which GitHub uses.
const (
	mermaidEdges = 500
	mermaidText  = 50_000 // bytes
)

// Mermaid writes the figure as a Mermaid flowchart, which shows less than the
// other formats: tiers have their colours, a dashed line is a secondary foreign
// key, a thick line is the child's whole key, and an amber line is renamed. There
// are no underlines and no links, and [Auto] is [Light].
//
// If the figure exceeds the default limits of Mermaid, and opts name no schema to
// collapse, expand or focus, every schema is collapsed. A comment in the text and
// [Options.Notice] say so, and also if the figure is still too large. Mermaid
// fails on a name in opts that means nothing, and on an error from w.
func Mermaid(w io.Writer, p *graph.Pipeline, opts Options) error {
	f, err := newFigure(p, opts)
	if err != nil {
		return err
	}
	text := f.mermaid("")
	if tooLarge := f.beyondMermaid(text); tooLarge != "" {
		notice := tooLarge + "; collapse more of it, or select less"
		if !opts.CollapseAll && len(opts.Collapse)+len(opts.Focus)+len(opts.Expand) == 0 {
			opts.CollapseAll = true
			if f, err = newFigure(p, opts); err != nil {
				return err
			}
			if notice = tooLarge + ": every schema is collapsed"; f.beyondMermaid(f.mermaid("")) != "" {
				notice += ", and it is still too large; select less"
			}
		}
		text = f.mermaid(notice)
		if opts.Notice != nil {
			opts.Notice(notice)
		}
	}
	_, err = w.Write(text)
	return err
}

// beyondMermaid describes by how much the figure exceeds the limits of Mermaid.
// It returns "" if it does not.
func (f *figure) beyondMermaid(text []byte) string {
	if len(f.edges) <= mermaidEdges && len(text) <= mermaidText {
		return ""
	}
	return fmt.Sprintf("%s in %d bytes are more than Mermaid draws", plural(len(f.edges), "line"), len(text))
}

// mermaid returns the figure as Mermaid, with the comment unless it is empty.
func (f *figure) mermaid(comment string) []byte {
	m := &mermaidWriter{number: f.numbers()}
	if f.opts.Title != "" {
		m.line(0, "---")
		m.line(0, "title: "+yamlQuote(f.opts.Title))
		m.line(0, "---")
	}
	m.line(0, "flowchart "+f.opts.Direction.String())
	for _, c := range []string{comment, f.omissions()} {
		if c != "" {
			m.line(1, "%% "+c)
		}
	}
	colours := f.opts.palette()
	used := make(map[kind]bool)
	for n := range f.nodes {
		used[n.kind] = used[n.kind] || n.mark == Unmarked
	}
	for _, mark := range f.marked() {
		ink := colours.marks[mark]
		class := fmt.Sprintf("classDef %s fill:%s,stroke:%s,stroke-width:2px,color:%s", mark.mermaidClass(), ink.fill, ink.stroke, ink.text)
		if mark == MarkRemoved {
			class += ",stroke-dasharray:4 3"
		}
		m.line(1, class)
	}
	for k := manual; k <= bare; k++ {
		if !used[k] {
			continue
		}
		ink := colours.nodes[k]
		class := fmt.Sprintf("classDef %s fill:%s,stroke:%s,color:%s", k, ink.fill, ink.stroke, ink.text)
		if k == external || k == unresolved {
			class += ",stroke-dasharray:4 3"
		}
		m.line(1, class)
	}
	for i, c := range f.clusters {
		m.line(1, fmt.Sprintf("subgraph s%d[%s]", i, mermaidQuote(c.label)))
		m.line(2, "direction "+f.opts.Direction.String()) // else Mermaid turns a subgraph that no edge leaves
		for j, g := range c.groups {
			if len(g.nodes) == 1 {
				m.node(2, g.nodes[0])
				continue
			}
			m.line(2, fmt.Sprintf(`subgraph s%d_%d[" "]`, i, j))
			for _, n := range g.nodes {
				m.node(3, n)
			}
			m.line(2, "end")
		}
		m.line(1, "end")
	}
	for _, n := range f.loose {
		m.node(1, n)
	}
	for _, e := range f.edges {
		m.edge(e)
	}
	m.lineStyles(f, colours)
	return m.buf.Bytes()
}

// A mermaidWriter writes one Mermaid text.
type mermaidWriter struct {
	buf    bytes.Buffer
	number map[*node]int
}

func (m *mermaidWriter) line(depth int, s string) {
	m.buf.WriteString(strings.Repeat("    ", depth) + s + "\n")
}

// node writes a node. Tables that populate() fills and collapsed schemas have
// round ends, and lookup tables have a second line at their sides.
func (m *mermaidWriter) node(depth int, n *node) {
	left, right := "(", ")"
	switch {
	case n.kind.round() || n.kind == collapsed:
		left, right = "([", "])"
	case n.kind == lookup:
		left, right = "[[", "]]"
	}
	class := n.kind.String()
	if n.mark != Unmarked {
		class = n.mark.mermaidClass()
	}
	m.line(depth, fmt.Sprintf("n%d%s%s%s:::%s", m.number[n], left, m.label(n), right, class))
}

// mermaidClass returns the name of the mark's class, which has no dash.
func (m Mark) mermaidClass() string { return strings.ReplaceAll(m.String(), "-", "") }

// label returns the quoted label of a node, with a line for each column.
func (m *mermaidWriter) label(n *node) string {
	lines := []string{n.label}
	if n.count != "" {
		lines = append(lines, n.count)
	}
	for i, r := range n.rows {
		if i == 0 || !r.inKey && n.rows[i-1].inKey {
			lines = append(lines, strings.Repeat("─", 8))
		}
		text := r.name
		if r.typ != "" {
			text += " : " + r.typ
		}
		lines = append(lines, text)
	}
	for i, line := range lines {
		lines[i] = mermaidLine(line)
	}
	return `"` + strings.Join(lines, "<br/>") + `"`
}

func (m *mermaidWriter) edge(e *edge) {
	arrow := "---"
	switch {
	case e.style() != "solid" && e.arrow():
		arrow = "-.->"
	case e.style() != "solid":
		arrow = "-.-"
	case e.onCycle():
		arrow = "-->"
	}
	if label := e.label(); label != "" {
		arrow += "|" + label + "|"
	}
	m.line(1, fmt.Sprintf("n%d %s n%d", m.number[e.from], arrow, m.number[e.to]))
}

// mermaidEdge is a grey that can be seen on a white page and on a dark one: whoever
// shows the text chooses the page.
const mermaidEdge = "#7D8590"

// lineStyles writes one line for all edges of the same style. Mermaid numbers
// edges in the order of the text.
func (m *mermaidWriter) lineStyles(f *figure, colours palette) {
	edges := make(map[string][]string)
	for i, e := range f.edges {
		hue := colours.edgeHue(e)
		if hue == colours.edge || hue == colours.aside {
			hue = mermaidEdge
		}
		width := "1px"
		if e.penWidth() > 1 {
			width = "2px"
		}
		style := "stroke:" + hue + ",stroke-width:" + width
		edges[style] = append(edges[style], fmt.Sprint(i))
	}
	styles := slices.Sorted(maps.Keys(edges))
	slices.SortStableFunc(styles, func(a, b string) int { return len(edges[b]) - len(edges[a]) })
	for _, style := range styles {
		m.line(1, "linkStyle "+strings.Join(edges[style], ",")+" "+style)
	}
}

// mermaidQuote returns s as a quoted label.
func mermaidQuote(s string) string { return `"` + mermaidLine(s) + `"` }

// mermaidLine returns s as one line of a quoted label. Characters that could end
// the label or begin markup become character codes, except underscores: they are
// frequent in names, and a single one is harmless. Mermaid rejects an empty label.
func mermaidLine(s string) string {
	s = cleanLine(s)
	if strings.TrimSpace(s) == "" {
		return "#160;"
	}
	var b strings.Builder
	for i, r := range s {
		switch r {
		case '"', '#', '<', '>', '&', '`', '\\', '*', ';', '{', '}', '[', ']', '$', '%':
			fmt.Fprintf(&b, "#%d;", r)
		case ':':
			if strings.HasPrefix(s[i:], ":fa-") { // Mermaid would draw the icon fa:fa-…
				fmt.Fprintf(&b, "#%d;", r)
				continue
			}
			b.WriteRune(r)
		case '-', '+', '.':
			if i == 0 || i < 3 && r == '.' {
				// At the start of a line these would make it a list.
				fmt.Fprintf(&b, "#%d;", r)
				continue
			}
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// yamlQuote returns s as a quoted string in YAML.
func yamlQuote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(cleanLine(s)) + `"`
}
