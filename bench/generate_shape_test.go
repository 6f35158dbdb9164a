package bench_test

import (
	"os"
	"testing"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/extract"
)

// A generated project is a pipeline in which nothing is wrong, and what takes time in
// it is there at every size.
func TestGenerate(t *testing.T) {
	const tables = 500
	dir := t.TempDir()
	if err := generate(dir, tables); err != nil {
		t.Fatal(err)
	}
	p, err := extract.Project(t.Context(), os.DirFS(dir), extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, finding := range check.Run(p, check.Options{}) {
		t.Error(finding)
	}
	if len(p.Tables) != tables || len(p.Modules) != tables/tablesPerModule+1 {
		t.Errorf("got %d tables in %d modules, want %d in %d", len(p.Tables), len(p.Modules), tables, tables/tablesPerModule+1)
	}
	across := 0
	for _, fk := range p.ForeignKeys {
		if fk.Nullable {
			across++
		}
	}
	if across < tables/3 || across > tables*2/3 {
		t.Errorf("%d of %d tables refer to another module, want about half", across, tables)
	}
	for _, table := range p.Tables {
		if key := table.PrimaryKey; len(key) != 1 {
			t.Errorf("%s has the key %q, want one attribute", table.ID, key)
		}
	}
}
