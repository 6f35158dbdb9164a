package projectfiles

import (
	"bytes"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/bounds"
)

// A tomlFile is the contents of a TOML file.
type tomlFile struct {
	tables map[string]any // as decoded by go-toml
	keys   []setting      // in source order
}

// parseTOML parses a TOML file. The error is a [toml.DecodeError] or a
// [bounds.Error].
func parseTOML(name string, text []byte) (tomlFile, error) {
	if err := bounds.TOML(text); err != nil {
		return tomlFile{}, err
	}
	// The unstable parser has positions, but does not check everything.
	var tables map[string]any
	if err := toml.Unmarshal(text, &tables); err != nil {
		return tomlFile{}, err
	}
	r := tomlReader{lines: linesOf(name, text)}
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
	return tomlFile{tables, r.list}, nil
}

// list returns the texts in a list at a path of keys.
func (f *tomlFile) list(path ...string) []string {
	items, _ := f.at(path...).([]any)
	return texts(items)
}

// table returns the table at a path of keys, or nil.
func (f *tomlFile) table(path ...string) map[string]any {
	table, _ := f.at(path...).(map[string]any)
	return table
}

// at returns the value at a path of keys, or nil.
func (f *tomlFile) at(path ...string) any {
	var value any = f.tables
	for _, key := range path {
		table, _ := value.(map[string]any)
		value = table[key]
	}
	return value
}

// texts returns the texts among the items of a list.
func texts(items []any) []string {
	var all []string
	for _, item := range items {
		if text, ok := item.(string); ok {
			all = append(all, text)
		}
	}
	return all
}

// maxInline limits how deep nested inline tables are searched.
const maxInline = 100

type tomlReader struct {
	lines
	parser unstable.Parser
	list   []setting
}

// place returns the positions of a range of the text.
func (r *tomlReader) place(at unstable.Range) (pos, end graph.Pos) {
	return r.pos(int(at.Offset)), r.pos(int(at.Offset + at.Length))
}

// add records a table header, or a key in a table together with its value. It
// returns the full path.
func (r *tomlReader) add(table []string, n *unstable.Node, depth int) []string {
	s := setting{path: append([]string{}, table...)}
	for it := n.Key(); it.Next(); {
		key := it.Node()
		s.path = append(s.path, string(key.Data))
		pos, end := r.place(key.Raw)
		if !s.pos.IsValid() {
			s.pos = pos
		}
		s.end = end
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
		s.valuePos, s.valueEnd = r.place(value.Raw)
		s.valuePos.Col += width
		s.valueEnd.Col -= width
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
