package render

import (
	"cmp"
	"context"
	"fmt"
	"io"

	"github.com/djdag/djdag/graph"
)

// DefaultDPI is the resolution of a PNG if [Options.DPI] is zero: twice that of a
// standard screen. A very large figure has less.
const DefaultDPI = 192

// PNG writes the figure as a bitmap on the theme's background, or on white if that
// is transparent. It looks like the SVG and needs no font of the machine, unless
// the worker is dot. PNG fails where [SVG] does, and on an invalid [Options.DPI].
func PNG(ctx context.Context, w io.Writer, p *graph.Pipeline, opts Options) error {
	if opts.DPI != 0 && (opts.DPI < 1 || opts.DPI > 10_000) {
		return fmt.Errorf("%g dpi: want a number from 1 to 10000", opts.DPI)
	}
	return picture(ctx, w, p, opts, "png")
}

// PDF writes the figure as one page of its size, with embedded fonts and with
// links. It looks like the SVG, unless the worker is dot. With [Options.Pages] it has
// more pages. PDF fails where [SVG] does.
func PDF(ctx context.Context, w io.Writer, p *graph.Pipeline, opts Options) error {
	if opts.Pages {
		return pages(ctx, w, p, opts)
	}
	return picture(ctx, w, p, opts, "pdf")
}

// picture has the worker convert the SVG to another format. If the worker is dot,
// it draws the figure from DOT instead, in its own look.
func picture(ctx context.Context, w io.Writer, p *graph.Pipeline, opts Options, format string) error {
	if opts.Theme == Auto {
		opts.Theme = Light // a picture cannot adapt to its viewer
	}
	worker, err := opts.Worker.worker()
	if err != nil {
		return err
	}
	var in []byte
	dpi := cmp.Or(opts.DPI, DefaultDPI)
	if worker.Private {
		f, l, err := drawn(ctx, p, opts)
		if err != nil {
			return err
		}
		in = f.svg(l)
		if most := f.resolution(f.page(l)); opts.DPI == 0 && most < dpi {
			dpi = most
			if format == "png" && opts.Notice != nil {
				opts.Notice(fmt.Sprintf("the bitmap has %g dpi, since %d would be too many pixels; --dpi sets another", dpi, DefaultDPI))
			}
		}
	} else {
		f, err := newFigure(p, opts)
		if err != nil {
			return err
		}
		in = f.dot()
	}
	var args []string
	if format == "png" {
		args = append(args, "-Gdpi="+number(dpi))
	}
	worker.Notice = opts.Notice
	out, err := worker.Run(ctx, format, in, args...)
	if err != nil {
		return err
	}
	_, err = w.Write(out)
	return err
}
