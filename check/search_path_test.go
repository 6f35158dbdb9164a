package check_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/graph"
)

// TestSearchPath: the errors in packages on the search path are one note.
func TestSearchPath(t *testing.T) {
	one := "1"
	p := &graph.Pipeline{}
	for _, path := range []string{"lab.py", "../site/other.py", "/opt/site/third.py"} {
		p.Modules = append(p.Modules, graph.Module{Name: path, Path: path})
		p.Schemas = append(p.Schemas, graph.Schema{ID: path, Name: "s", Template: "s", Active: true, Pos: at(path, 3, 1)})
		p.Tables = append(p.Tables, graph.Table{
			ID: path + ".A", Module: path, Class: "A", Schema: path, Active: true, Pos: at(path, 7, 7),
			Attributes: []graph.Attribute{{Name: "a", Type: "int", InKey: true, Default: &one, Pos: at(path, 9, 5)}},
		})
		p.ForeignKeys = append(p.ForeignKeys, graph.ForeignKey{Child: path + ".A", Parent: path + ".A", Text: "-> A", Pos: at(path, 10, 5)})
		p.Diagnostics = append(p.Diagnostics,
			graph.Diagnostic{Rule: "fk-external", Severity: graph.Note, Pos: at(path, 12, 5)},
			graph.Diagnostic{Rule: "fk-unresolved", Severity: graph.Error, Pos: at(path, 13, 5)})
	}
	p.Sort()
	var got []string
	for _, d := range check.Run(p, check.Options{}) {
		got = append(got, d.Pos.String()+" "+d.Rule)
	}
	want := []string{
		"../site/other.py:10:5 search-path",
		"lab.py:9:5 key-default", "lab.py:10:5 fk-self", "lab.py:12:5 fk-external", "lab.py:13:5 fk-unresolved",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
