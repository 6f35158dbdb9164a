package render

import (
	"math"
	"slices"

	"github.com/djdag/djdag/render/orthogonal"
)

// lead sets the lines of the edges, and the trunks.
func (u *upperLevel) lead(l *layout) {
	c := &conductor{u: u, ways: make(map[*link][]point), trunks: make(map[bunch]int), l: l}
	for _, y := range u.yards {
		for k, n := range y.nets {
			c.tree(n.upper, n.links, y.layout.Nets[k], u.corner(y))
		}
	}
	for k, w := range u.wires {
		upper := w.upper
		if w.out >= 0 {
			y := u.home[upper].yard
			c.add(upper, w.links, y.layout.Nets[w.net].Ends[0], u.corner(y))
			upper = nil
		}
		tree := u.layout.Nets[k]
		for _, way := range tree.Trunk {
			c.add(upper, w.links, way, point{})
			upper = nil
		}
		for j, g := range w.legs {
			c.add(upper, g.links, tree.Ends[j], point{})
			if g.port >= 0 {
				c.tree(nil, g.links, g.yard.layout.Nets[g.net], u.corner(g.yard))
			}
		}
	}
	c.finish()
}

// loop sets the lines that lead from a node back to it: out of its side, and in again
// below.
func (u *upperLevel) loop(l *layout) {
	for i, e := range u.f.edges {
		if e.from != e.to {
			continue
		}
		at := u.middles[e.from]
		w, h := u.f.size(e.from)
		up, down := at.y-h/5, at.y+h/5
		far := at.x + w/2 + loopRoom - cornerTurn
		way := []point{{at.x, up}, {far, up}, {far, down}, {at.x, down}}
		r := route{}
		if e.arrow() {
			border := w / 2
			if e.from.round() {
				border *= math.Sqrt(1 - 0.4*0.4)
			}
			tip := u.turn(point{at.x + border, down})
			way[3].x = at.x + border + arrowLength
			r.tip = &tip
		}
		r.curves = [][]point{u.rounded(way)}
		l.edges[i] = r
	}
}

// corner returns where the layout inside a yard begins.
func (u *upperLevel) corner(y *yard) point {
	at := u.layout.Boxes[y.index]
	return point{at.X + y.start.x, at.Y + y.start.y}
}

// A conductor puts the parts of lines together. Points are as if the direction were
// TB, until finish turns them.
type conductor struct {
	u      *upperLevel
	l      *layout
	ways   map[*link][]point // of the part that no other link shares, from above
	trunks map[bunch]int     // index in the trunks of the layout
	parts  [][][]point       // of each trunk
}

// A bunch is links that share a part of their line: the first, and how many.
type bunch struct {
	first *link
	count int
}

// tree adds a tree inside a yard. It begins at the upper node, or at a port if that
// is nil.
func (c *conductor) tree(upper *node, links []*link, tree orthogonal.Tree, by point) {
	for _, way := range tree.Trunk {
		c.add(upper, links, way, by)
		upper = nil
	}
	for i, way := range tree.Ends {
		c.add(upper, links[i:i+1], way, by)
	}
}

// add adds a part of the lines of some links. If it begins at a node, it is led on to
// the middle of that, which is drawn over it.
func (c *conductor) add(upper *node, links []*link, way []orthogonal.Point, by point) {
	if len(way) == 0 {
		return
	}
	points := make([]point, len(way))
	for i, p := range way {
		points[i] = point{p.X + by.x, p.Y + by.y}
	}
	if upper != nil {
		points[0].y = c.u.middles[upper].y
	}
	if len(links) == 1 {
		c.ways[links[0]] = append(c.ways[links[0]], points...)
		return
	}
	key := bunch{links[0], len(links)}
	i, ok := c.trunks[key]
	if !ok {
		i = len(c.parts)
		c.trunks[key] = i
		c.parts = append(c.parts, nil)
		t := trunk{}
		for _, l := range links {
			t.edges = append(t.edges, l.edges...)
		}
		c.l.trunks = append(c.l.trunks, t)
	}
	c.parts[i] = append(c.parts[i], points)
}

// finish turns the lines to the direction of the figure and rounds their corners.
func (c *conductor) finish() {
	for i, parts := range c.parts {
		for _, way := range parts {
			c.l.trunks[i].route.curves = append(c.l.trunks[i].route.curves, c.u.rounded(way))
		}
	}
	for link, way := range c.ways {
		first := c.u.f.edges[link.edges[0]]
		last := len(way) - 1
		r := route{label: c.u.turn(point{way[last].x, way[last].y - c.u.f.countRoom()/2 - 0.5}), plate: true}
		up := first.to == link.upper // a cycle leads up, and so may a read
		if first.arrow() {
			if up {
				way[0].y = c.u.borderY(link.upper, way[0].x, false)
				slices.Reverse(way)
			} else {
				way[last].y = c.u.borderY(link.lower, way[last].x, true)
			}
			tip := way[last]
			way[last].y += math.Copysign(arrowLength, way[last-1].y-tip.y)
			tip = c.u.turn(tip)
			r.tip = &tip
		} else {
			way[last].y = c.u.middles[link.lower].y
		}
		r.curves = [][]point{c.u.rounded(way)}
		c.l.edges[link.edges[0]] = r
		for _, e := range link.edges[1:] {
			c.l.edges[e] = route{label: r.label, with: link.edges[0] + 1}
		}
	}
}

// borderY returns the y at which a line at x meets the border of a node from above,
// or from below.
func (u *upperLevel) borderY(n *node, x float64, upper bool) float64 {
	at := u.middles[n]
	w, h := u.f.size(n)
	half := h / 2
	if n.round() {
		off := (x - at.x) / (w / 2)
		half *= math.Sqrt(max(0, 1-off*off))
	}
	if upper {
		return at.y - half
	}
	return at.y + half
}

// rounded returns a way as curves, with round corners.
func (u *upperLevel) rounded(way []point) []point {
	turned := make([]point, 0, len(way))
	for _, p := range way {
		p = u.turn(p)
		if n := len(turned); n > 0 && math.Hypot(turned[n-1].x-p.x, turned[n-1].y-p.y) < 0.01 {
			continue
		}
		if n := len(turned); n > 1 && (turned[n-1].x == p.x && turned[n-2].x == p.x || turned[n-1].y == p.y && turned[n-2].y == p.y) {
			turned[n-1] = p
			continue
		}
		turned = append(turned, p)
	}
	if len(turned) == 1 {
		turned = append(turned, turned[0])
	}
	at := turned[0]
	curve := []point{at}
	for i := 1; i < len(turned); i++ {
		p := turned[i]
		if i == len(turned)-1 {
			curve = append(curve, line(at, p)[1:]...)
			break
		}
		next := turned[i+1]
		before, after := math.Hypot(p.x-at.x, p.y-at.y), math.Hypot(next.x-p.x, next.y-p.y)
		radius := min(cornerTurn, before, after/2)
		from := point{p.x + (at.x-p.x)*radius/max(before, 1e-9), p.y + (at.y-p.y)*radius/max(before, 1e-9)}
		to := point{p.x + (next.x-p.x)*radius/max(after, 1e-9), p.y + (next.y-p.y)*radius/max(after, 1e-9)}
		if before > radius {
			curve = append(curve, line(at, from)[1:]...)
		}
		curve = append(curve, bend(from, p, to)...)
		at = to
	}
	return curve
}
