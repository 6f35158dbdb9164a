package extract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/datajoint"
	"github.com/djdag/djdag/extract/internal/definition"
	"github.com/djdag/djdag/graph"
)

// A resolved is a table with its columns and foreign keys.
type resolved struct {
	table *datajoint.Table
	def   *definition.Definition // nil once the table is added
	// columns are in the order of the definition. They become the attributes of the
	// table in the pipeline.
	columns []graph.Attribute
	from    [][]int        // of each column, the indexes in refs that brought it; nil once the table is added
	byName  map[string]int // column index by name; nil for a table of few columns
	// hazards says what in the comment or type of a key column breaks a table that
	// inherits it, by the column's name; see pasteHazard. It may be nil.
	hazards map[string]string
	key     []string
	unknown []string // see graph.Table.UnknownKeys
	indexes []graph.Index
	refs    []reference // nil once the table is added
	// byParent has the indexes in refs by parent, without repetitions; nil for few.
	byParent map[string][]int
	busy     bool // being resolved; seen only in a foreign-key cycle
	facts    facts
}

// facts are what stays known of a table's definition once that is forgotten.
type facts struct {
	incomplete    bool // the table may have attributes that are unknown
	keyIncomplete bool // so may its key
}

// fewColumns is the number of columns up to which a search by name needs no map.
const fewColumns = 12

// column returns the index of a column by its name, or -1.
func (d *resolved) column(name string) int {
	if d.byName != nil {
		if i, ok := d.byName[name]; ok {
			return i
		}
		return -1
	}
	return slices.IndexFunc(d.columns, func(c graph.Attribute) bool { return c.Name == name })
}

// A resolving is a table on the way to being resolved.
type resolving struct {
	d    *resolved
	item int // the next in the definition
	ref  int // the next of the table's references
}

// resolve resolves a table: its parents first, then its columns and foreign
// keys. It resolves each table once. In a foreign-key cycle, it returns a table
// that is still busy. It keeps its own stack, since a chain of foreign keys may be as
// long as the source.
func (r *resolver) resolve(t *datajoint.Table) *resolved {
	if d := r.done[t]; d != nil {
		return d
	}
	first := r.begin(t)
	for stack := []resolving{{d: first}}; len(stack) > 0; {
		if parent := r.advance(&stack[len(stack)-1]); parent != nil {
			stack = append(stack, resolving{d: r.begin(parent)})
		} else {
			r.finish(stack[len(stack)-1].d)
			stack = stack[:len(stack)-1]
		}
	}
	return first
}

// begin returns a table without columns.
func (r *resolver) begin(t *datajoint.Table) *resolved {
	def := t.Definition()
	size := len(def.Items) // about: parents mostly come first, and are resolved
	for _, ref := range t.Refs {
		if parent := r.done[ref.Parent]; parent != nil {
			size += len(parent.key) - 1
		}
	}
	size = max(size, 0)
	d := &resolved{table: t, def: def, columns: make([]graph.Attribute, 0, size), from: make([][]int, 0, size), busy: true}
	if len(t.Refs) > 0 {
		d.refs = make([]reference, 0, len(t.Refs))
	}
	r.done[t] = d
	return d
}

// advance adds what the definition declares, up to a reference to a table that has
// to be resolved first. It returns that, or nil at the end.
func (r *resolver) advance(s *resolving) *datajoint.Table {
	d, t := s.d, s.d.table
	for ; s.item < len(d.def.Items); s.item++ {
		item := &d.def.Items[s.item]
		switch {
		case item.ForeignKey != nil:
			ref := t.Refs[s.ref]
			if ref.Parent != nil && r.done[ref.Parent] == nil {
				return ref.Parent
			}
			r.addForeignKey(d, item, ref)
			s.ref++
		case item.Attribute != nil:
			r.addAttribute(d, item)
		case item.Index != nil:
			x := graph.Index{Unique: item.Index.Unique, Pos: t.Place(item.Index.Offset)}
			for _, name := range item.Index.Columns {
				x.Columns = append(x.Columns, r.once(name))
			}
			for _, offset := range item.Index.ColumnOffsets {
				x.ColumnPos = append(x.ColumnPos, t.Place(offset))
			}
			d.indexes = append(d.indexes, x)
		}
	}
	return nil
}

