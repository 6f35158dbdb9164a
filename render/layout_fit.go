package render

import (
	"context"
	"errors"
	"fmt"
	"math"

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
		if err != nil {
			return nil, nil, err
		}
		f.tellSize(l)
		return f, l, nil
	}
	return fitted(ctx, p, opts)
}

// nearly is the share of the height of text from which on a quick layout deserves a
// careful one.
const nearly = 0.93

// hopeless is the share of the height of text below which, with all folded, less folded
// figures need no try.
const hopeless = 0.6

// An attempt is a figure that is to fit a size, with its layout and what that makes of
// its text.
type attempt struct {
	f    *figure
	l    *layout
	text float64 // the height in CSS pixels
}

// newAttempt lays out a figure with lines at right angles, quickly and, if the text is
// high enough or nearly so, also carefully.
func newAttempt(ctx context.Context, p *graph.Pipeline, opts Options) (a attempt, err error) {
	if a.f, err = newFigure(p, opts); err != nil {
		return a, err
	}
	if a.f.isEmpty() {
		return attempt{a.f, &layout{}, math.Inf(1)}, nil
	}
	a.f.prepare()
	if err := a.try(ctx, true); err != nil {
		return a, err
	}
	if a.text >= FitText*nearly {
		quick := a
		if err := a.try(ctx, false); err != nil {
			return a, err
		}
		if a.text <= 0.99*quick.text {
			a = quick
		}
	}
	return a, nil
}

// try lays out the figure.
func (a *attempt) try(ctx context.Context, quick bool) error {
	u, err := a.f.bestOf(ctx, innerProportions(a.f), quick)
	if err != nil {
		return err
	}
	a.l = u.finish()
	a.text = tableFont / pixel * a.f.page(a.l).scale(a.f.opts.Fit)
	return nil
}

// fitted returns the least folded figure whose text is high enough, or else the one
// with the highest text.
func fitted(ctx context.Context, p *graph.Pipeline, opts Options) (*figure, *layout, error) {
	if opts.Routing == Curves {
		return nil, nil, errors.New("a figure with curves cannot be fitted into a size; use orthogonal routing")
	}
	opts.Routing = Orthogonal
	notice := opts.Notice
	opts.Notice = nil // each notice would come once for each attempt
	list := foldings(opts)
	smallest, err := newAttempt(ctx, p, list[len(list)-1])
	if err != nil {
		return nil, nil, err
	}
	best := smallest
	if smallest.text >= FitText*hopeless {
		best = attempt{}
		for i, o := range list {
			a := smallest
			if i < len(list)-1 {
				if a, err = newAttempt(ctx, p, o); err != nil {
					return nil, nil, err
				}
			}
			if best.f == nil || a.text > best.text*1.02 {
				best = a
			}
			if best.text >= FitText {
				break
			}
		}
	}
	if notice != nil {
		if best.text < FitText {
			notice(fmt.Sprintf("the figure is too large for %g×%g pixels: its text is %.1f pixels high there; %s",
				opts.Fit.W, opts.Fit.H, best.text, best.f.smaller()))
		}
		best.f.opts.Notice = notice
	}
	return best.f, best.l, nil
}

// foldings returns the options to try, from the least folded on. Each is tried down
// the page and, if the direction is not chosen, across.
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

// scale returns by how much a page has to be made smaller for a size, at most 1. It is 1
// for no size.
func (p page) scale(size Size) float64 {
	if size == (Size{}) {
		return 1
	}
	return min(1, size.W*pixel/p.w, size.H*pixel/p.h)
}

// fitCost rates a layout of the given size, which is to be fitted: the less it has to
// be made smaller, the better; of equal ones, the one with fewer crossings.
func (f *figure) fitCost(w, h, tangle float64) float64 {
	size := f.opts.Fit
	return max(1, w/(size.W*pixel), h/(size.H*pixel)) * math.Pow(tangle, 0.15)
}
