// Package diff compares two versions of a pipeline.
//
// [Compare] pairs the schemas and tables of the two versions, lists what changed in
// each, and says what every change means for a deployed database, see [Effect]. A
// table is paired with the one that has its name in the database, else with the one
// of its class, else with one of nearly the same content: a class that moved between
// modules is the same table, a class that was renamed declares a new one.
//
// A change of a primary key reaches every table that inherits the key. These tables
// are listed, too, each with the foreign keys that lead to the table where the change
// is.
//
// [Diff.Union] makes one pipeline of both versions, for a figure of the difference.
//
// What a deployed database can take follows datajoint-python, 0.14 and 2: Table.alter
// of table.py, and alter and _make_attribute_alter of declare.py. A comment in the code
// cites them where it follows them.
//
// The package imports only graph, and packages that print. The result depends on the two
// pipelines alone; it is sorted, and the same on every run.
package diff
