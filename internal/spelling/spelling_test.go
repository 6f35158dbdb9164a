package spelling_test

import (
	"strings"
	"testing"

	"github.com/djdag/djdag/internal/spelling"
)

func TestNearest(t *testing.T) {
	known := []string{"Scan", "Session", "session_note", "Subject", "a", strings.Repeat("long", 50)}
	for word, want := range map[string]string{
		"Scna":                     "Scan",
		"scan":                     "Scan",
		"Sesion":                   "Session",
		"session_nots":             "session_note",
		"Subjects":                 "Subject",
		"b":                        "",
		"Electrode":                "",
		"":                         "",
		strings.Repeat("long", 50): "",
	} {
		if got := spelling.Nearest(word, known); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
	if got := spelling.Nearest("x", nil); got != "" {
		t.Errorf("no known words: %q", got)
	}
	if got := spelling.Nearest("bb", []string{"ab", "cb"}); got != "ab" {
		t.Errorf("two at the same distance: %q", got)
	}
}
