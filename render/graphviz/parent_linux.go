package graphviz

import "syscall"

// endWithParent makes a process end when the thread that started it does, however
// that ends.
func endWithParent(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGKILL }
