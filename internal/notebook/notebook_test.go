package notebook_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/internal/notebook"
)

func TestParse(t *testing.T) {
	code := func(source string) notebook.Cell { return notebook.Cell{Code: true, Source: source} }
	text := func(source string) notebook.Cell { return notebook.Cell{Source: source} }
	tests := []struct {
		name string
		in   string
		want notebook.Notebook
	}{
		{"no cells", `{}`, notebook.Notebook{Cells: []notebook.Cell{}, Python: true}},
		{"format 4", `{"cells": [
			{"cell_type": "markdown", "source": ["# a"]},
			{"cell_type": "code", "source": ["a = 1\n", "b = 2"], "outputs": [{"text": "c"}]},
			{"cell_type": "code", "source": "a\nb"},
			{"cell_type": "raw", "source": "r"}]}`,
			notebook.Notebook{Cells: []notebook.Cell{text("# a"), code("a = 1\nb = 2"), code("a\nb"), text("r")}, Python: true}},
		{"format 3", `{"metadata": {"name": "n"}, "worksheets": [
			{"cells": [{"cell_type": "heading", "source": "h"}, {"cell_type": "code", "input": ["a = 1\n", "b"]}]},
			{"cells": [{"cell_type": "code", "input": "c"}]}]}`,
			notebook.Notebook{Cells: []notebook.Cell{text("h"), code("a = 1\nb"), code("c")}, Python: true}},
		{"invalid sources", `{"cells": [
			{"cell_type": "code"}, {"cell_type": "code", "source": null}, {"cell_type": "code", "source": 5},
			{"cell_type": "code", "source": [1, "x"]}, {"cell_type": "code", "source": {}}, {}]}`,
			notebook.Notebook{Cells: []notebook.Cell{code(""), code(""), code(""), code(""), code(""), text("")}, Python: true}},
		{"a Python kernel", `{"metadata": {"kernelspec": {"language": "python"}}}`, notebook.Notebook{Cells: []notebook.Cell{}, Python: true}},
		{"a Sage kernel", `{"metadata": {"kernelspec": {"language": "sage"}}}`, notebook.Notebook{Cells: []notebook.Cell{}, Python: true}},
		{"a version of Python", `{"metadata": {"language_info": {"name": "IPython3"}}}`, notebook.Notebook{Cells: []notebook.Cell{}, Python: true}},
		{"invalid metadata", `{"metadata": {"kernelspec": "julia"}}`, notebook.Notebook{Cells: []notebook.Cell{}, Python: true}},
		{"another language", `{"metadata": {"language_info": {"name": "julia"}}}`, notebook.Notebook{Cells: []notebook.Cell{}}},
		{"another language in format 3", `{"metadata": {"language": "Julia"}}`, notebook.Notebook{Cells: []notebook.Cell{}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := notebook.Parse([]byte(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(&tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestParseErrors(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", "this is not a notebook: unexpected end of JSON input"},
		{`{"cells": [{"cell_type": "code", "source": ["import dat`, "this is not a notebook: unexpected end of JSON input"},
		{"import datajoint as dj\n", "this is not a notebook: invalid character 'i' looking for beginning of value"},
		{"[]", "this is not a notebook: it has no cells"},
		{`{"cells": "none"}`, "this is not a notebook: it has no cells"},
		{`{"cells": [1, 2]}`, "this is not a notebook: it has no cells"},
	}
	for _, tt := range tests {
		if nb, err := notebook.Parse([]byte(tt.in)); err == nil || err.Error() != tt.want {
			t.Errorf("%s: got %v, %v, want the error %q", tt.in, nb, err, tt.want)
		}
	}
}

func TestOutputs(t *testing.T) {
	for in, want := range map[string][]string{
		`{"cells": [{"source": "x"}, {"outputs": [{"text": ["a\n", "b"]}, {"data": {"text/plain": "c", "image/png": "d"}}, {"text": 1}]}]}`: {"", "a\nb\nc\n"},
		`{"worksheets": [{"cells": [{"outputs": [{"text": "a"}]}]}]}`:                                                                       {"a\n"},
		`{"cells": [`: nil,
	} {
		if diff := cmp.Diff(want, notebook.Outputs([]byte(in))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", in, diff)
		}
	}
}

func TestWithoutMedia(t *testing.T) {
	for in, want := range map[string]string{
		`{"a": "b"}`: `{"a": "b"}`,
		``:           ``,
		`{"image/png": "iVBO+/=\n", "x": 1, "image/jpeg":"ab"}`:    `{"image/png": "", "x": 1, "image/jpeg":""}`,
		`{"image/png": ["iVBO"], "image/svg+xml": "<a b=\"c\"/>"}`: `{"image/png": "", "image/svg+xml": ""}`,
		`{"source": "{\"image/png\": \"ab\"}", "image/png": "a"}`:  `{"source": "{\"image/png\": \"ab\"}", "image/png": ""}`,
		`{"text/html" : [ "<p>\n", "\"]\\" ] , "text/plain": "p"}`: `{"text/html" : "" , "text/plain": "p"}`,
		`{"text/html": [], "a": ["b/c", "d"]}`:                     `{"text/html": "", "a": ["b/c", "d"]}`,
		`{"application/json": {"a/b": "c"}, "a/b": 1}`:             `{"application/json": {"a/b": ""}, "a/b": 1}`,
		`{"image/png": "abc`:   `{"image/png": "abc`,
		`{"image/png": ["abc"`: `{"image/png": ["abc"`,
		`{"image/png": ["abc`:  `{"image/png": ["abc`,
		`{"image/png": `:       `{"image/png": `,
		`{"image/png"`:         `{"image/png"`,
		`{"image/png`:          `{"image/png`,
		`{"image/png\`:         `{"image/png\`,
	} {
		if got := string(notebook.WithoutMedia([]byte(in))); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}
