// Djdag reads the source of a DataJoint pipeline and draws it, checks it and
// orders it. It needs no database and no Python, and it imports nothing of
// what it reads.
//
// The commands, their flags and the exit codes are described in docs/cli.md
// and by "djdag help".
package main

import "os"

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
