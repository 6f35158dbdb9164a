//go:build !unix

package graphviz_test

import "syscall"

func ownSession() *syscall.SysProcAttr { return nil }
