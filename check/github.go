package check

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/printable"
)

// writeGitHub writes GitHub workflow commands, which create annotations.
func writeGitHub(w io.Writer, findings []graph.Diagnostic, opts FormatOptions) error {
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	out := bufio.NewWriter(w)
	src := sources{fsys: opts.Source}
	for _, d := range findings {
		s := src.spanOf(d.Pos, d.End)
		command := d.Severity.String()
		if d.Severity == graph.Note {
			command = "notice"
		}
		var fields []string
		add := func(name string, value any) {
			fields = append(fields, name+"="+property.Replace(printable.Text(fmt.Sprint(value))))
		}
		if s.path != "" {
			add("file", s.path)
		}
		if s.line > 0 {
			add("line", s.line)
		}
		if s.col > 0 {
			add("col", s.col)
		}
		if s.endCol > 0 {
			add("endColumn", s.endCol)
		}
		add("title", "djdag "+d.Rule)
		var text strings.Builder
		text.WriteString(s.message(d))
		for _, r := range d.Related {
			fmt.Fprintf(&text, "\n%s", printable.Text(related(r)))
		}
		fmt.Fprintf(out, "::%s %s::%s\n", command, strings.Join(fields, ","), data.Replace(text.String()))
	}
	return out.Flush()
}
