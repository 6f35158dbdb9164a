package extract

import (
	"fmt"
	"slices"

	"github.com/djdag/djdag/extract/internal/datajoint"
	"github.com/djdag/djdag/extract/internal/definition"
	"github.com/djdag/djdag/graph"
)

// A resolved is a table with its columns and foreign keys.
type resolved struct {
	table   *datajoint.Table
	columns []column
	byName  map[string]int // column index by name
	key     []string
	unknown []string // see graph.Table.UnknownKeys
	indexes []graph.Index
	refs    []reference
	busy    bool // being resolved; seen only in a foreign-key cycle
}

// A column is an attribute with the references that brought it.
type column struct {
	graph.Attribute
	refs []int // indexes in resolved.refs
	// hazard says what in the comment or type breaks a table that inherits the column;
	// see pasteHazard. It may be empty.
	hazard string
}

// resolve resolves a table: its parents first, then its columns and foreign
// keys. It resolves each table once. In a foreign-key cycle, it returns a table
// that is still busy.
func (r *resolver) resolve(t *datajoint.Table) *resolved {
	if d := r.done[t]; d != nil {
		return d
	}
	size := len(t.Def.Items) // about: parents mostly come first, and are resolved
	for _, ref := range t.Refs {
		if parent := r.done[ref.Parent]; parent != nil {
			size += len(parent.key) - 1
		}
	}
	d := &resolved{
		table: t, columns: make([]column, 0, size), byName: make(map[string]int, size),
		refs: make([]reference, 0, len(t.Refs)), busy: true,
	}
	r.done[t] = d
	next := 0 // index in t.Refs
	for i := range t.Def.Items {
		item := &t.Def.Items[i]
		switch {
		case item.ForeignKey != nil:
			r.addForeignKey(d, t.Refs[next])
			next++
		case item.Attribute != nil:
			r.addAttribute(d, item)
		case item.Index != nil:
			x := graph.Index{Columns: item.Index.Columns, Unique: item.Index.Unique, Pos: t.Place(item.Index.Offset)}
			for _, offset := range item.Index.ColumnOffsets {
				x.ColumnPos = append(x.ColumnPos, t.Place(offset))
			}
			d.indexes = append(d.indexes, x)
		}
	}
	d.busy = false
	r.setFlags(d)
	r.setUnknownKeys(d)
	r.checkTexts(d)
	return d
}

// addColumn returns the column of the same name, or adds c if there is none.
func (d *resolved) addColumn(c column) *column {
	i, ok := d.byName[c.Name]
	if !ok {
		i = len(d.columns)
		d.byName[c.Name] = i
		d.columns = append(d.columns, c)
		if c.InKey {
			d.key = append(d.key, c.Name)
		}
	}
	return &d.columns[i]
}

// addAttribute adds an attribute that the definition declares itself.
func (r *resolver) addAttribute(d *resolved, item *definition.Item) {
	a := item.Attribute
	if i, ok := d.byName[a.Name]; ok {
		pos, end := d.span(a.NameOffset, len(a.Name))
		message := fmt.Sprintf("the attribute %q is declared twice; remove one", a.Name)
		if len(d.columns[i].refs) > 0 {
			message = fmt.Sprintf("a reference above brings %q, so DataJoint drops this line; remove it, or give it another name", a.Name)
		}
		r.report("attribute-duplicate", graph.Warning, message, pos, end)
	}
	own := column{Attribute: attributeOf(a)}
	own.InKey, own.Pos = item.InKey, d.table.Place(a.NameOffset)
	if item.InKey && !d.unknownWithin(item.Offset, len(item.Text)) {
		own.hazard = pasteHazard(a.Comment, a.Type)
	}
	if a.Type != "" {
		own.TypePos = d.table.Place(a.TypeOffset)
	}
	if a.Store != "" {
		own.StorePos = d.table.Place(a.StoreOffset)
	}
	c := d.addColumn(own)
	if item.InKey && !c.InKey { // a secondary foreign key brought it before
		c.InKey = true
		d.key = append(d.key, c.Name)
	}
}

func attributeOf(a *definition.Attribute) graph.Attribute {
	return graph.Attribute{
		Name: a.Name, Type: a.Type, Default: a.Default, Nullable: a.Nullable, Comment: a.Comment, Store: a.Store,
	}
}

// span returns the positions of length bytes at an offset in the definition.
func (d *resolved) span(offset, length int) (pos, end graph.Pos) {
	pos = d.table.Place(offset)
	end = pos
	end.Col += length
	return pos, end
}

// keyColumns returns the columns of the key in their order, which is the order in
// which a reference inherits them.
func (d *resolved) keyColumns() []column {
	key := make([]column, 0, len(d.key))
	for _, c := range d.columns {
		if c.InKey {
			key = append(key, c)
		}
	}
	return key
}

// incomplete reports whether the table may have attributes that are unknown.
func (d *resolved) incomplete() bool {
	return len(d.table.Def.Items) == 0 || slices.ContainsFunc(d.refs, func(r reference) bool { return r.mayHideAttributes() })
}

// keyIncomplete reports whether the table's key may have attributes that are
// unknown.
func (d *resolved) keyIncomplete() bool {
	return len(d.table.Def.Items) == 0 || slices.ContainsFunc(d.refs, func(r reference) bool { return r.inKey && r.mayHideAttributes() })
}

// setUnknownKeys sets d.unknown. In a foreign-key cycle, it ignores a parent that
// is still busy.
func (r *resolver) setUnknownKeys(d *resolved) {
	if d.table.Text == nil {
		d.unknown = append(d.unknown, r.ids[d.table])
	}
	for i := range d.refs {
		switch parent := d.refs[i].parent; {
		case !d.refs[i].inKey:
		case parent != nil:
			d.unknown = append(d.unknown, parent.unknown...)
		case !d.refs[i].keyKnown:
			d.unknown = append(d.unknown, d.refs[i].fk.Parent)
		}
	}
	slices.Sort(d.unknown)
	d.unknown = slices.Compact(d.unknown)
}
