package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestSplitWords(t *testing.T) {
	tests := []struct {
		line string
		want []string // nil: an error
	}{
		{"", []string{}},
		{" \t ", []string{}},
		{"a", []string{"a"}},
		{"  -o a.svg\t--legend ", []string{"-o", "a.svg", "--legend"}},
		{`'a b' "c d"`, []string{"a b", "c d"}},
		{`--title='a b'c"d e"`, []string{"--title=a bcd e"}},
		{`"" ''`, []string{"", ""}},
		{`a""`, []string{"a"}},
		{`'"' "'"`, []string{`"`, `'`}},
		{`a\ b \' \" \\ \n`, []string{"a b", "'", `"`, `\`, "n"}},
		{`'a\b\'`, []string{`a\b\`}},
		{"\"a\\b \\\" \\\\ \\$ \\`\"", []string{"a\\b \" \\ $ `"}},
		{"$HOME *", []string{"$HOME", "*"}},
		{"Größe 'ein Wort'", []string{"Größe", "ein Wort"}},
		{`"Gr\öße"`, []string{`Gr\öße`}},
		{"a\r\xff", []string{"a\r\xff"}},
		{"'a", nil},
		{`"a`, nil},
		{`a"`, nil},
		{`"a\"`, nil},
		{`"\`, nil},
		{`a \`, nil},
	}
	for _, tt := range tests {
		got, err := splitWords(tt.line)
		if (err != nil) != (tt.want == nil) || !cmp.Equal(got, tt.want, cmpopts.EquateEmpty()) {
			t.Errorf("%s: got %q, %v; want %q", tt.line, got, err, tt.want)
		}
	}
}
