package render

import "testing"

func TestCSSName(t *testing.T) {
	tests := []struct{ id, want string }{
		{"figure", "figure"},
		{"2-figure", `\32 -figure`},
		{"-2", `-\32 `},
		{"fig.1-figure", `fig\.1-figure`},
		{"a{}b,c", `a\{\}b\,c`},
		{"é_1", "é_1"},
	}
	for _, tt := range tests {
		if got := cssName(tt.id); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.id, got, tt.want)
		}
	}
}
