package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/goccy/go-graphviz"
)

// drawing is a picture, and a line on what it does not show, or "".
type drawing struct {
	picture []byte
	notice  string
}

// draw turns a graph or an SVG into the format that is asked for. A panic of a
// library is an error like any other: its stack trace would help nobody who
// reads it. The process must end after an error, for the library is then in
// no state to go on.
func draw(in []byte, opts options) (out drawing, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the drawing library failed: %.200v", r)
		}
	}()
	switch opts.format {
	case "png":
		return drawPNG(in, opts.dpi)
	case "pdf":
		return drawPDF(in)
	case "svg-font":
		return embedFont(in)
	case "svg-paths":
		return drawPaths(in)
	}
	picture, err := drawGraph(in, opts.format)
	return drawing{picture: picture}, err
}

// A layout takes some 5 to 10 kB of memory for each node and edge, of which a
// text of ours has one in a line.
const (
	memoryPerLine = 10 << 10
	maxReserve    = 64 << 20
)

// reserve makes the library's memory grow by a size in bytes at once. It would
// grow in small steps, and each step copies all of it: a seventh of the time
// that a graph of some hundred nodes takes.
func reserve(gv *graphviz.Graphviz, size int) error {
	scratch, err := gv.Graph()
	if err != nil {
		return err
	}
	if err := scratch.BindRecord("reserve", uint(size), 0); err != nil {
		return err
	}
	return scratch.Close() // which frees it, within the library
}

// drawGraph lays out one graph and writes it in a format of Graphviz.
func drawGraph(dot []byte, format string) ([]byte, error) {
	if len(bytes.TrimSpace(dot)) == 0 {
		return nil, errors.New("read graph: there is none on standard input")
	}
	ctx := context.Background()
	gv, err := graphviz.New(ctx)
	if err != nil {
		return nil, fmt.Errorf("start graphviz: %w", err)
	}
	if err := reserve(gv, min(memoryPerLine*bytes.Count(dot, []byte("\n")), maxReserve)); err != nil {
		return nil, fmt.Errorf("start graphviz: %w", err)
	}
	g, err := graphviz.ParseBytes(dot)
	if err != nil {
		return nil, fmt.Errorf("read graph: %w", err)
	}
	var out bytes.Buffer
	if err := gv.Render(ctx, g, graphviz.Format(format), &out); err != nil {
		return nil, fmt.Errorf("draw graph: %w", err)
	}
	return out.Bytes(), nil
}
