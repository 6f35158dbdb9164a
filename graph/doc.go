// Package graph is the model of a DataJoint pipeline and the algorithms on it.
//
// A [Pipeline] is plain data: modules with their imports, database schemas,
// tables with their attributes, foreign keys, and the settings of the [Project]
// around them. It holds everything that checks, figures and orders need, so
// none of them reads the source again. Values live in sorted slices and refer
// to each other by string IDs, so a Pipeline can be compared, copied, encoded
// and decoded without loss.
//
// A pipeline contains three graphs:
//
//   - the table graph: tables joined by foreign keys. It is a directed
//     multigraph. An edge points from the parent, which is declared first, to
//     the child that refers to it. Two foreign keys from one child to one parent
//     with different attribute maps are two edges; a table may refer to itself.
//   - the module graph: Python modules joined by imports. An edge points from
//     the imported module to the one that imports it.
//   - the schema graph: modules that declare tables, joined by imports and
//     foreign keys.
//
// A [Hop] of a cycle or a reason points in the opposite direction, from the
// dependent to its dependency.
//
// The algorithms take time linear in the size of the pipeline and are
// deterministic:
//
//   - [Pipeline.Cycles] and [Pipeline.Opposed]: dependencies that prevent an order
//   - [Pipeline.Order]: the order to build, populate or drop
//   - [Pipeline.Select]: tables by an expression, like DataJoint's diagrams
//   - [Pipeline.Why]: how one table depends on another
//   - [Pipeline.Origin]: the table that introduces an attribute
//   - [Pipeline.Rekeyed]: the tables affected by a change of a primary key
//   - [Pipeline.Restrict]: a subset of the tables as a pipeline
//
// [Pipeline.Encode] and [Decode] write and read a pipeline as JSON.
//
// A reference that cannot be resolved stays in the graph as an [External] with
// a diagnostic; no edge is dropped. A pipeline may have cycles;
// [Pipeline.Cycles] reports them.
//
// Package graph imports no other package of this module. It knows nothing about
// Python, files, or drawing.
package graph
