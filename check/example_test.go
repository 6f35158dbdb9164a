package check_test

import (
	"fmt"
	"strings"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/graph"
)

// A lab requires a prefix for the names of its schemas.
func Example_ownRule() {
	rule := check.Rule{
		Code:     "lab-prefix",
		Title:    "the name of a schema does not start with lab_",
		Severity: graph.Warning,
		Run: func(p *check.Pass) {
			for _, s := range p.Pipeline.Schemas {
				if s.Active && !strings.HasPrefix(s.Name, "lab_") {
					p.Report(graph.Diagnostic{Message: fmt.Sprintf("call the schema %q lab_%[1]s", s.Name), Pos: s.Pos})
				}
			}
		},
	}
	pipeline := &graph.Pipeline{Schemas: []graph.Schema{
		{ID: "lab_subject", Name: "lab_subject", Active: true, Pos: graph.Pos{Path: "subject.py", Line: 3, Col: 10}},
		{ID: "scan", Name: "scan", Active: true, Pos: graph.Pos{Path: "scan.py", Line: 5, Col: 10}},
	}}
	opts := check.Options{Rules: []check.Rule{rule}}
	if err := opts.Validate(); err != nil {
		fmt.Println(err)
		return
	}
	for _, finding := range check.Run(pipeline, opts) {
		fmt.Println(finding)
	}
	// Output:
	// scan.py:5:10: call the schema "scan" lab_scan [lab-prefix]
}
