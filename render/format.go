package render

import (
	"context"
	"io"

	"github.com/djdag/djdag/graph"
)

// Format is a kind of file that a figure can be written as.
type Format struct {
	Name string // as a command line takes it
	// Extensions are what files of the format are called, with the dot, the
	// usual one first.
	Extensions []string
	// Picture: it is to be looked at, not read, and so nothing for a terminal.
	Picture bool
	// Worker: it takes the drawing worker to write it.
	Worker bool
	// Write writes a figure. Its errors are about opts, from w, or from the
	// drawing worker.
	Write func(ctx context.Context, w io.Writer, p *graph.Pipeline, opts Options) error
}

// Formats returns every format, the usual ones first.
func Formats() []Format {
	return []Format{
		{Name: "svg", Extensions: []string{".svg"}, Picture: true, Worker: true, Write: SVG},
		{Name: "png", Extensions: []string{".png"}, Picture: true, Worker: true, Write: PNG},
		{Name: "pdf", Extensions: []string{".pdf"}, Picture: true, Worker: true, Write: PDF},
		{Name: "dot", Extensions: []string{".dot", ".gv"}, Write: textual(DOT)},
		{Name: "mermaid", Extensions: []string{".mmd", ".mermaid"}, Write: textual(Mermaid)},
		{Name: "d2", Extensions: []string{".d2"}, Write: textual(D2)},
		{Name: "graphml", Extensions: []string{".graphml"}, Write: textual(GraphML)},
		{Name: "json", Extensions: []string{".json"}, Write: textual(JSON)},
	}
}

// textual makes a [Format.Write] of a function that draws nothing.
func textual(write func(io.Writer, *graph.Pipeline, Options) error) func(context.Context, io.Writer, *graph.Pipeline, Options) error {
	return func(_ context.Context, w io.Writer, p *graph.Pipeline, opts Options) error { return write(w, p, opts) }
}

// Check reports what is wrong with the options for this pipeline, as every
// format would, without writing anything.
func Check(p *graph.Pipeline, opts Options) error {
	_, err := newFigure(p, opts)
	return err
}
