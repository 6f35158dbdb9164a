package projectfiles

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/bounds"
)

// maxObjects limits how deep nested objects are searched. The path of a key is that
// long, and DataJoint's settings are at most four deep.
const maxObjects = 16

// jsonSettings returns the keys of a JSON file in source order. It does not
// search lists. The result is nil if the file is no object. The error is a syntax
// error, or a [bounds.Error] for what is not UTF-8.
func jsonSettings(name string, text []byte) ([]setting, error) {
	if err := bounds.UTF8(text); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, new(any)); err != nil {
		return nil, err
	}
	r := jsonReader{lines: linesOf(name, text), text: text, decoder: json.NewDecoder(bytes.NewReader(text)), list: []setting{}}
	if t, err := r.decoder.Token(); err != nil || t != json.Delim('{') {
		return nil, err
	}
	err := r.object(nil, 0)
	return r.list, err
}

type jsonReader struct {
	lines
	text    []byte
	decoder *json.Decoder
	list    []setting
}

// next returns the offset of the next token.
func (r *jsonReader) next() int {
	rest := r.text[r.decoder.InputOffset():]
	return len(r.text) - len(bytes.TrimLeft(rest, " \t\r\n,:"))
}

// object records the keys of an object whose opening brace has been read.
func (r *jsonReader) object(table []string, depth int) error {
	for r.decoder.More() {
		at := r.next()
		key, err := r.decoder.Token()
		if err != nil {
			return err
		}
		s := setting{path: append(slices.Clone(table), key.(string))} // the decoder accepts only strings as keys
		s.pos, s.end = r.pos(at), r.pos(int(r.decoder.InputOffset()))
		at = r.next()
		if r.text[at] == '{' && depth < maxObjects {
			s.table = true
			r.list = append(r.list, s)
			if _, err := r.decoder.Token(); err != nil {
				return err
			}
			if err := r.object(s.path, depth+1); err != nil {
				return err
			}
			continue
		}
		var value any
		if err := r.decoder.Decode(&value); err != nil {
			return err
		}
		switch value := value.(type) {
		case string:
			s.kind, s.text = graph.TextValue, value
			s.valuePos, s.valueEnd = r.pos(at+1), r.pos(int(r.decoder.InputOffset())-1)
		case float64:
			s.kind, s.number = graph.NumberValue, value
		case bool:
			s.kind = graph.TruthValue
			if value {
				s.number = 1
			}
		case nil:
			s.null = true
		}
		r.list = append(r.list, s)
	}
	_, err := r.decoder.Token() // the closing brace
	return err
}
