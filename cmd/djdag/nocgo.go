//go:build !cgo

package main

import _ "embed"

// Without a C compiler, cgo is off, and the errors of the parser hide the reason.
// No file has this name: go build says so before it compiles anything.
//
//go:embed djdag_needs_cgo__install_a_C_compiler
var _ []byte
