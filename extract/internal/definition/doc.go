// Package definition parses the table-definition language of DataJoint from a
// plain string. It knows nothing of Python, files or other tables.
//
// It parses a definition line by line, as declare.prepare_declare in
// datajoint-python does:
//
//	# comment of the table
//	-> Subject                       # a foreign key
//	session_id : int32               # an attribute of the primary key
//	---
//	session_note="" : varchar(2000)  # a secondary attribute
//	unique index (session_note)
//
// It accepts the syntax of all datajoint versions from 0.12 to 2.x, including
// the old "(a, b) -> T(x, y)". A caller that knows the version has to report
// what that version rejects.
//
// Offsets are byte offsets in the parsed string.
package definition
