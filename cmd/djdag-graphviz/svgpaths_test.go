package main

import (
	"regexp"
	"strings"
	"testing"
)

// outlined returns an SVG with outlines, whose path data is left out.
func outlined(t *testing.T, svg string) string {
	t.Helper()
	got, err := draw([]byte(svg), options{format: "svg-paths"})
	if err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(`d="m[^"]+"`).ReplaceAllString(string(got.picture), `d="…"`)
}

// A text becomes a path with its class and colours. Nothing else changes.
func TestPaths(t *testing.T) {
	tests := []struct{ name, content, want string }{
		{"nothing", "", ""},
		{"no text", "<g ><rect  x='1'\n/></g><!-- a & b -->", "<g ><rect  x='1'\n/></g><!-- a & b -->"},
		{"a text", `<text class="name" x="5" y="9" font-size="9" font-weight="bold" text-anchor="start" fill="#171C39" fill-opacity="0.5" textLength="5" lengthAdjust="spacingAndGlyphs">A</text>`,
			`<path class="name" fill="#171C39" fill-opacity="0.5" aria-label="A" d="…"/>`},
		{"other attributes", `<text id='a"b' opacity = "0.5" x="5" y="9" font-size="9" textLength="5">A</text>`,
			`<path id='a"b' opacity = "0.5" aria-label="A" d="…"/>`},
		{"signs of XML", `<text x="5" y="9" font-size="9" textLength="5" >"a" &lt; &amp;b</text>`,
			`<path aria-label="&#34;a&#34; &lt; &amp;b" d="…"/>`},
		{"two in a row", `<text x="5" y="9" font-size="9" textLength="5">A</text> <text x="5" y="9" font-size="9" textLength="5">B</text>` + "\n",
			`<path aria-label="A" d="…"/> <path aria-label="B" d="…"/>` + "\n"},
		{"not drawn", `<text x="5" y="9">A</text><text/>`, `<path aria-label="A" d=""/><path d=""/>`},
		{"what is no text", `<title>T</title><desc>D</desc><style>text { fill: red }</style>`, `<title>T</title><desc>D</desc><style>text { fill: red }</style>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, want := outlined(t, pageOf(tt.content)), pageOf(tt.want); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// The picture looks the same. Where an underline crosses a letter is no hole.
func TestPathsLookTheSame(t *testing.T) {
	for name, attrs := range map[string]string{
		"plain":        `font-size="24"`,
		"bold":         `font-size="24" font-weight="bold"`,
		"italic":       `font-size="24" font-style="italic"`,
		"from its end": `font-size="20" text-anchor="end"`,
		"underlined":   `font-size="24" text-decoration="underline"`,
	} {
		t.Run(name, func(t *testing.T) {
			svg := pageOf(`<g transform="translate(40 10)"><text x="20" y="25" textLength="60" ` + attrs + ` fill="#000000">gypsy Éא</text></g>`)
			svg = strings.Replace(svg, `width="100pt" height="50pt"`, `width="400pt" height="200pt"`, 1)
			paths, err := drawPaths([]byte(svg))
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(paths.picture), "<text") {
				t.Fatal("there is still a text")
			}
			a, b := decoded(t, svg), decoded(t, string(paths.picture))
			if n := different(a, b); n > 0 {
				t.Errorf("%d pixels are different", n)
			}
			if n := different(a, decoded(t, strings.Replace(pageOf(""), `"100pt" height="50pt"`, `"400pt" height="200pt"`, 1))); n < 1000 {
				t.Errorf("only %d pixels are drawn", n)
			}
		})
	}
}

func TestRewriteErrors(t *testing.T) {
	tests := []struct{ name, svg, want string }{
		{"empty", "", "read SVG: there is no <svg>"},
		{"not XML", "<svg", "read SVG: line 1: XML syntax error on line 1: unexpected EOF"},
		{"another document", "<html/>", "read SVG: line 1: <html>: is not inside of an <svg>"},
		{"two pictures", pageOf("") + "\n" + pageOf(""), "read SVG: line 2: <svg>: is a second picture, and the format holds one"},
	}
	for _, tt := range tests {
		for _, format := range rewriteFormats() {
			t.Run(tt.name+" "+format, func(t *testing.T) {
				if _, err := draw([]byte(tt.svg), options{format: format}); err == nil || err.Error() != tt.want {
					t.Errorf("got  %v\nwant %s", err, tt.want)
				}
			})
		}
	}
}

func TestPathsErrors(t *testing.T) {
	tests := []struct{ name, content, want string }{
		{"number", "\n" + `<text x="a">A</text>`, `read SVG: line 2: <text>: x is "a", not a number`},
		{"an element in a text", `<text x="1"><tspan>A</tspan></text>`, "read SVG: line 1: <text>: holds another element"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := drawPaths([]byte(pageOf(tt.content))); err == nil || err.Error() != tt.want {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}
