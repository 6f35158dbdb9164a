package render

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/djdag/djdag/graph"
)

const (
	markInset = 2.5  // from the border of a node to the mark of its tier
	framePad  = 8.0  // between a schema's frame and its label
	baseline  = 0.35 // from the middle of a line of text down to the baseline, as a multiple of the font size
)

func (s *svgWriter) cluster(c *cluster, at rect, label point) {
	s.open(newElement("g").attr("id", s.id("schema", c.schema)).attr("class", "cluster schema").attr("data-id", c.schema))
	corner := radius
	if s.opts.Theme == Classic {
		corner = 0
	}
	if c.focus {
		s.line(box(at, corner).attr("class", "shape panel").attr("fill", s.colours.panel).attr("stroke", s.colours.frame).empty())
	} else {
		s.line(box(at, corner).attr("class", "shape").attr("fill", "none").attr("stroke", s.colours.frame).attr("stroke-dasharray", "5 2").empty())
		s.text(label, c.header(), font{size: frameFont, fill: s.colours.frameText})
	}
	s.close("g")
}

// header draws the label of a schema in focus, on a pill on the border of its panel.
// It is above all lines.
func (s *svgWriter) header(c *cluster, at point) {
	w := c.headerWidth()
	s.open(newElement("g").attr("class", "header").attr("data-id", c.schema))
	s.line(box(rect{at.x - w/2, at.y - focusHeight/2, w, focusHeight}, focusHeight/2).attr("class", "pill").attr("fill", s.colours.header).empty())
	s.text(at, c.header(), font{size: tableFont, bold: true, fill: s.colours.headerText})
	s.close("g")
}

// entity draws the shade behind a master and its parts.
func (s *svgWriter) entity(g *group, at rect, inFocus bool) {
	s.open(newElement("g").attr("id", s.id("entity", g.nodes[0].key)).attr("class", "cluster entity").attr("data-id", g.nodes[0].key))
	class, fill := "shape", s.colours.entity
	if inFocus {
		class, fill = "shape card", s.colours.card
	}
	s.line(box(at, radius).attr("class", class).attr("fill", fill).empty())
	s.close("g")
}

// node draws a node that stands on a ground of the given colour.
func (s *svgWriter) node(n *node, at point, ground string) {
	g := newElement("g").attr("id", s.id(n.idParts()...)).attr("class", n.class()).attr("data-id", n.key)
	if s.opts.explored != nil && s.opts.explored.names[n.key] != "" {
		g.attr("role", "button").attr("tabindex", "-1").attr("aria-label", s.opts.explored.names[n.key])
	}
	s.open(g)
	s.line(newElement("title").text(n.tooltip))
	href := s.links.to(n.pos)
	if page := s.opts.pageOf[n.key]; page > 0 && n.kind == collapsed {
		href = pageLink(page)
	}
	s.anchor(href, n.tooltip, func() {
		if n.pale { // lines end behind it
			s.line(s.outline(n, at).attr("class", "ground").attr("fill", ground).empty())
			s.open(newElement("g").attr("opacity", paleOpacity))
		}
		s.outlineAndText(n, at)
		s.stage(n, at)
		s.found(n, at)
		if n.pale {
			s.close("g")
		}
	})
	s.close("g")
}

// paleOpacity is the opacity of what is not highlighted.
const paleOpacity = "0.25"

// stage writes the place in the build order on the upper left corner of a node.
func (s *svgWriter) stage(n *node, at point) {
	if n.stage == "" {
		return
	}
	ink := s.colours.ink(n)
	w, h := textWidth(n.stage, stageFont, true)+6, stageFont+3
	corner := point{at.x - n.w/2 + w/2 - 4, at.y - n.h/2}
	if n.round() {
		corner = point{at.x - n.w*0.36, at.y - n.h*0.36}
	}
	s.line(box(rect{corner.x - w/2, corner.y - h/2, w, h}, h/2).attr("class", "shape stage").attr("fill", ink.fill).attr("stroke", ink.stroke).empty())
	s.text(corner, n.stage, font{size: stageFont, bold: true, fill: ink.text, class: "stage"})
}

