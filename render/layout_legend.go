package render

// Distances of the legend, in points.
const (
	legendGap   = 26.0  // above the legend
	legendLeast = 420.0 // a legend may be that wide where the figure is narrower
	legendLine  = 30.0  // the length of a sample of an edge
	legendSpace = 16.0  // between two samples, and two rows of nodes
	legendRow   = 22.0  // of edges
	legendPad   = 4.0   // above and below those
	legendFont  = 10.0
)

// legend explains the notation that a figure uses, and no other: rows of nodes
// above rows of edges.
type legend struct {
	nodes [][]*node
	edges [][]legendEdge
	w, h  float64
}

type legendEdge struct {
	sample *edge
	means  string
}

// legend returns the legend of the figure, which is itself of some width.
func (f *figure) legend(width float64) *legend {
	limit := max(width, legendLeast)
	l := &legend{nodes: wrap(f.legendNodes(), limit, nodeWidth), edges: wrap(f.legendEdges(), limit, legendEdge.width)}
	for i, row := range l.nodes {
		l.w = max(l.w, rowWidth(row, nodeWidth))
		if i > 0 {
			l.h += legendSpace
		}
		l.h += tallest(row)
	}
	for _, row := range l.edges {
		l.w = max(l.w, rowWidth(row, legendEdge.width))
		l.h += legendRow
	}
	if len(l.edges) > 0 {
		l.h += 2 * legendPad
	}
	return l
}

// wrap parts samples into rows that are no wider than the limit, where that is
// possible.
func wrap[T any](samples []T, limit float64, width func(T) float64) [][]T {
	var rows [][]T
	for _, s := range samples {
		last := len(rows) - 1
		if last >= 0 && rowWidth(rows[last], width)+legendSpace+width(s) <= limit {
			rows[last] = append(rows[last], s)
		} else {
			rows = append(rows, []T{s})
		}
	}
	return rows
}

// rowWidth returns the width of samples side by side.
func rowWidth[T any](row []T, width func(T) float64) float64 {
	w := legendSpace * float64(len(row)-1)
	for _, s := range row {
		w += width(s)
	}
	return w
}

func nodeWidth(n *node) float64 { return n.w }

func tallest(row []*node) float64 {
	h := pillHeight
	for _, n := range row {
		h = max(h, n.h)
	}
	return h
}

func (e legendEdge) width() float64 { return legendLine + 5 + textWidth(e.means, legendFont, false) }
