package extract

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// packageFolders returns the folders that pyproject.toml declares as import
// roots, in the syntax of setuptools, Poetry or Hatch. It skips folders that
// are packages themselves: their modules import each other by the package's
// name, so declaring one as a root is a mistake.
func packageFolders(fsys fs.FS) []string {
	text, err := fs.ReadFile(fsys, "pyproject.toml")
	if err != nil {
		return nil
	}
	var conf struct {
		Tool struct {
			Setuptools struct {
				PackageDir map[string]string `toml:"package-dir"`
				Packages   any               `toml:"packages"`
			} `toml:"setuptools"`
			Poetry struct {
				Packages []struct{ From string } `toml:"packages"`
			} `toml:"poetry"`
			Hatch struct {
				Build struct {
					Targets struct {
						Wheel struct {
							Packages []string `toml:"packages"`
						} `toml:"wheel"`
					} `toml:"targets"`
				} `toml:"build"`
			} `toml:"hatch"`
		} `toml:"tool"`
	}
	if toml.Unmarshal(text, &conf) != nil {
		return nil // a check rule reports a broken pyproject.toml
	}
	var roots []string
	add := func(r string) {
		r = path.Clean("./" + r)
		info, err := fs.Stat(fsys, r)
		if err != nil || !info.IsDir() || slices.Contains(roots, r) {
			return
		}
		if _, err := fs.Stat(fsys, path.Join(r, "__init__.py")); err != nil || r == "." {
			roots = append(roots, r)
		}
	}
	if r, ok := conf.Tool.Setuptools.PackageDir[""]; ok {
		add(r)
	}
	if p, ok := conf.Tool.Setuptools.Packages.(map[string]any); ok {
		if find, ok := p["find"].(map[string]any); ok {
			if where, ok := find["where"].([]any); ok {
				for _, r := range where {
					if r, ok := r.(string); ok {
						add(r)
					}
				}
			}
		}
	}
	for _, p := range conf.Tool.Poetry.Packages {
		if p.From != "" {
			add(p.From)
		}
	}
	for _, p := range conf.Tool.Hatch.Build.Targets.Wheel.Packages {
		add(path.Dir(path.Clean("./" + p)))
	}
	return roots
}

// findRoots returns the import roots of the project: those in pyproject.toml,
// src/, the project folder, and the parent of each top-level package.
func findRoots(fsys fs.FS, w *walker) []string {
	roots := packageFolders(fsys)
	add := func(r string) {
		if !slices.Contains(roots, r) {
			roots = append(roots, r)
		}
	}
	if !w.packages["src"] && slices.ContainsFunc(w.files, func(f string) bool { return strings.HasPrefix(f, "src/") }) {
		add("src")
	}
	add(".")
	var tops []string
	for pkg := range w.packages {
		if parent := path.Dir(pkg); pkg != "." && !w.packages[parent] {
			tops = append(tops, parent)
		}
	}
	slices.Sort(tops)
	for _, t := range tops {
		add(t)
	}
	return roots
}

// rootsFor removes the roots at or below a namespace package that an entry
// names. Modules there are imported by the package's name.
func rootsFor(entries, roots []string, w *walker) []string {
	for _, e := range entries {
		top, _, _ := strings.Cut(e, ".")
		for _, r := range roots {
			folder := path.Join(r, top)
			if w.packages[folder] || slices.Contains(w.files, folder+".py") {
				break
			}
			if slices.ContainsFunc(w.files, func(f string) bool { return strings.HasPrefix(f, folder+"/") }) {
				roots = slices.DeleteFunc(slices.Clone(roots), func(r string) bool {
					return r == folder || strings.HasPrefix(r, folder+"/")
				})
				break
			}
		}
	}
	return roots
}
