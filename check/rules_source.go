package check

import "github.com/djdag/djdag/graph"

// sourceRules are about source that djdag cannot interpret. All findings are
// diagnostics of the pipeline.
func sourceRules() []Rule {
	return []Rule{
		{Code: "parse-error", Title: "a file is not valid Python", Severity: graph.Error},
		{Code: "name-unbound", Title: "a module that declares tables uses a name that nothing binds", Severity: graph.Error},
		{Code: "import-missing", Title: "an import takes a name that the module does not have", Severity: graph.Error},
		{Code: "definition-unknown", Title: "a definition cannot be read from the source", Severity: graph.Warning},
		{Code: searchPathRule, Title: "packages on the search path have errors", Severity: graph.Note},
		{Code: "tier-unknown", Title: "the tier of a table comes from a package that is not analysed", Severity: graph.Note},
		{Code: "fk-external", Title: "a foreign key refers to a table that is not analysed", Severity: graph.Note},
		{Code: "schema-dormant", Title: "tables are declared by a function that nothing calls", Severity: graph.Note},
		{Code: "schema-activated-twice", Title: "a schema is activated under two names", Severity: graph.Note},
	}
}
