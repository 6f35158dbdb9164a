package check_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/extract"
)

// TestDiagnosticsHaveRules: each diagnostic of a pipeline has a rule, and so
// documentation.
func TestDiagnosticsHaveRules(t *testing.T) {
	known := map[string]bool{}
	for _, r := range check.Rules() {
		known[r.Code] = true
	}
	archives, err := filepath.Glob("../extract/testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, file := range archives {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		project := fstest.MapFS{}
		for _, f := range a.Files {
			if !strings.HasPrefix(f.Name, "want/") {
				project[f.Name] = &fstest.MapFile{Data: f.Data}
			}
		}
		p, err := extract.Project(context.Background(), project, extract.Options{})
		if err != nil {
			continue // an archive about an error
		}
		for _, d := range p.Diagnostics {
			if !known[d.Rule] {
				t.Errorf("%s: the rule %s is not known: %s", filepath.Base(file), d.Rule, d)
				known[d.Rule] = true // do not report it again
			}
		}
	}
}
