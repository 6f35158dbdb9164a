package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/djdag/djdag/check"
)

// writeRecords writes a JSON object with one list, one record per line, for diff and
// grep. The head holds the fields before the list, such as
// `"format":"djdag-order/1"`.
func writeRecords[T any](w io.Writer, head, list string, records []T) error {
	var out bytes.Buffer
	out.WriteString("{" + head)
	if err := appendRecords(&out, list, records); err != nil {
		return err
	}
	out.WriteString("}\n")
	_, err := w.Write(check.PrintableJSON(out.Bytes()))
	return err
}

// appendRecords appends a list as the next field of a JSON object.
func appendRecords[T any](out *bytes.Buffer, list string, records []T) error {
	fmt.Fprintf(out, ",%q:[\n", list)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false) // keep "-> Session" legible
	for i, r := range records {
		if i > 0 {
			out.Truncate(out.Len() - 1) // the newline
			out.WriteString(",\n")
		}
		if err := encoder.Encode(r); err != nil {
			return err
		}
	}
	out.WriteByte(']')
	return nil
}

// A printableJSON writes JSON to w as [check.PrintableJSON] does, piece by piece. The
// text must end with a whole character.
type printableJSON struct {
	w    io.Writer
	rest []byte // the start of a character
}

// Write implements [io.Writer].
func (p *printableJSON) Write(piece []byte) (int, error) {
	text := append(p.rest, piece...)
	end := len(text)
	for i := end - 1; i >= max(0, end-utf8.UTFMax); i-- {
		if utf8.RuneStart(text[i]) {
			if !utf8.FullRune(text[i:]) {
				end = i
			}
			break
		}
	}
	if _, err := p.w.Write(check.PrintableJSON(text[:end])); err != nil {
		return 0, err
	}
	p.rest = append([]byte(nil), text[end:]...)
	return len(piece), nil
}

// jsonFields encodes a record and returns its fields without the braces.
func jsonFields(record any) (string, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(record); err != nil {
		return "", err
	}
	return out.String()[len("{") : out.Len()-len("}\n")], nil
}