// found marks a node where a check found something: an error is solid, a warning
// hollow. The page of the explorer colours the marks.
func (s *svgWriter) found(n *node, at point) {
	if s.opts.explored == nil || n.chipAt != "" {
		return
	}
	severity, found := s.opts.explored.found[n.key]
	if !found {
		return
	}
	corner := point{at.x + n.w/2 - 3, at.y - n.h/2 + 1}
	if n.round() {
		corner = point{at.x + n.w*0.36, at.y - n.h*0.36}
	}
	s.open(newElement("g").attr("class", "found "+severity.String()).attr("aria-hidden", "true"))
	s.line(newElement("circle").attr("cx", px(corner.x)).attr("cy", px(corner.y)).attr("r", "5.5").empty())
	s.text(corner, "!", font{size: stageFont, bold: true, fill: s.colours.nodes[n.kind].text})
	s.close("g")
}

// link calls draw. If the position has a web address, what it draws is inside a
// link.
func (s *svgWriter) link(pos graph.Pos, tooltip string, draw func()) {
	s.anchor(s.links.to(pos), tooltip, draw)
}

// anchor calls draw. If there is an address, what it draws is inside a link.
func (s *svgWriter) anchor(href, tooltip string, draw func()) {
	if href == "" {
		draw()
		return
	}
	s.open(newElement("a").attr("href", href).attr("aria-label", firstLine(tooltip)))
	draw()
	s.close("a")
}

// pageLink returns the address of a page in the same document.
func pageLink(page int) string { return "#page-" + strconv.Itoa(page) }

// outlineAndText draws the visible part of a node.
func (s *svgWriter) outlineAndText(n *node, at point) {
	for _, end := range n.stubs(s.opts.Direction, at) {
		s.line(newElement("path").attr("class", "stub").attr("d", "M"+px(at.x)+","+px(at.y)+"L"+px(end.x)+","+px(end.y)).
			attr("stroke", s.colours.edge).attr("stroke-width", "1.5").empty())
	}
	s.shape(n, at)
	ink := s.colours.ink(n)
	switch {
	case n.count != "":
		s.text(point{at.x, at.y - 6.5}, n.label, font{size: tableFont, bold: true, fill: ink.text, class: "name"})
		s.text(point{at.x, at.y + 8}, n.count, font{size: countFont, fill: ink.text, class: "count"})
	case len(n.rows) > 0:
		s.rows(n, at)
	default:
		s.text(at, n.label, font{size: n.font, underline: n.dimension, fill: ink.text, class: "name"})
	}
}

// shape draws the outline of a node.
func (s *svgWriter) shape(n *node, at point) {
	ink := s.colours.ink(n)
	shape := s.outline(n, at)
	shape.attr("class", "shape").attr("fill", ink.fill).attr("stroke", ink.stroke)
	if n.dashed() {
		shape.attr("stroke-dasharray", "4 3")
	}
	if n.mark != Unmarked {
		shape.attr("stroke-width", "1.75")
	}
	s.line(shape.empty())
	if !n.classic {
		s.mark(n, at)
	}
}

// outline returns the shape of a node.
func (s *svgWriter) outline(n *node, at point) *element {
	if n.round() {
		return newElement("ellipse").attr("cx", px(at.x)).attr("cy", px(at.y)).attr("rx", px(n.w/2)).attr("ry", px(n.h/2))
	}
	return box(rect{at.x - n.w/2, at.y - n.h/2, n.w, n.h}, n.corner())
}

// mark draws what tells the tier of a table without colour: a second line inside the
// border of a computed one, a bar at the left of a lookup one, and, where columns make
// all nodes boxes, an arrow into an imported one.
func (s *svgWriter) mark(n *node, at point) {
	ink := s.colours.ink(n)
	left, top := at.x-n.w/2, at.y-n.h/2
	var mark *element
	switch {
	case n.kind == computed && n.round():
		mark = newElement("ellipse").attr("cx", px(at.x)).attr("cy", px(at.y)).attr("rx", px(n.w/2-markInset)).attr("ry", px(n.h/2-markInset)).attr("fill", "none")
	case n.kind == computed:
		mark = box(rect{left + markInset, top + markInset, n.w - 2*markInset, n.h - 2*markInset}, max(0, n.corner()-markInset)).attr("fill", "none")
	case n.kind == lookup:
		x, corner := 2*markInset-1, n.corner()
		in := corner - math.Sqrt(max(0, corner*corner-(corner-x)*(corner-x))) // where the bar meets the round corner
		mark = newElement("path").attr("d", "M"+px(left+x)+","+px(top+in)+"V"+px(top+n.h-in)).attr("fill", "none")
	case n.kind == imported && !n.round():
		x, y := left+marginX, top+headHeight/2
		mark = newElement("path").attr("d", "M"+px(x)+","+px(y)+"h6m-2.5,-2.5l2.5,2.5l-2.5,2.5").attr("fill", "none")
	default:
		return
	}
	s.line(mark.attr("class", "mark").attr("stroke", ink.stroke).empty())
}

