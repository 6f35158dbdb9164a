// Package orthogonal draws a directed acyclic graph in ranks: boxes stand in rows,
// and lines lead from row to row at right angles.
//
// A [Graph] becomes a [Layout] in five steps, each in a file of its own:
//
//   - rank.go puts each box on a rank, below all boxes that lead to it.
//   - order.go orders the boxes of each rank so that few lines cross.
//   - place.go finds the x of each box, so that lines are short and straight.
//   - port.go finds where on its side each line meets a box.
//   - channel.go gives each line a track of its own between two ranks.
//
// This is the method of Sugiyama, Tagawa and Toda, "Methods for visual
// understanding of hierarchical system structures" (1981), with the horizontal
// parts of lines routed as the wires of a channel.
//
// The package knows nothing of pipelines. Lengths are in points, x grows to the
// right and y downwards. The same graph always gives the same layout.
package orthogonal
