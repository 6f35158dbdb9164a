package printable_test

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/djdag/djdag/internal/printable"
)

func TestText(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"letters of all kinds", "\tnäher 日本　語 👩🏽 ❤️ é", "\tnäher 日本　語 👩🏽 ❤️ é"},
		{"escape sequence", "\x1b[31mred\x1b]0;title\a", `\x1b[31mred\x1b]0;title\a`},
		{"C0", "\x00\b\v\f\r\n", `\x00\b\v\f\r\n`},
		{"DEL and C1", "\x7f\u0085\u009b", `\x7f\u0085\u009b`},
		{"direction", "\u202a\u202e\u2066\u2069\u200e\u200f\u061c", `\u202a\u202e\u2066\u2069\u200e\u200f\u061c`},
		{"no width", "a\u200b\u200c\u200d\u2060\ufeffb\u00ad\u180e", `a\u200b\u200c\u200d\u2060\ufeffb\u00ad\u180e`},
		{"blank letters", "\u115f\u3164\uffa0", `\u115f\u3164\uffa0`},
		{"tags", "\U000e0001\U000e0041", `\U000e0001\U000e0041`},
		{"line separators", "\u2028\u2029", `\u2028\u2029`},
		{"not UTF-8", "a\xff\xc3", `a\xff\xc3`},
		{"replacement character", "a\ufffdb", "a\ufffdb"},
		{"command of GitHub", "::error::x", `\x3a:error::x`},
		{"behind blanks", " \t::add-mask::x", " \t" + `\x3a:add-mask::x`},
		{"in the text", "a::b", "a::b"},
		{"command of Azure", "# ##vso[task.setvariable variable=x]y", `# #\x23vso[task.setvariable variable=x]y`},
		{"old command", "x ##[error]y", `x #\x23[error]y`},
		{"heading", "## x", "## x"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := printable.Text(tt.in); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			text, err := json.Marshal(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			var back string
			if err := json.Unmarshal(printable.JSON(text), &back); err != nil {
				t.Fatal(err)
			}
			if utf8.ValidString(tt.in) && back != tt.in {
				t.Errorf("JSON changed %q to %q", tt.in, back)
			}
		})
	}
}
