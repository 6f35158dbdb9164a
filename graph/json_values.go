package graph

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// optional returns nil for the empty string.
func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// orEmpty is the inverse of [optional].
func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// convert applies f to each element. The result is never nil.
func convert[T, U any](list []T, f func(*T) U) []U {
	out := make([]U, len(list))
	for i := range list {
		out[i] = f(&list[i])
	}
	return out
}

// convertBack applies f to each element and returns its first error. The result
// is nil if the list is empty.
func convertBack[T, U any](list []T, f func(*T) (U, error)) ([]U, error) {
	if len(list) == 0 {
		return nil, nil
	}
	out := make([]U, len(list))
	for i := range list {
		var err error
		if out[i], err = f(&list[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func notNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func nilIfEmpty[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return list
}

// An attrMap is a JSON object from attributes of the child to attributes of the
// parent. It keeps the order of its entries.
type attrMap []AttrPair

// MarshalJSON implements [json.Marshaler].
func (m attrMap) MarshalJSON() ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	buf.WriteByte('{')
	for i, p := range m {
		if i > 0 {
			buf.WriteByte(',')
		}
		if err := enc.Encode(p.Child); err != nil {
			return nil, err
		}
		buf.WriteByte(':')
		if err := enc.Encode(p.Parent); err != nil {
			return nil, err
		}
	}
	buf.WriteByte('}')
	return buf.Bytes(), nil // the outer encoder removes the newlines
}

// UnmarshalJSON implements [json.Unmarshaler].
func (m *attrMap) UnmarshalJSON(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	*m = nil
	if t, err := dec.Token(); err != nil {
		return err
	} else if t != json.Delim('{') {
		return fmt.Errorf("attr_map: want an object, got %s", describe(t))
	}
	for dec.More() {
		child, err := dec.Token()
		if err != nil {
			return err
		}
		value, err := dec.Token()
		if err != nil {
			return err
		}
		parent, ok := value.(string)
		if !ok {
			return fmt.Errorf("attr_map: want the name of an attribute, got %s", describe(value))
		}
		*m = append(*m, AttrPair{Child: child.(string), Parent: parent})
	}
	return nil
}

// describe returns the kind of a JSON token for a message.
func describe(t json.Token) string {
	switch t := t.(type) {
	case json.Delim:
		if t == '[' || t == ']' {
			return "an array"
		}
		return "an object"
	case string:
		return "a string"
	case float64, json.Number:
		return "a number"
	case bool:
		return "true or false"
	}
	return "null"
}
