package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Decode reads the output of [Pipeline.Encode]. The result equals the encoded
// pipeline, except that empty lists become nil. Decode skips unknown fields. The
// input need not be sorted, but the result is.
//
// Duplicate names are errors, and so are references to a missing module, schema,
// table or foreign key. So the algorithms can rely on the IDs of a decoded
// pipeline. One exception is the master of a part, which [Pipeline.Restrict] may
// have omitted.
//
// The error is a [*FormatError] or wraps an error of r.
func Decode(r io.Reader) (*Pipeline, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read pipeline: %w", err)
	}
	d := &decoder{data: data, dec: json.NewDecoder(bytes.NewReader(data))}
	if !json.Valid(data) {
		return nil, d.syntaxError()
	}
	if err := d.document(); err != nil {
		return nil, err
	}
	if err := d.verify(); err != nil {
		return nil, err
	}
	d.pipeline.Sort()
	return &d.pipeline, nil
}

// A FormatError is an error in the JSON of a pipeline, with its position.
type FormatError struct {
	// Line and Col are 1-based; Col counts bytes. An error in the content of a
	// record has the position of the record.
	Line, Col int
	Err       error // never nil
}

// Error returns "LINE:COL: MESSAGE".
func (e *FormatError) Error() string { return fmt.Sprintf("%d:%d: %s", e.Line, e.Col, e.Err) }

// Unwrap returns Err.
func (e *FormatError) Unwrap() error { return e.Err }

// A decoder reads the outermost object token by token to know the position of
// each record.
type decoder struct {
	data     []byte
	dec      *json.Decoder
	pipeline Pipeline

	// Offsets of the records, parallel to the slices of the pipeline.
	modules, schemas, tables, foreignKeys, externals []int
}

// document reads the whole input.
func (d *decoder) document() error {
	start := d.next()
	if t, err := d.token(); err != nil {
		return err
	} else if t != json.Delim('{') {
		return d.errorf(start, "want an object in format %q, got %s", Format, describe(t))
	}
	seen := make(map[string]bool)
	for d.dec.More() {
		at := d.next()
		key, err := d.token()
		if err != nil {
			return err
		}
		name := key.(string) // the decoder accepts no other keys
		if seen[name] {
			return d.errorf(at, "duplicate field %q", name)
		}
		seen[name] = true
		if err := d.field(name); err != nil {
			return err
		}
	}
	if _, err := d.token(); err != nil { // the closing brace
		return err
	}
	if !seen["format"] {
		return d.errorf(start, `no field "format"; want %q`, Format)
	}
	return nil
}

// field reads the value of one field of the outermost object.
func (d *decoder) field(name string) error {
	p := &d.pipeline
	switch name {
	case "format":
		at := d.next()
		var format string
		if err := d.decode(&format); err != nil {
			return err
		}
		if format != Format {
			return d.errorf(at, "format is %q; want %q", format, Format)
		}
		return nil
	case "project":
		at := d.next()
		var record projectJSON
		if err := d.decode(&record); err != nil {
			return err
		}
		project, err := record.value()
		if err != nil {
			return d.errorf(at, "project: %w", err)
		}
		p.Project = project
		return nil
	case "database":
		at := d.next()
		var record databaseJSON
		if err := d.decode(&record); err != nil {
			return err
		}
		database, err := record.value()
		if err != nil {
			return d.errorf(at, "database: %w", err)
		}
		p.Database = database
		return nil
	case "modules":
		return decodeList(d, name, &p.Modules, &d.modules, (*moduleJSON).value)
	case "schemas":
		return decodeList(d, name, &p.Schemas, &d.schemas, (*schemaJSON).value)
	case "tables":
		return decodeList(d, name, &p.Tables, &d.tables, (*tableJSON).value)
	case "foreign_keys":
		return decodeList(d, name, &p.ForeignKeys, &d.foreignKeys, (*foreignKeyJSON).value)
	case "external":
		return decodeList(d, name, &p.Externals, &d.externals, (*externalJSON).value)
	case "codecs":
		return decodeList(d, name, &p.Codecs, nil, (*codecJSON).value)
	case "comments":
		return decodeList(d, name, &p.Comments, nil, (*commentJSON).value)
	case "credentials":
		return decodeList(d, name, &p.Credentials, nil, (*credentialJSON).value)
	case "diagnostics":
		return decodeList(d, name, &p.Diagnostics, nil, (*diagnosticJSON).value)
	}
	var skipped json.RawMessage
	return d.decode(&skipped)
}

