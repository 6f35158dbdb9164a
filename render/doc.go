// Package render draws a [graph.Pipeline].
//
// A pipeline becomes a picture in three phases, which the names of the files
// follow:
//
//   - figure*.go choose what the picture shows: nodes, clusters and edges with
//     their labels and tooltips, as the [Options] ask. The entry is newFigure;
//     nothing in the figure that it returns has a place yet.
//   - layout*.go find the places. The entry is figure.arrange. Most figures
//     are laid out by package orthogonal, schema by schema, with lines at right
//     angles; the files layout_orthogonal*.go prepare its graphs and put the
//     results together. For small figures with curves, Graphviz places
//     everything, and the other files improve on that. Graphviz gets sizes and
//     numbers only, never a name, so nothing from a source file can become
//     markup, and the picture does not depend on the fonts of the machine.
//   - format*.go write the file. Each format has an entry of its own, and
//     [Formats] lists them all.
//
// The formats are:
//
//   - [DOT] has the complete figure, for any Graphviz to place. Like [Mermaid],
//     [D2] and [GraphML], it is text that needs no layout of ours.
//   - [SVG] draws the figure at the places that the layout found.
//   - [PNG] and [PDF] are converted from the SVG.
//   - [JSON] is the part of the pipeline that the figure shows.
//
// Several goroutines may draw at once.
//
// The notation is that of DataJoint's dj.Diagram; see [Options] for what can
// be chosen, and format_colours.go for the colours. A figure shows what the
// pipeline holds: only active tables, and each of their foreign keys once.
//
// The same pipeline and options always give the same bytes.
//
// The package links no drawing library. Subpackage graphviz finds and runs the
// program that does; subpackage orthogonal knows boxes and lines, and nothing of
// pipelines.
package render
