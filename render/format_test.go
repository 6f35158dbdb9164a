package render_test

import (
	"io"
	"slices"
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

// A text tells what it cannot show.
func TestNoticeOfWhatATextCannotShow(t *testing.T) {
	var got []string
	opts := render.Options{Stages: true, Fit: render.Size{W: 100, H: 100}, Notice: func(m string) { got = append(got, m) }}
	for _, f := range render.Formats() {
		if f.Name == "d2" {
			if err := f.Write(t.Context(), io.Discard, small(), opts); err != nil {
				t.Fatal(err)
			}
		}
	}
	if want := []string{"the format d2 has no numbers of the build order, no size to fit"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
