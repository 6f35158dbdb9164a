// Package extract reads the source of a DataJoint pipeline into a
// [graph.Pipeline]. It needs no database and no Python, and it runs no code.
//
// [Project] takes four steps:
//
//  1. discover (discover.go): find the import roots, modules and notebooks.
//  2. parse (parse.go, package python): parse each file on its own, in
//     parallel, into a small syntax tree.
//  3. evaluate (packages interp and datajoint): run the modules on abstract
//     values, in the order in which Python would import them. This yields the
//     tables and the targets of their references.
//  4. resolve (resolve.go): resolve the definitions, parents first, into keys,
//     attributes, and foreign keys with their attribute maps.
//
// Nothing that fails to resolve is dropped. A reference to something outside
// the analysed source becomes a [graph.External]. A table whose definition is
// built at run time stays, without attributes. Each of them has a diagnostic.
// Abstract evaluation has limits: it cannot see a class that an external
// decorator creates, or a name that only the database knows.
package extract
