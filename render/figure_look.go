package render

import "strconv"

// class returns the SVG classes of the figure, for the style sheet of a page.
func (f *figure) class() string {
	class := "djdag " + f.opts.Theme.String()
	if f.opts.Marks != nil {
		class += " marked"
	}
	return class
}

// class returns the SVG classes of a node, for the style sheet of a page.
func (n *node) class() string {
	class := "node table " + n.kind.String()
	switch {
	case n.chipAt != "":
		class = "node chip " + n.kind.String()
	case n.table == nil:
		class = "node " + n.kind.String()
	case n.dimension:
		class += " dimension"
	}
	return class + n.mark.class()
}

// class returns the SVG classes of an edge, for the style sheet of a page.
func (e *edge) class() string {
	class := "edge import"
	switch e.kind {
	case bundle:
		class = "edge bundle"
		if e.aside {
			class += " aside"
		}
		if e.faint {
			class += " faint"
		}
	case foreignKey:
		class = "edge fk secondary"
		if e.fk.Primary {
			class = "edge fk primary"
		}
		if e.fk.Multi {
			class += " one-to-many"
		} else {
			class += " one-to-one"
		}
		if e.fk.Aliased {
			class += " renamed"
		}
	case reads:
		class = "edge read declared"
		if e.hidden {
			class = "edge read hidden"
		}
	}
	if e.onCycle() {
		class += " cycle"
	}
	return class + e.mark.class()
}

// dashed reports whether the border is broken: the table is not here, or not any more.
func (n *node) dashed() bool {
	return n.kind == external || n.kind == unresolved || n.mark == MarkRemoved
}

// style returns the style of the line in the terms of Graphviz: "solid", "dashed"
// or "dotted".
func (e *edge) style() string {
	switch {
	case e.weak():
		return "dotted"
	case e.kind == foreignKey && !e.fk.Primary:
		return "dashed"
	}
	return "solid"
}

// penWidth returns the width of the line in points. A foreign key that is the
// child's whole key is thick; a bundle is in between.
func (e *edge) penWidth() float64 {
	switch {
	case e.kind == reads && e.hidden:
		return 2
	case e.weak():
		return 1.25
	case e.faint:
		return 1
	case e.kind == bundle:
		return 1.5
	case e.fk.Multi:
		return 1
	}
	return 2.25
}

// weight returns the weight that Graphviz gives to a short and straight edge.
func (e *edge) weight() int {
	if e.weak() || e.kind == foreignKey && e.fk.Multi {
		return 1
	}
	return 3
}

// weak reports whether the edge has its say in the layout only where it goes with the
// foreign keys.
func (e *edge) weak() bool { return e.kind == imports || e.kind == reads }

// arrow reports whether the line has an arrowhead at the child.
func (e *edge) arrow() bool { return e.kind == reads || e.onCycle() }

// onCycle reports whether the edge is on a cycle, even if the figure does not
// show all of it.
func (e *edge) onCycle() bool { return e.around != "" }

// renamed reports whether the edge is a foreign key that renames an attribute.
func (e *edge) renamed() bool { return e.kind == foreignKey && e.fk.Aliased }

// label returns the text at the line: the number of foreign keys in a bundle, or of
// those that share the line, if there are several.
func (e *edge) label() string {
	if e.kind == foreignKey && e.times > 1 {
		return "×" + strconv.Itoa(e.times)
	}
	if (e.kind == bundle || e.kind == reads) && e.members > 1 && !e.faint {
		return strconv.Itoa(e.members)
	}
	return ""
}
