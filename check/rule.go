package check

import "github.com/djdag/djdag/graph"

// A Rule is one thing that can be wrong with a pipeline.
type Rule struct {
	// Code is the stable, kebab-case name by which findings refer to it.
	Code string
	// Title says in one line what the rule finds.
	Title string
	// Doc says what it means, why DataJoint cares, and what to do.
	Doc      string
	Severity graph.Severity
	// Run reports the findings. It is nil for a rule whose findings come from
	// the reading of the source.
	Run func(*Pass)
}

// Rules lists all rules, in the order in which they are documented.
func Rules() []Rule {
	return []Rule{
		{
			Code:     "fk-cycle",
			Title:    "foreign keys form a cycle",
			Severity: graph.Error,
			Run:      fkCycle,
			Doc: `Tables that refer to each other in a circle cannot be declared: each needs
another one to exist before it. DataJoint works only with acyclic
dependencies; it refuses to load the diagram of such a schema.

Remove one of the foreign keys. Often one of the tables mixes two things, and
the reference belongs in a third table that refers to both.`,
		},
		{
			Code:     "fk-self",
			Title:    "a table refers to itself",
			Severity: graph.Error,
			Run:      fkSelf,
			Doc: `A foreign key can only refer to a table that has been declared. A table that
refers to itself does not exist yet when its definition is read.

For a hierarchy or a sequence, add a table that refers to this one twice, with
one of the references renamed by proj().`,
		},
		{
			Code:     "import-cycle",
			Title:    "modules import each other when they are loaded",
			Severity: graph.Error,
			Run:      importCycle,
			Doc: `Modules that import each other in a circle work, if at all, for one of the
ways to start: whichever is imported first sees the others half loaded. A
pipeline's modules form a DAG, as its tables do.

Only imports that run while a module is loaded count. An import inside a
function, or under "if TYPE_CHECKING", is no part of a cycle: where a function
alone needs the module, move the import there.`,
		},
		{
			Code:     "schema-cycle",
			Title:    "imports and foreign keys together form a cycle of modules",
			Severity: graph.Error,
			Run:      schemaCycle,
			Doc: `Each module declares one schema, and the schemas of a pipeline form a DAG in
which imports and foreign keys point the same way: downstream modules import
upstream modules and refer to their tables. Where they form a cycle, there is
no order in which the schemas could be built, released or dropped one by one.

Move the tables that point back into the module downstream, or into a schema
of their own. Cycles of imports alone and of tables alone have their own rules
and are not reported here again.`,
		},
		{
			Code:     "fk-unresolved",
			Title:    "a foreign key refers to something that is not a known table",
			Severity: graph.Error,
			Doc: `DataJoint evaluates the text behind the arrow in the namespace of the module
that declares the table. There is nothing of that name, or it is not a table.

Import the module that declares the parent, or correct the name. A table of a
package that is not analysed is found with --search-path.`,
		},
		{
			Code:     "fk-syntax",
			Title:    "a foreign key cannot be read",
			Severity: graph.Error,
			Doc: `A foreign key is written "-> [options] Table" or "-> [options]
Table.proj(new='old')", on one line.`,
		},
		{
			Code:     "parse-error",
			Title:    "a file is not valid Python",
			Severity: graph.Error,
			Doc: `The file could not be read as Python, at least in part. What stands around the
error is analysed; tables inside it are missing from everything djdag shows.`,
		},
	}
}
