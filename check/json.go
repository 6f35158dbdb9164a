package check

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/printable"
)

// JSONFormat names the JSON that the format "json" writes.
const JSONFormat = "djdag-check/1"

// writeJSON writes one finding per line, as a diagnostic of [graph.Format].
func writeJSON(w io.Writer, findings []graph.Diagnostic, _ FormatOptions) error {
	return writeRecords(w, JSONFormat, findings)
}

// writeRecords writes a list of findings as JSON, one record per line.
func writeRecords[T any](w io.Writer, format string, records []T) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "{\"format\":%q,\n\"findings\":[", format)
	var record bytes.Buffer
	enc := json.NewEncoder(&record)
	enc.SetEscapeHTML(false)
	var failed error
	for i, r := range records {
		if i > 0 {
			out.WriteByte(',')
		}
		record.Reset()
		failed = cmp.Or(failed, enc.Encode(r))
		out.WriteByte('\n')
		out.Write(printable.JSON(bytes.TrimSuffix(record.Bytes(), []byte{'\n'})))
	}
	out.WriteString("]}\n")
	return cmp.Or(failed, out.Flush())
}
