package render

// Distances of the legend, in points.
const (
	legendGap   = 26.0  // above the legend
	legendLeast = 420.0 // the width that a legend may take even if the figure is narrower
	legendLine  = 30.0  // the length of a sample line
	legendSpace = 16.0  // between two samples, and between two rows of nodes
	legendRow   = 22.0  // the height of a row of edges
	legendPad   = 4.0   // above and below the rows of edges
	legendFont  = 10.0
)

// A legend explains the notation, as far as its figure uses it: rows of nodes
// above rows of edges.
type legend struct {
	nodes [][]*node
	edges [][]legendEdge
	w, h  float64
}

// A legendEdge is a sample line with its meaning.
type legendEdge struct {
	sample *edge
	means  string
}

// legend returns the legend of a figure of the given width in points.
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

// wrap breaks samples into rows. A row exceeds the limit only if it holds a
// single sample.
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

// rowWidth returns the width of a row of samples.
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
