package render

import (
	"fmt"
	"maps"
	"slices"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/spelling"
)

// A view says which tables the figure shows, and which of these are open.
type view struct {
	chosen   map[string]bool // IDs of the tables and externals that are shown; nil: all
	schemas  map[string]bool // IDs of the schemas that are shown; nil: all
	shut     map[string]bool // IDs of the collapsed schemas
	shutAll  bool            // every schema is collapsed
	expanded map[string]bool // IDs of the tables that are open in a collapsed schema
}

// shows reports whether the figure shows t, as a node or in a pill.
func (v *view) shows(t *graph.Table) bool {
	return t.Active && v.showsID(t.ID) && (v.schemas == nil || v.schemas[t.Schema])
}

func (v *view) showsID(id string) bool { return v.chosen == nil || v.chosen[id] }

// opens reports whether t, if shown, is a node and not in a pill.
func (v *view) opens(t *graph.Table) bool {
	return !v.shutAll && !v.shut[t.Schema] || v.expanded[t.ID]
}

// newBuilder returns a builder with a view, and without anything to draw. It fails
// on a name that means nothing.
func newBuilder(p *graph.Pipeline, opts Options) (*builder, error) {
	b := &builder{p: p, opts: opts, names: newSchemaNames(p)}
	return b, b.choose()
}

// choose sets the view. It fails on a name that means nothing.
func (b *builder) choose() error {
	v := &b.view
	if b.opts.Tables != nil {
		v.chosen = make(map[string]bool)
		for _, id := range b.opts.Tables {
			v.chosen[id] = true
		}
	}
	v.shut = make(map[string]bool)
	v.expanded = make(map[string]bool)
	v.shutAll = b.opts.CollapseAll
	for _, name := range b.opts.Collapse {
		schemas := b.matchSchemas(name)
		if len(schemas) == 0 {
			return b.unknown("schema", name, false)
		}
		for _, s := range schemas {
			v.shut[s] = true
		}
	}
	if err := b.focus(); err != nil {
		return err
	}
	for _, name := range b.opts.Expand {
		tables := b.matchTables(name)
		if len(tables) == 0 {
			return b.unknown("schema or table", name, true)
		}
		for _, id := range tables {
			v.expanded[id] = true
		}
	}
	return nil
}

// focus opens the schemas in focus, collapses the schemas that a foreign key
// joins to them, and leaves out all others.
func (b *builder) focus() error {
	if len(b.opts.Focus) == 0 {
		return nil
	}
	inFocus := make(map[string]bool)
	for _, name := range b.opts.Focus {
		schemas := b.matchSchemas(name)
		if len(schemas) == 0 {
			return b.unknown("schema", name, false)
		}
		for _, s := range schemas {
			inFocus[s] = true
		}
	}
	v := &b.view
	v.shutAll = false
	v.schemas = make(map[string]bool)
	for s := range inFocus {
		v.schemas[s] = true
		delete(v.shut, s)
	}
	for i := range b.p.ForeignKeys {
		child, parent := b.p.Table(b.p.ForeignKeys[i].Child), b.p.Table(b.p.ForeignKeys[i].Parent)
		if child == nil || parent == nil || inFocus[child.Schema] == inFocus[parent.Schema] {
			continue
		}
		for _, s := range []string{child.Schema, parent.Schema} {
			v.schemas[s] = true
			if !inFocus[s] {
				v.shut[s] = true
			}
		}
	}
	return nil
}

// matchSchemas returns the IDs of the schemas that name can mean, sorted. An ID
// or a whole module name takes precedence over a label or the last component of
// a module.
func (b *builder) matchSchemas(name string) []string {
	var exact, loose []string
	for _, schema := range slices.Sorted(maps.Keys(b.names.modules)) {
		modules := b.names.modules[schema]
		switch {
		case schema == name || slices.Contains(modules, name):
			exact = append(exact, schema)
		case b.names.label(schema) == name || slices.ContainsFunc(modules, func(m string) bool { return lastComponent(m) == name }):
			loose = append(loose, schema)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return loose
}

// matchTables returns the IDs of the active tables that name can mean, sorted:
// all tables of a schema, and tables that [isCalled] accepts.
func (b *builder) matchTables(name string) []string {
	var ids []string
	schemas := b.matchSchemas(name)
	for i := range b.p.Tables {
		t := &b.p.Tables[i]
		if !t.Active {
			continue
		}
		if slices.Contains(schemas, t.Schema) || isCalled(t, name) {
			ids = append(ids, t.ID)
		}
	}
	return ids
}

// isCalled reports whether name is the ID of a table, its class, or "module.Class"
// with the last component of its module.
func isCalled(t *graph.Table, name string) bool {
	return t.ID == name || t.Class == name || lastComponent(t.Module)+"."+t.Class == name
}

// unknown returns the error for a name that means nothing. It suggests the
// nearest name of a schema or, if tables is set, of a table.
func (b *builder) unknown(what, name string, tables bool) error {
	for i := range b.p.Tables {
		t := &b.p.Tables[i]
		if !t.Active && (t.Schema == name || t.Module == name || lastComponent(t.Module) == name || tables && isCalled(t, name)) {
			return fmt.Errorf("%q is not in the figure: no module activates its schema; draw the pipeline that does, and name this folder with --search-path", name)
		}
	}
	var known []string
	for schema, modules := range b.names.modules {
		known = append(known, schema, b.names.label(schema))
		known = append(known, modules...)
	}
	if tables {
		for i := range b.p.Tables {
			if t := &b.p.Tables[i]; t.Active {
				known = append(known, t.Class, lastComponent(t.Module)+"."+t.Class)
			}
		}
	}
	slices.Sort(known)
	if near := spelling.Nearest(name, known); near != "" {
		return fmt.Errorf("no %s is called %q; did you mean %q?", what, name, near)
	}
	return fmt.Errorf("no %s is called %q", what, name)
}
