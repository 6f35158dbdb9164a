package render

import (
	"unicode"

	"golang.org/x/text/width"
)

// fontStack lists the font that figures are measured in, then fonts of the same
// widths, then any.
const fontStack = "Helvetica, Arial, 'Liberation Sans', 'Nimbus Sans', sans-serif"

// Font sizes and distances of the notation, in points.
const (
	tableFont   = 12.0
	partFont    = 10.0
	frameFont   = 14.0
	titleFont   = 16.0
	noteFont    = 11.0 // of the line below a figure
	countFont   = 10.0
	labelFont   = 9.0
	chipFont    = 9.0
	stageFont   = 8.0
	rowFont     = 9.5
	lineSpacing = 1.2 // the height of a line of text, as a multiple of the font size

	minTable = 0.48 * 72
	minPart  = 0.12 * 72
	marginX  = 0.11 * 72
	marginY  = 0.06 * 72

	minPill    = 92.0
	pillMargin = 20.0
	pillHeight = 40.0

	headHeight = 24.0 // the height of the name in a node with columns
	rowHeight  = 14.0
	rowPad     = 4.0
	barRoom    = 6.0  // for the bar in a lookup table
	markRoom   = 10.0 // beside the name of an imported table with columns
	rowGap     = 14.0 // between a name and a type

	radius = 12.0 // the radius of the corners of clusters and large nodes
)

// Advance widths of Helvetica for the runes from space to tilde, in thousandths
// of the font size.
var (
	regularWidths = [...]uint16{
		278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
		556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
		1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
		667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
		333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
		556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
	}
	boldWidths = [...]uint16{
		278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
		556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
		975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
		667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
		333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
		611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
	}
)

// textWidth returns the width of s in a font of the given size, in the same unit.
// It is exact for ASCII in Helvetica and fonts of the same metrics, and an
// estimate for other scripts. The SVG makes the viewer fit the text to the width.
func textWidth(s string, size float64, bold bool) float64 {
	table := regularWidths[:]
	if bold {
		table = boldWidths[:]
	}
	sum := 0
	for _, r := range s {
		switch {
		case ' ' <= r && r <= '~':
			sum += int(table[r-' '])
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
			// Combining characters have no width.
		case isWide(r):
			sum += 1000
		default:
			sum += 600
		}
	}
	return float64(sum) * size / 1000
}

func isWide(r rune) bool {
	k := width.LookupRune(r).Kind()
	return k == width.EastAsianWide || k == width.EastAsianFullwidth
}
