//go:build unix

package graphviz

import (
	"os"
	"syscall"
)

// ownGroup makes a process lead a group of its own. An interrupt from the terminal
// does not reach it: whoever started it decides.
func ownGroup() *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setpgid: true}
	endWithParent(attr)
	return attr
}

// killGroup kills a process that leads a group, with the group. It does nothing if
// none of it is left.
func killGroup(p *os.Process) { _ = syscall.Kill(-p.Pid, syscall.SIGKILL) }
