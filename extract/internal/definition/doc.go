// Package definition reads the table-definition language of DataJoint from a
// plain string. It knows no Python, no file and no other table.
//
// A definition is read line by line, as datajoint-python's
// declare.prepare_declare does:
//
//	# comment of the table
//	-> Subject                       # a foreign key
//	session_id : int32               # an attribute of the primary key
//	---
//	session_note="" : varchar(2000)  # a secondary attribute
//	unique index (session_note)
//
// All syntax of datajoint 0.12 to 2.x is read, the old "(a, b) -> T(x, y)"
// included; what a version refuses is for a caller that knows the version.
//
// Offsets are bytes in the string that was parsed.
package definition
