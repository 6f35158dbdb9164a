package orthogonal_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand"
	"reflect"
	"testing"

	"github.com/djdag/djdag/render/orthogonal"
)

// random returns a graph of n boxes, with lines that lead from earlier boxes to later
// ones.
func random(seed int64, n int) *orthogonal.Graph {
	rnd := rand.New(rand.NewSource(seed))
	g := &orthogonal.Graph{Top: seed%2 == 0}
	if seed%3 > 0 {
		g.Limit = 150 * math.Sqrt(float64(n))
	}
	for range n {
		g.Boxes = append(g.Boxes, orthogonal.Box{W: 30 + 90*rnd.Float64(), H: 20 + 30*rnd.Float64()})
	}
	end := func(box int) orthogonal.End {
		return orthogonal.End{Box: box, Lo: 6, Hi: g.Boxes[box].W - 6}
	}
	for from := range n - 1 {
		for range rnd.Intn(3) {
			net := orthogonal.Net{From: end(from)}
			for range 1 + rnd.Intn(1+rnd.Intn(4)) {
				net.To = append(net.To, end(from+1+rnd.Intn(n-from-1)))
			}
			g.Nets = append(g.Nets, net)
		}
	}
	if seed%4 == 3 { // ports, as on the frame of a schema
		for i, side := range []orthogonal.Side{orthogonal.First, orthogonal.Last, orthogonal.First} {
			port := orthogonal.Box{Side: side, Hint: float64(-i), Line: true}
			g.Boxes = append(g.Boxes, port)
			at := port.Middle(len(g.Boxes) - 1)
			if side == orthogonal.First {
				g.Nets = append(g.Nets, orthogonal.Net{From: at, To: []orthogonal.End{end(0), end(n / 2)}})
			} else {
				g.Nets = append(g.Nets, orthogonal.Net{From: end(0), To: []orthogonal.End{at}})
			}
		}
		g.Boxes = append(g.Boxes, orthogonal.Box{W: 50, H: 18, Side: orthogonal.First, Leftmost: true})
	}
	return g
}

// A segment is a horizontal or vertical piece of a line, from its upper left end.
type segment struct {
	net      int
	from, to orthogonal.Point
}

func segments(t *testing.T, net int, tree orthogonal.Tree) []segment {
	t.Helper()
	var out []segment
	for _, way := range append(append([][]orthogonal.Point{}, tree.Trunk...), tree.Ends...) {
		for i := range len(way) - 1 {
			a, b := way[i], way[i+1]
			if a.X != b.X && a.Y != b.Y {
				t.Errorf("net %d is not at right angles: %v to %v", net, a, b)
			}
			out = append(out, segment{net, orthogonal.Point{X: min(a.X, b.X), Y: min(a.Y, b.Y)}, orthogonal.Point{X: max(a.X, b.X), Y: max(a.Y, b.Y)}})
		}
	}
	return out
}

// In any layout, boxes are apart and below their parents, lines meet their boxes and
// no others, and lines of different nets never lie on one another.
func TestLay(t *testing.T) {
	for seed := range int64(90) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			g := random(seed, 2+int(seed)%90)
			l := lay(t, g)
			if again := lay(t, g); !reflect.DeepEqual(l, again) {
				t.Error("a second layout differs")
			}
			checkLayout(t, g, l)
			for count := 2; count <= 4; count++ {
				checkLayout(t, g, l.Columns(g, count))
			}
		})
	}
}

