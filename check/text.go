package check

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/rivo/uniseg"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/printable"
)

// TextOptions configures [Text]. The zero value prints no source lines.
type TextOptions struct {
	// Source contains the files of the findings; it may be nil. For a file that
	// cannot be read, Text omits the source line.
	Source fs.FS
	// Credentials are the passwords and keys in the source. Text prints stars in
	// place of them. They may be nil: those that a finding reports are known.
	Credentials []graph.Credential
}

// Text prints findings for people: the line of [Concise], the source line with
// the offending text marked, and the related positions, indented.
//
//	session.py:12:8: error: "Sesion" is not a table; did you mean "Session"? [fk-unresolved]
//	   12 |     -> Sesion
//	      |        ^~~~~~
//	    subject.py:3:7: Session is declared here
//
// It prints no source line for a finding about a whole file.
//
// The error is that of w.
func Text(w io.Writer, findings []graph.Diagnostic, opts TextOptions) error {
	out := bufio.NewWriter(w)
	src := sources{fsys: opts.Source}
	secrets := masksOf(opts.Credentials, findings, opts.Source)
	for _, d := range findings {
		fmt.Fprintln(out, printable.Text(oneLine(d)))
		if line, ok := src.line(d.Pos); ok && !isWholeFile(d.Pos) {
			snippet(out, d, secrets.apply(d.Pos, line))
		}
		for _, r := range d.Related {
			fmt.Fprintf(out, "    %s\n", printable.Text(related(r)))
		}
	}
	return out.Flush()
}

// Concise prints one line per finding, as compilers do, so that editors and CI
// understand it: "path:line:col: severity: message [rule]".
// The error is that of w.
func Concise(w io.Writer, findings []graph.Diagnostic) error {
	out := bufio.NewWriter(w)
	for _, d := range findings {
		fmt.Fprintln(out, printable.Text(oneLine(d)))
	}
	return out.Flush()
}

// oneLine formats a finding on one line.
func oneLine(d graph.Diagnostic) string {
	return fmt.Sprintf("%s: %s: %s [%s]", d.Pos, d.Severity, d.Message, d.Rule)
}

// related formats a related position on one line.
func related(r graph.Related) string {
	if !r.Pos.IsValid() {
		return r.Message
	}
	return r.Pos.String() + ": " + r.Message
}

// maxWidth is the maximum length of a printed source line, in bytes.
const maxWidth = 120

// snippet prints the source line of a finding and marks the offending text.
func snippet(w io.Writer, d graph.Diagnostic, line string) {
	fmt.Fprintf(w, "%5d | ", d.Pos.Line)
	start := d.Pos.Col - 1
	if start < 0 || start > len(line) {
		text, _ := window(line, 0)
		fmt.Fprintln(w, printable.Text(text))
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
	fmt.Fprintln(w, ellipsis+printable.Text(text))
	fmt.Fprintf(w, "      | %s%s\n", blank(ellipsis+printable.Text(before)), underline(printable.Text(marked)))
}

// window shortens a long line to a part that contains the byte at start. It
// returns that part and its offset.
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

// blank returns white space of the same width as the text. It keeps tabs.
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

// underline returns a caret and tildes of the same width as the text.
func underline(text string) string {
	return "^" + strings.Repeat("~", max(0, uniseg.StringWidth(text)-1))
}
