package extract

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"path"
	"slices"

	"github.com/pelletier/go-toml/v2"
)

// packageFolders returns the folders that pyproject.toml names as import
// roots, in the ways of setuptools, poetry and hatch. One that is a package is
// named by mistake: its modules import each other as those of the package.
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
		return nil // the check tells of a pyproject.toml that is broken
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

// projectConfig reads the entries of dj.config that the project itself keeps,
// by dotted key.
func (p *project) projectConfig() map[string]any {
	config := map[string]any{}
	for _, name := range []string{"dj_local_conf.json", "datajoint.json"} {
		text, err := fs.ReadFile(p.index.project().FS, name)
		if err != nil {
			continue
		}
		d := json.NewDecoder(bytes.NewReader(text))
		d.UseNumber()
		var entries map[string]any
		if d.Decode(&entries) == nil {
			flatten(config, "", entries)
		}
	}
	return config
}

func flatten(into map[string]any, prefix string, entries map[string]any) {
	for k, v := range entries {
		switch v := v.(type) {
		case map[string]any:
			flatten(into, prefix+k+".", v)
		case json.Number:
			if n, err := v.Int64(); err == nil {
				into[prefix+k] = n
			} else if f, err := v.Float64(); err == nil {
				into[prefix+k] = f
			}
		case string, bool, nil:
			into[prefix+k] = v
		}
	}
}
