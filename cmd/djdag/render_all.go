package main

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// validateAll checks the flags that come with --all.
func (r *renderFlags) validateAll(cmd *cobra.Command) error {
	if r.file == "" || r.file == stdoutName {
		return usagef("--all writes several files; add -o DIR")
	}
	for _, flag := range []string{"collapse", "expand", "focus"} {
		if cmd.Flags().Changed(flag) {
			return usagef("--%s does not work with --all, which decides itself what to collapse", flag)
		}
	}
	format, err := formatCalled(r.format)
	if err == nil && format.Name == "html" {
		err = usagef("--all does not work with html, which has all figures in one page; add -o FILE.html")
	}
	return err
}

// allDrawings returns the drawings of --all: an overview of the schemas, all
// tables, and each schema among its neighbours.
func allDrawings(p *graph.Pipeline, dir string, format render.Format, opts render.Options) []drawing {
	var drawings []drawing
	draw := func(opts render.Options, name string) {
		drawings = append(drawings, drawing{filepath.Join(dir, name+format.Extensions[0]), format, opts})
	}
	overview := opts
	overview.CollapseAll = true
	draw(overview, overviewName)
	draw(opts, tablesName)
	figures := schemaFigures(p, opts)
	names := fileNames(figures, overviewName, tablesName)
	for i, f := range figures {
		if !f.selected {
			continue
		}
		one := opts
		one.Focus = []string{f.schema}
		draw(one, names[i])
	}
	return drawings
}

// The names of the figures of --all that show more than one schema.
const (
	overviewName = "pipeline"
	tablesName   = "tables"
)

// A schemaFigure is the figure of a schema with active tables.
type schemaFigure struct {
	schema   string
	names    []string // candidates for the file name, shortest first
	selected bool     // some of its tables are selected
}

// schemaFigures returns the figures of all schemas with active tables, sorted
// by schema ID. The names of a figure do not depend on the selection.
func schemaFigures(p *graph.Pipeline, opts render.Options) []schemaFigure {
	selected := make(map[string]bool)
	for _, id := range opts.Tables {
		selected[id] = true
	}
	schemas := make(map[string]bool)             // whether tables of it are selected
	declared := make(map[string]map[string]bool) // the schemas of each module
	for _, t := range p.Tables {
		if !t.Active {
			continue
		}
		schemas[t.Schema] = schemas[t.Schema] || opts.Tables == nil || selected[t.ID]
		if declared[t.Module] == nil {
			declared[t.Module] = make(map[string]bool)
		}
		declared[t.Module][t.Schema] = true
	}
	var all []schemaFigure
	for _, id := range slices.Sorted(maps.Keys(schemas)) {
		names := []string{id}
		if s := p.Schema(id); s != nil && len(s.Modules) == 1 && len(declared[s.Modules[0]]) == 1 {
			names = moduleNames(s.Modules[0])
		}
		all = append(all, schemaFigure{id, names, schemas[id]})
	}
	return all
}

// moduleNames returns the names of a module without its packages, with one of
// them, and so on up to its full name.
func moduleNames(module string) []string {
	var names []string
	parts := strings.Split(module, ".")
	for i := range parts {
		names = append(names, strings.Join(parts[len(parts)-1-i:], "."))
	}
	return names
}

// fileNames returns the file name of each figure, without the extension. It is
// safe on every system, none of those that are reserved, and the shortest that no
// other schema could claim: a new schema never takes over the file of an old one.
func fileNames(figures []schemaFigure, reserved ...string) []string {
	// Some file systems ignore case.
	fold := func(name string) string { return strings.ToLower(safeName(name)) }
	meanings := make(map[string]int)
	taken := make(map[string]bool)
	for _, name := range reserved {
		meanings[name], taken[name] = 1, true
	}
	for _, f := range figures {
		for _, n := range f.names {
			meanings[fold(n)]++
		}
	}
	var files []string
	for _, f := range figures {
		name := f.names[len(f.names)-1]
		for _, n := range f.names {
			if meanings[fold(n)] == 1 {
				name = n
				break
			}
		}
		name = safeName(name)
		for taken[strings.ToLower(name)] {
			name += "_"
		}
		taken[strings.ToLower(name)] = true
		files = append(files, name)
	}
	return files
}

// safeName replaces the characters of a name that could make it more than a
// file name: it comes from the source.
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

// isDevice reports whether Windows reserves a name, with any extension, for a
// device.
//
// Source: Naming Files, Paths, and Namespaces, learn.microsoft.com.
func isDevice(name string) bool {
	name = strings.ToUpper(name)
	port := strings.TrimRight(name, "123456789")
	return slices.Contains([]string{"CON", "PRN", "AUX", "NUL"}, name) ||
		len(name) == 4 && (port == "COM" || port == "LPT")
}
