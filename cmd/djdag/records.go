package main

import (
	"encoding/json"
	"fmt"
	"io"
)

// writeRecords writes a JSON object with one list, a record on a line: so it
// can be compared with diff and searched with grep. The head is what stands
// before the list, such as `"format":"djdag-order/1"`.
func writeRecords[T any](w io.Writer, head, list string, records []T) error {
	if _, err := fmt.Fprintf(w, "{%s,%q:[", head, list); err != nil {
		return err
	}
	for i, r := range records {
		line, err := json.Marshal(r)
		if err != nil {
			return err
		}
		separator := ",\n"
		if i == 0 {
			separator = "\n"
		}
		if _, err := fmt.Fprintf(w, "%s%s", separator, line); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(w, "\n]}")
	return err
}
