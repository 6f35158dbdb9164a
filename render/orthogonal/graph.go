package orthogonal

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// A Graph is boxes, and nets that join them. Together they must be acyclic: no
// chain of nets may lead from a box back to itself.
type Graph struct {
	Boxes []Box
	Nets  []Net
	// Limit is the width that a rank of several boxes should not exceed. Zero: no
	// limit, and each box stands right below what leads to it.
	Limit float64
	// Spacing sets distances.
	Spacing Spacing
	// Steady keeps the order of the boxes unless another has clearly fewer crossings, so
	// that one box more or less does not change everything.
	Steady bool
	// Quick takes fewer pains with the order of the boxes, to compare sizes.
	Quick bool
	// Top aligns the boxes of a rank at their upper sides instead of their middles.
	Top bool
}

// A Box is what a net joins.
type Box struct {
	W, H float64
	Side Side
	// Hint orders the boxes of an outer rank: a line from outside comes from there,
	// or leads there. Only the order of hints counts.
	Hint float64
	// Line says that the box counts as a line for the distances to others.
	Line bool
	// Leftmost keeps the box left of all others on its rank.
	Leftmost bool
}

// Middle returns the middle of a side of box i.
func (b Box) Middle(i int) End { return End{Box: i, Lo: b.W / 2, Hi: b.W / 2} }

// A Side says whether a box stands on an outer rank, which then holds only such
// boxes.
type Side uint8

// The sides.
const (
	Inner Side = iota
	First      // above all other boxes
	Last       // below all other boxes
)

// A Net is a line that leads from one box down to others. With several ends it is
// a tree, which branches as late as it can.
type Net struct {
	From End
	To   []End
	// Weight says how much the line should be short and straight; 0 counts as 1.
	Weight int
	// Light says that the line has no say in the layout: it takes the way that the
	// others leave.
	Light bool
	// Room is the width that the line keeps free around its end, for a label.
	Room float64
}

// An End is the part of a box's side that a net may meet: the lower side for
// [Net.From], and the upper side for [Net.To]. Lo and Hi count from the left of the
// box. If they are equal, the net meets that point.
type End struct {
	Box    int
	Lo, Hi float64
}

func (e End) middle() float64 { return (e.Lo + e.Hi) / 2 }

// Spacing is the distances of a layout. A field that is zero has its default.
type Spacing struct {
	Box    float64 // between two boxes of a rank; 20
	Line   float64 // between two lines that are parallel; 8
	Beside float64 // between a line and a box that it passes; 10
	Rank   float64 // between two ranks, at least; 24
	Turn   float64 // the length of a trunk that a branch shares with its corner; 6
	Label  float64 // the height kept free above the boxes that labels stand above; 0
}

func (s Spacing) withDefaults() Spacing {
	set := func(v *float64, value float64) {
		if *v == 0 {
			*v = value
		}
	}
	set(&s.Box, 20)
	set(&s.Line, 8)
	set(&s.Beside, 10)
	set(&s.Rank, 24)
	set(&s.Turn, 6)
	return s
}

// A Point is a place in the layout.
type Point struct{ X, Y float64 }

// A Layout has the places of everything in a graph. Its upper left corner is the
// origin.
type Layout struct {
	Boxes     []Point // the upper left corner of each box
	Ranks     []int   // of each box
	Nets      []Tree  // indexed like the nets of the graph
	W, H      float64
	Crossings int       // of lines, as they are drawn
	gaps      []float64 // the upper ends of the gaps between ranks
}

// A Tree is the way of a net. All its parts are horizontal or vertical.
type Tree struct {
	// Trunk is the parts that several ends share, as chains of points. It is empty
	// if there is one end.
	Trunk [][]Point
	// Ends has the way to each end, indexed like [Net.To]: from the box that the net
	// leaves, or from where the way leaves the trunk.
	Ends [][]Point
}

// ErrTooLarge is the error for a graph that would take minutes and gigabytes.
var ErrTooLarge = errors.New("the figure is too large to be laid out")

// maxPasses bounds how often nets pass ranks. A figure of five thousand tables has half
// of them.
const maxPasses = 500_000

// Lay lays out the graph. The boxes of the graph are not changed. The only errors are
// [ErrTooLarge] and, if ctx ends first, one that wraps its cause.
func Lay(ctx context.Context, g *Graph) (*Layout, error) {
	d := &drawing{Graph: g, ctx: ctx, space: g.Spacing.withDefaults()}
	if len(g.Boxes) == 0 {
		return &Layout{Nets: make([]Tree, len(g.Nets))}, nil
	}
	d.rank()
	if d.passes() > maxPasses {
		return nil, ErrTooLarge
	}
	for _, step := range []func(){d.addItems, d.order, d.place, d.ports, d.channels} {
		if step(); ctx.Err() != nil { // which ends a step early
			return nil, fmt.Errorf("lay out: %w", context.Cause(ctx))
		}
	}
	return d.route(), nil
}

