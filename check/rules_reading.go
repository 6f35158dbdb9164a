package check

import "github.com/djdag/djdag/graph"

// The rules of this file have no code here: what they find is found while the
// source is read, and passes through.

// readingRules are about source that is not understood.
func readingRules() []Rule {
	return []Rule{
		{Code: "parse-error", Title: "a file is not valid Python", Severity: graph.Error},
		{Code: "definition-unknown", Title: "a definition cannot be read from the source", Severity: graph.Warning},
		{Code: "tier-unknown", Title: "the tier of a table comes from a package that is not analysed", Severity: graph.Note},
		{Code: "fk-external", Title: "a foreign key refers to a table that is not analysed", Severity: graph.Note},
		{Code: "schema-dormant", Title: "tables are declared by a function that nothing calls", Severity: graph.Note},
		{Code: "schema-activated-twice", Title: "a schema is activated under two names", Severity: graph.Note},
	}
}

// definitionRules are about the lines of a definition.
func definitionRules() []Rule {
	return []Rule{
		{Code: "definition-syntax", Title: "a line of a definition cannot be read", Severity: graph.Error},
		{Code: "separator-twice", Title: "a definition has two separators", Severity: graph.Error},
		{Code: "comment-colon", Title: "a comment starts with a colon", Severity: graph.Error},
		{Code: "attribute-name", Title: "an attribute has a name that DataJoint refuses", Severity: graph.Error},
		{Code: "attribute-duplicate", Title: "an attribute is declared twice", Severity: graph.Warning},
		{Code: "attribute-type", Title: "an attribute has a type that no datajoint version knows", Severity: graph.Error},
		{Code: "key-nullable", Title: "an attribute of the primary key is nullable", Severity: graph.Error},
		{Code: "key-default", Title: "an attribute of the primary key has a default", Severity: graph.Warning, Run: keyDefault},
		{Code: "index-unknown", Title: "an index names an attribute that the table does not have", Severity: graph.Error, Run: indexUnknown},
		{Code: "index-redundant", Title: "an index repeats another one, or the primary key", Severity: graph.Warning, Run: indexRedundant},
		{Code: "legacy-syntax", Title: "syntax that the project's datajoint version no longer reads", Severity: graph.Warning, Run: legacySyntax},
		{Code: "native-type", Title: "a type of the database, where DataJoint has one of its own", Severity: graph.Warning, When: WhenSelected, Run: nativeType},
		{Code: "attribute-comment", Title: "an attribute has no comment", Severity: graph.Warning, When: WhenSelected, Run: attributeComment},
	}
}

// foreignKeyRules are about single foreign keys.
func foreignKeyRules() []Rule {
	return []Rule{
		{Code: "fk-unresolved", Title: "a foreign key refers to something that is not a known table", Severity: graph.Error},
		{Code: "fk-forward", Title: "a foreign key refers to a table that is declared later", Severity: graph.Error},
		{Code: "fk-syntax", Title: "a foreign key cannot be read", Severity: graph.Error},
		{Code: "fk-option", Title: "a foreign key has an option that does not exist", Severity: graph.Error},
		{Code: "fk-nullable-key", Title: "a foreign key in the primary key is nullable", Severity: graph.Error},
		{Code: "fk-rename", Title: "a foreign key renames an attribute that the parent does not have", Severity: graph.Warning},
		{Code: "fk-duplicate", Title: "a foreign key repeats another one", Severity: graph.Warning},
	}
}
