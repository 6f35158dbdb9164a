package render

import (
	"math"
	"slices"
)

// finish returns the layout of the figure.
func (u *upperLevel) finish() *layout {
	u.middles = make(map[*node]point)
	l := &layout{
		nodes:    make([]point, len(u.number)),
		edges:    make([]route, len(u.f.edges)),
		clusters: make([]rect, len(u.f.clusters)),
		entities: make(map[[2]int]rect),
		headers:  make([]point, len(u.f.clusters)),
	}
	for i, y := range u.yards {
		at := point{u.layout.Boxes[i].X, u.layout.Boxes[i].Y}
		if y.cluster < 0 {
			u.moor(l, y.berths[0], at)
			continue
		}
		l.clusters[y.cluster] = u.box(rect{at.x, at.y, y.w, y.h})
		u.header(l, y, at)
		for j, b := range y.berths {
			corner := y.layout.Boxes[b.box]
			place := point{at.x + y.start.x + corner.X, at.y + y.start.y + corner.Y}
			u.moor(l, b, place)
			if len(b.group.nodes) > 1 {
				l.entities[[2]int{y.cluster, j}] = u.box(rect{place.x, place.y, b.w, b.h})
			}
		}
	}
	u.lead(l)
	u.loop(l)
	l.straighten(u.f) // between the tables of a group
	l.bracket(u.f, true)
	l.seatNumbers(u.f)
	return l
}

// header places the label of a schema: on the left of the first row inside, which no
// line crosses there. That of a schema in focus is on the border, which begins half
// its height below; it is as near to the middle as lines leave room.
func (u *upperLevel) header(l *layout, y *yard, at point) {
	c := u.f.clusters[y.cluster]
	frame := &l.clusters[y.cluster]
	w := c.headerWidth()
	if !c.focus {
		l.headers[y.cluster] = point{frame.x + frameSide + w/2, frame.y + headerRoom/2}
		return
	}
	frame.y += focusHeight / 2
	frame.h -= focusHeight / 2
	middle := frame.x + frame.w/2
	x := middle
	if !u.f.flipped() {
		taken := []float64{frame.x + frameSide - focusGap, frame.x + frame.w - frameSide + focusGap}
		for i, b := range y.boxes {
			if b.Side == u.upperSide() && b.Line {
				taken = append(taken, at.x+y.start.x+y.portX(i))
			}
		}
		slices.Sort(taken)
		least := math.Inf(1)
		for i := range len(taken) - 1 {
			lo, hi := taken[i]+focusGap+w/2, taken[i+1]-focusGap-w/2
			if near := min(max(middle, lo), hi); lo <= hi && math.Abs(near-middle) < least {
				x, least = near, math.Abs(near-middle)
			}
		}
	}
	l.headers[y.cluster] = point{x, frame.y}
}

// moor sets the places of the nodes of a berth, whose corner is given.
func (u *upperLevel) moor(l *layout, b *berth, corner point) {
	for _, n := range b.group.nodes {
		w, _ := u.f.size(n)
		u.middles[n] = point{corner.x + b.left[n] + w/2, corner.y + b.above + b.nodesH/2}
		l.nodes[u.number[n]] = u.turn(u.middles[n])
	}
}

// turn returns a point in the direction of the figure.
func (u *upperLevel) turn(p point) point {
	switch u.f.opts.Direction {
	case BT:
		return point{p.x, u.layout.H - p.y}
	case LR:
		return point{p.y, p.x}
	case RL:
		return point{u.layout.H - p.y, p.x}
	}
	return p
}

// box returns a box in the direction of the figure.
func (u *upperLevel) box(r rect) rect {
	a, b := u.turn(point{r.x, r.y}), u.turn(point{r.x + r.w, r.y + r.h})
	return rect{min(a.x, b.x), min(a.y, b.y), math.Abs(a.x - b.x), math.Abs(a.y - b.y)}
}
