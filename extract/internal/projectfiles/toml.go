package projectfiles

import (
	"bytes"
	"slices"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/djdag/djdag/graph"
)

// tomlSettings returns the keys of a TOML file in source order. The error is a
// syntax error.
func tomlSettings(name string, text []byte) ([]setting, error) {
	// The unstable parser has positions, but does not check everything.
	if err := toml.Unmarshal(text, new(map[string]any)); err != nil {
		return nil, err
	}
	r := tomlReader{name: name}
	r.parser.Reset(text)
	var table []string
	for r.parser.NextExpression() {
		switch n := r.parser.Expression(); n.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = r.add(nil, n, 0)
		case unstable.KeyValue:
			r.add(table, n, 0)
		}
	}
	return r.list, nil
}

// maxInline limits how deep nested inline tables are searched.
const maxInline = 100

type tomlReader struct {
	name   string
	parser unstable.Parser
	list   []setting
}

// add records a table header, or a key in a table together with its value. It
// returns the full path.
func (r *tomlReader) add(table []string, n *unstable.Node, depth int) []string {
	s := setting{path: slices.Clone(table)}
	for it := n.Key(); it.Next(); {
		key := it.Node()
		s.path = append(s.path, string(key.Data))
		shape := r.parser.Shape(key.Raw)
		if !s.pos.IsValid() {
			s.pos = graph.Pos{Path: r.name, Line: shape.Start.Line, Col: shape.Start.Column}
		}
		s.end = graph.Pos{Path: r.name, Line: shape.End.Line, Col: shape.End.Column}
	}
	if n.Kind != unstable.KeyValue {
		s.table, s.header = true, true
		r.list = append(r.list, s)
		return s.path
	}
	value := n.Value()
	switch value.Kind {
	case unstable.String:
		s.kind, s.text = graph.TextValue, string(value.Data)
		width := 1
		if raw := r.parser.Raw(value.Raw); len(raw) >= 6 && (bytes.HasPrefix(raw, []byte(`"""`)) || bytes.HasPrefix(raw, []byte("'''"))) {
			width = 3
		}
		shape := r.parser.Shape(value.Raw)
		s.valuePos = graph.Pos{Path: r.name, Line: shape.Start.Line, Col: shape.Start.Column + width}
		s.valueEnd = graph.Pos{Path: r.name, Line: shape.End.Line, Col: shape.End.Column - width}
	case unstable.Integer, unstable.Float:
		s.kind = graph.NumberValue
	case unstable.Bool:
		s.kind = graph.TruthValue
	case unstable.InlineTable:
		s.table = true
	}
	r.list = append(r.list, s)
	if s.table && depth < maxInline {
		for it := value.Children(); it.Next(); {
			if n := it.Node(); n.Kind == unstable.KeyValue {
				r.add(s.path, n, depth+1)
			}
		}
	}
	return s.path
}
