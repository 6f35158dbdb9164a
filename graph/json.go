package graph

import (
	"bufio"
	"bytes"
	"cmp"
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
// It writes w in pieces; the error is that of w.
func (p *Pipeline) Encode(w io.Writer) error {
	out := bufio.NewWriterSize(w, 64<<10)
	e := &encoder{out: out}
	e.json = json.NewEncoder(&e.record)
	e.json.SetEscapeHTML(false) // "-> Session" should stay legible
	fmt.Fprintf(out, `{"format":%q`, Format)
	e.field("project", projectToJSON(&p.Project))
	encodeList(e, "modules", p.Modules, moduleToJSON)
	encodeList(e, "schemas", p.Schemas, schemaToJSON)
	encodeList(e, "tables", p.Tables, tableToJSON)
	encodeList(e, "foreign_keys", p.ForeignKeys, foreignKeyToJSON)
	encodeList(e, "external", p.Externals, externalToJSON)
	encodeList(e, "comments", p.Comments, commentToJSON)
	encodeList(e, "credentials", p.Credentials, credentialToJSON)
	encodeList(e, "diagnostics", p.Diagnostics, diagnosticToJSON)
	out.WriteString("}\n")
	if err := cmp.Or(e.err, out.Flush()); err != nil {
		return fmt.Errorf("write pipeline: %w", err)
	}
	return nil
}

// An encoder passes records on one at a time, so that its memory does not
// grow with the pipeline: the copies of a growing buffer would cost more than
// the encoding.
type encoder struct {
	out    *bufio.Writer // keeps its first error until it is flushed
	json   *json.Encoder // to record
	record bytes.Buffer
	err    error // the first of json
}

// field writes a field of the outermost object that is one record.
func (e *encoder) field(name string, record any) {
	fmt.Fprintf(e.out, ",\n%q:", name)
	e.write(record)
}

// encodeList writes a field of the outermost object that is a list of records.
func encodeList[T, J any](e *encoder, name string, list []T, toJSON func(*T) J) {
	fmt.Fprintf(e.out, ",\n%q:[", name)
	for i := range list {
		if i > 0 {
			e.out.WriteByte(',')
		}
		e.out.WriteByte('\n')
		e.write(toJSON(&list[i]))
	}
	e.out.WriteByte(']')
}

// write writes a record.
func (e *encoder) write(record any) {
	e.record.Reset()
	e.err = cmp.Or(e.err, e.json.Encode(record))
	e.out.Write(bytes.TrimSuffix(e.record.Bytes(), []byte{'\n'}))
}
