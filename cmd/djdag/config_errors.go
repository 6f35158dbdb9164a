package main

import (
	"bytes"
	"encoding"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/bounds"
	"github.com/djdag/djdag/internal/spelling"
)

// decodeError turns an error of the TOML decoder into one with a position and
// advice. It returns nil if the error is in another table.
func (c *config) decodeError(err error, table []string) error {
	var unknown *toml.StrictMissingError
	if errors.As(err, &unknown) {
		for i := range unknown.Errors {
			e := &unknown.Errors[i]
			if inner, ok := keyBelow(e.Key(), table); ok {
				return c.errorf(c.errorPos(e), "%s", unknownKey(inner))
			}
		}
		return nil
	}
	var e *toml.DecodeError
	ok := errors.As(err, &e)
	if !ok {
		return usagef("%s: %s", c.path, bounds.Brief(err.Error()))
	}
	message := bounds.Brief(strings.TrimPrefix(e.Error(), "toml: "))
	inner, ok := keyBelow(e.Key(), table)
	for len(inner) > 0 && configType(inner) == nil { // a table in place of a value
		inner = inner[:len(inner)-1]
	}
	switch {
	case !ok || !strings.HasPrefix(message, "cannot "):
		return c.errorf(c.errorPos(e), "%s", message)
	case len(inner) == 0: // the decoder names no key inside an inline table
		return c.errorf(c.errorPos(e), "a value of the wrong type")
	}
	return c.errorf(c.errorPos(e), "%s: want %s", strings.Join(inner, "."), describeType(configType(inner)))
}

// errorf is usagef with a position in the configuration.
func (c *config) errorf(pos graph.Pos, format string, args ...any) error {
	return usagef("%s: %w", pos, fmt.Errorf(format, args...))
}

// errorPos returns the position of a decoder error.
func (c *config) errorPos(e *toml.DecodeError) graph.Pos {
	line, col := e.Position()
	return graph.Pos{Path: c.path, Line: line, Col: col}
}

// keyBelow returns the part of a key below a table.
func keyBelow(key, table []string) (inner []string, ok bool) {
	if len(key) < len(table) || !slices.Equal(key[:len(table)], table) {
		return nil, false
	}
	return key[len(table):], true
}

// unknownKey returns the message for a key that djdag does not know.
func unknownKey(key []string) string {
	for i, name := range key {
		known := configKeys(key[:i])
		if slices.Contains(known, name) {
			continue
		}
		switch near := spelling.Nearest(name, known); {
		case name == "tool":
			return fmt.Sprintf("unknown key %q; in %s the keys of [tool.djdag] go at the top level", name, configFile)
		case near != "":
			return fmt.Sprintf("unknown key %q; did you mean %q?", name, near)
		default:
			return fmt.Sprintf("unknown key %q; want one of %s", name, strings.Join(known, ", "))
		}
	}
	return fmt.Sprintf("unknown key %q", strings.Join(key, "."))
}

// configKeys returns the keys of a table of the configuration, sorted.
func configKeys(table []string) []string {
	return slices.Sorted(maps.Keys(configFields(configType(table))))
}

// configType returns the type of the value at a key, or nil.
func configType(key []string) reflect.Type {
	t := reflect.TypeFor[config]()
	for _, name := range key {
		switch {
		case t.Kind() == reflect.Map:
			t = t.Elem()
		default:
			var ok bool
			if t, ok = configFields(t)[name]; !ok {
				return nil
			}
		}
	}
	return t
}

// configFields returns the types of the keys of a table, or of the tables in a
// list, keyed by name.
func configFields(t reflect.Type) map[string]reflect.Type {
	if t != nil && t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	all := make(map[string]reflect.Type)
	if t == nil || t.Kind() != reflect.Struct {
		return all
	}
	for i := range t.NumField() {
		if name := t.Field(i).Tag.Get("toml"); name != "" {
			all[name] = t.Field(i).Type
		}
	}
	return all
}

// describeType says which values a type takes.
func describeType(t reflect.Type) string {
	if reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
		return "a string"
	}
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Struct {
			return "a list of tables"
		}
		return "a list of strings"
	case reflect.Map, reflect.Struct:
		return "a table"
	case reflect.Float64:
		return "a number"
	case reflect.Int:
		return "a whole number"
	default:
		return "a string"
	}
}

// keyPositions returns the positions of the keys below a table, keyed by their
// dotted path from it; the table itself is "". Tables in a list are numbered
// from 0.
func keyPositions(path string, data []byte, table []string) map[string]graph.Pos {
	positions := make(map[string]graph.Pos)
	count := make(map[string]int)
	var current []string
	var parser unstable.Parser
	parser.Reset(data)
	line, from := 1, 0 // of the last key; counting from the start each time would take the square
	for parser.NextExpression() {
		e := parser.Expression()
		key := keyParts(e)
		start := e.Key()
		start.Next()
		at := int(start.Node().Raw.Offset)
		line += bytes.Count(data[from:at], []byte{'\n'})
		from = at
		switch e.Kind {
		case unstable.Table:
			current = key
		case unstable.ArrayTable:
			name := strings.Join(key, ".")
			current = append(key, strconv.Itoa(count[name]))
			count[name]++
		}
		full := current
		if e.Kind == unstable.KeyValue {
			full = append(slices.Clone(current), key...)
		}
		if inner, ok := keyBelow(full, table); ok {
			pos := graph.Pos{Path: path, Line: line, Col: at - bytes.LastIndexByte(data[:at], '\n')}
			for n := range len(inner) + 1 {
				name := strings.Join(inner[:n], ".")
				if _, known := positions[name]; !known {
					positions[name] = pos
				}
			}
		}
	}
	return positions
}

// keyParts returns the parts of the key of a TOML expression.
func keyParts(e *unstable.Node) []string {
	var key []string
	for it := e.Key(); it.Next(); {
		key = append(key, string(it.Node().Data))
	}
	return key
}