// finish ends the resolution of a table whose columns are all there.
func (r *resolver) finish(d *resolved) {
	d.busy = false
	d.facts = d.learn()
	r.setFlags(d)
	r.setUnknownKeys(d)
	r.checkTexts(d)
}

// learn returns the facts of a table as far as its definition is read.
func (d *resolved) learn() facts {
	none := len(d.def.Items) == 0
	f := facts{incomplete: none, keyIncomplete: none}
	for i := range d.refs {
		if r := &d.refs[i]; r.mayHideAttributes() {
			f.incomplete = true
			f.keyIncomplete = f.keyIncomplete || r.inKey
		}
	}
	return f
}

// known returns the facts of a table. In a foreign-key cycle, they are those of the
// part that is read.
func (d *resolved) known() facts {
	if d.busy {
		return d.learn()
	}
	return d.facts
}

// addColumn returns the index of the column of the same name, or adds c if there is
// none.
func (d *resolved) addColumn(c graph.Attribute) int {
	i := d.column(c.Name)
	if i < 0 {
		i = len(d.columns)
		d.columns = append(d.columns, c)
		d.from = append(d.from, nil)
		switch {
		case d.byName != nil:
			d.byName[c.Name] = i
		case len(d.columns) > fewColumns:
			d.byName = make(map[string]int, cap(d.columns))
			for i := range d.columns {
				d.byName[d.columns[i].Name] = i
			}
		}
		if c.InKey {
			d.key = append(d.key, c.Name)
		}
	}
	return i
}

// addAttribute adds an attribute that the definition declares itself.
func (r *resolver) addAttribute(d *resolved, item *definition.Item) {
	a := item.Attribute
	if i := d.column(a.Name); i >= 0 {
		pos, end := d.span(a.NameOffset, len(a.Name))
		message := fmt.Sprintf("the attribute %q is declared twice; remove one", a.Name)
		if len(d.from[i]) > 0 {
			message = fmt.Sprintf("a reference above brings %q, so DataJoint drops this line; remove it, or give it another name", a.Name)
		}
		r.report("attribute-duplicate", graph.Warning, message, pos, end)
	}
	own := r.attributeOf(a)
	own.InKey, own.Pos = item.InKey, d.table.Place(a.NameOffset)
	if a.Type != "" {
		own.TypePos = d.table.Place(a.TypeOffset)
	}
	if a.Store != "" {
		own.StorePos = d.table.Place(a.StoreOffset)
	}
	before := len(d.columns)
	i := d.addColumn(own)
	if i == before && item.InKey && !d.unknownWithin(item.Offset, len(item.Text)) {
		if hazard := pasteHazard(a.Comment, a.Type); hazard != "" {
			if d.hazards == nil {
				d.hazards = map[string]string{}
			}
			d.hazards[own.Name] = hazard
		}
	}
	if c := &d.columns[i]; item.InKey && !c.InKey { // a secondary foreign key brought it before
		c.InKey = true
		d.key = append(d.key, c.Name)
	}
}

// attributeOf returns an attribute as the definition declares it. Its texts are copies,
// which do not keep the source in memory; names and types, which many tables share, are
// stored once.
func (r *resolver) attributeOf(a *definition.Attribute) graph.Attribute {
	out := graph.Attribute{
		Name: r.once(a.Name), Type: r.once(a.Type), Nullable: a.Nullable, Comment: strings.Clone(a.Comment), Store: r.once(a.Store),
	}
	if a.Default != nil {
		text := r.once(*a.Default)
		out.Default = &text
	}
	return out
}

// once returns the copy of a text that all tables share.
func (r *resolver) once(text string) string {
	shared, ok := r.texts[text]
	if !ok {
		shared = strings.Clone(text)
		r.texts[shared] = shared
	}
	return shared
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
func (d *resolved) keyColumns() []graph.Attribute {
	key := make([]graph.Attribute, 0, len(d.key))
	for _, c := range d.columns {
		if c.InKey {
			key = append(key, c)
		}
	}
	return key
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