// lay lays out a graph.
func lay(t *testing.T, g *orthogonal.Graph) *orthogonal.Layout {
	t.Helper()
	l, err := orthogonal.Lay(t.Context(), g)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func checkLayout(t *testing.T, g *orthogonal.Graph, l *orthogonal.Layout) {
	t.Helper()
	checkBoxes(t, g, l)
	checkEnds(t, g, l)
	var all []segment
	for i, tree := range l.Nets {
		all = append(all, segments(t, i, tree)...)
	}
	checkLines(t, g, l, all)
}

// In columns, a chain is wider and not as high.
func TestColumns(t *testing.T) {
	g := &orthogonal.Graph{}
	for i := range 12 {
		g.Boxes = append(g.Boxes, orthogonal.Box{W: 100, H: 30})
		if i > 0 {
			g.Nets = append(g.Nets, orthogonal.Net{From: g.Boxes[0].Middle(i - 1), To: []orthogonal.End{g.Boxes[0].Middle(i)}})
		}
	}
	one := lay(t, g)
	for count := 2; count <= 4; count++ {
		several := one.Columns(g, count)
		if n := float64(count); several.H > one.H/n+40 || several.W < n*100 {
			t.Errorf("%d columns: %.0f by %.0f; one has %.0f by %.0f", count, several.W, several.H, one.W, one.H)
		}
	}
	if nothing := (&orthogonal.Layout{}).Columns(&orthogonal.Graph{}, 3); nothing.W != 0 {
		t.Errorf("got %v", nothing)
	}
}

// slack is what rounding may take.
const slack = 0.01

func checkBoxes(t *testing.T, g *orthogonal.Graph, l *orthogonal.Layout) {
	t.Helper()
	for i, a := range l.Boxes {
		if a.X < -slack || a.Y < -slack || a.X+g.Boxes[i].W > l.W+slack || a.Y+g.Boxes[i].H > l.H+slack {
			t.Errorf("box %d is outside of the layout", i)
		}
		for j, b := range l.Boxes[:i] {
			if a.X < b.X+g.Boxes[j].W-slack && b.X < a.X+g.Boxes[i].W-slack && a.Y < b.Y+g.Boxes[j].H-slack && b.Y < a.Y+g.Boxes[i].H-slack {
				t.Errorf("boxes %d and %d overlap", j, i)
			}
		}
		if g.Boxes[i].Leftmost && a.X > slack {
			t.Errorf("box %d is not on the left", i)
		}
	}
	for i, net := range g.Nets {
		for _, to := range net.To {
			if l.Ranks[net.From.Box] >= l.Ranks[to.Box] {
				t.Errorf("net %d does not lead down", i)
			}
		}
	}
}

func checkEnds(t *testing.T, g *orthogonal.Graph, l *orthogonal.Layout) {
	t.Helper()
	meets := func(p orthogonal.Point, end orthogonal.End, y float64) bool {
		x := p.X - l.Boxes[end.Box].X
		return end.Lo-slack <= x && x <= end.Hi+slack && math.Abs(p.Y-y) < slack
	}
	for i, net := range g.Nets {
		tree := l.Nets[i]
		first := tree.Ends[0][0]
		if len(tree.Trunk) > 0 {
			first = tree.Trunk[0][0]
		}
		if !meets(first, net.From, l.Boxes[net.From.Box].Y+g.Boxes[net.From.Box].H) {
			t.Errorf("net %d does not start at its box", i)
		}
		for j, to := range net.To {
			way := tree.Ends[j]
			if !meets(way[len(way)-1], to, l.Boxes[to.Box].Y) {
				t.Errorf("net %d does not end at box %d", i, to.Box)
			}
		}
	}
}

func checkLines(t *testing.T, g *orthogonal.Graph, l *orthogonal.Layout, all []segment) {
	t.Helper()
	for _, s := range all {
		for i, b := range l.Boxes {
			if s.from.X < b.X+g.Boxes[i].W-slack && b.X+slack < s.to.X && s.from.Y < b.Y+g.Boxes[i].H-slack && b.Y+slack < s.to.Y ||
				s.from.X == s.to.X && b.X+slack < s.from.X && s.from.X < b.X+g.Boxes[i].W-slack && s.from.Y < b.Y+g.Boxes[i].H-slack && b.Y+slack < s.to.Y {
				t.Errorf("net %d runs through box %d", s.net, i)
			}
		}
	}
	for i, s := range all {
		for _, o := range all[:i] {
			if s.net == o.net {
				continue
			}
			alongX := s.from.Y == s.to.Y && o.from.Y == o.to.Y && math.Abs(s.from.Y-o.from.Y) < 1
			alongY := s.from.X == s.to.X && o.from.X == o.to.X && math.Abs(s.from.X-o.from.X) < 1
			if alongX && min(s.to.X, o.to.X)-max(s.from.X, o.from.X) > 1 || alongY && min(s.to.Y, o.to.Y)-max(s.from.Y, o.from.Y) > 1 {
				t.Errorf("nets %d and %d lie on one another: %v, %v", s.net, o.net, s, o)
			}
		}
	}
}

// An empty graph has an empty layout.
func TestLayNothing(t *testing.T) {
	if l := lay(t, &orthogonal.Graph{}); l.W != 0 || l.H != 0 {
		t.Errorf("got %v", l)
	}
}

// A graph whose nets pass too many ranks is refused before it takes memory, and a
// layout ends with its context.
func TestLayErrors(t *testing.T) {
	g := &orthogonal.Graph{}
	const chain = 3000
	for i := range chain {
		g.Boxes = append(g.Boxes, orthogonal.Box{W: 10, H: 10})
		if i > 0 { // from the one before, and from the first
			g.Nets = append(g.Nets,
				orthogonal.Net{From: orthogonal.End{Box: i - 1}, To: []orthogonal.End{{Box: i}}},
				orthogonal.Net{From: orthogonal.End{Box: 0}, To: []orthogonal.End{{Box: i}}})
		}
	}
	if _, err := orthogonal.Lay(t.Context(), g); !errors.Is(err, orthogonal.ErrTooLarge) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := orthogonal.Lay(ctx, random(1, 50)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
