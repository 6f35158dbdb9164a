//go:build unix

package graphviz

import (
	"io/fs"
	"os"
	"syscall"
)

// others are the permissions of all but the owner of a file.
const others fs.FileMode = 0o077

// isOwn reports whether a file belongs to the user who runs the program.
func isOwn(info os.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Geteuid()
}
