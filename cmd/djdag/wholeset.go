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
	var drawings []drawing
	draw := func(opts render.Options, name string) {
		drawings = append(drawings, drawing{filepath.Join(dir, name+format.Extensions[0]), format, opts})
	}
	overview := opts
	overview.CollapseAll = true
	draw(overview, overviewName)
	draw(opts, tablesName)
	schemas := figuredSchemas(p, opts)
	names := fileNames(schemas)
	for i, schema := range schemas {
		if !schema.chosen {
			continue
		}
		one := opts
		one.Focus = []string{schema.id}
		draw(one, names[i])
	}
	return drawings
}

// The figures of --all that are not of one schema.
const (
	overviewName = "pipeline"
	tablesName   = "tables"
)

// A figuredSchema is a schema with active tables.
type figuredSchema struct {
	id     string
	names  []string // what to call it, shortest first
	chosen bool     // a figure with the options has tables of it
}

// figuredSchemas returns the schemas with active tables, by ID: what one is
// called does not depend on what is selected.
func figuredSchemas(p *graph.Pipeline, opts render.Options) []figuredSchema {
	chosen := make(map[string]bool)
	for _, id := range opts.Tables {
		chosen[id] = true
	}
	schemas := make(map[string]bool)             // whether tables of it are chosen
	declared := make(map[string]map[string]bool) // the schemas of each module
	for _, t := range p.Tables {
		if !t.Active {
			continue
		}
		schemas[t.Schema] = schemas[t.Schema] || opts.Tables == nil || chosen[t.ID]
		if declared[t.Module] == nil {
			declared[t.Module] = make(map[string]bool)
		}
		declared[t.Module][t.Schema] = true
	}
	var all []figuredSchema
	for _, id := range slices.Sorted(maps.Keys(schemas)) {
		names := []string{id}
		if s := p.Schema(id); s != nil && len(s.Modules) == 1 && len(declared[s.Modules[0]]) == 1 {
			names = moduleNames(s.Modules[0])
		}
		all = append(all, figuredSchema{id, names, schemas[id]})
	}
	return all
}

// moduleNames returns what a module can be called: without all, some and none
// of the packages around it.
func moduleNames(module string) []string {
	var names []string
	parts := strings.Split(module, ".")
	for i := range parts {
		names = append(names, strings.Join(parts[len(parts)-1-i:], "."))
	}
	return names
}

// fileNames returns a name for each of the schemas, safe on every system: the
// shortest that can mean no other of them, so that a new schema never takes over
// the file of an old one.
func fileNames(schemas []figuredSchema) []string {
	// Some file systems do not tell upper from lower case.
	fold := func(name string) string { return strings.ToLower(safeName(name)) }
	meanings := map[string]int{overviewName: 1, tablesName: 1}
	taken := map[string]bool{overviewName: true, tablesName: true}
	for _, s := range schemas {
		for _, n := range s.names {
			meanings[fold(n)]++
		}
	}
	var files []string
	for _, s := range schemas {
		name := s.names[len(s.names)-1]
		for _, n := range s.names {
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
