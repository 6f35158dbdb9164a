//go:build !unix || !cgo

package streams

// StdoutClosed reports false: a closed stream is an error of the first write here.
func StdoutClosed() bool { return false }
