// Package scaffold makes the files of a new pipeline project that follows the
// standard.
//
// [Project] returns them, ready to be written. The list in files.go is the tree
// of the project, and templates holds the text of each file. What differs between
// the standards, the versions of DataJoint and the databases stands side by side in
// one template; template.go says how.
//
// Nothing that a user chooses can break a file: names are checked before
// anything is made (names.go), and free text is quoted in the way of the file that
// it goes into (quote.go).
//
// The figures are not part of the files: they are drawn from the project, once it
// is there.
package scaffold
