//go:build unix && !linux

package graphviz

import "syscall"

// endWithParent does nothing: the system cannot do that. A worker whose parent was
// killed ends when it writes to the closed pipe.
func endWithParent(*syscall.SysProcAttr) {}
