package diff

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/djdag/djdag/internal/markdown"
	"github.com/djdag/djdag/internal/printable"
)

// GitHub takes a comment of 65536 characters. A longer one is of no use to a reader, either.
const (
	maxRows    = 60     // of a table
	maxTable   = 24_000 // bytes of a table
	maxComment = 64_000 // bytes, with the picture
)

// Markdown writes a difference as a comment on a pull request: a hidden marker by which
// the comment is found again, a line with the counts and the worst effect, a table, and
// the picture if there is one.
func Markdown(w io.Writer, d *Diff, opts FormatOptions) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n**Pipeline", Marker(opts.Marker))
	if between := opts.between(markdown.Text); between != "" {
		b.WriteString(" " + between)
	}
	fmt.Fprintf(&b, ":** %s.\n", d.headline())
	var own, rekeyed []string
	changed := slices.DeleteFunc(slices.Clone(d.Tables), func(t Table) bool { return !t.Own() })
	slices.SortStableFunc(changed, func(a, b Table) int { return cmp.Compare(b.Effect, a.Effect) })
	for _, alike := range together(changed) {
		own = append(own, ownRows(alike)...)
	}
	for i := range d.Tables {
		if t := &d.Tables[i]; t.Rekeyed() {
			rekeyed = append(rekeyed, fmt.Sprintf("| %s | %s |\n", code(t.ID), d.way(t, code)))
		}
	}
	for i := range d.Schemas {
		s := &d.Schemas[i]
		own = append(own, fmt.Sprintf("| schema %s | %s | %s |\n", code(s.ID), s.Words(code), inDatabase(s.Effect, s.Reason)))
	}
	for i := range d.Stores {
		s := &d.Stores[i]
		own = append(own, fmt.Sprintf("| store %s | %s | %s |\n", code(s.Name), s.Words(code), inDatabase(s.Effect, s.Reason)))
	}
	rows(&b, "| table | change | deployed database |\n|---|---|---|\n", own)
	if len(rekeyed) > 0 {
		fmt.Fprintf(&b, "\n<details><summary>%d re-keyed by others: each needs a migration</summary>\n", len(rekeyed))
		rows(&b, "| table | because of |\n|---|---|\n", rekeyed)
		b.WriteString("\n</details>\n")
	}
	if len(d.Cycles)+len(d.Order) > 0 {
		b.WriteByte('\n')
	}
	for i := range d.Cycles {
		fmt.Fprintf(&b, "- %s: %s\n", d.Cycles[i].Words(), code(d.Cycles[i].String()))
	}
	for i := range d.Order {
		fmt.Fprintf(&b, "- build order: %s\n", d.Order[i].Words(code))
	}
	if opts.Mermaid != "" && b.Len()+len(opts.Mermaid) < maxComment {
		b.WriteString("\n```mermaid\n")
		for line := range strings.Lines(opts.Mermaid) {
			b.WriteString(printable.Text(strings.TrimRight(line, "\n")) + "\n")
		}
		b.WriteString("```\n")
	}
	_, err := w.Write(b.Bytes())
	return err
}

// Marker returns the comment in HTML at the start of a Markdown text. A name with other
// characters than letters, digits, dots, slashes and underscores has dashes for them.
func Marker(name string) string {
	safe := strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '.', r == '/', r == '_':
			return r
		}
		return ' '
	}, name)
	return strings.TrimRight("<!-- djdag diff "+strings.Join(strings.Fields(safe), "-"), " ") + " -->"
}

// ownRows returns the rows of tables that changed in the same way: one for each change.
func ownRows(tables []*Table) []string {
	const most = 20
	var names []string
	for i, t := range tables {
		if i == most {
			names = append(names, fmt.Sprintf("… and %d more", len(tables)-most))
			break
		}
		names = append(names, code(t.ID))
	}
	cell := strings.Join(names, "<br>")
	var rows []string
	for i := range tables[0].Changes {
		c := &tables[0].Changes[i]
		rows = append(rows, fmt.Sprintf("| %s | %s | %s |\n", cell, c.Words(code), inDatabase(c.Effect, c.Reason)))
		cell = ""
	}
	return rows
}

// rows writes a table of at most maxRows rows and maxTable bytes.
func rows(b *bytes.Buffer, head string, rows []string) {
	if len(rows) == 0 {
		return
	}
	b.WriteString("\n" + head)
	size := 0
	for i, row := range rows {
		if size += len(row); i == maxRows || size > maxTable {
			fmt.Fprintf(b, "\n… and %d more.\n", len(rows)-i)
			break
		}
		b.WriteString(row)
	}
}

// code returns a name as code; it is shortened.
func code(s string) string { return markdown.Code(shortened(s)) }

// inDatabase returns an effect with its reason.
func inDatabase(effect Effect, reason string) string {
	words := effect.Words()
	if effect >= Migration {
		words = "**" + words + "**"
	}
	if reason != "" {
		words += ": " + markdown.Text(reason)
	}
	return words
}
