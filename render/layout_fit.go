package render

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/djdag/djdag/graph"
)

// pixel is a CSS pixel in points.
const pixel = 0.75

// drawn returns the figure of the options with its layout. If these ask for a size, it
// folds parts and lookup tables, and turns the figure, until text is high enough. The
// errors are those of [SVG].
func drawn(ctx context.Context, p *graph.Pipeline, opts Options) (*figure, *layout, error) {
	if opts.Fit == (Size{}) {
		f, err := newFigure(p, opts)
		if err != nil {
			return nil, nil, err
		}
		l, err := f.arrange(ctx)
		return f, l, err
	}
	return fitted(p, opts)
}

// nearly is the share of the height of text from which on a quick layout deserves a
// careful one.
const nearly = 0.93

// hopeless is the share of the height of text below which, with all folded, less folded
// figures need no try.
const hopeless = 0.6

// fitted returns the least folded figure whose text is high enough, or else the one
// with the highest text.
func fitted(p *graph.Pipeline, opts Options) (best *figure, l *layout, err error) {
	notice := opts.Notice
	opts.Notice = nil // each notice would come once for each try
	if opts.Routing == AutoRouting {
		opts.Routing = Orthogonal
	}
	largest := 0.0
	list := foldings(opts)
	if f, err := newFigure(p, list[len(list)-1]); err == nil && !f.isEmpty() && f.opts.Routing == Orthogonal {
		u := f.bestOf(innerProportions(f), true)
		if f.textHeight(f.scale(u.finish())) < FitText*hopeless {
			list = list[len(list)-1:]
		}
	}
	for i, o := range list {
		f, err := newFigure(p, o)
		if err != nil {
			return nil, nil, err
		}
		if i == 0 && f.opts.Routing == Curves {
			return nil, nil, fmt.Errorf("a figure with curves cannot be fitted into a size; use orthogonal routing")
		}
		if f.isEmpty() {
			return f, f.arrangeOrthogonal(), nil
		}
		u := f.bestOf(innerProportions(f), true)
		arranged := u.finish()
		if f.textHeight(f.scale(arranged)) >= FitText*nearly {
			if careful := f.bestOf(innerProportions(f), false).finish(); f.scale(careful) > 0.99*f.scale(arranged) {
				arranged = careful
			}
		}
		if scale := f.scale(arranged); best == nil || scale > largest*1.02 {
			best, l, largest = f, arranged, scale
		}
		if best.textHeight(largest) >= FitText {
			break
		}
	}
	if notice != nil {
		if text := best.textHeight(largest); text < FitText {
			notice(fmt.Sprintf("the figure is too large for %g×%g pixels: its text is %.1f pixels high there; %s",
				opts.Fit.W, opts.Fit.H, text, best.smaller()))
		}
		best.opts.Notice = notice
	}
	return best, l, nil
}

// foldings returns the options to try, from the least folded on. Each is tried in both
// directions across the page and down.
func foldings(opts Options) []Options {
	var list []Options
	add := func(parts Parts, lookups Lookups) {
		o := opts
		o.Parts, o.Lookups = max(o.Parts, parts), max(o.Lookups, lookups)
		list = append(list, o)
		if o.Direction == TB {
			o.Direction = LR
			list = append(list, o)
		}
	}
	add(ShowParts, ShowLookups)
	add(CountParts, ShowLookups)
	add(CountParts, ChipLookups)
	add(CountParts, HideLookups)
	add(HideParts, HideLookups)
	return list
}

// smaller says what to draw in place of a figure that is too large.
func (f *figure) smaller() string {
	if f.isPipeline() {
		return "draw a schema with --focus, or select fewer with --select"
	}
	var names []string
	for _, c := range f.clusters {
		names = append(names, c.label)
	}
	if len(names) < 2 {
		return "select fewer tables with --select"
	}
	return "draw all schemas with --collapse all, or one with --focus, such as " + strings.Join(names[:1], "")
}

// scale returns by how much the figure has to be made smaller for its size, at most 1.
func (f *figure) scale(l *layout) float64 {
	if f.opts.Fit == (Size{}) {
		return 1
	}
	w, h := f.extent(l)
	return min(1, f.opts.Fit.W*pixel/w, f.opts.Fit.H*pixel/h)
}

// textHeight returns the font size of the name of a table in CSS pixels.
func (f *figure) textHeight(scale float64) float64 { return tableFont / pixel * scale }

// fitCost rates a layout of the given size, which is to be fitted: the less it has to
// be made smaller, the better; of equal ones, the one with fewer crossings.
func (f *figure) fitCost(w, h, tangle float64) float64 {
	size := f.opts.Fit
	return max(1, w/(size.W*pixel), h/(size.H*pixel)) * math.Pow(tangle, 0.15)
}
