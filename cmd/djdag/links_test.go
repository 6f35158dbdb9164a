package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// linkedProject makes a project with links of all kinds, beside a directory with
// secrets, and goes there.
func linkedProject(t *testing.T) {
	t.Helper()
	top := t.TempDir()
	table := func(class string) string {
		return "import datajoint as dj\nschema = dj.Schema('lab')\n@schema\nclass " + class + "(dj.Manual):\n    definition = \"\"\"\n    a : int\n    -> Nowhere\n    \"\"\"\n"
	}
	for name, text := range map[string]string{
		"out/secret.py":       table("Secret"),
		"out/pkg/__init__.py": "",
		"out/pkg/secret.py":   table("Secret"),
		"out/secret.json":     `{"safemode": "secret"}`,
		"out/secret.toml":     "[tool.djdag]\nsecret = 1\n",
		"out/secret.txt":      "secret\n",
		"project/lab.py":      table("Lab"),
		"project/data/a.txt":  "",
	} {
		file := filepath.Join(top, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(filepath.Join(top, "project"))
	for name, to := range map[string]string{
		"out.py":           "../out/secret.py",
		"abs.py":           filepath.Join(top, "out", "secret.py"),
		"chain.py":         "out.py",
		"through.py":       "pkg/secret.py",
		"pkg":              "../out/pkg",
		"datajoint.json":   "../out/secret.json",
		"pyproject.toml":   "../out/secret.toml",
		"n.ipynb":          "../out/secret.json",
		"requirements.txt": "../out/secret.txt",
		"LICENSE":          "../out/secret.txt",
		"README.md":        "../out/secret.txt",
		"data/.gitignore":  "../../out/secret.txt",
		"data/x.py":        "../lab.py",
		"data/abs.py":      filepath.Join(top, "project", "lab.py"),
		".secrets":         "../out",
	} {
		if err := os.Symlink(filepath.FromSlash(to), name); err != nil {
			t.Skip("needs symbolic links: ", err)
		}
	}
}

// A link that leads out of the project is not followed, whatever it is, and told of
// once. Links inside are.
func TestLinksOutOfTheProject(t *testing.T) {
	linkedProject(t)
	_, stdout, stderr := runWith(t, "", "check", "--format", "concise", "--rule", "parse-error,project-license,project-readme,project-pyproject,setting-invalid")
	const leads = ": warning: cannot follow this link: it leads out of the project [parse-error]\n"
	want := ".secrets: warning: cannot read this folder, so its contents are missing: it leads out of the project [parse-error]\n" +
		"abs.py" + leads + "chain.py" + leads + "data/.gitignore" + leads + "datajoint.json" + leads + "n.ipynb" + leads + "out.py" + leads +
		"pkg" + strings.Replace(leads, "warning", "note", 1) + "pyproject.toml" + leads + "requirements.txt" + leads + "through.py" + leads
	if diff := cmp.Diff(want, stdout); diff != "" {
		t.Errorf("(-want +got):\n%s\n%s", diff, stderr)
	}
	_, stdout, _ = runWith(t, "", "list", "--tables")
	if want := "data.abs.Lab      manual      lab.lab  data/abs.py:4:7"; !strings.Contains(stdout, want) || strings.Contains(stdout, "Secret") {
		t.Errorf("tables:\n%s\nwant the line %q and no Secret", stdout, want)
	}
}

// What the user names is read, wherever it lies.
func TestLinksThatAreNamed(t *testing.T) {
	linkedProject(t)
	for _, tt := range []struct{ path, want string }{
		{"out.py", "out.Secret   manual      lab.secret  out.py:4:7\n"},
		{"chain.py", "chain.Secret   manual      lab.secret  chain.py:4:7\n"},
		{"pkg", "pkg.secret.Secret   manual      lab.secret  ../out/pkg/secret.py:4:7\n"},
	} {
		if code, stdout, stderr := runWith(t, "", "list", "--tables", tt.path); code != 0 || !strings.HasPrefix(stdout, tt.want) {
			t.Errorf("%s: exit code %d, %q, want %q\n%s", tt.path, code, stdout, tt.want, stderr)
		}
	}
	if err := os.Symlink(filepath.FromSlash("../out/secret.toml"), "djdag.toml"); err != nil {
		t.Fatal(err)
	}
	code, _, stderr := runWith(t, "", "list")
	if want := "djdag: djdag.toml is a link, and it leads out of the project; pass it with --config\n"; code != exitUsage || stderr != want {
		t.Errorf("exit code %d, %q, want %q", code, stderr, want)
	}
	if code, _, stderr := runWith(t, "", "list", "--config", "djdag.toml"); code != exitUsage || !strings.HasPrefix(stderr, "djdag: djdag.toml:1:2: unknown key") {
		t.Errorf("exit code %d, %q", code, stderr)
	}
}

// The paths in an export lead nowhere but to files of the current directory.
func TestPathsOfAnExport(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Mkdir("here", 0o777); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"secret.py", "here/lab.py"} {
		if err := os.WriteFile(filepath.FromSlash(name), []byte("secret = 1\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir("here")
	export := func(path string) string {
		return strings.Replace(smallExport, `"diagnostics":[]`, `"diagnostics":[{"rule":"parse-error","severity":"error","message":"m","path":"`+path+`","line":1,"col":1,"related":[]}]`, 1)
	}
	for path, want := range map[string]bool{"lab.py": true, "../secret.py": false, "../here/../secret.py": false} {
		_, stdout, _ := runWith(t, export(path), "check", "-", "--rule", "parse-error")
		if got := strings.Contains(stdout, "secret = 1"); got != want {
			t.Errorf("%s: got %q", path, stdout)
		}
	}
}
