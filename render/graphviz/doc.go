// Package graphviz runs the drawing worker: the program that places the nodes of
// a figure and makes PNG and PDF files.
//
// The worker is djdag-graphviz, a program of this project that embeds Graphviz
// as WebAssembly, or else an installed dot. It is a separate process, since the
// library takes long to load, is not safe for concurrent use, and may hang or
// crash on some graphs. It ends with all that it has started when its caller cancels
// it, and what it may write is bounded. Drawings of djdag-graphviz are cached in the
// user's cache folder, which is private; without one, nothing is cached.
package graphviz
