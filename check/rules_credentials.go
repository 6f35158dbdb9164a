package check

import (
	"fmt"

	"github.com/djdag/djdag/graph"
)

// credentialsRule is the code of the rule about secrets.
const credentialsRule = "credentials"

// credentialRules are about secrets in files of the repository.
func credentialRules() []Rule {
	return []Rule{
		{Code: credentialsRule, Title: "a file contains a password or key", Severity: graph.Warning, Run: credentials},
	}
}

func credentials(p *Pass) {
	for _, c := range p.Pipeline.Credentials {
		what := c.Name
		switch c.Kind {
		case graph.DatabasePassword:
			what = "the database password"
		case graph.PrintedSecret:
			p.Report(graph.Diagnostic{
				Message: fmt.Sprintf("the output of this cell shows %s in plain text, to everyone who can read the repository; clear the output, and change it", what),
				Pos:     c.Pos,
			})
			continue
		}
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("%s is in plain text here, for everyone who can read the repository; take it from the environment, and change it", what),
			Pos:     c.Pos,
			End:     c.End,
		})
	}
}
