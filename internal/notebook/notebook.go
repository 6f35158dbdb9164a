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

// WithoutMedia returns a copy of the JSON of a notebook, without the outputs that
// are not plain text: pictures, HTML and scripts, which are most of many
// notebooks. It keeps their keys, which are MIME types.
func WithoutMedia(data []byte) []byte {
	kept := make([]byte, 0, min(len(data), 64<<10))
	for at := 0; ; {
		end := stringEnd(data, at)
		if end < 0 {
			return append(kept, data...)
		}
		at = end
		start := bytes.LastIndexByte(data[:end-1], '"') // a MIME type has no escaped quote
		colon := spaceEnd(data, end)
		if start < 0 || colon == len(data) || data[colon] != ':' || !isMedia(data[start+1:end-1]) {
			continue
		}
		value := spaceEnd(data, colon+1)
		after := mediaEnd(data, value)
		if after < 0 {
			continue // an object, or broken
		}
		kept = append(append(kept, data[:value]...), `""`...)
		data, at = data[after:], 0
	}
}

// isMedia reports whether a key is the MIME type of something else than text.
func isMedia(key []byte) bool {
	return len(key) < 100 && bytes.IndexByte(key, '/') >= 0 && string(key) != "text/plain"
}

// mediaEnd returns the end of a string, or of a list of strings, at an offset. It
// is -1 for any other value.
func mediaEnd(data []byte, at int) int {
	switch {
	case at < len(data) && data[at] == '"':
		return stringEnd(data, at)
	case at < len(data) && data[at] == '[':
		for at < len(data) && (data[at] == '[' || data[at] == ',') {
			at = spaceEnd(data, at+1)
			if at == len(data) || data[at] != '"' {
				break
			}
			if at = stringEnd(data, at); at < 0 {
				return -1
			}
			at = spaceEnd(data, at)
		}
		if at < len(data) && data[at] == ']' {
			return at + 1
		}
	}
	return -1
}

// stringEnd returns the end of the first string from an offset on, which must be
// outside of strings. It is -1 if there is none.
func stringEnd(data []byte, at int) int {
	i := bytes.IndexByte(data[at:], '"')
	if i < 0 {
		return -1
	}
	for at += i + 1; at < len(data); {
		i := bytes.IndexByte(data[at:], '"')
		if i < 0 {
			break
		}
		backslashes := 0
		for data[at+i-1-backslashes] == '\\' {
			backslashes++
		}
		at += i + 1
		if backslashes%2 == 0 {
			return at
		}
	}
	return -1
}

// spaceEnd returns the offset of the first byte from an offset on that is not
// white space.
func spaceEnd(data []byte, at int) int {
	for at < len(data) && strings.IndexByte(" \t\r\n", data[at]) >= 0 {
		at++
	}
	return at
}
