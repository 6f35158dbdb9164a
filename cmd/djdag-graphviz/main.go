// Command djdag-graphviz is the drawing worker of djdag: it reads a graph in
// the DOT language from standard input and writes a picture of it, or its
// coordinates, to standard output. It is called as dot is:
//
//	djdag-graphviz -Tsvg <graph.dot >graph.svg
//
// For the formats png and pdf it reads an SVG of djdag instead, which it turns
// into a bitmap or a page with a font of its own:
//
//	djdag-graphviz -Tpng -Gdpi=300 <pipeline.svg >pipeline.png
//
// A pdf may be made of several SVGs, one after the other: each becomes a page,
// and a link to "#page-2" leads to the second one. The formats svg-paths and
// svg-font are the SVG again, with outlines in the place of its texts or with
// the font in it.
//
// It is a program of its own because the Graphviz library in it, compiled to
// WebAssembly, costs every process that links it hundreds of milliseconds at
// start, and must not take its caller along when it hangs or crashes.
package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	_ "github.com/djdag/djdag/cmd/djdag-graphviz/early" // before go-graphviz
)

// Exit codes.
const (
	exitOK      = 0
	exitFailure = 1 // the graph cannot be drawn
	exitUsage   = 2 // bad command line
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run is the program with its streams given. It returns the exit code.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	opts, err := parseArgs(args)
	if err != nil {
		fmt.Fprintf(stderr, "djdag-graphviz: %v\nusage: djdag-graphviz -T%s <graph.dot\n"+
			"       djdag-graphviz -T%s [-Gdpi=N] <figure.svg\n"+
			"       djdag-graphviz -T%s <figure.svg\n", err,
			strings.Join(graphFormats(), "|"), strings.Join(pictureFormats(), "|"), strings.Join(rewriteFormats(), "|"))
		return exitUsage
	}
	in, err := io.ReadAll(stdin)
	if err != nil {
		fmt.Fprintf(stderr, "djdag-graphviz: read standard input: %v\n", err)
		return exitFailure
	}
	out, err := draw(in, opts)
	if err == nil {
		_, err = stdout.Write(out.picture)
	}
	if err != nil {
		fmt.Fprintf(stderr, "djdag-graphviz: %v\n", err)
		return exitFailure
	}
	if out.notice != "" {
		fmt.Fprintf(stderr, "djdag-graphviz: %s\n", out.notice)
	}
	return exitOK
}
