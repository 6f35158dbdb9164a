package main

import (
	"io"
	"strings"
	"text/tabwriter"

	"github.com/djdag/djdag/check"
)

// newColumns returns a writer that aligns the cells of lines, with tabs
// between them, in columns so far apart. It must be flushed.
func newColumns(w io.Writer, gap int) *tabwriter.Writer {
	return tabwriter.NewWriter(w, 0, 0, gap, ' ', 0)
}

// cell is a text fit for a cell of columns, in which a tab would begin another.
func cell(s string) string {
	return strings.ReplaceAll(check.Printable(s), "\t", "    ")
}
