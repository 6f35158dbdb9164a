package check

import (
	"errors"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/djdag/djdag/graph"
)

// A setting is a key of a TOML file, with its place.
type setting struct {
	key  []string // the whole path, such as "tool", "datajoint", "stores", "main", "protocol"
	kind unstable.Kind
	text string // of a string, a number or a truth value
	pos  graph.Pos
	end  graph.Pos
}

// settings lists the keys of a TOML file in the order of the text: the
// headers of tables, with kind Table, and all values. The problem says what
// makes the file no TOML, or is nil.
func settings(path string, data []byte) (list []setting, problem *graph.Diagnostic) {
	// The unstable parser gives places, but does not look at everything.
	if err := toml.Unmarshal(data, new(map[string]any)); err != nil {
		problem = &graph.Diagnostic{Message: err.Error(), Pos: graph.Pos{Path: path}}
		var decode *toml.DecodeError
		if errors.As(err, &decode) {
			problem.Pos.Line, problem.Pos.Col = decode.Position()
			problem.Message = strings.TrimPrefix(decode.Error(), "toml: ")
		}
		return nil, problem
	}
	r := tomlReader{path: path}
	r.parser.Reset(data)
	var table []string
	for r.parser.NextExpression() {
		switch n := r.parser.Expression(); n.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = r.add(nil, n)
		case unstable.KeyValue:
			r.add(table, n)
		}
	}
	return r.list, nil
}

type tomlReader struct {
	path   string
	parser unstable.Parser
	list   []setting
}

// add notes a table's header or a key with its value, inside of a table. It
// returns the whole key.
func (r *tomlReader) add(table []string, n *unstable.Node) []string {
	s := setting{key: slices.Clone(table), kind: n.Kind}
	for it := n.Key(); it.Next(); {
		key := it.Node()
		s.key = append(s.key, string(key.Data))
		shape := r.parser.Shape(key.Raw)
		if !s.pos.IsValid() {
			s.pos = graph.Pos{Path: r.path, Line: shape.Start.Line, Col: shape.Start.Column}
		}
		s.end = graph.Pos{Path: r.path, Line: shape.End.Line, Col: shape.End.Column}
	}
	if n.Kind != unstable.KeyValue {
		r.list = append(r.list, s)
		return s.key
	}
	value := n.Value()
	s.kind, s.text = value.Kind, string(value.Data)
	r.list = append(r.list, s)
	r.inside(s.key, value)
	return s.key
}

// inside notes what an inline table or an array holds. Items of an array have
// the key of the array.
func (r *tomlReader) inside(key []string, value *unstable.Node) {
	for it := value.Children(); it.Next(); {
		switch n := it.Node(); {
		case value.Kind == unstable.InlineTable && n.Kind == unstable.KeyValue:
			r.add(key, n)
		case value.Kind == unstable.Array:
			item := setting{key: key, kind: n.Kind, text: string(n.Data)}
			shape := r.parser.Shape(n.Raw)
			item.pos = graph.Pos{Path: r.path, Line: shape.Start.Line, Col: shape.Start.Column}
			item.end = graph.Pos{Path: r.path, Line: shape.End.Line, Col: shape.End.Column}
			r.list = append(r.list, item)
			r.inside(key, n)
		}
	}
}

// is reports whether the setting has this key.
func (s setting) is(key ...string) bool { return slices.Equal(s.key, key) }
