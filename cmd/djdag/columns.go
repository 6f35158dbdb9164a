package main

import (
	"io"
	"strings"
	"text/tabwriter"
	"unicode"
	"unicode/utf8"
)

// newColumns returns a writer that aligns the cells of lines, with tabs
// between them, in columns so far apart. It must be flushed.
func newColumns(w io.Writer, gap int) *tabwriter.Writer {
	return tabwriter.NewWriter(w, 0, 0, gap, ' ', 0)
}

// printable replaces what would move the cursor, colour a terminal or turn
// the direction of a line. Names and definitions are data.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return utf8.RuneError
		}
		return r
	}, s)
}
