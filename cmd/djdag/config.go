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

// The files in a project directory that may hold its configuration.
const (
	configFile  = "djdag.toml"     // the whole file
	projectFile = "pyproject.toml" // the table [tool.djdag]
)

// A config is the configuration of a project: how to read it, which figures to
// draw and how to check it. Flags override it. Paths are slash-separated and
// relative to the directory of the file. The zero value is an empty
// configuration.
type config struct {
	Roots      []string          `toml:"roots"`
	Entries    []string          `toml:"entries"`
	SearchPath []string          `toml:"search-path"`
	Env        map[string]string `toml:"env"`
	Set        map[string]any    `toml:"set"` // flat or nested, see settings
	Notebooks  bool              `toml:"notebooks"`
	Figures    []figureConfig    `toml:"figure"`

	Project     bool                 `toml:"project"`
	Standard    standardName         `toml:"standard"`
	DataJoint   datajointVersion     `toml:"datajoint"`
	Rules       map[string]ruleLevel `toml:"rules"`
	PathIgnores map[string][]string  `toml:"per-path-ignores"` // keyed by path pattern, relative to the project
	Baseline    string               `toml:"baseline"`
	Strict      bool                 `toml:"strict"`

	path      string               // of the file, for messages; empty without one
	dir       string               // its directory, as an OS path from the current one
	positions map[string]graph.Pos // of the keys, see keyPositions
}

// findConfig reads the configuration of the project in dir. Two configurations
// are an error; none is an empty one.
func findConfig(dir string) (*config, error) {
	var found *config
	for _, name := range []string{configFile, projectFile} {
		data, err := regularFS{dirFS(dir)}.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, cannot("read", filepath.Join(dir, name), err)
		}
		// Most projects have no configuration, and errors elsewhere in their
		// pyproject.toml are not ours to report.
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

// readConfig reads the configuration from the file of --config.
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

// parseConfig parses the text of a configuration file. It returns nil for a
// pyproject.toml without one. Every error is a usage error.
func parseConfig(file string, data []byte) (*config, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // some Windows editors write one
	c := config{path: filepath.ToSlash(file), dir: filepath.Dir(file)}
	var table []string // the table that holds the keys
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
		if err := c.decodeError(err, table); err != nil {
			return nil, err
		}
	}
	c.positions = keyPositions(c.path, data, table)
	if len(table) > 0 && !c.positions[""].IsValid() {
		return nil, nil
	}
	return &c, c.validate()
}

// validate checks what the types of the keys leave open.
func (c *config) validate() error {
	if _, err := c.settings(); err != nil {
		return err
	}
	if err := c.validateRules(); err != nil {
		return err
	}
	return c.validateFigures()
}

// keyPos returns the position of a key, or of the nearest enclosing table with a
// known position.
func (c *config) keyPos(key ...string) graph.Pos {
	for n := len(key); n >= 0; n-- {
		if pos, ok := c.positions[strings.Join(key[:n], ".")]; ok {
			return pos
		}
	}
	return graph.Pos{Path: c.path}
}

// settings returns the entries of dj.config, keyed by dotted name.
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
			return c.errorf(c.keyPos("set", name), "set.%s: want a string, a number, true or false", name)
		}
		return nil
	}
	return all, add("", c.Set)
}

// resolve returns a path of the configuration as an OS path from the current
// directory.
func (c *config) resolve(path string) string {
	path = filepath.FromSlash(path)
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(c.dir, path)
}

// resolveAll resolves several paths.
func (c *config) resolveAll(paths []string) []string {
	var all []string
	for _, p := range paths {
		all = append(all, c.resolve(p))
	}
	return all
}
