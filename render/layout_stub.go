package render

// stubs returns the outer ends of the short lines which say that a schema beside one
// in focus has parents or children that the figure does not join to it. They stand on
// the sides where those would be.
func (n *node) stubs(d Direction, at point) []point {
	var ends []point
	add := func(up float64) {
		switch d {
		case TB:
			ends = append(ends, point{at.x, at.y - up*(n.h/2+stubLength)})
		case BT:
			ends = append(ends, point{at.x, at.y + up*(n.h/2+stubLength)})
		case LR:
			ends = append(ends, point{at.x - up*(n.w/2+stubLength), at.y})
		case RL:
			ends = append(ends, point{at.x + up*(n.w/2+stubLength), at.y})
		}
	}
	if n.goesOn.parents {
		add(1)
	}
	if n.goesOn.children {
		add(-1)
	}
	return ends
}
