package check_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/check"
)

// TestManual: the chapter of the manual is what the rules say.
func TestManual(t *testing.T) {
	const file = "../docs/rules.md"
	var got bytes.Buffer
	if err := check.Manual(&got); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("run go test ./check -update to accept (-want +got):\n%s", diff)
	}
}
