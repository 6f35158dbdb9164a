package render

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/djdag/djdag/render/orthogonal"
)

// The numbers of nodes from which on a figure is drawn in haste: it has more than anybody
// reads, and a careful layout would take minutes. Of a huge one, no other widths are
// tried. More than mostNodes would take minutes even so.
const (
	largeNodes = 1000
	hugeNodes  = 3000
	mostNodes  = 10_000
)

// isLarge reports whether the figure is to be drawn in haste.
func (f *figure) isLarge() bool { return len(f.numbers()) >= largeNodes }

// isHuge reports whether the figure is to be drawn in great haste.
func (f *figure) isHuge() bool { return len(f.numbers()) >= hugeNodes }

// A figure can be read if its text is at least legible high, in points, once the figure
// is on the largest sheet that is usual: A0, in points.
const (
	legible     = 4.0
	posterShort = 2384.0
	posterLong  = 3370.0
)

// tellSize tells if the figure is too large to be read, and what was chosen because of
// its size.
func (f *figure) tellSize(l *layout) {
	if f.opts.Notice == nil {
		return
	}
	page := f.page(l)
	short, long := min(page.w, page.h), max(page.w, page.h)
	text := tableFont * min(posterShort/short, posterLong/long)
	var said []string
	if text < legible {
		said = append(said, fmt.Sprintf("the figure is too large to be read: on a sheet of A0, its text is %.1f points high", text))
	}
	if f.isLarge() {
		haste := fmt.Sprintf("%d nodes are laid out in haste", len(f.numbers()))
		if f.opts.Routing == Curves {
			haste += ", with lines at right angles instead of curves"
		}
		said = append(said, haste)
	}
	if said != nil {
		f.opts.Notice(strings.Join(append(said, f.smaller()), "; "))
	}
}

// tooLarge adds what to draw instead to the error of a figure that is too large to be
// laid out.
func (f *figure) tooLarge(err error) error {
	if errors.Is(err, orthogonal.ErrTooLarge) {
		return fmt.Errorf("%w, with %d nodes and %d edges; %s", err, len(f.numbers()), len(f.edges), f.smaller())
	}
	return err
}

// smaller says what to draw in place of a figure that is too large.
func (f *figure) smaller() string {
	if f.isPipeline() {
		return "draw a schema with --focus, or select fewer with --select"
	}
	if len(f.clusters) < 2 {
		return "select fewer tables with --select"
	}
	return "draw all schemas with --collapse all, each with --all, or one with --focus, such as " + f.clusters[0].label
}

// How many pixels a bitmap has for which no resolution is asked: what the worker makes
// at most and, of a large figure, what it makes in some ten seconds.
const (
	mostPixels  = 200_000_000
	hastyPixels = 25_000_000
)

// resolution returns the resolution of a bitmap for which none is asked: the default or,
// of a very large page, a lower one.
func (f *figure) resolution(p page) float64 {
	pixels := float64(mostPixels)
	if f.isLarge() {
		pixels = hastyPixels
	}
	scale := p.scale(f.opts.Fit)
	most := math.Sqrt(pixels / (p.w * scale / 72 * p.h * scale / 72))
	return min(DefaultDPI, max(1, math.Floor(most)))
}
