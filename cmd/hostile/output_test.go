//go:build hostile && linux

package hostile

import (
	"bufio"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/djdag/djdag/internal/printable"
)

// open opens a file that a program wrote.
func (p *project) open(name string) *os.File {
	p.Helper()
	file, err := os.Open(name)
	if err != nil {
		p.Fatal(err)
	}
	p.Cleanup(func() { file.Close() })
	return file
}

// hidden reports whether a character must not be in an output: it is not seen, or a
// terminal acts on it.
func hidden(c rune) bool {
	text := string(c)
	return c != '\t' && (c < ' ' || c > '~') && printable.Text(text) != text
}

// hiddenInFigure reports whether a character must not be in a figure. Those without
// width may: they join the parts of some letters and of many pictographs.
func hiddenInFigure(c rune) bool {
	return c != '\t' && unicode.In(c, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
}

// printable checks that a file holds text without hidden characters.
func (p *project) printable(command, name string, hidden func(rune) bool) {
	p.Helper()
	r := bufio.NewReader(p.open(name))
	var before strings.Builder // what stands on the line
	for {
		c, size, err := r.ReadRune()
		if err != nil {
			return
		}
		switch {
		case c == utf8.RuneError && size == 1:
			p.Errorf("%s writes what is not UTF-8, after %q", command, tail(before.String()))
			return
		case c == '\n':
			before.Reset()
		case hidden(c):
			p.Errorf("%s writes %q as it is, after %q", command, c, tail(before.String()))
			return
		case before.Len() < 1<<10:
			before.WriteRune(c)
		}
	}
}

// tail returns the end of a text.
func tail(text string) string { return text[max(0, len(text)-60):] }

// judgeJSON checks that a file is JSON.
func (p *project) judgeJSON(name string) {
	p.Helper()
	d := json.NewDecoder(bufio.NewReader(p.open(name)))
	for values := 0; ; {
		_, err := d.Token()
		if errors.Is(err, io.EOF) && values > 0 {
			return
		} else if err != nil {
			p.Errorf("%s is no JSON: %v", name, err)
			return
		}
		values++
	}
}

// judgeExport checks that an export is complete: the healthy table is there, and each of
// p.told has a diagnostic, or a finding in a report.
func (p *project) judgeExport(name, report string) {
	p.Helper()
	p.judgeJSON(name)
	p.printable("export", name, hidden)
	findings := p.head(report)
	tables, told := map[string]bool{}, map[string]bool{}
	d := json.NewDecoder(bufio.NewReader(p.open(name)))
	_, err := d.Token() // the brace
	for err == nil && d.More() {
		var key json.Token
		if key, err = d.Token(); err != nil {
			break
		}
		switch key {
		case "tables":
			err = records(d, func(id, _ string) { tables[id] = true })
		case "diagnostics":
			err = records(d, func(_, path string) { told[path] = true })
		default:
			err = skipValue(d)
		}
	}
	if err != nil {
		p.Errorf("%s is no export: %v", name, err)
	}
	if !tables["healthy.Healthy"] {
		p.Errorf("the healthy table is lost")
	}
	if len(tables) < p.tables {
		p.Errorf("%d tables, want at least %d", len(tables), p.tables)
	}
	for _, path := range p.told {
		if !told[path] && !strings.Contains(findings, fmt.Sprintf("\"path\":%q", path)) {
			p.Errorf("no word on %s", path)
		}
	}
}

// records calls do for the records of an array.
func records(d *json.Decoder, do func(id, path string)) error {
	if _, err := d.Token(); err != nil { // the bracket
		return err
	}
	for d.More() {
		var record struct{ ID, Path string }
		if err := d.Decode(&record); err != nil {
			return err
		}
		do(record.ID, record.Path)
	}
	_, err := d.Token()
	return err
}

// skipValue reads a value without keeping it.
func skipValue(d *json.Decoder) error {
	for depth := 0; ; {
		token, err := d.Token()
		if err != nil {
			return err
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			return nil
		}
	}
}

// judgeXML checks that a file is well-formed XML with the root element.
func (p *project) judgeXML(name, root string) {
	p.Helper()
	p.eachElement(name, func(n int, e xml.StartElement) {
		if n == 0 && e.Name.Local != root {
			p.Errorf("%s starts with %s, want %s", name, e.Name.Local, root)
		}
	})
}

// eachElement calls do with each element of an XML file and its number.
func (p *project) eachElement(name string, do func(n int, e xml.StartElement)) {
	p.Helper()
	d := xml.NewDecoder(bufio.NewReader(p.open(name)))
	for n := 0; ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && n > 0 {
			return
		} else if err != nil {
			p.Errorf("%s is no XML: %v", name, err)
			return
		}
		if element, ok := token.(xml.StartElement); ok {
			do(n, element)
			n++
		}
	}
}

// judgeSVG checks that a file is well-formed XML, that it is a picture, and that nothing
// in it runs.
func (p *project) judgeSVG(name string) {
	p.Helper()
	p.judgeXML(name, "svg")
	p.eachElement(name, func(_ int, e xml.StartElement) {
		switch e.Name.Local {
		case "script", "foreignObject", "img", "iframe", "image":
			p.Errorf("%s has an element %s", name, e.Name.Local)
		}
		for _, a := range e.Attr {
			if strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "href" && strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Value)), "javascript:") {
				p.Errorf("%s runs %s=%q", name, a.Name.Local, a.Value)
			}
		}
	})
}
