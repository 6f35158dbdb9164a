package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	tests := []struct {
		name   string
		args   string
		stdin  string
		code   int
		stdout string // a part of it
		stderr string // what the first line begins with
	}{
		{"coordinates", "-Tjson0", "digraph { a -> b }", exitOK, `"pos"`, ""},
		{"format in an argument of its own", "-T svg", "digraph { a }", exitOK, "<svg", ""},
		{"syntax error", "-Tsvg", "digraph {\na ->\n}", exitFailure, "", "djdag-graphviz: read graph: syntax error in line 3"},
		{"nothing", "-Tsvg", "", exitFailure, "", "djdag-graphviz: read graph: there is none on standard input"},
		{"a font in an SVG", "-Tsvg-font", pageOf(`<text x="9" y="9" font-size="9" textLength="9">A</text>`), exitOK, "@font-face", ""},
		{"outlines in an SVG", "-Tsvg-paths", pageOf(`<text x="9" y="9" font-size="9" textLength="9">A</text>`), exitOK, `<path aria-label="A"`, ""},
		{"two pages", "-Tpdf", pageOf("") + pageOf(""), exitOK, "/Count 2", ""},
		{"two bitmaps", "-Tpng", pageOf("") + pageOf(""), exitFailure, "", "djdag-graphviz: read SVG: line 1: <svg>: is a second picture"},
		{"no format", "", "", exitUsage, "", "djdag-graphviz: no format"},
		{"unknown format", "-Tgif", "", exitUsage, "", `djdag-graphviz: unknown format "gif"`},
		{"unknown argument", "-Tsvg -v", "", exitUsage, "", `djdag-graphviz: unknown argument "-v"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			code := run(strings.Fields(tt.args), strings.NewReader(tt.stdin), &stdout, &stderr)
			if code != tt.code {
				t.Errorf("exit code %d, want %d", code, tt.code)
			}
			if !strings.Contains(stdout.String(), tt.stdout) {
				t.Errorf("stdout %q has no %q", stdout.String(), tt.stdout)
			}
			if first, _, _ := strings.Cut(stderr.String(), "\n"); !strings.HasPrefix(first, tt.stderr) {
				t.Errorf("stderr %q, want a line that begins with %q", first, tt.stderr)
			}
		})
	}
}
