package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/drift"
)

// The JSON Schema and the manual list the kinds of differences, in this order.
func TestDriftKindsAreDescribed(t *testing.T) {
	var want []string
	for _, k := range drift.Kinds() {
		want = append(want, k.String())
	}
	text, err := os.ReadFile("../../docs/drift.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Defs struct {
			Difference struct {
				Properties struct {
					Kind struct{ Enum []string }
				}
			}
		} `json:"$defs"`
	}
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, schema.Defs.Difference.Properties.Kind.Enum); diff != "" {
		t.Errorf("docs/drift.schema.json (-want +got):\n%s", diff)
	}
	page, err := os.ReadFile("../../docs/database.md")
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for line := range strings.Lines(string(page)) {
		if cells := strings.Split(line, "`"); len(cells) > 2 && cells[0] == "| " && strings.HasPrefix(cells[2], " | ") {
			if _, err := drift.ParseKind(cells[1]); err == nil {
				rows = append(rows, cells[1])
			}
		}
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("docs/database.md (-want +got):\n%s", diff)
	}
}
