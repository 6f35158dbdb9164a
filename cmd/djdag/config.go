package main

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"github.com/djdag/djdag/graph"
)

// The files that may hold a project's configuration, in its folder.
const (
	configFile  = "djdag.toml"     // all of it
	projectFile = "pyproject.toml" // in the table [tool.djdag]
)

// A config is what a project says of itself: how it is read, which figures it
// wants, and how it is judged. Flags overrule it. Paths are relative to the
// folder of the file, slash-separated. The zero value says nothing.
type config struct {
	Roots      []string          `toml:"roots"`
	Entries    []string          `toml:"entries"`
	SearchPath []string          `toml:"search-path"`
	Env        map[string]string `toml:"env"`
	Set        map[string]any    `toml:"set"` // nested as the author likes, see settings
	Notebooks  bool              `toml:"notebooks"`
	Figures    []figureConfig    `toml:"figure"`

	Project     bool                 `toml:"project"`
	DataJoint   datajointVersion     `toml:"datajoint"`
	Rules       map[string]ruleLevel `toml:"rules"`
	PathIgnores map[string][]string  `toml:"per-path-ignores"` // by patterns of paths of the project
	Baseline    string               `toml:"baseline"`
	Strict      bool                 `toml:"strict"`

	path   string               // of the file, as it is shown; empty where there is none
	dir    string               // its folder, as an OS path from the current directory
	places map[string]graph.Pos // of the keys, see locate
}

// findConfig reads the configuration of the project in a folder. It is an
// error if there are two.
func findConfig(dir string) (*config, error) {
	var found *config
	for _, name := range []string{configFile, projectFile} {
		data, err := regular{folder(dir)}.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, cannot("read", filepath.Join(dir, name), err)
		}
		// Most projects say nothing. And to find a mistake elsewhere in their
		// file is not for us.
		if name == projectFile && !bytes.Contains(data, []byte("djdag")) {
			continue
		}
		c, err := parseConfig(filepath.Join(dir, name), data)
		if err != nil {
			return nil, err
		}
		if c == nil {
			continue
		}
		if found != nil {
			return nil, usagef("%s and %s both configure djdag; keep one of them", found.path, c.path)
		}
		found = c
	}
	if found == nil {
		found = &config{dir: dir}
	}
	return found, nil
}

// readConfig reads the configuration in a file that is named.
func readConfig(file string) (*config, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, cannot("read", file, err)
	}
	c, err := parseConfig(file, data)
	if err == nil && c == nil {
		err = usagef("%s has no table [tool.djdag]", file)
	}
	return c, err
}

// parseConfig reads the configuration in the text of a file. It is nil for a
// pyproject.toml that has none. The error is a mistake of the user.
func parseConfig(file string, data []byte) (*config, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // which editors on Windows write
	c := config{path: filepath.ToSlash(file), dir: filepath.Dir(file)}
	var table []string // in which the keys are
	var whole any = &c
	var project struct {
		Tool struct {
			Djdag *config `toml:"djdag"`
		} `toml:"tool"`
	}
	if filepath.Base(file) == projectFile {
		table = []string{"tool", "djdag"}
		whole = &project
		project.Tool.Djdag = &c
	}
	decoder := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields()
	if err := decoder.Decode(whole); err != nil {
		if err := c.mistake(err, table); err != nil {
			return nil, err
		}
	}
	c.places = locate(c.path, data, table)
	if len(table) > 0 && !c.places[""].IsValid() {
		return nil, nil
	}
	return &c, c.validate()
}

// validate checks what the types of the keys do not say.
func (c *config) validate() error {
	if _, err := c.settings(); err != nil {
		return err
	}
	if err := c.validateRules(); err != nil {
		return err
	}
	return c.validateFigures()
}

// place returns the position of a key, or else of the nearest table around it
// that has one.
func (c *config) place(key ...string) graph.Pos {
	for n := len(key); n >= 0; n-- {
		if pos, ok := c.places[strings.Join(key[:n], ".")]; ok {
			return pos
		}
	}
	return graph.Pos{Path: c.path}
}

// settings returns the entries of dj.config by their dotted names.
func (c *config) settings() (map[string]any, error) {
	all := make(map[string]any)
	var add func(name string, value any) error
	add = func(name string, value any) error {
		switch value := value.(type) {
		case map[string]any:
			for _, key := range slices.Sorted(maps.Keys(value)) {
				if err := add(strings.TrimPrefix(name+"."+key, "."), value[key]); err != nil {
					return err
				}
			}
		case string, bool, int64, float64:
			all[name] = value
		default:
			return c.mistakef(c.place("set", name), "set.%s: want a string, a number, true or false", name)
		}
		return nil
	}
	return all, add("", c.Set)
}

// at returns a path of the configuration as an OS path from the current
// directory.
func (c *config) at(path string) string {
	path = filepath.FromSlash(path)
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(c.dir, path)
}

// allAt is at for several paths.
func (c *config) allAt(paths []string) []string {
	var all []string
	for _, p := range paths {
		all = append(all, c.at(p))
	}
	return all
}
