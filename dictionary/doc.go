// Package dictionary describes a [graph.Pipeline] for readers: the data dictionary.
//
// [Of] picks from the pipeline what a reader wants to know of each schema and table,
// and gives every table its place: a page and an anchor. The result is plain data.
// [Dictionary.Markdown] writes it as pages.
//
// The Markdown is what GitHub, MkDocs and Sphinx with MyST have in common: headings,
// lists, tables, links, images, and anchors in HTML. The figures that it shows are for
// the caller to draw, with package render. [Sample] is what the page about the notation
// shows.
package dictionary
