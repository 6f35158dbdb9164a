package check_test

import (
	"context"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/extract"
)

// TestStandard: the small example keeps the standard for projects, and a copy
// of it that lacks something breaks the one rule about that.
func TestStandard(t *testing.T) {
	example := os.DirFS("../examples/workflow")
	edit := func(change func(fstest.MapFS)) fstest.MapFS {
		project := fstest.MapFS{}
		err := fs.WalkDir(example, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := fs.ReadFile(example, name)
			project[name] = &fstest.MapFile{Data: text}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		change(project)
		return project
	}
	without := func(prefix string) func(fstest.MapFS) {
		return func(project fstest.MapFS) {
			for name := range project {
				if strings.HasPrefix(name, prefix) {
					delete(project, name)
				}
			}
		}
	}
	replace := func(name, old, new string) func(fstest.MapFS) {
		return func(project fstest.MapFS) {
			text := string(project[name].Data)
			if !strings.Contains(text, old) {
				t.Fatalf("%s does not contain %q", name, old)
			}
			project[name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(text, old, new))}
		}
	}
	tests := []struct {
		name   string
		change func(fstest.MapFS)
		noGit  bool
		want   string // the rules that find something
	}{
		{"as it is", func(fstest.MapFS) {}, false, ""},
		{"no repository", func(fstest.MapFS) {}, true, "project-git"},
		{"no license", without("LICENSE"), false, "project-license"},
		{"no README", without("README"), false, "project-readme"},
		{"no pyproject.toml", without("pyproject.toml"), false, "project-pyproject"},
		{"no build system", replace("pyproject.toml", "[build-system]", "[build]"), false, "project-pyproject"},
		{"no datajoint", replace("pyproject.toml", "datajoint>=", "numba>="), false, "project-pyproject"},
		{"broken pyproject.toml", replace("pyproject.toml", "[project]", "[project"), false, "project-pyproject"},
		{"no package", without("src/workflow/__init__.py"), false, "project-src"},
		{"no Dockerfile", without("docker/Dockerfile"), false, "project-docker"},
		{"no compose", without("docker/docker-compose"), false, "project-docker"},
		{"broken compose", replace("docker/docker-compose.yaml", "services:", "services: ["), false, "project-docker"},
		{"no database", replace("docker/docker-compose.yaml", "mysql:8.4", "redis"), false, "project-docker"},
		{"no object store", replace("docker/docker-compose.yaml", "image: minio/minio", "image: redis"), false, "project-docker"},
		{"no tests", without("tests"), false, "project-tests"},
		{"no .gitignore", without(".gitignore"), false, "project-gitignore"},
		{"no store", replace("pyproject.toml", "stores.main", "stores.raw"), false, "store-unused store-undeclared"},
		{"no bucket", replace("pyproject.toml", "bucket =", "buket ="), false, "store-invalid"},
		{"a password", replace("docker/docker-compose.yaml", "${DJ_PASS:?set DJ_PASS}", "simple"), false, "credentials"},
		{"a star", replace("src/workflow/acquisition.py", "from . import subject", "from . import subject\nfrom .subject import *"), false, "import-star"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			project := edit(tt.change)
			p, err := extract.Project(context.Background(), project, extract.Options{})
			if err != nil {
				t.Fatal(err)
			}
			findings := check.Run(p, check.Options{Files: project, Project: true, NoGit: tt.noGit})
			var rules []string
			for _, d := range findings {
				if len(rules) == 0 || rules[len(rules)-1] != d.Rule {
					rules = append(rules, d.Rule)
				}
			}
			if got := strings.Join(rules, " "); got != tt.want {
				t.Errorf("got %q, want %q: %v", got, tt.want, findings)
			}
		})
	}
}
