// Package graph is the model of a DataJoint pipeline and the algorithms on it.
//
// A [Pipeline] is plain data: modules with their imports, database schemas,
// tables with their attributes, foreign keys, and what the [Project] around
// them asks for. It holds all that checks, figures and orders need, so that
// none of them reads the source again. Everything is a value in a sorted slice
// and is referred to by a string ID, so a Pipeline can be compared, copied,
// encoded and read back without loss.
//
// Three graphs live in it:
//
//   - the table graph: tables joined by foreign keys. It is a directed
//     multigraph. An edge points from the parent, which is declared first, to
//     the child that refers to it. Two foreign keys of one child to one parent
//     with different attribute maps are two edges; a table may refer to itself.
//   - the module graph: Python modules joined by imports. An edge points from
//     the imported module to the one that imports it.
//   - the schema graph: modules that declare tables, joined by imports and by
//     bundles of foreign keys together.
//
// A [Hop] of a cycle or of a reason reads the other way, as one says it: from
// what depends to what it depends on.
//
// The algorithms work in time linear in the size of the pipeline, and give the
// same result for the same pipeline on every run:
//
//   - [Pipeline.Cycles] and [Pipeline.Opposed]: what is in the way of an order
//   - [Pipeline.Order]: in which order to build, to populate or to drop
//   - [Pipeline.Select]: tables by an expression, as DataJoint's diagrams do
//   - [Pipeline.Why]: how one table depends on another
//   - [Pipeline.Origin]: where an attribute comes from
//   - [Pipeline.Rekeyed]: what a change of a key changes
//   - [Pipeline.Restrict]: a pipeline of some of the tables
//
// [Pipeline.Encode] and [Decode] write and read a pipeline as JSON.
//
// What could not be resolved stays in the graph as an [External] with a
// diagnostic; no edge is dropped. A pipeline need not be acyclic: the cycles
// are what [Pipeline.Cycles] is for.
//
// The package imports no other package of this project. It knows nothing of
// Python, of files, or of how a graph is drawn.
package graph
