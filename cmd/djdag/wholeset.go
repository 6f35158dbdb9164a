package main

import (
	"path/filepath"
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
// together, each schema among its neighbours, and all tables.
func wholeSet(p *graph.Pipeline, dir string, format render.Format, opts render.Options) []drawing {
	names := fileNames{}
	draw := func(name string, change func(*render.Options)) drawing {
		d := drawing{filepath.Join(dir, names.unused(name)+format.Extensions[0]), format, opts}
		change(&d.opts)
		return d
	}
	drawings := []drawing{
		draw("pipeline", func(o *render.Options) { o.Collapse = []string{render.All} }),
		draw("tables", func(*render.Options) {}),
	}
	for _, id := range figuredSchemas(p, opts) {
		drawings = append(drawings, draw(schemaFile(p, id), func(o *render.Options) { o.Focus = []string{id} }))
	}
	return drawings
}

// schemaFile returns what to call the figure of a schema, without an
// extension: as its module is called, or else as it is.
func schemaFile(p *graph.Pipeline, id string) string {
	if s := p.Schema(id); s != nil && len(s.Modules) == 1 {
		m := s.Modules[0]
		return m[strings.LastIndexByte(m, '.')+1:]
	}
	return id
}

// fileNames are names that are taken, in lower case: some file systems do not
// tell upper from lower.
type fileNames map[string]bool

// unused makes a file name of a name from the source that is safe on every
// system, and that no other name has got.
func (taken fileNames) unused(name string) string {
	safe := strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '_', r == '-':
			return r
		}
		return '-'
	}, name)
	if safe == "" {
		safe = "schema"
	}
	for taken[strings.ToLower(safe)] {
		safe += "_"
	}
	taken[strings.ToLower(safe)] = true
	return safe
}
