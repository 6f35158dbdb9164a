// Package drift compares a pipeline from source with the one that is deployed in a
// database.
//
// Schemas are matched by their names in the database; a name with an unknown part matches
// if only one schema fits. Tables are matched by their names, whatever module and class
// declare them. What a table inherits is compared with its foreign keys, and only what it
// declares itself attribute by attribute.
//
// Types are compared by what they mean in a database: int32 is int, bool is tinyint, and
// <blob> is longblob with a note in the comment of the column. What the source does not
// say, such as the key of a package that is not installed, is not compared.
//
// The package proposes no statement. DataJoint's alter() can change some of what differs,
// and a migration is for people to write.
package drift
