package graphviz

import (
	"os"
	"syscall"
)

// ownGroup keeps an interrupt from the console away from a process: whoever started
// it decides.
func ownGroup() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
}

// killGroup kills a process, but nothing that it started: a group of Windows is for
// signals only.
func killGroup(p *os.Process) { _ = p.Kill() }
