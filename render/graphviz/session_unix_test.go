//go:build unix

package graphviz_test

import "syscall"

// ownSession makes a process leave the group of its parent.
func ownSession() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }
