package main

import (
	"math"

	"github.com/tdewolff/canvas"
)

// flatten returns the path with each cubic curve as straight lines, none of
// which is further from it than the tolerance. What is no such curve stays.
//
// The method of the same name in canvas takes a curve that ends at its second
// control, as many of Graphviz do, for one straight line.
func flatten(p *canvas.Path, tolerance float64) *canvas.Path {
	q := &canvas.Path{}
	for s := p.Scanner(); s.Scan(); {
		end := s.End()
		switch s.Cmd() {
		case canvas.MoveToCmd:
			q.MoveTo(end.X, end.Y)
		case canvas.LineToCmd:
			q.LineTo(end.X, end.Y)
		case canvas.QuadToCmd:
			q.QuadTo(s.CP1().X, s.CP1().Y, end.X, end.Y)
		case canvas.CubeToCmd:
			flattenCubic(q, s.Start(), s.CP1(), s.CP2(), end, tolerance)
		case canvas.ArcToCmd:
			rx, ry, angle, large, sweep := s.Arc()
			q.ArcTo(rx, ry, angle, large, sweep, end.X, end.Y)
		case canvas.CloseCmd:
			q.Close()
		}
	}
	return q
}

// flattenCubic continues q along a curve, in steps of equal parameter. Their
// number follows from how much the curve bends: a step of h leaves it by no
// more than h²/8 times its second derivative.
func flattenCubic(q *canvas.Path, a, b, c, d canvas.Point, tolerance float64) {
	bend := 6 * max(a.Sub(b.Mul(2)).Add(c).Length(), b.Sub(c.Mul(2)).Add(d).Length())
	steps := max(1, math.Ceil(math.Sqrt(bend/8/tolerance)))
	for i := 1.0; i < steps; i++ {
		t := i / steps
		u := 1 - t
		p := a.Mul(u * u * u).Add(b.Mul(3 * u * u * t)).Add(c.Mul(3 * u * t * t)).Add(d.Mul(t * t * t))
		q.LineTo(p.X, p.Y)
	}
	q.LineTo(d.X, d.Y)
}
