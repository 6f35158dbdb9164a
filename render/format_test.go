package render_test

import (
	"testing"

	"github.com/djdag/djdag/render"
)

func TestFormats(t *testing.T) {
	seen := make(map[string]bool)
	for _, f := range render.Formats() {
		for _, key := range append([]string{f.Name}, f.Extensions...) {
			if key == "" || seen[key] {
				t.Errorf("format %q: %q is empty or taken", f.Name, key)
			}
			seen[key] = true
		}
		if f.Write == nil {
			t.Errorf("format %q writes nothing", f.Name)
		}
	}
}
