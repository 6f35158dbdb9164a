package dictionary

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/djdag/djdag/internal/markdown"
)

// The names of the pages that are no schema's, without an extension.
const (
	IndexPage    = "index"
	NotationPage = "notation"
)

// Mark is in every page, below its heading, so that it can be told from other files.
const Mark = "<!-- made by djdag docs; changes here are lost -->"

// A Page is a Markdown file.
type Page struct {
	Name  string // without an extension
	Title string // for a menu, not escaped
	Text  []byte
}

// Figure returns the path of a page's figure, relative to the page.
func Figure(page string) string { return path.Join("figures", page+".svg") }

// Markdown returns the pages: the index, each schema in the order of Schemas, and the
// notation. Each shows its figure; see [Figure].
func (d *Dictionary) Markdown() []Page {
	pages := []Page{{IndexPage, d.Title, d.index()}}
	for i := range d.Schemas {
		s := &d.Schemas[i]
		pages = append(pages, Page{s.Page, s.Page, d.schema(s)})
	}
	return append(pages, Page{NotationPage, notationTitle, notation()})
}

// A writer collects the text of one page.
type writer struct {
	strings.Builder
	d    *Dictionary
	page string // the page itself, to which links need only an anchor
}

// bytes returns the page.
func (w *writer) bytes() []byte { return []byte(strings.TrimRight(w.String(), "\n") + "\n") }

// begin writes the heading of the page.
func (w *writer) begin(title string) {
	w.line("# %s\n\n%s\n", markdown.Text(title), Mark)
}

// line writes a line.
func (w *writer) line(format string, args ...any) { fmt.Fprintf(w, format+"\n", args...) }

// figure writes a link from the figure of the page to its file, where a reader can
// enlarge it.
func (w *writer) figure(alt string) {
	file := Figure(w.page)
	w.line("[![%s](%s)](%s)\n", markdown.Text(alt), file, file)
}

// A grid is a table of a page, with the titles of its columns in the first row.
type grid [][]string

// grid writes a table without its empty columns, and nothing if it has no rows.
func (w *writer) grid(rows grid) {
	if len(rows) < 2 {
		return
	}
	var columns []int
	for i := range rows[0] {
		if slices.ContainsFunc(rows[1:], func(row []string) bool { return row[i] != "" }) {
			columns = append(columns, i)
		}
	}
	for n, row := range rows {
		for _, i := range columns {
			w.WriteString(strings.TrimRight("| "+row[i], " ") + " ")
		}
		w.line("|")
		if n == 0 {
			w.line("|%s", strings.Repeat("---|", len(columns)))
		}
	}
	w.line("")
}

// list writes a list below its title, and nothing if it is empty.
func (w *writer) list(title string, lines []string) {
	if len(lines) == 0 {
		return
	}
	w.line("%s\n", title)
	for _, text := range lines {
		w.line("- %s", text)
	}
	w.line("")
}

// table returns a link to a table, or its ID if it has no place here.
func (w *writer) table(id string) string {
	t := w.d.tables[id]
	if t == nil {
		for _, x := range w.d.Externals {
			if x.ID == id {
				return fmt.Sprintf("[%s](%s.md#externals)", markdown.Text(id), IndexPage)
			}
		}
		return markdown.Code(id)
	}
	page := w.d.schemas[t.Schema].Page
	if page == w.page {
		return fmt.Sprintf("[%s](#%s)", markdown.Text(t.Heading), t.Anchor)
	}
	return fmt.Sprintf("[%s](%s.md#%s)", markdown.Text(page+"."+t.Heading), page, t.Anchor)
}

// schema returns a link to the page of a schema.
func (w *writer) schema(id string) string {
	page := w.d.schemas[id].Page
	return fmt.Sprintf("[%s](%s.md)", markdown.Text(page), page)
}

// place returns a position in the source, as a link if there is an address.
func (w *writer) place(path string, line int, address string) string {
	if line > 0 {
		path = fmt.Sprintf("%s:%d", path, line)
	}
	text := markdown.Code(path)
	if address == "" {
		return text
	}
	return fmt.Sprintf("[%s](%s)", text, target(address))
}

// target returns a web address as the target of a link, in which other characters than
// those of an address are encoded, and so are parentheses.
func target(address string) string {
	var b strings.Builder
	for i := range len(address) {
		if c := address[i]; isWord(c) || strings.IndexByte("-._~:/?#@!&'+,;=%", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// isWord reports whether a byte is a letter or a digit of ASCII.
func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// joined joins items with commas.
func joined[T any](items []T, text func(T) string) string {
	var all []string
	for _, item := range items {
		all = append(all, text(item))
	}
	return strings.Join(all, ", ")
}

// plural returns n and the word for one of what is counted, with an s unless n is 1.
func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
