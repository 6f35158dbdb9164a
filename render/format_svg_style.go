package render

import (
	"fmt"
	"strings"
)

// cssName escapes an id for a style sheet.
//
// Source: CSS Object Model, "serialize an identifier".
func cssName(id string) string {
	var b strings.Builder
	for i, r := range id {
		switch {
		case r == 0:
			b.WriteRune('\uFFFD')
		case r < ' ', r == 0x7F, '0' <= r && r <= '9' && (i == 0 || i == 1 && id[0] == '-'):
			fmt.Fprintf(&b, `\%x `, r)
		case r >= 0x80, r == '-' && len(id) > 1, r == '_', '0' <= r && r <= '9', 'A' <= r && r <= 'Z', 'a' <= r && r <= 'z':
			b.WriteRune(r)
		default:
			b.WriteString(`\` + string(r))
		}
	}
	return b.String()
}

// darkStyle returns the style sheet that makes a light figure dark if the viewer
// prefers that. reads: the figure may have lines of what make() reads. marked: it has
// marks.
func darkStyle(figure string, reads, marked bool) string {
	rules := darkRules(figure, reads)
	if marked {
		rules += darkMarkRules(figure)
	}
	return "\n@media (prefers-color-scheme: dark) {\n" + rules + "}\n"
}

// darkMarkRules returns the rules that make the marks of a light figure dark. They come
// after those of darkRules.
func darkMarkRules(figure string) string {
	dark := darkPalette()
	dark.mute()
	var b strings.Builder
	for _, m := range []Mark{Unmarked, MarkAdded, MarkRemoved, MarkChanged, MarkRekeyed} {
		class, ink, hue := "", dark.marks[m], dark.marks[m].stroke
		if class = strings.ReplaceAll(m.class(), " ", "."); m == Unmarked {
			hue = dark.edge
		}
		node := figure + " .node.node" + class // as specific as the class of a kind
		fmt.Fprintf(&b, "  %s .shape { fill: %s; stroke: %s }\n", node, ink.fill, ink.stroke)
		fmt.Fprintf(&b, "  %s :is(.rule, .mark) { stroke: %s }\n", node, ink.stroke)
		fmt.Fprintf(&b, "  %s :is(text, path[aria-label]) { fill: %s }\n", node, ink.text)
		fmt.Fprintf(&b, "  %s .edge.edge%s:not(.cycle) .line { stroke: %s }\n", figure, class, hue)
	}
	return b.String()
}

// darkRules returns the rules that make a light figure dark. Every rule begins with the
// selector of the figure, so that it changes nothing else on a page. reads is as for
// [darkStyle].
func darkRules(figure string, reads bool) string {
	const words = " :is(text, path[aria-label])" // as text, or as outlines
	dark := darkPalette()
	var b strings.Builder
	rule := func(selector, declarations string) {
		fmt.Fprintf(&b, "  %s%s { %s }\n", figure, selector, declarations)
	}
	rule(" > .background", "fill: "+dark.background)
	for k := manual; k <= bare; k++ {
		ink := dark.nodes[k]
		class := " .node." + k.String()
		rule(class+" .shape", "fill: "+ink.fill+"; stroke: "+ink.stroke)
		rule(class+" .rule", "stroke: "+ink.stroke)
		rule(class+" .mark", "stroke: "+ink.stroke)
		rule(class+words, "fill: "+ink.text)
	}
	rule(" .edge .line", "stroke: "+dark.edge)
	rule(" .edge.aside .line", "stroke: "+dark.aside)
	rule(" .edge.faint .line", "stroke: "+dark.aside)
	if reads {
		rule(" .edge.read .line", "stroke: "+dark.read)
		rule(" .edge.read .arrowhead", "fill: "+dark.read)
		rule(" .edge.read.hidden .line", "stroke: "+dark.hidden)
		rule(" .edge.read.hidden .arrowhead", "fill: "+dark.hidden)
	}
	rule(" .edge.renamed .line", "stroke: "+dark.renamed)
	rule(" .edge.cycle .line", "stroke: "+dark.cycle)
	rule(" .edge.cycle .arrowhead", "fill: "+dark.cycle)
	rule(" .schema .shape", "stroke: "+dark.frame)
	rule(" .schema .panel", "fill: "+dark.panel)
	rule(" .entity .shape", "fill: "+dark.entity)
	rule(" .entity .card", "fill: "+dark.card)
	rule(" .header .pill", "fill: "+dark.header)
	rule(" .header"+words, "fill: "+dark.headerText)
	rule(" .plate", "fill: "+dark.plate)
	rule(" .ground", "fill: "+dark.background)
	rule(" .stub", "stroke: "+dark.edge)
	for _, class := range []string{" .edge" + words, " .schema" + words, " .title", " .note", " .legend >" + words} {
		rule(class, "fill: "+dark.frameText)
	}
	return b.String()
}
