package render

import (
	"context"
	"io"
	"strings"

	"github.com/djdag/djdag/graph"
)

// A Format is a file format that figures can be written in.
type Format struct {
	Name string // in lower case, such as "svg"
	// Extensions are the usual file name extensions, with the dot. The first
	// one is the default.
	Extensions []string
	// Picture says that the format is to be viewed, not read, so a terminal
	// should not show it.
	Picture bool
	// Worker says that Write needs the drawing worker.
	Worker bool
	// Write writes a figure. It fails on a name in opts that means nothing, on
	// an error from w or the drawing worker, and when ctx is done.
	Write func(ctx context.Context, w io.Writer, p *graph.Pipeline, opts Options) error
}

// Formats returns all formats, the most common ones first. The slice is the
// caller's.
func Formats() []Format {
	return []Format{
		{Name: "svg", Extensions: []string{".svg"}, Picture: true, Worker: true, Write: SVG},
		{Name: "png", Extensions: []string{".png"}, Picture: true, Worker: true, Write: PNG},
		{Name: "pdf", Extensions: []string{".pdf"}, Picture: true, Worker: true, Write: PDF},
		{Name: "html", Extensions: []string{".html", ".htm"}, Picture: true, Write: HTML},
		{Name: "dot", Extensions: []string{".dot", ".gv"}, Write: textual("dot", DOT)},
		{Name: "mermaid", Extensions: []string{".mmd", ".mermaid"}, Write: textual("mermaid", Mermaid)},
		{Name: "d2", Extensions: []string{".d2"}, Write: textual("d2", D2)},
		{Name: "graphml", Extensions: []string{".graphml"}, Write: textual("graphml", GraphML)},
		{Name: "json", Extensions: []string{".json"}, Write: textual("json", JSON)},
	}
}

// textual returns a [Format.Write] that calls write, and tells what a text cannot show.
func textual(name string, write func(io.Writer, *graph.Pipeline, Options) error) func(context.Context, io.Writer, *graph.Pipeline, Options) error {
	return func(_ context.Context, w io.Writer, p *graph.Pipeline, opts Options) error {
		notice := lost(name, []choice{
			{"highlight", opts.Highlight != nil}, {"marks", opts.Marks != nil && (name == "d2" || name == "json")}, {"numbers of the build order", opts.Stages}, {"size to fit", opts.Fit != Size{}},
			{"routing of lines", opts.Routing != AutoRouting}, {"pages", opts.Pages}, {"font", opts.EmbedFont || opts.Text != TextElements},
		})
		if notice != "" && opts.Notice != nil {
			opts.Notice(notice)
		}
		return write(w, p, opts)
	}
}

// A choice is something that options can ask for.
type choice struct {
	what  string
	asked bool
}

// lost says in one line which of the choices are asked for, and that the format does not
// have them. It returns "" if none is.
func lost(format string, choices []choice) string {
	var what []string
	for _, c := range choices {
		if c.asked {
			what = append(what, c.what)
		}
	}
	if what == nil {
		return ""
	}
	return "the format " + format + " has no " + strings.Join(what, ", no ")
}

// Check returns the error that every format would return for these options: a
// name that means nothing in this pipeline. It writes nothing.
func Check(p *graph.Pipeline, opts Options) error {
	_, err := newBuilder(p, opts)
	return err
}
