package main

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// validateAll checks the flags beside --all.
func (r *renderFlags) validateAll(cmd *cobra.Command) error {
	if r.file == "" || r.file == stdoutName {
		return usagef("--all writes several files; name a folder with -o DIR")
	}
	for _, flag := range []string{"collapse", "expand", "focus"} {
		if cmd.Flags().Changed(flag) {
			return usagef("--%s is for one figure; --all decides itself what is open", flag)
		}
	}
	_, err := formatCalled(r.format)
	return err
}

// wholeSet returns the drawings of --all: the schemas and how they hang
// together, all tables, and each schema among its neighbours.
func wholeSet(p *graph.Pipeline, dir string, format render.Format, opts render.Options) []drawing {
	names := fileNames{}
	var drawings []drawing
	draw := func(opts render.Options, candidates ...string) {
		file := filepath.Join(dir, names.unused(candidates)+format.Extensions[0])
		drawings = append(drawings, drawing{file, format, opts})
	}
	overview := opts
	overview.Collapse = []string{render.All}
	draw(overview, "pipeline")
	draw(opts, "tables")
	for _, schema := range figuredSchemas(p, opts) {
		one := opts
		one.Focus = []string{schema.id}
		draw(one, schema.names...)
	}
	return drawings
}

// A figuredSchema is a schema with tables in a figure.
type figuredSchema struct {
	id    string
	names []string // what to call it, shortest first
}

// figuredSchemas returns the schemas that a figure with these options has
// tables of. Those with the shortest names come first, so that they get them.
func figuredSchemas(p *graph.Pipeline, opts render.Options) []figuredSchema {
	seen := make(map[string]bool)
	var all []figuredSchema
	for _, t := range p.Tables {
		drawn := t.Active && (opts.Tables == nil || slices.Contains(opts.Tables, t.ID))
		if drawn && !seen[t.Schema] {
			seen[t.Schema] = true
			all = append(all, figuredSchema{t.Schema, schemaNames(p.Schema(t.Schema), t.Schema)})
		}
	}
	slices.SortFunc(all, func(a, b figuredSchema) int {
		return cmp.Or(cmp.Compare(len(a.names), len(b.names)), strings.Compare(a.id, b.id))
	})
	return all
}

// schemaNames returns what a schema can be called: its module, without all,
// some and none of the packages around it. One that several modules share is
// called as it is.
func schemaNames(s *graph.Schema, id string) []string {
	if s == nil || len(s.Modules) != 1 {
		return []string{id}
	}
	var names []string
	module := strings.Split(s.Modules[0], ".")
	for i := range module {
		names = append(names, strings.Join(module[len(module)-1-i:], "."))
	}
	return names
}

// fileNames are names that are taken, in lower case: some file systems do not
// tell upper from lower.
type fileNames map[string]bool

// unused makes a file name, safe on every system, of the first of the names
// that is not taken.
func (taken fileNames) unused(names []string) string {
	name := ""
	for _, n := range names {
		if name = safeName(n); !taken[strings.ToLower(name)] {
			break
		}
	}
	for taken[strings.ToLower(name)] {
		name += "_"
	}
	taken[strings.ToLower(name)] = true
	return name
}

// safeName replaces what could be more than a name. It comes from the source.
func safeName(name string) string {
	safe := strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', strings.ContainsRune("._-", r):
			return r
		}
		return '-'
	}, name)
	if safe = strings.Trim(safe, "."); safe == "" {
		return "schema"
	}
	base, ext, dotted := strings.Cut(safe, ".")
	if isDevice(base) {
		base += "_"
	}
	if dotted {
		base += "." + ext
	}
	return base
}

// isDevice reports whether Windows takes a name, with any extension, for a
// device.
//
// Source: Naming Files, Paths, and Namespaces, learn.microsoft.com.
func isDevice(name string) bool {
	name = strings.ToUpper(name)
	port := strings.TrimRight(name, "123456789")
	return slices.Contains([]string{"CON", "PRN", "AUX", "NUL"}, name) ||
		len(name) == 4 && (port == "COM" || port == "LPT")
}