// decodeList reads an array of records. It appends the offset of each record to
// offsets, which may be nil.
func decodeList[J, T any](d *decoder, name string, list *[]T, offsets *[]int, value func(*J) (T, error)) error {
	start := d.next()
	if t, err := d.token(); err != nil {
		return err
	} else if t != json.Delim('[') {
		return d.errorf(start, "%s: want an array, got %s", name, describe(t))
	}
	for d.dec.More() {
		at := d.next()
		var record *J
		if err := d.decode(&record); err != nil {
			return err
		}
		if record == nil {
			return d.errorf(at, "%s: want an object, got null", name)
		}
		v, err := value(record)
		if err != nil {
			return d.errorf(at, "%s: %w", name, err)
		}
		*list = append(*list, v)
		if offsets != nil {
			*offsets = append(*offsets, at)
		}
	}
	_, err := d.token() // the closing bracket
	return err
}

// verify reports the first duplicate name or dangling reference, at its record.
func (d *decoder) verify() error {
	wrong := d.pipeline.inconsistency()
	if wrong == nil {
		return nil
	}
	offsets := [...][]int{
		moduleList: d.modules, schemaList: d.schemas, tableList: d.tables, foreignKeyList: d.foreignKeys, externalList: d.externals,
	}
	return d.errorf(offsets[wrong.list][wrong.index], "%w", wrong.err)
}

// next returns the offset of the next token, or the length of the input.
func (d *decoder) next() int {
	rest := d.data[d.dec.InputOffset():]
	return len(d.data) - len(bytes.TrimLeft(rest, " \t\r\n,:"))
}

// token returns the next token.
func (d *decoder) token() (json.Token, error) {
	at := d.next()
	t, err := d.dec.Token()
	if err != nil {
		return nil, d.errorf(at, "%w", err)
	}
	return t, nil
}

// decode reads the next value.
func (d *decoder) decode(v any) error {
	at := d.next()
	err := d.dec.Decode(v)
	var kind *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &kind):
		return d.errorf(at, "%w", err)
	case kind.Field == "":
		return d.errorf(at, "unexpected %s", kind.Value)
	}
	return d.errorf(at+int(kind.Offset)-1, "field %q: unexpected %s", kind.Field, kind.Value)
}

// syntaxError returns an error at the position where the input stops being
// JSON. The offsets in the decoder's errors are relative to some value, so it
// parses the input again.
func (d *decoder) syntaxError() error {
	start := d.next()
	if start == len(d.data) {
		return d.errorf(0, "the input is empty; want an object in format %q", Format)
	}
	if d.data[start] != '{' {
		return d.errorf(start, "not JSON; want an object in format %q", Format)
	}
	err := json.Unmarshal(d.data, new(any))
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return d.errorf(0, "not JSON: %w", err)
	}
	return d.errorf(int(syntax.Offset)-1, "not JSON: %w", err)
}

// errorf returns a [*FormatError] at an offset.
func (d *decoder) errorf(offset int, format string, args ...any) error {
	before := d.data[:min(max(offset, 0), len(d.data))]
	line := 1 + bytes.Count(before, []byte{'\n'})
	col := len(before) - bytes.LastIndexByte(before, '\n')
	return &FormatError{Line: line, Col: col, Err: fmt.Errorf(format, args...)}
}
