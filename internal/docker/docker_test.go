package docker_test

import (
	"testing"

	"github.com/djdag/djdag/internal/docker"
)

func TestNames(t *testing.T) {
	for base, want := range map[string]string{
		"Dockerfile": "dockerfile", "Dockerfile.gpu": "dockerfile", "gpu.Dockerfile": "dockerfile", "dockerfile": "dockerfile",
		"Dockerfile.dockerignore": "", "docker-compose.yaml": "compose", "docker-compose-db.yml": "compose", "compose.yaml": "compose", "Docker-Compose.YML": "compose",
		"docker-compose.md": "", "decompose.yml": "", "": "",
	} {
		got := ""
		switch {
		case docker.IsDockerfile(base):
			got = "dockerfile"
		case docker.IsCompose(base):
			got = "compose"
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", base, got, want)
		}
	}
}
