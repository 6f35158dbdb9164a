// Package docker recognizes Docker files by name.
package docker

import (
	"path"
	"strings"
)

// IsDockerfile reports whether a file with this base name is a Dockerfile, such as
// Dockerfile, Dockerfile.gpu or gpu.Dockerfile. Dockerfile.dockerignore is not: it
// lists the files that the build ignores.
func IsDockerfile(base string) bool {
	low := strings.ToLower(base)
	return (strings.HasPrefix(low, "dockerfile") || strings.HasSuffix(low, ".dockerfile")) && path.Ext(low) != ".dockerignore"
}

// IsCompose reports whether a file with this base name is a Docker Compose file.
func IsCompose(base string) bool {
	low := strings.ToLower(base)
	ext := path.Ext(low)
	return (ext == ".yml" || ext == ".yaml") && (strings.HasPrefix(low, "docker-compose") || strings.HasPrefix(low, "compose"))
}
