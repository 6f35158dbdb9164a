//go:build !unix && !windows

package graphviz

import (
	"os"
	"syscall"
)

// ownGroup returns nil: the system has no groups of processes.
func ownGroup() *syscall.SysProcAttr { return nil }

// killGroup kills a process, but nothing that it started.
func killGroup(p *os.Process) { _ = p.Kill() }
