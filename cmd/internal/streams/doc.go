// Package streams tells which standard streams of the program were closed when it
// started.
//
// Go opens /dev/null in place of a closed stream before any Go code runs, so that no
// other file takes its number. What a program then writes is lost, and it believes
// that all is well. So a constructor in C, which runs before Go starts, looks first.
package streams
