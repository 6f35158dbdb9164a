package main

import (
	"slices"
	"testing"
)

// One row for each rule that a label can meet.
func TestEmbeddingLevels(t *testing.T) {
	const (
		rle, lro, rlo, pdf = "\u202B", "\u202D", "\u202E", "\u202C"
		lri, rli, fsi, pdi = "\u2066", "\u2067", "\u2068", "\u2069"
	)
	tests := []struct {
		name, text string
		want       []int
	}{
		{"nothing", "", nil},
		{"one way", "a 1 é", []int{0, 0, 0, 0, 0}},
		{"the other way", "אב", []int{1, 1}},
		{"space between", "א ב", []int{1, 1, 1}},
		{"space beside", "a א b", []int{0, 0, 1, 0, 0}},
		{"space at the end", "א ", []int{1, 0}},
		{"a number after it", "א 12", []int{1, 1, 2, 2}},
		{"a number after a letter", "a 12 א", []int{0, 0, 0, 0, 0, 1}},
		{"W1: a mark", "אָb", []int{1, 1, 0}},
		{"W2: digits after Arabic", "ع12", []int{1, 2, 2}},
		{"W4: a decimal point", "א1,2", []int{1, 2, 2, 2}},
		{"W4: a comma and space", "א1, 2", []int{1, 2, 1, 1, 2}},
		{"W5: a percentage", "א5%", []int{1, 2, 2}},
		{"W6: a sign alone", "א%", []int{1, 0}},
		{"N0: brackets around it", "a (ב) c", []int{0, 0, 0, 1, 0, 0, 0}},
		{"N0: brackets after it", "א (ב)", []int{1, 1, 1, 1, 1}},
		{"N0: brackets of two kinds", "א [b)", []int{1, 0, 0, 0, 0}},
		{"N0: equivalent brackets", "א \u2329ב\u3009", []int{1, 1, 1, 1, 1}},
		{"X2: embedded", "a" + rle + "b" + pdf + "c", []int{0, 0, 2, 2, 0}},
		{"X4: overridden", rlo + "ab" + pdf, []int{0, 1, 1, 0}},
		{"X5: overridden the other way", lro + "אב" + pdf, []int{0, 2, 2, 0}},
		{"X5a: isolated", "א" + lri + "b" + pdi + "ב", []int{1, 1, 2, 1, 1}},
		{"X5b: isolated the other way", "a" + rli + "b" + pdi + "c", []int{0, 0, 2, 0, 0}},
		{"X5c: by its first letter", "a" + fsi + "1א" + pdi, []int{0, 0, 2, 1, 0}},
		{"X7: too much is closed", pdf + pdi + "א" + pdf, []int{0, 0, 1, 0}},
		{"L1: a tab", "א\tב", []int{1, 0, 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := embeddingLevels([]rune(tt.text)); !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

// Each sign of a text is in one run.
func FuzzVisualRuns(f *testing.F) {
	for _, text := range []string{"", "abc שלום (12) def", "\u202Ea\u2067ב\u2069", "ع1,2%", "[(])א"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := []rune(s)
		seen := make([]bool, len(text))
		for _, run := range visualRuns(text) {
			for i := run.start; i < run.end; i++ {
				if seen[i] {
					t.Fatalf("%q: sign %d comes twice", s, i)
				}
				seen[i] = true
			}
		}
		if slices.Contains(seen, false) {
			t.Errorf("%q: a sign is missing", s)
		}
		visual(s)
	})
}
