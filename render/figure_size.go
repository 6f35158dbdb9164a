package render

// largeNodes is the number of nodes from which on a figure is drawn in haste: it has
// more than anybody reads, and a careful layout would take minutes.
const largeNodes = 1000

// isLarge reports whether the figure is to be drawn in haste.
func (f *figure) isLarge() bool { return len(f.numbers()) >= largeNodes }
