//go:build unix

package graphviz

import (
	"os"
	"syscall"
)

// isOwn reports whether a file belongs to the user who runs the program.
func isOwn(info os.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Geteuid()
}