// rows draws the name and the columns of a table, the key above a line.
func (s *svgWriter) rows(n *node, at point) {
	ink := s.colours.ink(n)
	left, top := at.x-n.w/2, at.y-n.h/2
	rule := func(y float64) {
		hue := ink.stroke
		if hue == "none" || hue == ink.fill {
			hue = ink.text // some nodes of the classic theme have no outline
		}
		s.line(newElement("path").attr("class", "rule").attr("d", "M"+px(left)+","+px(y)+"H"+px(left+n.w)).
			attr("stroke", hue).attr("stroke-width", "0.75").empty())
	}
	s.text(point{at.x, top + headHeight/2}, n.label, font{size: n.font, bold: true, underline: n.dimension, fill: ink.text, class: "name"})
	rule(top + headHeight)
	for i, r := range n.rows {
		y := top + n.rowMiddle(i) + rowPad/2
		if i > 0 && !r.inKey && n.rows[i-1].inKey {
			rule(y - rowHeight/2)
		}
		s.text(point{left + marginX, y}, r.name, font{size: rowFont, italic: r.inherited, anchor: "start", fill: ink.text, class: "attribute"})
		if r.typ != "" {
			s.text(point{left + n.w - marginX, y}, r.typ, font{size: rowFont, anchor: "end", fill: ink.text, faint: true, class: "type"})
		}
	}
}

// idParts returns the parts of the node's id. No other node has them.
func (n *node) idParts() []string {
	switch {
	case n.chipAt != "":
		return []string{"chip", n.key, n.chipAt}
	case n.table != nil:
		return []string{"table", n.key}
	case n.kind == collapsed:
		return []string{"collapsed", n.key}
	case n.kind == bare:
		return []string{"module", n.key}
	}
	return []string{"external", n.key}
}

// idParts returns the parts of the edge's id. No other edge has them.
func (e *edge) idParts() []string {
	switch e.kind {
	case bundle:
		return []string{"bundle", e.to.key, e.from.key}
	case imports:
		return []string{"import", e.to.key, e.from.key}
	case reads:
		if e.hidden {
			return []string{"hidden-read", e.to.key, e.from.key}
		}
		return []string{"read", e.to.key, e.from.key}
	}
	return []string{"fk", e.fk.Child, strconv.Itoa(e.serial)}
}

// trunk draws the part of a line that several edges share.
func (s *svgWriter) trunk(f *figure, t trunk) {
	first := f.edges[t.edges[0]]
	g := newElement("g").attr("class", "edge trunk").attr("data-parent", first.from.key).attr("data-count", strconv.Itoa(len(t.edges)))
	if s.opts.explored != nil {
		children := make([]string, len(t.edges))
		for i, e := range t.edges {
			children[i] = clean(f.edges[e].to.key)
		}
		list, _ := json.Marshal(children) // strings always have a JSON form
		g.attr("data-children", string(list))
	}
	if !slices.ContainsFunc(t.edges, func(i int) bool { return !f.edges[i].pale }) {
		g.attr("opacity", paleOpacity)
	}
	s.open(g)
	tips := make([]string, len(t.edges))
	for i, e := range t.edges {
		tips[i] = firstLine(f.edges[e].tooltip)
	}
	s.line(newElement("title").text(strings.Join(tips, "\n")))
	s.line(newElement("path").attr("class", "line").attr("d", pathData(t.route)).attr("fill", "none").
		attr("stroke", s.colours.edge).attr("stroke-width", "1.25").empty())
	s.close("g")
}

func (s *svgWriter) edge(e *edge, r route) {
	g := newElement("g").attr("id", s.id(e.idParts()...)).attr("class", e.class()).attr("data-child", e.to.key).attr("data-parent", e.from.key)
	switch e.kind {
	case foreignKey:
		pairs := make([]string, len(e.fk.AttrMap))
		for i, pair := range e.fk.AttrMap {
			pairs[i] = pair.Child + "=" + pair.Parent
		}
		g.attr("data-map", strings.Join(pairs, ","))
	case bundle, reads:
		g.attr("data-count", strconv.Itoa(e.members))
	}
	if e.pale {
		g.attr("opacity", paleOpacity)
	}
	s.open(g)
	s.line(newElement("title").text(e.tooltip))
	if r.curves != nil {
		s.link(e.pos, e.tooltip, func() { s.stroke(e, r) })
	}
	s.close("g")
}

