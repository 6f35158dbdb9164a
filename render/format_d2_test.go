package render_test

import (
	"strings"
	"testing"

	"github.com/djdag/djdag/render"
)

// D2 parses a tooltip as Markdown and rejects an unclosed tag.
func TestD2TooltipsHaveNoTags(t *testing.T) {
	got := string(text(t, render.D2, hostile("<module> of"), render.Options{}))
	if !strings.Contains(got, "<\u2060module> of") {
		t.Error("the comment is not in a tooltip")
	}
	for line := range strings.Lines(got) {
		if strings.Contains(line, "tooltip:") && strings.Contains(line, "<module") {
			t.Errorf("a tag in a tooltip: %s", line)
		}
	}
}
