// Package makes follows the methods that populate() calls, and finds which tables they
// read and write: the computed graph of a pipeline.
//
// It goes through the body of make(), of its three steps and of key_source, and of the
// functions and methods of the project that these call. It takes all branches, and each
// loop once. A name means what package interp says it means; the names of a function
// itself are followed here, as sets of what they may stand for: classes, functions,
// modules, queries over tables, and lists and dicts of these. So a table that is handed
// to a function, kept in a dict or chosen by a condition is found.
//
// Of all other values it knows one thing: whether the key, or an argument of make(),
// had a part in them. That decides whether a query is restricted by the key.
//
// The work on one table is bounded. What cannot be followed is said once per method.
package makes
