package graph

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"

	"github.com/djdag/djdag/internal/printable"
)

// Format names the JSON format of [Pipeline.Encode] and [Decode]. The format may
// gain fields without a new name, but no field changes its meaning.
const Format = "djdag/1"

// Encode writes the pipeline as JSON in [Format]. Each record is on its own line,
// for diff and grep. Records keep the order of the pipeline's slices, so equal
// pipelines give equal bytes. Empty lists are written as [], absent values as
// null. Characters that are not seen, such as marks of direction, are escaped.
//
// Encode calls w.Write several times. The error wraps that of w.
func (p *Pipeline) Encode(w io.Writer) error {
	out := bufio.NewWriterSize(w, 64<<10)
	e := &encoder{out: out}
	e.json = json.NewEncoder(&e.record)
	e.json.SetEscapeHTML(false) // "-> Session" should stay legible
	fmt.Fprintf(out, `{"format":%q`, Format)
	e.field("project", projectToJSON(&p.Project))
	if p.Database != nil {
		e.field("database", databaseToJSON(p.Database))
	}
	encodeList(e, "modules", p.Modules, moduleToJSON)
	encodeList(e, "schemas", p.Schemas, schemaToJSON)
	encodeList(e, "tables", p.Tables, tableToJSON)
	encodeList(e, "foreign_keys", p.ForeignKeys, foreignKeyToJSON)
	encodeList(e, "external", p.Externals, externalToJSON)
	encodeList(e, "codecs", p.Codecs, codecToJSON)
	encodeList(e, "comments", p.Comments, commentToJSON)
	encodeList(e, "credentials", p.Credentials, credentialToJSON)
	encodeList(e, "diagnostics", p.Diagnostics, diagnosticToJSON)
	out.WriteString("}\n")
	if err := cmp.Or(e.err, out.Flush()); err != nil {
		return fmt.Errorf("write pipeline: %w", err)
	}
	return nil
}

// An encoder writes one record at a time, so its memory does not grow with the
// pipeline. Copying a growing buffer would take longer than encoding.
type encoder struct {
	out    *bufio.Writer // keeps its first error until Flush
	json   *json.Encoder // writes to record
	record bytes.Buffer
	err    error // the first error of json
}

// field writes a field of the outermost object whose value is one record.
func (e *encoder) field(name string, record any) {
	fmt.Fprintf(e.out, ",\n%q:", name)
	e.write(record)
}

// encodeList writes a field of the outermost object whose value is a list of
// records.
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

// write writes a record without a newline.
func (e *encoder) write(record any) {
	e.record.Reset()
	e.err = cmp.Or(e.err, e.json.Encode(record))
	e.out.Write(printable.JSON(bytes.TrimSuffix(e.record.Bytes(), []byte{'\n'})))
}
