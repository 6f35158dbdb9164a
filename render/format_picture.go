package render

import (
	"context"
	"fmt"
	"io"

	"github.com/djdag/djdag/graph"
)

// DefaultDPI is the resolution of a PNG where [Options.DPI] does not say: two
// pixels for each of a screen that is not of the sharp kind.
const DefaultDPI = 192

// PNG writes the figure as a bitmap on white, or on the theme's background. It
// looks like the SVG and needs no font of the machine. Its errors are about
// opts, from w, or from the drawing worker.
func PNG(ctx context.Context, w io.Writer, p *graph.Pipeline, opts Options) error {
	dpi := opts.DPI
	if dpi == 0 {
		dpi = DefaultDPI
	}
	if dpi < 1 || dpi > 10_000 {
		return fmt.Errorf("%g dpi: want a number from 1 to 10000", opts.DPI)
	}
	return picture(ctx, w, p, opts, "png", "-Gdpi="+number(dpi))
}

// PDF writes the figure as a page of its own size, with its fonts in it and
// its links. It looks like the SVG. Its errors are about opts, from w, or from
// the drawing worker.
func PDF(ctx context.Context, w io.Writer, p *graph.Pipeline, opts Options) error {
	return picture(ctx, w, p, opts, "pdf")
}

// picture has the worker turn the SVG into another format. Where there is no
// worker but dot, that draws the figure from its DOT text, in its own way.
func picture(ctx context.Context, w io.Writer, p *graph.Pipeline, opts Options, format string, args ...string) error {
	if opts.Theme == Auto {
		opts.Theme = Light // nothing can change on paper
	}
	f, err := newFigure(p, opts)
	if err != nil {
		return err
	}
	worker, err := opts.Worker.worker()
	if err != nil {
		return err
	}
	var in []byte
	if worker.Private {
		l, err := f.arrange(ctx, worker)
		if err != nil {
			return err
		}
		in = f.svg(l)
	} else {
		in = f.dot()
	}
	worker.Notice = opts.Notice
	out, err := worker.Run(ctx, format, in, args...)
	if err != nil {
		return err
	}
	_, err = w.Write(out)
	return err
}
