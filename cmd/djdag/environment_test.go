package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// A directory of packages shows those that use DataJoint, and does not list the
// others: there may be thousands.
func TestPackages(t *testing.T) {
	site := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		file := filepath.Join(site, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for i, p := range []struct {
		dist, requires, code string
		shown                bool
	}{
		{"requires_it", "datajoint (>=0.13)", "", true},
		{"Requires_Element", "element-session", "", true},
		{"requires.other", "numpy", "import datajoint", false},
		{"requires_nothing", "", "import datajoint as dj", true},
		{"mentions_nothing", "", "import os", false},
	} {
		pkg := importName(p.dist)
		text := "Name: " + p.dist
		if p.requires != "" {
			text += "\nRequires-Dist: " + p.requires
		}
		write(fmt.Sprintf("%s-%d.0.dist-info/METADATA", p.dist, i), text+"\n")
		write(pkg+"/__init__.py", "")
		write(pkg+"/deep/code.py", "")
		write(pkg+"/code.py", p.code)
		files := &packagesFS{regularFS: regularFS{dirFS(site)}, dists: readDistributions(site)}
		for _, name := range []string{pkg, pkg + "/__init__.py", pkg + "/deep/code.py"} {
			if _, err := fs.Stat(files, name); (err == nil) != p.shown {
				t.Errorf("%s: %v, want shown: %t", name, err, p.shown)
			}
		}
		if _, err := fs.ReadFile(files, pkg+"/code.py"); (err == nil) != p.shown {
			t.Errorf("%s: read: %v, want shown: %t", pkg, err, p.shown)
		}
		if all, err := fs.ReadDir(files, "."); len(all) > 0 || err != nil {
			t.Errorf("the directory lists %v, %v", all, err)
		}
	}
}
