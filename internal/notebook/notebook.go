package notebook

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// A Notebook is the source of a notebook.
type Notebook struct {
	// Cells are all cells, in order. Positions count them from 1.
	Cells []Cell
	// Python is false if the metadata name another language.
	Python bool
}

// A Cell is one cell of a notebook.
type Cell struct {
	Code   bool   // false: text or raw
	Source string // "" if it is invalid
}

// Parse parses the JSON of a notebook. The error says that data is not a
// notebook.
func Parse(data []byte) (*Notebook, error) {
	type cell struct {
		Type   string `json:"cell_type"`
		Source source `json:"source"`
		Input  source `json:"input"` // code cells in format 3
	}
	var in struct {
		Cells      []cell `json:"cells"`
		Worksheets []struct {
			Cells []cell `json:"cells"`
		} `json:"worksheets"` // format 3
		Metadata json.RawMessage `json:"metadata"`
	}
	if err := json.Unmarshal(data, &in); err != nil {
		var shape *json.UnmarshalTypeError
		if errors.As(err, &shape) {
			return nil, errors.New("this is not a notebook: it has no cells")
		}
		return nil, fmt.Errorf("this is not a notebook: %w", err)
	}
	cells := in.Cells
	for _, w := range in.Worksheets {
		cells = append(cells, w.Cells...)
	}
	nb := &Notebook{Cells: make([]Cell, len(cells)), Python: isPython(in.Metadata)}
	for i, c := range cells {
		nb.Cells[i] = Cell{Code: c.Type == "code", Source: string(cmp.Or(c.Source, c.Input))}
	}
	return nb, nil
}

// A source is a string, or a list of lines with their endings. Any other value
// becomes an empty source, so only that cell is lost.
type source string

// UnmarshalJSON implements [json.Unmarshaler].
func (s *source) UnmarshalJSON(data []byte) error {
	var lines []string
	var text string
	switch {
	case json.Unmarshal(data, &text) == nil:
		*s = source(text)
	case json.Unmarshal(data, &lines) == nil:
		*s = source(strings.Join(lines, ""))
	}
	return nil
}

// isPython reports whether the metadata of a notebook name Python or no language.
func isPython(metadata []byte) bool {
	var m struct {
		Kernel struct {
			Language string `json:"language"`
		} `json:"kernelspec"`
		Info struct {
			Name string `json:"name"`
		} `json:"language_info"`
		Language string `json:"language"` // format 3
	}
	if json.Unmarshal(metadata, &m) != nil {
		return true
	}
	language := strings.ToLower(cmp.Or(m.Info.Name, m.Kernel.Language, m.Language))
	return language == "" || strings.Contains(language, "python") || language == "sage"
}

// Outputs returns the text that each cell printed, in order. It is "" for a cell
// without any, and for pictures. The result is nil if data is not a notebook.
func Outputs(data []byte) []string {
	type output struct {
		Text source `json:"text"` // of a stream, or in format 3
		Data struct {
			Plain source `json:"text/plain"`
		} `json:"data"`
	}
	type cell struct {
		Outputs []output `json:"outputs"`
	}
	var in struct {
		Cells      []cell `json:"cells"`
		Worksheets []struct {
			Cells []cell `json:"cells"`
		} `json:"worksheets"` // format 3
	}
	if json.Unmarshal(data, &in) != nil {
		return nil
	}
	cells := in.Cells
	for _, w := range in.Worksheets {
		cells = append(cells, w.Cells...)
	}
	printed := make([]string, len(cells))
	for i, c := range cells {
		var b strings.Builder
		for _, o := range c.Outputs {
			for _, text := range []source{o.Text, o.Data.Plain} {
				if text != "" {
					b.WriteString(string(text) + "\n")
				}
			}
		}
		printed[i] = b.String()
	}
	return printed
}

// WithoutPictures returns a copy of the JSON of a notebook, without the contents
// of its pictures, which are most of many notebooks.
func WithoutPictures(data []byte) []byte {
	var kept []byte
	for {
		start, end := picture(data)
		if start < 0 {
			return append(kept, data...)
		}
		kept = append(kept, data[:start]...)
		data = data[end:]
	}
}

// picture returns where the contents of the first picture stand, or -1.
func picture(data []byte) (start, end int) {
	for at := 0; ; {
		i := bytes.Index(data[at:], []byte(`"image/`))
		if i < 0 {
			return -1, -1
		}
		at += i + len(`"image/`)
		i = bytes.IndexByte(data[at:], '"')
		if i < 0 {
			return -1, -1
		}
		start = at + i + 1
		for start < len(data) && strings.IndexByte(" :\t\r\n", data[start]) >= 0 {
			start++
		}
		if start >= len(data) || data[start] != '"' {
			continue // a list, or source with such a text
		}
		start++
		length := bytes.IndexByte(data[start:], '"')
		if length < 0 {
			return -1, -1
		}
		if length > 0 && data[start] != '<' && data[start+length-1] != '\\' { // base64, not SVG
			return start, start + length
		}
	}
}
