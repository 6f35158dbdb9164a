// Package python parses a Python file into a small syntax tree: the statements
// that can matter to a DataJoint pipeline, with byte offsets. It looks at one
// file at a time and evaluates nothing.
//
// It parses with tree-sitter, but none of tree-sitter's types leave the package
// and none of its trees is kept. The package's own tree is smaller than
// Python's in three ways:
//
//   - A function is kept as text. Few functions are called while a pipeline is
//     imported, so [Parser.Function] parses one on demand. Imports inside
//     functions are listed all the same, as deferred. If a scanner, which is much
//     faster than tree-sitter, can tell that a body is valid Python, tree-sitter
//     does not even see it.
//   - An expression that no analysis could use, such as a literal of several
//     kilobytes or one that is nested too deeply, is an [Opaque].
//   - Type annotations are dropped.
//
// A long file is given to tree-sitter in pieces, between two statements. Data in it is
// left out before: long literals, runs of plain constants, and statements of many
// kilobytes, which [File.Unread] lists.
//
// Source with a syntax error still gives a tree, without the statements that
// could not be parsed. [File.Errors] says where they are.
package python
