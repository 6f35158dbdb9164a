// Package database reads the pipeline that is deployed in a database: its schemas,
// tables, keys and foreign keys, as a [graph.Pipeline]. It sends nothing but SELECT, of
// the catalogs information_schema and pg_catalog and of the tables "~lineage", and
// reads no row of any other table.
//
// DataJoint keeps most of a definition in the database: the tier is the prefix of the
// table's name, a part is named after its master, and a type that the database lacks
// stands in the comment of the column, between colons. What it does not keep is made
// up: a module stands for each schema, and a class is named as
// datajoint.utils.to_camel_case does. Positions are unknown.
//
// Hidden tables, whose names start with "~", and hidden attributes, whose names start
// with "_", are left out, and so are foreign keys to hidden tables. Views are no
// tables.
//
// [Read] connects, sends the statements of one of the backends, and builds the pipeline
// from their rows. The package knows nothing of Python.
package database