// stroke draws the line of an edge with its arrowhead, dot and label.
func (s *svgWriter) stroke(e *edge, r route) {
	hue := s.colours.edgeHue(e)
	path := newElement("path").attr("class", "line").attr("d", pathData(r)).attr("fill", "none").attr("stroke", hue)
	path.attr("stroke-width", px(e.penWidth()))
	switch e.style() {
	case "dashed":
		path.attr("stroke-dasharray", "5 2")
	case "dotted":
		path.attr("stroke-dasharray", "0 3.5").attr("stroke-linecap", "round")
	}
	s.line(path.empty())
	if r.tip != nil {
		s.line(arrowhead(r).attr("fill", hue).empty())
	}
	if e.renamed() && s.colours.alias != "none" {
		at := r.middle()
		s.line(newElement("ellipse").attr("class", "alias").attr("cx", px(at.x)).attr("cy", px(at.y)).attr("rx", "2.2").attr("ry", "2.2").
			attr("fill", s.colours.alias).attr("fill-opacity", "0.5").empty())
	}
	if label := e.label(); label != "" {
		if r.plate {
			w := textWidth(label, labelFont, false) + 5
			s.line(box(rect{r.label.x - w/2, r.label.y - labelFont/2 - 1, w, labelFont + 2}, 3).attr("class", "plate").attr("fill", s.colours.plate).empty())
		}
		s.text(r.label, label, font{size: labelFont, fill: s.colours.frameText, faint: e.aside, class: "count"})
	}
}

// A font is the look of a line of text.
type font struct {
	size                    float64 // in points
	bold, italic, underline bool
	faint                   bool
	anchor                  string // "start" or "end"; empty: the middle
	fill                    string
	class                   string // may be empty
}

// text draws one line of text whose middle is at the height of the given point.
// The element has the width that we measured, so the text fits in any font.
func (s *svgWriter) text(at point, text string, f font) {
	text = cleanLine(text)
	if strings.TrimSpace(text) == "" {
		return
	}
	e := newElement("text")
	if f.class != "" {
		e.attr("class", f.class)
	}
	e.attr("x", px(at.x)).attr("y", px(at.y+baseline*f.size)).attr("font-size", px(f.size))
	if f.bold {
		e.attr("font-weight", "bold")
	}
	if f.italic {
		e.attr("font-style", "italic")
	}
	if f.underline {
		e.attr("text-decoration", "underline")
	}
	if f.anchor != "" {
		e.attr("text-anchor", f.anchor)
	}
	e.attr("fill", f.fill)
	if f.faint {
		e.attr("fill-opacity", "0.9") // types would be hard to read with less
	}
	e.attr("textLength", px(textWidth(text, f.size, f.bold))).attr("lengthAdjust", "spacingAndGlyphs")
	s.line(e.text(text))
}

// box returns a rectangle with corners of the given radius.
func box(at rect, corner float64) *element {
	e := newElement("rect").attr("x", px(at.x)).attr("y", px(at.y)).attr("width", px(at.w)).attr("height", px(at.h))
	if corner > 0 {
		e.attr("rx", px(corner))
	}
	return e
}

// pathData returns the route as SVG path data.
func pathData(r route) string {
	var b strings.Builder
	for _, curve := range r.curves {
		for i, p := range curve {
			switch i {
			case 0:
				b.WriteByte('M')
			case 1:
				b.WriteByte('C')
			default:
				b.WriteByte(' ')
			}
			b.WriteString(px(p.x) + "," + px(p.y))
		}
	}
	return b.String()
}

// arrowhead returns the triangle from the end of the route to its tip, which must
// not be nil.
func arrowhead(r route) *element {
	const half = 3.0
	from, to := r.end(), *r.tip
	dx, dy := to.x-from.x, to.y-from.y
	length := math.Hypot(dx, dy)
	if length == 0 {
		length = 1
	}
	nx, ny := -dy/length*half, dx/length*half
	corner := func(x, y float64) string { return px(x) + "," + px(y) }
	return newElement("path").attr("class", "arrowhead").
		attr("d", "M"+corner(from.x+nx, from.y+ny)+"L"+corner(to.x, to.y)+"L"+corner(from.x-nx, from.y-ny)+"Z")
}
