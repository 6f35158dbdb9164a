//go:build !unix

package graphviz

import (
	"io/fs"
	"os"
)

// others is empty: without Unix permissions, the folders in question are in the user's
// profile.
const others fs.FileMode = 0

// isOwn returns true. Without Unix owners, the folders in question are in the
// user's profile.
func isOwn(os.FileInfo) bool { return true }