// A drawing is a layout in the making.
type drawing struct {
	*Graph
	ctx   context.Context
	space Spacing

	ranks  []int // of each box
	depth  int   // the number of ranks
	items  []item
	rows   [][]int // the items of each rank, from left to right
	gaps   []gap   // between each rank and the next
	chains []*chain
	sides  [][]side // of each box
	half   float64  // half the width of the widest row
}

// An item is what stands on a rank: a box, or the line of a net that passes it.
type item struct {
	w    float64
	x    float64 // of the left side
	rank int
	pos  int // the index in its row
	net  int // the net that passes; -1 for a box
	up   []*strand
	down []*strand
}

// A gap is the space between two ranks, with the part of each net in it.
type gap struct {
	wires       []*wire
	tracks      int
	label       float64 // the height kept free for labels
	top, height float64
}

// A wire is the part of a net in one gap: from one strand's upper end to the lower
// ends of all.
type wire struct {
	net     int
	light   bool
	strands []*strand
	from    float64 // the x of the upper end
	track   int     // counted from above; -1 for a straight line
}

// A strand is a line from an item to one on the next rank.
type strand struct {
	wire         *wire
	upper, lower int // items
	from, to     End // of the items; the box is unused
	weight       float64
	room         float64
	end          int     // the index in [Net.To], or -1 if it leads to an item that the net passes
	x            float64 // of the lower end
	// Where it meets the items, as a share of their widths.
	upperShare, lowerShare float64
}

// passes counts how often nets pass ranks.
func (d *drawing) passes() int {
	count := 0
	for _, net := range d.Nets {
		last := 0
		for _, to := range net.To {
			last = max(last, d.ranks[to.Box])
		}
		count += max(0, last-d.ranks[net.From.Box]-1)
	}
	return count
}

// addItems makes the items, the rows in the order of the boxes, and the gaps.
func (d *drawing) addItems() {
	d.rows = make([][]int, d.depth)
	d.gaps = make([]gap, max(0, d.depth-1))
	for i, b := range d.Boxes {
		d.items = append(d.items, item{w: b.W, rank: d.ranks[i], net: -1})
	}
	for i := range d.Boxes {
		d.rows[d.ranks[i]] = append(d.rows[d.ranks[i]], i)
	}
	for n := range d.Nets {
		d.addNet(n)
	}
}

// lightWeight is the weight of a light net.
const lightWeight = 0.05

// addNet makes the strands of a net, and an item on each rank that it passes.
func (d *drawing) addNet(n int) {
	net := &d.Nets[n]
	weight := float64(max(1, net.Weight))
	if net.Light {
		weight = lightWeight
	}
	first, last := d.ranks[net.From.Box], 0
	for _, to := range net.To {
		last = max(last, d.ranks[to.Box])
	}
	at, from := net.From.Box, net.From
	for rank := first; rank < last; rank++ {
		w := &wire{net: n, track: -1, light: net.Light}
		d.gaps[rank].wires = append(d.gaps[rank].wires, w)
		for i, to := range net.To {
			if d.ranks[to.Box] == rank+1 {
				d.addStrand(w, strand{upper: at, lower: to.Box, from: from, to: to, weight: weight, room: net.Room, end: i})
			}
		}
		if rank+1 == last {
			break
		}
		passing := len(d.items)
		d.items = append(d.items, item{w: 0, rank: rank + 1, net: n})
		d.rows[rank+1] = append(d.rows[rank+1], passing)
		straight := 2 * weight
		if at >= len(d.Boxes) {
			straight = 8 * weight
		}
		d.addStrand(w, strand{upper: at, lower: passing, from: from, weight: straight, end: -1})
		at, from = passing, End{}
	}
}

func (d *drawing) addStrand(w *wire, s strand) {
	s.wire = w
	w.strands = append(w.strands, &s)
	d.items[s.upper].down = append(d.items[s.upper].down, &s)
	d.items[s.lower].up = append(d.items[s.lower].up, &s)
}

// between returns the least distance from the right side of an item to the left
// side of the next one.
func (d *drawing) between(a, b int) float64 {
	switch boxA, boxB := d.isBox(a), d.isBox(b); {
	case boxA && boxB:
		return d.space.Box
	case boxA != boxB:
		return d.space.Beside
	}
	return d.space.Line
}

// isBox reports whether an item counts as a box for distances.
func (d *drawing) isBox(it int) bool { return it < len(d.Boxes) && !d.Boxes[it].Line }

// copyRows returns a copy of the rows.
func copyRows(rows [][]int) [][]int {
	out := make([][]int, len(rows))
	for i, r := range rows {
		out[i] = slices.Clone(r)
	}
	return out
}
