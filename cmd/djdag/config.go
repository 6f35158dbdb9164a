package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/pelletier/go-toml/v2"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/bounds"
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
	NoEnv      bool              `toml:"no-environment"`
	Exclude    []string          `toml:"exclude"` // path patterns
	Figures    []figureConfig    `toml:"figure"`
	Contracts  []check.Contract  `toml:"contract"`
	Docs       docsConfig        `toml:"docs"`

	Project     bool                 `toml:"project"`
	Standard    standardName         `toml:"standard"`
	DataJoint   datajointVersion     `toml:"datajoint"`
	Rules       map[string]ruleLevel `toml:"rules"`
	PathIgnores map[string][]string  `toml:"per-path-ignores"` // keyed by path pattern, relative to the project
	Baseline    string               `toml:"baseline"`
	Strict      bool                 `toml:"strict"`

	path      string               // of the file, for messages; empty without one
	dir       string               // its directory, as an OS path from the current one
	inside    string               // the project inside dir, slash-separated; "" if dir is the project
	positions map[string]graph.Pos // of the keys, see keyPositions
}

// nearestConfig reads the configuration of the project in dir: the one in the
// nearest directory, at or above it, that has one.
func nearestConfig(dir string) (*config, error) {
	found, err := findConfig(dir)
	if err != nil || found.path != "" {
		return found, err
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return found, nil
	}
	for above := filepath.Dir(abs); ; above = filepath.Dir(above) {
		// What cannot be read there is not the project's.
		if c, err := findConfig(displayAbs(above)); errors.As(err, new(*exitError)) {
			return nil, err
		} else if err == nil && c.path != "" {
			inside, err := filepath.Rel(above, abs)
			if err != nil {
				return found, nil
			}
			c.inside = filepath.ToSlash(inside)
			return c, nil
		}
		if filepath.Dir(above) == above {
			return found, nil
		}
	}
}

// findConfig reads the configuration in the directory dir. Two configurations
// are an error; none is an empty one.
func findConfig(dir string) (*config, error) {
	var found *config
	for _, name := range []string{configFile, projectFile} {
		data, err := regularFS{dirFS(dir)}.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil && leadsOut(dir, name) {
			if name == configFile {
				return nil, usagef("%s is a link, and %w; pass it with --config", filepath.Join(dir, name), errOutside)
			}
			continue // the extraction reports it
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

// leadsOut reports whether a file of a directory is a link that leads out of it.
func leadsOut(dir, name string) bool {
	file := filepath.Join(dir, name)
	info, err := os.Lstat(file)
	return err == nil && info.Mode()&fs.ModeSymlink != 0 && !isBelow(dir, file)
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
	beyond := bounds.TOML(data)
	if beyond == nil {
		c.positions = keyPositions(c.path, data, table)
	}
	if len(table) > 0 && !c.positions[""].IsValid() && !ownTable().Match(data) {
		return nil, nil // what else is wrong with the file is not ours to report
	}
	if err := (*bounds.Error)(nil); errors.As(beyond, &err) {
		line, col := bounds.LineCol(data, err.Offset)
		return nil, c.errorf(graph.Pos{Path: c.path, Line: line, Col: col}, "%w", err)
	}
	decoder := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields()
	if err := decoder.Decode(whole); err != nil {
		if err := c.decodeError(err, table); err != nil {
			return nil, err
		}
	}
	if len(table) > 0 && !c.positions[""].IsValid() {
		return nil, nil
	}
	return &c, c.validate()
}

// ownTable matches the header of the table of djdag in a pyproject.toml. It stands for
// the keys if the file is broken before that table.
func ownTable() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^[ \t]*\[+[ \t]*tool[ \t]*\.[ \t]*"?djdag\b`)
}

// validate checks what the types of the keys leave open.
func (c *config) validate() error {
	if _, err := c.settings(); err != nil {
		return err
	}
	for _, pattern := range c.Exclude {
		if err := validExclude(pattern); err != nil {
			return c.errorf(c.keyPos("exclude"), "exclude: %w", err)
		}
	}
	if err := c.validateRules(); err != nil {
		return err
	}
	if err := c.validateDocs(); err != nil {
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
func (c *config) resolve(file string) string {
	file = filepath.FromSlash(file)
	if filepath.IsAbs(file) {
		return file
	}
	return filepath.Join(c.dir, file)
}

// resolveAll resolves several paths.
func (c *config) resolveAll(paths []string) []string {
	var all []string
	for _, p := range paths {
		all = append(all, c.resolve(p))
	}
	return all
}

// roots returns the import roots as OS paths. A configuration above the project
// may name those of other projects, too; they are left out.
func (c *config) roots() []string {
	all := c.resolveAll(c.Roots)
	if c.inside == "" {
		return all
	}
	project := c.resolve(c.inside)
	return slices.DeleteFunc(all, func(root string) bool {
		_, ok := inside(project, root)
		return !ok
	})
}

// exclude returns the patterns of the configuration as patterns of the project in
// base.
func (c *config) exclude(base string) []string {
	var patterns []string
	outside := ""
	if c.inside == "" && c.dir != base { // --config names a file elsewhere
		if rel, ok := inside(base, c.dir); ok {
			outside = rel
		}
	}
	for _, pattern := range c.Exclude {
		switch anchored := strings.Contains(strings.TrimSuffix(pattern, "/"), "/"); {
		case anchored && outside != "":
			pattern = path.Join(outside, pattern)
		case anchored && c.inside != "":
			pattern = patternBelow(pattern, c.inside)
		}
		if pattern != "" {
			patterns = append(patterns, pattern)
		}
	}
	return patterns
}

// patternBelow returns a path pattern as a pattern of the paths below dir, or "" if
// it matches none of them. A pattern that matches dir itself is none of them: dir
// is what the user asks for.
func patternBelow(pattern, dir string) string {
	if doublestar.MatchUnvalidated(pattern, dir) {
		return ""
	}
	parts := strings.Split(strings.Trim(path.Clean(pattern), "/"), "/")
	for _, name := range strings.Split(dir, "/") {
		if len(parts) > 0 && parts[0] == "**" {
			break
		}
		if len(parts) == 0 || !doublestar.MatchUnvalidated(parts[0], name) {
			return ""
		}
		parts = parts[1:]
	}
	if rest := strings.Join(parts, "/"); rest != "" {
		return "/" + rest
	}
	return ""
}

// validExclude checks a path pattern.
func validExclude(pattern string) error {
	if strings.Trim(pattern, "./") == "" || !doublestar.ValidatePattern(pattern) {
		return fmt.Errorf("invalid path pattern %q", pattern)
	}
	return nil
}
