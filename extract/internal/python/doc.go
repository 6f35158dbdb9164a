// Package python turns one Python file into a small syntax tree of this
// package's own: the statements that can matter to a DataJoint pipeline, with
// byte offsets. It knows no other file and evaluates nothing.
//
// tree-sitter does the parsing; none of its types leave the package and no
// tree of it is kept. The tree of this package is smaller than Python's in
// three ways, all of which [File] documents by construction:
//
//   - A function is kept as text. Few functions are ever called while a
//     pipeline is imported, so [Parser.Function] parses one when it is wanted.
//     The imports inside are listed all the same, as deferred. tree-sitter is
//     not even shown a body that a much faster scanner knows to be Python.
//   - An expression that no analysis could use (a literal of some kilobytes,
//     something nested too deeply) is an [Opaque].
//   - Type annotations are left out.
//
// Broken source still gives a tree: what could not be read is missing from
// it, and [File.Errors] says where.
package python
