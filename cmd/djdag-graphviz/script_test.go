package main

import "testing"

// The order is that of the signs from left to right, brackets turned with
// their text.
func TestVisual(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"one way", "Pipeline é 日本", "Pipeline é 日本"},
		{"the other way", "שלום", "םולש"},
		{"a word", "abc שלום def", "abc םולש def"},
		{"a number", "abc שלום 12 def", "abc 12 םולש def"},
		{"brackets", "שלום (עולם) abc", "(םלוע) םולש abc"},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := visual(tt.text); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestNoticeOfMissingSigns(t *testing.T) {
	const end = " and shows boxes; an svg shows them in a font of its viewer"
	tests := []struct{ name, text, want string }{
		{"ASCII", "Subject", ""},
		{"in the font", "Größe → שלום Ωмир…", ""},
		{"marks that are not seen", "a\u200eb\u00a0c\u0301", ""},
		{"not in the font", "日本 and 日", "the font of the picture has no 日 本" + end},
		{"many", "日本語の図表", "the font of the picture has no 日 本 語 の 図 and 1 more" + end},
		{"emoji", "mouse 🐭", "the font of the picture has no 🐭" + end},
	}
	for _, tt := range tests {
		for _, format := range []string{"png", "pdf", "svg-paths"} {
			t.Run(tt.name+" "+format, func(t *testing.T) {
				svg := pageOf(`<text x="50" y="30" font-size="12" textLength="40">` + tt.text + "</text>")
				got, err := draw([]byte(svg), options{format: format, dpi: 72})
				if err != nil || got.notice != tt.want {
					t.Errorf("got  %q, %v\nwant %q", got.notice, err, tt.want)
				}
			})
		}
	}
}
