package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// options are what the command line says.
type options struct {
	format string
	dpi    float64 // pixels per inch of a bitmap
}

// graphFormats returns the formats that are made of a graph: those of Graphviz
// that need no fonts and no bitmaps.
func graphFormats() []string { return []string{"dot", "json", "json0", "plain", "svg", "xdot"} }

// pictureFormats returns the formats that are made of an SVG.
func pictureFormats() []string { return []string{"pdf", "png"} }

// rewriteFormats returns the formats that are an SVG again, whose texts look the
// same everywhere.
func rewriteFormats() []string { return []string{"svg-font", "svg-paths"} }

// parseArgs reads "-Tformat", "-T format" and "-Gdpi=N".
func parseArgs(args []string) (options, error) {
	opts := options{dpi: 96}
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		switch {
		case arg == "-T" && len(args) > 0:
			opts.format, args = args[0], args[1:]
		case strings.HasPrefix(arg, "-T"):
			opts.format = arg[len("-T"):]
		case strings.HasPrefix(arg, "-Gdpi="):
			dpi, err := strconv.ParseFloat(arg[len("-Gdpi="):], 64)
			if err != nil || !(1 <= dpi && dpi <= 10_000) {
				return options{}, fmt.Errorf("%q: want a number from 1 to 10000", arg)
			}
			opts.dpi = dpi
		default:
			return options{}, fmt.Errorf("unknown argument %q", arg)
		}
	}
	switch {
	case opts.format == "":
		return options{}, errors.New("no format")
	case !slices.Contains(slices.Concat(graphFormats(), pictureFormats(), rewriteFormats()), opts.format):
		return options{}, fmt.Errorf("unknown format %q", opts.format)
	}
	return opts, nil
}
