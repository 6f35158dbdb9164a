package render_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/djdag/djdag/render"
)

// No name ends the string, the line or the element that it is in.
func FuzzNames(f *testing.F) {
	for _, name := range hostileNames() {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		for _, opts := range []render.Options{
			{Title: name, IDPrefix: "x-", Link: "https://example.org/{path}#L{line}", Legend: true, Theme: render.Auto},
			{CollapseAll: true, Direction: render.RL},
			{Attributes: render.AllAttributes, Types: true, Theme: render.Classic},
		} {
			if strings.TrimSpace(name) == "" {
				opts.Title = "" // a blank title is left out
			}
			if name == "" {
				opts.Link = "" // a table without a file has no link
			}
			p := hostile(name)
			sketch, err := render.Sketch(p, opts)
			if err != nil {
				t.Fatal(err)
			}
			readSVG(t, sketch)
			readExplorer(t, explorer(t, p, opts))

			plain := opts
			if opts.Title != "" {
				plain.Title = "x"
			}
			for _, format := range textFormats() {
				var got, want bytes.Buffer
				if err := format.Write(t.Context(), &got, p, opts); err != nil {
					t.Fatalf("%s: %v", format.Name, err)
				}
				if err := format.Write(t.Context(), &want, hostile("x"), plain); err != nil {
					t.Fatalf("%s: %v", format.Name, err)
				}
				if format.Name == "graphml" {
					readXML(t, got.Bytes())
					continue
				}
				if g, w := strings.Count(got.String(), "\n"), strings.Count(want.String(), "\n"); g != w {
					t.Errorf("%s has %d lines, want %d:\n%s", format.Name, g, w, got.String())
				}
				for line := range strings.Lines(got.String()) {
					if !closed(line) {
						t.Errorf("%s: a string is not closed: %s", format.Name, line)
					}
				}
			}
		}
	})
}

// closed reports whether every quoted string of a line ends on the line.
func closed(line string) bool {
	inside := false
	for i := 0; i < len(line); i++ {
		switch {
		case line[i] == '\\' && inside:
			i++
		case line[i] == '"':
			inside = !inside
		}
	}
	return !inside
}

// Any output of a worker is a layout or an error: it may be another program.
func FuzzReadLayout(f *testing.F) {
	f.Add([]byte(`{"bb":"0,0,10,10","objects":[{"name":"cluster0","bb":"0,0,1,1"},{"name":"cluster0_1","bb":"0,0,1,1"},{"name":"n0","pos":"1,2"},{"name":"n1","pos":"1,2"}],"edges":[{"id":"e0","pos":"e,1,1 s,2,2 1,1 2,2 3,3 4,4;1,1 2,2 3,3 4,4","lp":"1,1"}]}`))
	f.Add([]byte(`{"bb":"0,0,0,0","objects":[{"name":"n0"}]}`))
	f.Add([]byte(`{}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := render.ReadLayout(data, 2, 1, 1); err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("the error has several lines: %v", err)
		}
	})
}
