// Package graphviz runs the program that places the nodes of a figure.
//
// That is djdag-graphviz, a program of this project that holds Graphviz as
// WebAssembly, or else an installed dot. It runs as a process of its own: the
// library in it takes long to load, is not safe for concurrent use and may
// hang or crash on some graphs, none of which shall reach the caller. What it
// drew it need not draw again: that is kept in the user's cache folder.
package graphviz
