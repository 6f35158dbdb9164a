package newline_test

import (
	"testing"

	"github.com/djdag/djdag/internal/newline"
)

func TestUnify(t *testing.T) {
	for in, want := range map[string]string{
		"":              "",
		"a\nb":          "a\nb",
		"a\r\nb\r\n":    "a\r\nb\r\n",
		"a\rb\r":        "a\nb\n",
		"\r\r\n\r":      "\n\r\n\n",
		"a\r\rb\n\rc\r": "a\n\nb\n\nc\n",
	} {
		text := []byte(in)
		if got := string(newline.Unify(text)); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
		if string(text) != in {
			t.Errorf("%q was changed to %q", in, text)
		}
	}
}
