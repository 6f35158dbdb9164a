package check_test

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/extract"
	"github.com/djdag/djdag/graph"
)

// A change changes the files of a project.
type change func(*testing.T, fstest.MapFS)

// edited returns a changed copy of examples/workflow.
func edited(t *testing.T, change change) fstest.MapFS {
	t.Helper()
	example := os.DirFS("../examples/workflow")
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
	change(t, project)
	return project
}

func unchanged(*testing.T, fstest.MapFS) {}

// without removes the files whose paths start with the prefix.
func without(prefix string) change {
	return func(_ *testing.T, project fstest.MapFS) {
		for name := range project {
			if strings.HasPrefix(name, prefix) {
				delete(project, name)
			}
		}
	}
}

// moved replaces a prefix of paths.
func moved(from, to string) change {
	return func(_ *testing.T, project fstest.MapFS) {
		for name, file := range maps.Clone(project) {
			if rest, ok := strings.CutPrefix(name, from); ok {
				delete(project, name)
				project[to+rest] = file
			}
		}
	}
}

// replaced replaces all occurrences of a text in a file.
func replaced(name, old, new string) change {
	return func(t *testing.T, project fstest.MapFS) {
		text := string(project[name].Data)
		if !strings.Contains(text, old) {
			t.Fatalf("%s does not contain %q", name, old)
		}
		project[name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(text, old, new))}
	}
}

// all combines several changes.
func all(changes ...change) change {
	return func(t *testing.T, project fstest.MapFS) {
		for _, change := range changes {
			change(t, project)
		}
	}
}

// checkProject checks a project against the standard for projects. It returns the
// codes of the rules with findings, each once, and whether there is an error.
func checkProject(t *testing.T, project fstest.MapFS, noGit bool) (rules string, fails bool) {
	t.Helper()
	p, err := extract.Project(context.Background(), project, extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, d := range check.Run(p, check.Options{Files: project, Project: true, NoGit: noGit}) {
		if !slices.Contains(list, d.Rule) {
			list = append(list, d.Rule)
		}
		fails = fails || d.Severity == graph.Error
	}
	return strings.Join(list, " "), fails
}

// TestSevenPoints: examples/workflow meets the seven points that summarize
// DataJoint's standard for projects. If it violates one of them, exactly the rule
// for that point reports an error.
func TestSevenPoints(t *testing.T) {
	if got, _ := checkProject(t, edited(t, unchanged), false); got != "" {
		t.Errorf("the example breaks %s", got)
	}
	const subject = "src/workflow/subject.py"
	tests := []struct {
		point  string
		change change
		want   string
	}{
		{"1 lives in a Git repository", unchanged, "project-git"},
		{"2 contains a LICENSE", without("LICENSE"), "project-license"},
		{"3 places code in src/workflow", moved("src/", ""), "project-src"},
		{"4 one schema", replaced("src/workflow/analysis.py", `"workflow_analysis"`, `"workflow_processing"`), "schema-split"},
		{"4 to one module", replaced(subject, "@schema\nclass Subject(", "more = dj.Schema(\"workflow_more\")\n\n\n@more\nclass Subject("), "several-schemas"},
		{"5 imports form a DAG", replaced(subject, "import datajoint as dj\n", "import datajoint as dj\n\nfrom . import acquisition\n"), "import-cycle"},
		{"5 foreign keys form a DAG", all(
			replaced(subject, "schema = ", "later = dj.VirtualModule(\"later\", \"workflow_acquisition\")\nschema = "),
			replaced(subject, "    -> Species\n", "    -> Species\n    -> [nullable] later.Session.proj(first_session=\"session\")\n"),
		), "fk-cycle"},
		// Without stores there, DataJoint 2 suggests the newer standard, which asks for more.
		{"6 configures object storage in pyproject.toml", replaced("pyproject.toml", "[tool.datajoint.stores.main]", "[tool.elsewhere]"), "project-init store-undeclared"},
		{"7 includes Docker configurations", without("docker/"), "project-docker"},
	}
	for _, tt := range tests {
		t.Run(tt.point, func(t *testing.T) {
			t.Parallel()
			if got, fails := checkProject(t, edited(t, tt.change), tt.want == "project-git"); got != tt.want || !fails {
				t.Errorf("got %q (fails: %v), want %q", got, fails, tt.want)
			}
		})
	}
}

// TestStandard: a copy of examples/workflow with one mistake has findings of
// exactly the expected rules.
func TestStandard(t *testing.T) {
	tests := []struct {
		name   string
		change change
		want   string // the rules that find something
	}{
		{"no README", without("README"), "project-readme"},
		{"no pyproject.toml", without("pyproject.toml"), "project-pyproject"},
		{"no build system", replaced("pyproject.toml", "[build-system]", "[build]"), "project-pyproject"},
		{"no datajoint", replaced("pyproject.toml", "datajoint>=", "numba>="), "project-pyproject"},
		{"broken pyproject.toml", replaced("pyproject.toml", "[project]", "[project"), "parse-error"},
		{"no package", without("src/workflow/__init__.py"), "project-src"},
		{"no Dockerfile", without("docker/Dockerfile"), "project-docker"},
		{"no compose", without("docker/docker-compose"), "project-docker"},
		{"broken compose", replaced("docker/docker-compose.yaml", "services:", "services: ["), "project-docker"},
		{"no database", replaced("docker/docker-compose.yaml", "mysql:8.4", "redis"), "project-docker"},
		{"no object store", replaced("docker/docker-compose.yaml", "image: minio/minio", "image: redis"), "project-docker"},
		{"no tests", without("tests"), "project-tests"},
		{"no .gitignore", without(".gitignore"), "project-gitignore"},
		{"no store", replaced("pyproject.toml", "stores.main", "stores.raw"), "store-unused store-undeclared"},
		{"no bucket", replaced("pyproject.toml", "bucket =", "buket ="), "store-invalid"},
		{"a password", replaced("docker/docker-compose.yaml", "${DJ_PASS:?set DJ_PASS}", "simple"), "credentials"},
		{"a star", replaced("src/workflow/acquisition.py", "from . import subject", "from . import subject\nfrom .subject import *"), "import-star"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got, _ := checkProject(t, edited(t, tt.change), false); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
