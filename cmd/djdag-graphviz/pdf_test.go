package main

import (
	"bytes"
	"strings"
	"testing"
)

// threePages is what a document is made of, each SVG with its declaration.
func threePages() string {
	const declaration = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	area := func(href string) string {
		return `<a href="` + href + `"><rect x="20" y="10" width="40" height="20"/></a>`
	}
	return strings.Join([]string{
		`<svg viewBox="0 0 200 100" width="100pt" height="50pt"><title>First</title>` + area("#page-2") + area("#page-4") + `</svg>`,
		`<svg viewBox="0 0 300 400" width="300pt" height="400pt"><title>Zweite – 🐭</title>` + area("#page-1") + area("#legend") + `</svg>`,
		`<svg viewBox="0 0 60 70">` + area("https://example.org/") + area("#page-0") + `</svg>`,
	}, "\n"+declaration)
}

// Each SVG is a page of its size. A link leads to the top of a page, and its
// area is where it is drawn, whatever the sizes of the pages.
func TestPDFPages(t *testing.T) {
	first, err := drawPDF([]byte(threePages()))
	if err != nil {
		t.Fatal(err)
	}
	utf16 := func(s string) string { return "(\xFE\xFF" + string(utf16Bytes(s)) + ")" }
	for _, tt := range []struct {
		part string
		want int
	}{
		{"/Type /Page\n", 3},
		{"/MediaBox [0 0 100.00 50.00]", 1},
		{"/MediaBox [0 0 300.00 400.00]", 1},
		{"/MediaBox [0 0 60.00 70.00]", 1},
		{"/Subtype /Link", 3},
		{"/Rect [10.00 45.00 30.00 35.00] /Border [0 0 0] /Dest [5 0 R /XYZ 0 400.00 null]", 1},
		{"/Rect [20.00 390.00 60.00 370.00] /Border [0 0 0] /Dest [3 0 R /XYZ 0 50.00 null]", 1},
		{"/Rect [20.00 60.00 60.00 40.00] /Border [0 0 0] /A <</S /URI /URI (https://example.org/)>>", 1},
		{"/Title " + utf16("First"), 2}, // of the document too
		{"/Title " + utf16("Zweite – \uFFFD"), 1},
		{"/Title " + utf16("Page 3"), 1},
		{"\n/Dest [3 0 R /XYZ 0 50.00 null]", 1},
		{"\n/Dest [5 0 R /XYZ 0 400.00 null]", 1},
		{"\n/Dest [7 0 R /XYZ 0 70.00 null]", 1},
	} {
		if got := bytes.Count(first.picture, []byte(tt.part)); got != tt.want {
			t.Errorf("the document has %q %d times, want %d", tt.part, got, tt.want)
		}
	}
	second, err := drawPDF([]byte(threePages()))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.picture, second.picture) {
		t.Error("two runs give different documents")
	}
}

// One page has no outline, and links within it lead nowhere.
func TestPDFOfOnePage(t *testing.T) {
	got, err := drawPDF([]byte(pageOf(`<g opacity="0.5"><a href="#legend"><rect width="9" height="9"/></a></g>`)))
	if err != nil {
		t.Fatal(err)
	}
	for part, want := range map[string]bool{"/Outlines": false, "/Annot": false, "/ca 0.502": true} {
		if bytes.Contains(got.picture, []byte(part)) != want {
			t.Errorf("the document has %s: %v, want %v", part, !want, want)
		}
	}
}

// A mistake is told with its line in the whole input.
func TestPDFErrors(t *testing.T) {
	tests := []struct{ name, svg, want string }{
		{"on a later page", pageOf("") + "\n" + pageOf("\n<rect x='a'/>"), `read SVG: line 3: <rect>: x is "a", not a number`},
		{"a page without an end", pageOf("") + "\n<svg viewBox='0 0 1 1'>", "read SVG: line 2: XML syntax error on line 2: unexpected EOF"},
		{"nothing", "\n", "read SVG: there is no <svg>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := drawPDF([]byte(tt.svg)); err == nil || err.Error() != tt.want {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}
