package check

import (
	"fmt"

	"github.com/djdag/djdag/graph"
)

// credentialRules are about secrets in files that are shared.
func credentialRules() []Rule {
	return []Rule{
		{Code: "credentials", Title: "a password or key stands in a file", Severity: graph.Warning, Run: credentials},
	}
}

func credentials(p *Pass) {
	for _, c := range p.Pipeline.Credentials {
		what := c.Name
		if c.Kind == graph.DatabasePassword {
			what = "the database's password"
		}
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("%s is written out here, for all who can read the repository; take it from the environment, and change it", what),
			Pos:     c.Pos,
			End:     c.End,
		})
	}
}
