package render

import (
	"fmt"
	"math"
	"strconv"
	"testing"
)

// rgb is a colour in linear light, from 0 to 1.
type rgb [3]float64

func parseColour(t *testing.T, s string) rgb {
	t.Helper()
	var c rgb
	for i := range c {
		v, err := strconv.ParseUint(s[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		x := float64(v) / 255
		if c[i] = math.Pow((x+0.055)/1.055, 2.4); x <= 0.04045 {
			c[i] = x / 12.92
		}
	}
	return c
}

// luminance and contrast are those of the Web Content Accessibility Guidelines 2.2.
func (c rgb) luminance() float64 { return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2] }

func contrast(a, b rgb) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// viewers returns how colours look to people, and in grey print. The matrices are those
// of Machado, Oliveira and Fernandes (2009) at severity 1.
func viewers() map[string]func(rgb) rgb {
	matrix := func(m [3][3]float64) func(rgb) rgb {
		return func(c rgb) (out rgb) {
			for i := range out {
				for j := range c {
					out[i] += m[i][j] * c[j]
				}
				out[i] = min(max(out[i], 0), 1)
			}
			return out
		}
	}
	return map[string]func(rgb) rgb{
		"trichromat": func(c rgb) rgb { return c },
		"deuteranope": matrix([3][3]float64{
			{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}),
		"protanope": matrix([3][3]float64{
			{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}),
		"grey print": func(c rgb) rgb { y := c.luminance(); return rgb{y, y, y} },
	}
}

// Lines and borders can be seen on every ground, and texts read, in both themes and by
// everybody.
func TestContrast(t *testing.T) {
	const line, text = 3, 4.5
	for name, p := range map[string]palette{"light": lightPalette(), "dark": darkPalette()} {
		grounds := map[string]string{"background": p.background, "panel": p.panel}
		behind := map[string]string{"background": p.background, "panel": p.panel, "entity": p.entity, "card": p.card}
		for viewer, see := range viewers() {
			check := func(what, a, b string, least float64) {
				t.Helper()
				if c := contrast(see(parseColour(t, a)), see(parseColour(t, b))); c < least {
					t.Errorf("%s, %s: %s has a contrast of %.2f; want %g", name, viewer, what, c, least)
				}
			}
			for ground, g := range behind {
				for k, ink := range p.nodes {
					check(fmt.Sprintf("border of %s on %s", k, ground), ink.stroke, g, line)
				}
				check("renamed on "+ground, p.renamed, g, line)
				check("edge on "+ground, p.edge, g, line)
				check("cycle on "+ground, p.cycle, g, line)
			}
			for ground, g := range grounds {
				check("pale edge on "+ground, p.aside, g, line)
				check("frame on "+ground, p.frame, g, line)
				check("label on "+ground, p.frameText, g, text)
			}
			for m, ink := range p.marks {
				for ground, g := range behind {
					check(fmt.Sprintf("border of %s on %s", m, ground), ink.stroke, g, line)
				}
				check(fmt.Sprintf("text of %s", m), ink.text, ink.fill, text)
				check(fmt.Sprintf("mark of %s", m), ink.stroke, ink.fill, 2.5)
			}
			for k, ink := range p.nodes {
				check(fmt.Sprintf("text of %s", k), ink.text, ink.fill, text)
				check(fmt.Sprintf("mark of %s", k), ink.stroke, ink.fill, 2.5)
			}
			check("number on a line", p.frameText, p.plate, text)
			check("header", p.headerText, p.header, text)
			check("header on the panel", p.header, p.panel, line)
		}
	}
}

// A renamed foreign key differs from others by its colour alone: not only in hue, which
// not all see.
func TestRenamedEdgesDiffer(t *testing.T) {
	for name, p := range map[string]palette{"light": lightPalette(), "dark": darkPalette()} {
		for viewer, see := range viewers() {
			a, b := see(parseColour(t, p.edge)), see(parseColour(t, p.renamed))
			distance := math.Sqrt(math.Pow(lightness(a)-lightness(b), 2) + math.Pow(yellowness(a)-yellowness(b), 2))
			if distance < 10 {
				t.Errorf("%s, %s: edges and renamed ones differ by %.0f; want 10", name, viewer, distance)
			}
		}
	}
}

// lightness is L* of CIE 1976.
func lightness(c rgb) float64 { return 116*labRoot(c.luminance()) - 16 }

// yellowness is b* of CIE 1976, under the light D65.
func yellowness(c rgb) float64 {
	z := 0.0193*c[0] + 0.1192*c[1] + 0.9505*c[2]
	return 200 * (labRoot(c.luminance()) - labRoot(z/1.089))
}

func labRoot(t float64) float64 {
	if t > 216.0/24389 {
		return math.Cbrt(t)
	}
	return (24389.0/27*t + 16) / 116
}

// Without colour, the tiers differ in shape or mark.
func TestTiersDifferWithoutColour(t *testing.T) {
	for _, attributes := range []Attributes{NoAttributes, AllAttributes} {
		looks := make(map[string]kind)
		for k := manual; k <= computed; k++ {
			n := &node{kind: k, label: "Name"}
			n.setStyle(Options{Attributes: attributes})
			if attributes != NoAttributes {
				n.rows = []row{{name: "x", inKey: true}}
			}
			n.measure()
			s := &svgWriter{colours: palette{nodes: map[kind]ink{k: {"#FFFFFF", "#000000", "#000000"}}}}
			s.shape(n, point{})
			look := ""
			for _, b := range s.buf.Bytes() {
				if b < '0' || b > '9' { // without the sizes
					look += string(rune(b))
				}
			}
			if other, same := looks[look]; same {
				t.Errorf("attributes %s: %s and %s look the same", attributes, other, k)
			}
			looks[look] = k
		}
	}
}
