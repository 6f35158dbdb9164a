package main

import (
	"io"
	"strings"
	"text/tabwriter"

	"github.com/djdag/djdag/internal/printable"
)

// newColumns returns a writer that aligns tab-separated cells in columns, with at
// least gap spaces between them. Call Flush when done.
func newColumns(w io.Writer, gap int) *tabwriter.Writer {
	return tabwriter.NewWriter(w, 0, 0, gap, ' ', 0)
}

// cell returns s as the text of one cell: printable, and without tabs.
func cell(s string) string {
	return strings.ReplaceAll(printable.Text(s), "\t", "    ")
}
