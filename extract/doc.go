// Package extract reads the source of a DataJoint pipeline into a
// [graph.Pipeline]. It needs no database and no Python, and runs no code.
//
// [Project] goes through four steps, each in a file or a package of its own:
//
//  1. discover (discover.go): import roots, modules, notebooks;
//  2. parse (load.go, package python): each file alone, in parallel, into a
//     small syntax tree;
//  3. evaluate (package evaluate): the modules as Python would import them,
//     on abstract values, which tells the tables and what they refer to;
//  4. resolve (resolve.go): definitions in dependency order, which gives keys,
//     attributes and foreign keys with their attribute maps.
//
// What cannot be resolved is not duplicate. A reference to something outside of
// the analysed source becomes a [graph.External], a table whose definition is
// built at run time keeps its place without attributes, and each has a
// diagnostic. The limits are those of evaluation without running: a class that
// a decorator outside of the source makes, a name that only a database knows.
package extract
