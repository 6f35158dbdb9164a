package check_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/extract"
)

// A chain of diamonds has a number of paths that doubles with each of them. The time
// must not.
func TestForeignKeyMergeOfManyPaths(t *testing.T) {
	var b strings.Builder
	b.WriteString("import datajoint as dj\n\nschema = dj.Schema(\"lab\")\n")
	table := func(name string, lines ...string) {
		fmt.Fprintf(&b, "\n\n@schema\nclass %s(dj.Manual):\n    definition = \"\"\"\n    %s\n    \"\"\"\n", name, strings.Join(lines, "\n    "))
	}
	table("A0", "id : int")
	for i := range 60 {
		table(fmt.Sprintf("L%d", i), fmt.Sprintf("-> A%d", i))
		table(fmt.Sprintf("R%d", i), fmt.Sprintf("-> A%d", i))
		table(fmt.Sprintf("A%d", i+1), fmt.Sprintf("-> L%d", i), fmt.Sprintf("-> R%d", i))
	}
	project := fstest.MapFS{"lab.py": {Data: []byte(b.String())}}
	p, err := extract.Project(t.Context(), project, extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if found := check.Run(p, check.Options{Select: []string{"fk-merge"}}); found != nil {
		t.Errorf("a diamond is no merge: %v", found)
	}
}
