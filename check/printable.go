package check

import "github.com/djdag/djdag/internal/printable"

// Printable returns a text that a terminal shows as it is and that a CI job takes
// for nothing but text. Names, comments and paths of a pipeline may hold anything, so
// apply Printable before printing any of them; all formats of findings do.
//
// It writes what would not be seen, or would change what is seen, as Go does in a
// string, such as \x1b or \u202e, and breaks the commands to the runner of a CI job that
// a text may hold.
func Printable(s string) string { return printable.Text(s) }

// PrintableJSON returns JSON in which the characters that [Printable] escapes are
// escaped as JSON does. It means the same.
func PrintableJSON(text []byte) []byte { return printable.JSON(text) }
