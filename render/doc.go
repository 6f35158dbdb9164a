// Package render draws a [graph.Pipeline].
//
// Every picture begins as a figure: the nodes, clusters and edges that the
// [Options] leave to be seen, with their labels and tooltips, in an order that
// depends on the pipeline alone. From the figure each format is written by a
// function of its own, one file per format:
//
//   - [DOT] is the complete figure for any Graphviz. It is pure text work.
//   - [SVG] lets Graphviz place the nodes and then draws them itself. Graphviz
//     is given sizes and numbers only, never a name, so that nothing from a
//     source file can become markup and the picture does not depend on the
//     fonts of the machine.
//   - [PNG] and [PDF] are made of the SVG.
//   - [Mermaid], [D2] and [GraphML] are pure text work, too.
//   - [JSON] is the pipeline itself, as far as the figure shows it.
//
// [Formats] lists them all. Each may be written by several goroutines at once.
//
// The notation is that of DataJoint's dj.Diagram: see [Options] for what can
// be chosen and theme.go for the colours. What is drawn is what the pipeline
// holds: only active tables, and each of their foreign keys exactly once.
//
// The same pipeline and options always give the same bytes.
//
// The package links no drawing library. Subpackage graphviz finds and runs the
// program that has one.
package render
