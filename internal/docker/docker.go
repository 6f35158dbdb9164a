// Package docker knows the files of Docker by their names.
package docker

import (
	"path"
	"strings"
)

// IsDockerfile reports whether a file of this base name is a Dockerfile, such as
// Dockerfile, Dockerfile.gpu or gpu.Dockerfile. Dockerfile.dockerignore lists
// what its build leaves out, and is none.
func IsDockerfile(base string) bool {
	low := strings.ToLower(base)
	return (strings.HasPrefix(low, "dockerfile") || strings.HasSuffix(low, ".dockerfile")) && path.Ext(low) != ".dockerignore"
}

// IsCompose reports whether a file of this base name is one of Docker Compose.
func IsCompose(base string) bool {
	ext := path.Ext(base)
	return (ext == ".yml" || ext == ".yaml") && (strings.HasPrefix(base, "docker-compose") || strings.HasPrefix(base, "compose"))
}
