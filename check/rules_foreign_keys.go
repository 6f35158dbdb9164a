package check

import "github.com/djdag/djdag/graph"

// foreignKeyRules are about single foreign keys. The findings of rules without a
// function are diagnostics of the pipeline.
func foreignKeyRules() []Rule {
	return []Rule{
		{Code: "fk-unresolved", Title: "a foreign key refers to something that is not a known table", Severity: graph.Error},
		{Code: "fk-inactive", Title: "a foreign key refers to a table whose schema is never activated", Severity: graph.Error},
		{Code: "fk-forward", Title: "a foreign key refers to a table that is declared later", Severity: graph.Error},
		{Code: "fk-syntax", Title: "a foreign key cannot be read", Severity: graph.Error, Run: fkSyntax},
		{Code: "fk-option", Title: "a foreign key has an option that does not exist", Severity: graph.Error},
		{Code: "fk-nullable-key", Title: "a foreign key in the primary key is nullable", Severity: graph.Error},
		{Code: "fk-rename", Title: "a foreign key renames attributes in an invalid way", Severity: graph.Warning},
		{Code: "fk-type", Title: "a foreign key joins columns of different types", Severity: graph.Error, Run: foreignKeyType},
		{Code: "fk-merge", Title: "one column refers to two unrelated parents", Severity: graph.Warning, Run: foreignKeyMerge},
		{Code: "fk-duplicate", Title: "a foreign key repeats another one", Severity: graph.Warning},
	}
}
