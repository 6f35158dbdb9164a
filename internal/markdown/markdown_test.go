package markdown_test

import (
	"testing"

	"github.com/djdag/djdag/internal/markdown"
)

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"":                                "",
		"One animal's 'ear' \"tag\"":      "One animal's 'ear' \"tag\"",
		"snake_case_2":                    "snake_case_2",
		"_private_ and __init__":          "&#95;private&#95; and &#95;&#95;init&#95;&#95;",
		"a | b":                           "a &#124; b",
		"`code` *bold* ~~gone~~":          "&#96;code&#96; &#42;bold&#42; &#126;&#126;gone&#126;&#126;",
		"[a](b) ![c](d)":                  "&#91;a&#93;(b) !&#91;c&#93;(d)",
		"<script>x</script> & &lt;":       "&lt;script&gt;x&lt;/script&gt; &amp; &amp;lt;",
		`C:\new`:                          "C:&#92;new",
		"$x$ {{ y }}":                     "&#36;x&#36; &#123;&#123; y &#125;&#125;",
		"see https://a.b, www.c.d, e@f.g": "see https&#58;//a.b, www&#46;c.d, e&#64;f.g",
		"two\nlines\x1b[0m":               "two&#92;nlines&#92;x1b&#91;0m",
		"Größe µm":                        "Größe µm",
	} {
		if got := markdown.Text(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestCode(t *testing.T) {
	for in, want := range map[string]string{
		"subject_id":               "`subject_id`",
		"enum('F', 'M')":           "`enum('F', 'M')`",
		"":                         "<code></code>",
		" x":                       "<code> x</code>",
		"<blob@main>":              "`<blob@main>`",
		"a|b":                      "<code>a&#124;b</code>",
		"{{ x }}":                  "<code>&#123;&#123; x &#125;&#125;</code>",
		"a < b":                    "<code>a &lt; b</code>",
		"`":                        "<code>&#96;</code>",
		"{database.prefix}subject": "`{database.prefix}subject`",
		"a\nb":                     "<code>a&#92;nb</code>",
		"Größe":                    "`Größe`",
	} {
		if got := markdown.Code(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
