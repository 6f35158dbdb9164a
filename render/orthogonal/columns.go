package orthogonal

import (
	"cmp"
	"math"
	"slices"
)

// Columns returns the layout in several columns side by side, as even as the gaps
// between its ranks allow. A line from one column to the next leaves it below, rises
// beside it and enters the next from above. No two lines cross there. It returns l if
// one column is all that there can be.
func (l *Layout) Columns(g *Graph, count int) *Layout {
	cuts := l.evenCuts(count)
	if len(cuts) == 0 {
		return l
	}
	f := &folder{l: l, g: g, cuts: cuts, line: g.Spacing.withDefaults().Line, gap: g.Spacing.withDefaults().Rank}
	f.measure()
	f.placeColumns()
	return f.fold()
}

// evenCuts returns the gaps at which to cut the layout, at their upper ends, so that
// the highest of at most count columns is as low as can be.
func (l *Layout) evenCuts(count int) []float64 {
	cut := func(most float64) (cuts []float64, ok bool) {
		start := 0.0
		for i, y := range l.gaps {
			next := l.H
			if i+1 < len(l.gaps) {
				next = l.gaps[i+1]
			}
			if next-start > most && y > start {
				cuts = append(cuts, y)
				start = y
			}
		}
		return cuts, len(cuts) < count
	}
	for most := l.H / float64(count); most < l.H; most *= 1.04 {
		if cuts, ok := cut(most); ok {
			return cuts
		}
	}
	return nil
}

// A folder cuts a layout and puts its parts side by side.
type folder struct {
	l         *Layout
	g         *Graph
	cuts      []float64
	line, gap float64
	columns   []column
	at        [][]float64 // the x at which lines cross each cut, sorted
}

// A column is a part of the layout.
type column struct {
	left, right float64 // of what is in it, in the layout
	top         float64 // in the layout
	by          Point   // how far it moves
	bottom      float64 // where it ends then
}

// columnOf returns the column of a height. A cut belongs to the column above.
func (f *folder) columnOf(y float64) int {
	i := 0
	for i < len(f.cuts) && y > f.cuts[i] {
		i++
	}
	return i
}

// measure finds the extents of the columns, and where lines cross the cuts.
func (f *folder) measure() {
	f.columns = make([]column, len(f.cuts)+1)
	f.at = make([][]float64, len(f.cuts))
	for i := range f.columns {
		f.columns[i] = column{left: math.Inf(1), right: math.Inf(-1)}
		if i > 0 {
			f.columns[i].top = f.cuts[i-1]
		}
	}
	extend := func(i int, from, to float64) {
		f.columns[i].left = min(f.columns[i].left, from)
		f.columns[i].right = max(f.columns[i].right, to)
	}
	for i, b := range f.l.Boxes {
		extend(f.columnOf(b.Y), b.X, b.X+f.g.Boxes[i].W)
	}
	for _, tree := range f.l.Nets {
		for _, way := range slices.Concat(tree.Trunk, tree.Ends) {
			for i, p := range way {
				extend(f.columnOf(p.Y), p.X, p.X)
				if i == 0 {
					continue
				}
				for c := f.columnOf(way[i-1].Y); c < f.columnOf(p.Y); c++ {
					f.at[c] = append(f.at[c], p.X)
					extend(c, p.X, p.X)
					extend(c+1, p.X, p.X)
				}
			}
		}
	}
	for c := range f.at {
		slices.Sort(f.at[c])
	}
}

// placeColumns sets how far the columns move.
func (f *folder) placeColumns() {
	x := 0.0
	for i := range f.columns {
		c := &f.columns[i]
		top, end := 0.0, f.l.H
		if i > 0 {
			lines := float64(len(f.at[i-1]))
			x += f.line*(lines+1) + f.gap/2
			top = f.line*lines + f.gap/2
		}
		if i < len(f.cuts) {
			end = f.cuts[i]
		}
		c.by = Point{x - c.left, top - c.top}
		c.bottom = end + c.by.Y
		x += c.right - c.left
	}
}

// detour returns the points at which a line that crosses a cut at x turns.
func (f *folder) detour(cut int, x float64) []Point {
	here, next := f.columns[cut], f.columns[cut+1]
	i, _ := slices.BinarySearchFunc(f.at[cut], x, func(at, x float64) int { return cmp.Compare(at, x-0.001) })
	lines := len(f.at[cut])
	fromRight := float64(lines - i) // 1 for the rightmost line
	below := here.bottom + f.line*fromRight
	beside := here.right + here.by.X + f.line*fromRight
	above := f.line * float64(lines-1-i) // the rightmost line is the highest
	return []Point{{x + here.by.X, below}, {beside, below}, {beside, above}, {x + next.by.X, above}}
}

// fold returns the layout in columns.
func (f *folder) fold() *Layout {
	out := &Layout{Boxes: slices.Clone(f.l.Boxes), Ranks: f.l.Ranks, Nets: make([]Tree, len(f.l.Nets)), Crossings: f.l.Crossings}
	for i, b := range f.l.Boxes {
		by := f.columns[f.columnOf(b.Y)].by
		out.Boxes[i] = Point{b.X + by.X, b.Y + by.Y}
	}
	for i, tree := range f.l.Nets {
		for _, way := range tree.Trunk {
			out.Nets[i].Trunk = append(out.Nets[i].Trunk, f.foldWay(way))
		}
		for _, way := range tree.Ends {
			out.Nets[i].Ends = append(out.Nets[i].Ends, f.foldWay(way))
		}
	}
	for i, c := range f.columns {
		out.W = max(out.W, c.right+c.by.X)
		out.H = max(out.H, c.bottom)
		if i < len(f.cuts) {
			out.H = max(out.H, c.bottom+f.line*float64(len(f.at[i])))
		}
	}
	return out
}

// foldWay leads a way through the columns.
func (f *folder) foldWay(way []Point) []Point {
	var out []Point
	for i, p := range way {
		at := f.columnOf(p.Y)
		if i > 0 {
			for c := f.columnOf(way[i-1].Y); c < at; c++ {
				out = append(out, f.detour(c, p.X)...)
			}
		}
		by := f.columns[at].by
		out = append(out, Point{p.X + by.X, p.Y + by.Y})
	}
	return out
}
