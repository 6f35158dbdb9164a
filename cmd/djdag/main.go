// Djdag reads the source of a DataJoint pipeline, draws it, checks it and prints
// its build order. It needs neither a database nor Python, and it runs none of the
// code that it reads.
//
// See docs/cli.md or "djdag help" for the commands, flags and exit codes.
package main

import (
	"context"
	"os"
)

func main() { os.Exit(run(context.Background(), os.Args[1:], os.Stdin, standardOutput(), os.Stderr)) }
