package check

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"github.com/djdag/djdag/graph"
)

// TextOptions say how [Text] prints. The zero value prints no source lines.
type TextOptions struct {
	// Source is the file system in which the paths of positions are found, or
	// nil. A file that cannot be read, or that has changed, costs no more than
	// its source lines.
	Source fs.FS
}

// Text prints findings for people: the line of [Concise], the line of source
// with a caret below, and the related positions, indented.
//
//	session.py:12:8: error: "Sesion" is not a table; did you mean "Session"? [fk-unresolved]
//	   12 |     -> Sesion
//	      |        ^~~~~~
//	    subject.py:3:7: Session is declared here
//
// The error is that of w.
func Text(w io.Writer, findings []graph.Diagnostic, opts TextOptions) error {
	out := bufio.NewWriter(w)
	src := sources{fsys: opts.Source}
	for _, d := range findings {
		fmt.Fprintln(out, Printable(oneLine(d)))
		if line, ok := src.line(d.Pos); ok {
			snippet(out, d, line)
		}
		for _, r := range d.Related {
			fmt.Fprintf(out, "    %s\n", Printable(related(r)))
		}
	}
	return out.Flush()
}

// Concise prints one line for each finding, in the form of compilers, which
// editors and CI understand: "path:line:col: severity: message [rule]".
// The error is that of w.
func Concise(w io.Writer, findings []graph.Diagnostic) error {
	out := bufio.NewWriter(w)
	for _, d := range findings {
		fmt.Fprintln(out, Printable(oneLine(d)))
	}
	return out.Flush()
}

// oneLine is a finding on one line.
func oneLine(d graph.Diagnostic) string {
	return fmt.Sprintf("%s: %s: %s [%s]", d.Pos, d.Severity, d.Message, d.Rule)
}

// related is a related place on one line, with its position if that is known.
func related(r graph.Related) string {
	if !r.Pos.IsValid() {
		return r.Message
	}
	return r.Pos.String() + ": " + r.Message
}

// maxWidth is how many columns of a source line are shown.
const maxWidth = 120

// snippet prints the source line of a finding and marks its place.
func snippet(w io.Writer, d graph.Diagnostic, line string) {
	fmt.Fprintf(w, "%5d | ", d.Pos.Line)
	start := d.Pos.Col - 1
	if start < 0 || start > len(line) {
		text, _ := window(line, 0)
		fmt.Fprintln(w, Printable(text))
		return
	}
	stop := len(line)
	if d.End.Line == d.Pos.Line && d.End.Col > d.Pos.Col {
		stop = min(stop, d.End.Col-1)
	} else if i := strings.IndexAny(line[start:], " \t"); i > 0 {
		stop = start + i
	}
	text, cut := window(line, start)
	before, marked := line[cut:start], line[start:max(stop, start)]
	marked = marked[:min(len(marked), max(0, len(text)-len(before)))]
	ellipsis := ""
	if cut > 0 {
		ellipsis = "…"
	}
	fmt.Fprintln(w, ellipsis+Printable(text))
	fmt.Fprintf(w, "      | %s%s\n", blank(ellipsis+Printable(before)), underline(Printable(marked)))
}

// window cuts a line that is too wide so that the byte at start stays. It
// returns what is left and where that begins.
func window(line string, start int) (text string, from int) {
	if start > maxWidth/2 && len(line) > maxWidth {
		from = start - maxWidth/2
		for from < start && !isRuneStart(line[from]) {
			from++
		}
	}
	to := min(len(line), from+maxWidth)
	for to < len(line) && !isRuneStart(line[to]) {
		to++
	}
	return line[from:to], from
}

func isRuneStart(b byte) bool { return b&0xC0 != 0x80 }

// blank is as wide as the text, keeping its tabs.
func blank(text string) string {
	var b strings.Builder
	for i, field := range strings.Split(text, "\t") {
		if i > 0 {
			b.WriteByte('\t')
		}
		b.WriteString(strings.Repeat(" ", uniseg.StringWidth(field)))
	}
	return b.String()
}

// underline is a caret with a tail as wide as the text.
func underline(text string) string {
	return "^" + strings.Repeat("~", max(0, uniseg.StringWidth(text)-1))
}

// Printable replaces what would move the cursor, colour a terminal or turn the
// direction of a line, but keeps tabs. Names and source lines are data: what
// prints findings does this to them, and so should what prints anything else
// of a pipeline.
func Printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return utf8.RuneError
		}
		return r
	}, s)
}
