package main

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/vector"
)

// tileSize is the width and height in pixels of what is drawn at a time. The
// memory for it does not depend on the size of the picture, and a line takes
// time for the tiles that it goes through, not for all that its ends span.
const tileSize = 256

// painter fills areas of a picture. Its zero value with a picture works.
type painter struct {
	img     *image.RGBA
	raster  vector.Rasterizer
	scratch [2]polygon // memory for clip
}

// fill paints what lies within the polygons, by the rule nonzero, with one
// colour. Where they overlap it is painted once. The unit is a pixel.
func (p *painter) fill(polygons []polygon, c color.NRGBA) {
	if c.A == 0 {
		return
	}
	source := image.NewUniform(c)
	for _, t := range p.tiles(polygons) {
		if p.trace(polygons, t) {
			p.raster.Draw(p.img, t.area, source, image.Point{})
		}
	}
}

// tile is a part of a picture with the indices of the polygons whose bounds
// reach into it.
type tile struct {
	area     image.Rectangle
	polygons []int
}

// tiles returns the part of the picture in which the polygons lie, in pieces.
func (p *painter) tiles(polygons []polygon) []tile {
	all := emptyBox()
	boxes := make([]box, len(polygons))
	for i, corners := range polygons {
		boxes[i] = emptyBox()
		for _, q := range corners {
			boxes[i].include(q)
			all.include(q)
		}
	}
	area := pixels(all, p.img.Rect)
	if area.Empty() {
		return nil
	}
	columns, rows := (area.Dx()+tileSize-1)/tileSize, (area.Dy()+tileSize-1)/tileSize
	tiles := make([]tile, columns*rows)
	for i := range tiles {
		corner := area.Min.Add(image.Pt(i%columns*tileSize, i/columns*tileSize))
		tiles[i].area = image.Rectangle{corner, corner.Add(image.Pt(tileSize, tileSize))}.Intersect(area)
	}
	for i, b := range boxes {
		r := pixels(b, area)
		if r.Empty() {
			continue
		}
		r = r.Sub(area.Min)
		for y := r.Min.Y / tileSize; y <= (r.Max.Y-1)/tileSize; y++ {
			for x := r.Min.X / tileSize; x <= (r.Max.X-1)/tileSize; x++ {
				t := &tiles[y*columns+x]
				t.polygons = append(t.polygons, i)
			}
		}
	}
	return tiles
}

// pixels returns the pixels that a box touches, of those within some bounds.
func pixels(b box, within image.Rectangle) image.Rectangle {
	clamp := func(x float64, low, high int) int { return int(min(max(x, float64(low)), float64(high))) }
	return image.Rectangle{
		image.Pt(clamp(math.Floor(b.min.x), within.Min.X, within.Max.X), clamp(math.Floor(b.min.y), within.Min.Y, within.Max.Y)),
		image.Pt(clamp(math.Ceil(b.max.x), within.Min.X, within.Max.X), clamp(math.Ceil(b.max.y), within.Min.Y, within.Max.Y)),
	}
}

// trace hands the rasterizer what of the polygons lies in the tile, whose own
// numbers would overflow far from there. It reports whether that is anything.
func (p *painter) trace(polygons []polygon, t tile) bool {
	begun := false
	origin := point{float64(t.area.Min.X), float64(t.area.Min.Y)}
	for _, i := range t.polygons {
		part := p.clip(polygons[i], t.area)
		if len(part) < 3 {
			continue
		}
		if !begun {
			p.raster.Reset(t.area.Dx(), t.area.Dy())
			begun = true
		}
		for i, q := range part {
			q = q.sub(origin)
			if i == 0 {
				p.raster.MoveTo(float32(q.x), float32(q.y))
			} else {
				p.raster.LineTo(float32(q.x), float32(q.y))
			}
		}
		p.raster.ClosePath()
	}
	return begun
}

// clip returns the part of a polygon within a rectangle, until the next call.
// What is not convex may keep sides that lie on each other along an edge.
//
// Source: Sutherland and Hodgman, Reentrant polygon clipping, 1974.
func (p *painter) clip(corners polygon, area image.Rectangle) polygon {
	from, to := append(p.scratch[0][:0], corners...), p.scratch[1]
	for _, edge := range []struct {
		place  int
		inside func(q point, place float64) float64 // negative beyond the edge
	}{
		{area.Min.X, func(q point, x float64) float64 { return q.x - x }},
		{area.Min.Y, func(q point, y float64) float64 { return q.y - y }},
		{area.Max.X, func(q point, x float64) float64 { return x - q.x }},
		{area.Max.Y, func(q point, y float64) float64 { return y - q.y }},
	} {
		to = to[:0]
		for i, b := range from {
			a := from[(i+len(from)-1)%len(from)]
			da, db := edge.inside(a, float64(edge.place)), edge.inside(b, float64(edge.place))
			if (da < 0) != (db < 0) {
				to = append(to, a.to(b, da/(da-db)))
			}
			if db >= 0 {
				to = append(to, b)
			}
		}
		from, to = to, from
	}
	p.scratch = [2]polygon{from, to}
	return from
}
