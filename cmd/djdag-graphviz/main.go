// Command djdag-graphviz is the drawing worker of djdag: it reads a graph in
// the DOT language from standard input and writes a picture of it, or its
// coordinates, to standard output. It is called as dot is:
//
//	djdag-graphviz -Tsvg <graph.dot >graph.svg
//
// It is a program of its own because the Graphviz library in it, compiled to
// WebAssembly, costs every process that links it hundreds of milliseconds at
// start, and must not take its caller along when it hangs or crashes.
package main

import (
	"fmt"
	"io"
	"os"
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
	format, err := parseArgs(args)
	if err != nil {
		fmt.Fprintf(stderr, "djdag-graphviz: %v\nusage: djdag-graphviz -T%s <graph.dot\n", err, formatNames)
		return exitUsage
	}
	in, err := io.ReadAll(stdin)
	if err != nil {
		fmt.Fprintf(stderr, "djdag-graphviz: read standard input: %v\n", err)
		return exitFailure
	}
	out, err := draw(in, format)
	if err == nil {
		_, err = stdout.Write(out)
	}
	if err != nil {
		fmt.Fprintf(stderr, "djdag-graphviz: %v\n", err)
		return exitFailure
	}
	return exitOK
}
