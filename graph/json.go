package graph

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// Format is the name and version of the JSON that [Pipeline.Encode] writes
// and [Decode] reads. Fields may be added under the same name; a field never
// changes its meaning.
const Format = "djdag/1"

// Encode writes the pipeline as JSON in [Format], one record a line, so that
// it can be compared with diff and searched with grep. Records and their
// fields stand in the order of the pipeline's slices: equal pipelines give
// equal bytes. Empty lists are written as [], absent values as null.
//
// The error is that of w.
func (p *Pipeline) Encode(w io.Writer) error {
	// Everything is collected first: w sees one write, or none.
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false) // "-> Session" should stay legible
	fmt.Fprintf(&buf, `{"format":%q`, Format)
	err := firstError(
		encodeList(&buf, enc, "modules", p.Modules, moduleToJSON),
		encodeList(&buf, enc, "schemas", p.Schemas, schemaToJSON),
		encodeList(&buf, enc, "tables", p.Tables, tableToJSON),
		encodeList(&buf, enc, "foreign_keys", p.ForeignKeys, foreignKeyToJSON),
		encodeList(&buf, enc, "external", p.Externals, externalToJSON),
		encodeList(&buf, enc, "diagnostics", p.Diagnostics, diagnosticToJSON),
	)
	if err != nil {
		return fmt.Errorf("encode pipeline: %w", err)
	}
	buf.WriteString("}\n")
	_, err = w.Write(buf.Bytes())
	return err
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// encodeList appends one field of the outermost object.
func encodeList[T, J any](buf *bytes.Buffer, enc *json.Encoder, name string, list []T, toJSON func(*T) J) error {
	fmt.Fprintf(buf, ",\n%q:[", name)
	for i := range list {
		if i > 0 {
			buf.WriteByte(',')
		}
		buf.WriteByte('\n')
		if err := enc.Encode(toJSON(&list[i])); err != nil {
			return err
		}
		buf.Truncate(buf.Len() - 1) // the encoder's newline: a comma may follow
	}
	buf.WriteByte(']')
	return nil
}
