package projectfiles

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/graph"
)

// read reads a project with the given files.
func read(files map[string]string) Files {
	fsys := fstest.MapFS{}
	var names []string
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
		if Relevant(path.Base(name)) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return Read(fsys, names)
}

func TestStores(t *testing.T) {
	got := read(map[string]string{
		"pyproject.toml": `[project]
name = "lab"

[tool.datajoint.stores]
default = "main"
raw.protocol = "file"
inline = { protocol = "file", location = "/data" }

[tool.datajoint.stores.main]
protocol = "s3"
bucket = ""
secure = true
secret_key = "hunter2"
options = { a = 1 }
`,
		"datajoint.json": `{"database.backend": "postgresql",
 "stores": {"filepath_default": "cold", "cold": {"protocol": "file", "subfolding": [2, 2]}}}`,
		"old/datajoint.json": `{"stores": {"gone": {}}}`,
	})
	var b strings.Builder
	for _, s := range got.Project.Stores {
		fmt.Fprintf(&b, "%s: %s %q to %d\n", s.Pos, s.Name, s.Protocol, s.End.Col)
		for _, x := range s.Settings {
			fmt.Fprintf(&b, "  %s: %s %s %v to %d\n", x.Pos, x.Key, x.Kind, x.Empty, x.End.Col)
		}
	}
	for _, s := range got.Project.DefaultStores {
		fmt.Fprintf(&b, "%s: default %s\n", s.Pos, s.Store)
	}
	for _, c := range got.Credentials {
		fmt.Fprintf(&b, "%s: credential %s\n", c.Pos, c.Name)
	}
	want := `pyproject.toml:6:1: raw "file" to 13
  pyproject.toml:6:1: protocol text false to 13
pyproject.toml:7:1: inline "file" to 7
  pyproject.toml:7:12: protocol text false to 20
  pyproject.toml:7:31: location text false to 39
pyproject.toml:9:2: main "s3" to 28
  pyproject.toml:10:1: protocol text false to 9
  pyproject.toml:11:1: bucket text true to 7
  pyproject.toml:12:1: secure truth false to 7
  pyproject.toml:13:1: secret_key text false to 11
  pyproject.toml:14:1: options other false to 8
datajoint.json:2:41: cold "file" to 47
  datajoint.json:2:50: protocol text false to 60
  datajoint.json:2:70: subfolding other false to 82
pyproject.toml:5:1: default main
datajoint.json:2:13: default cold
pyproject.toml:13:15: credential secret_key
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if p := got.Project; p.Backend != "postgresql" || p.BackendPos.String() != "datajoint.json:1:2" || !p.HasPyproject {
		t.Errorf("project %+v", p)
	}
}

// TestSilent checks that files which cannot be parsed, or have other contents,
// are ignored.
func TestSilent(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"nothing":           {},
		"broken TOML":       {"pyproject.toml": "[tool.datajoint.stores.main\nprotocol = 's3'"},
		"broken JSON":       {"datajoint.json": `{"stores": {"main": {"protocol": "s3"`},
		"a list":            {"datajoint.json": `["stores"]`},
		"a number":          {"datajoint.json": `7`},
		"stores are a list": {"datajoint.json": `{"stores": ["main"]}`},
		"empty files":       {"datajoint.json": "", ".env": "", "Dockerfile": "", "pyproject.toml": ""},
		"deep JSON":         {"datajoint.json": strings.Repeat(`{"a":`, 5000) + "1" + strings.Repeat("}", 5000)},
	} {
		got := read(files)
		got.Diagnostics = nil                                                 // that a file is no JSON
		got.Project.HasPyproject, got.Project.HasDataJointJSON = false, false // an empty one is one
		if diff := cmp.Diff(Files{}, got); diff != "" {
			t.Errorf("%s: (-want +got):\n%s", name, diff)
		}
	}
}

func TestComments(t *testing.T) {
	got := read(map[string]string{
		"pyproject.toml":             "[project]\nname = 'lab'  # djdag: ignore[project-pyproject] later\n",
		"docker/docker-compose.yaml": "a:\n  DJ_PASS: hunter2 # djdag: ignore[credentials] local\n",
		"README.md":                  "# djdag: no comment\n",
	})
	var said []string
	for _, c := range got.Comments {
		said = append(said, c.Pos.String()+" "+c.Text)
	}
	want := []string{
		"pyproject.toml:2:15 # djdag: ignore[project-pyproject] later",
		"docker/docker-compose.yaml:2:20 # djdag: ignore[credentials] local",
	}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestRelevant(t *testing.T) {
	for file, want := range map[string]bool{
		"datajoint.json": true, "a/b/c/d/dj_local_conf.json": true, ".env": true, "docker/.env.local": true, "a/db.env": true, ".envrc": true,
		"compose.yaml": true, "Docker-Compose.yml": true, "docker/Dockerfile": true, ".github/workflows/ci.yaml": true,
		"stack.yml": true, "k8s/job.yaml": true, "environment.yml": true, "setup.sh": true, "dj_local_conf_dev.json": true, ".datajoint_config.json": true,
		".circleci/config.yml": true, ".devcontainer/devcontainer.json": true,
		".secrets/database.password": true, ".secrets/datajoint.json": true,
		"a/b/c/.env": false, ".env.example": false, "env.example": false, "docker/sample.env": false, "dj_local_conf_template.json": false, "data.json": false, "README.md": false,
		"a/b/c/stack.yml": false, "secrets/x": false,
	} {
		if got := Relevant(file); got != want {
			t.Errorf("%s: got %v", file, got)
		}
	}
}

// FuzzSettings checks that the positions of the settings lie in the text.
func FuzzSettings(f *testing.F) {
	f.Add("[a.b]\nc = {d = 1, e.f = 'x'}\n[[g]]\nh = [{i = 2}]")
	f.Add(`{"a": {"b": "c\"", "d": [{"e": 1}], "f": null}}`)
	f.Fuzz(func(t *testing.T, text string) {
		rows := strings.Split(text, "\n")
		tomlSettings := func(name string, text []byte) ([]setting, error) {
			file, err := parseTOML(name, text)
			return file.keys, err
		}
		for kind, settings := range map[string]func(string, []byte) ([]setting, error){"TOML": tomlSettings, "JSON": jsonSettings} {
			list, err := settings("file", []byte(text))
			if err != nil {
				continue
			}
			for _, s := range list {
				for _, p := range []graph.Pos{s.pos, s.end, s.valuePos, s.valueEnd} {
					if p.IsValid() && (p.Line < 1 || p.Line > len(rows) || p.Col < 1 || p.Col > len(rows[p.Line-1])+1) {
						t.Errorf("%s: %v has the position %s in %q", kind, s.path, p, text)
					}
				}
				if len(s.path) == 0 {
					t.Errorf("%s: a setting without a name in %q", kind, text)
				}
			}
		}
	})
}
