package render

import "strconv"

// class returns the words that say what a node is, for a page to style.
func (n *node) class() string {
	switch {
	case n.table == nil:
		return "node " + n.kind.String()
	case n.dimension:
		return "node table " + n.kind.String() + " dimension"
	}
	return "node table " + n.kind.String()
}

// class returns the words that say what an edge is, for a page to style.
func (e *edge) class() string {
	class := "edge import"
	switch e.kind {
	case bundle:
		class = "edge bundle"
		if e.aside {
			class += " aside"
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
	}
	if e.onCycle() {
		class += " cycle"
	}
	return class
}

// style returns the line style, as Graphviz names it.
func (e *edge) style() string {
	switch {
	case e.kind == imports:
		return "dotted"
	case e.kind == foreignKey && !e.fk.Primary:
		return "dashed"
	}
	return "solid"
}

// penWidth returns how thick the line is, in points. A thick foreign key is
// the child's whole key; a bundle makes no such claim.
func (e *edge) penWidth() float64 {
	switch {
	case e.kind == imports:
		return 1.25
	case e.kind == bundle:
		return 1.5
	case e.fk.Multi:
		return 0.75
	}
	return 2
}

// weight returns how strongly the edge is drawn short and straight.
func (e *edge) weight() int {
	if e.kind == imports || e.kind == foreignKey && e.fk.Multi {
		return 1
	}
	return 3
}

// onCycle reports whether the edge is on a cycle, which a figure need not show.
func (e *edge) onCycle() bool { return e.around != "" }

// renamed reports whether the edge is a foreign key that gives some attribute
// another name.
func (e *edge) renamed() bool { return e.kind == foreignKey && e.fk.Aliased }

// label returns what stands beside the line: how many foreign keys a bundle
// has, if more than one.
func (e *edge) label() string {
	if e.kind == bundle && e.members > 1 {
		return strconv.Itoa(e.members)
	}
	return ""
}
