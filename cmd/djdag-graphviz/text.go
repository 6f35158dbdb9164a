package main

import (
	"slices"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
)

// glyph is a shape of a font with its place on a line.
type glyph struct {
	id font.GID
	at point // of its origin, from the left end of the baseline; y points up
}

// shape returns the shapes of a line of text, and how wide it is, in units of
// the font. Letters are kerned and marks stand on their letters.
func shape(f *harfbuzz.Font, s string) (glyphs []glyph, width float64) {
	text := []rune(s)
	buffer := harfbuzz.NewBuffer()
	for _, run := range visualRuns(text) {
		for _, part := range scriptRuns(text, run) {
			buffer.Clear()
			buffer.AddRunes(text, part.start, part.end-part.start)
			buffer.Props = harfbuzz.SegmentProperties{
				Direction: harfbuzz.LeftToRight,
				Script:    part.script,
				Language:  "en", // not that of the machine
			}
			if run.isRightToLeft() {
				buffer.Props.Direction = harfbuzz.RightToLeft
			}
			buffer.Shape(f, nil)
			for i, info := range buffer.Info {
				pos := buffer.Pos[i]
				glyphs = append(glyphs, glyph{info.Glyph, point{width + float64(pos.XOffset), float64(pos.YOffset)}})
				width += float64(pos.XAdvance)
			}
		}
	}
	return glyphs, width
}

// scriptRun is a part of a text in one script.
type scriptRun struct {
	start, end int
	script     language.Script
}

// scriptRuns parts a run by script, for fonts have rules for each of them. What
// all scripts use, such as a digit or a comma, goes with what stands before it.
// The result is in the order from left to right.
func scriptRuns(text []rune, run bidiRun) []scriptRun {
	var runs []scriptRun
	for i := run.start; i < run.end; i++ {
		script := language.LookupScript(text[i])
		last := len(runs) - 1
		switch {
		case last < 0:
			runs = append(runs, scriptRun{i, i + 1, script})
		case !script.Strong() || script == runs[last].script:
			runs[last].end = i + 1
		case !runs[last].script.Strong():
			runs[last].end, runs[last].script = i+1, script
		default:
			runs = append(runs, scriptRun{i, i + 1, script})
		}
	}
	if run.isRightToLeft() {
		slices.Reverse(runs)
	}
	return runs
}

// outline returns the shape of a glyph in units of the font; y points up.
func outline(f *harfbuzz.Font, id font.GID) path {
	data, _ := f.Face().GlyphDataOutline(id)
	var p path
	for _, s := range data.Segments {
		var a [3]point
		for i, q := range s.ArgsSlice() {
			a[i] = point{float64(q.X), float64(q.Y)}
		}
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			p.moveTo(a[0])
		case opentype.SegmentOpLineTo:
			p.lineTo(a[0])
		case opentype.SegmentOpQuadTo:
			p.quadTo(a[0], a[1])
		case opentype.SegmentOpCubeTo:
			p.cubicTo(a[0], a[1], a[2])
		}
	}
	return p
}

// typesetter draws texts with the fonts, which it keeps. Its zero value works.
type typesetter struct {
	fonts  map[fontStyle]*harfbuzz.Font
	shapes map[glyphKey]path
}

// glyphKey names a shape of the fonts.
type glyphKey struct {
	style fontStyle
	id    font.GID
}

// outlines returns the shapes of a line of text from the left end of its
// baseline, as wide as it says. There are none where the text has no width.
func (s *typesetter) outlines(text string, t typeface, at point, width float64) ([]path, error) {
	f, err := s.font(t.style)
	if err != nil {
		return nil, err
	}
	glyphs, natural := shape(f, text)
	if natural == 0 {
		return nil, nil
	}
	scale := point{width / natural, -t.size / float64(f.Face().Upem())}
	var paths []path
	for _, g := range glyphs {
		origin := at.add(point{g.at.x * scale.x, g.at.y * scale.y})
		paths = append(paths, s.shape(t.style, g.id).transform(scale, origin))
	}
	return paths, nil
}

// font returns the font in one style.
func (s *typesetter) font(style fontStyle) (*harfbuzz.Font, error) {
	if f := s.fonts[style]; f != nil {
		return f, nil
	}
	face, err := loadFont(style)
	if err != nil {
		return nil, err
	}
	if s.fonts == nil {
		s.fonts, s.shapes = make(map[fontStyle]*harfbuzz.Font), make(map[glyphKey]path)
	}
	s.fonts[style] = harfbuzz.NewFont(face)
	return s.fonts[style], nil
}

// shape returns a shape of a font that is loaded.
func (s *typesetter) shape(style fontStyle, id font.GID) path {
	key := glyphKey{style, id}
	p, ok := s.shapes[key]
	if !ok {
		p = outline(s.fonts[style], id)
		s.shapes[key] = p
	}
	return p
}
