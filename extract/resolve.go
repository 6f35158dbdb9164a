package extract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/datajoint"
	"github.com/djdag/djdag/extract/internal/definition"
	"github.com/djdag/djdag/graph"
)

// A resolver turns what the evaluation found into the model.
type resolver struct {
	project *project
	machine *datajoint.Library

	out     *graph.Pipeline
	schemas map[*datajoint.Schema]string // to the ID
	done    map[*datajoint.Table]*resolved
	extern  map[string]graph.External
	ids     map[*datajoint.Table]string
	tables  map[string]bool // the IDs of tables

	matlab *matlabTables // nil until it is needed
}

// A resolved table has its columns and foreign keys.
type resolved struct {
	table   *datajoint.Table
	columns []column
	index   map[string]int // of a name in columns
	key     []string
	indexes []graph.Index
	refs    []reference
	busy    bool // on the way: a foreign-key cycle leads back to it
}

type column struct {
	graph.Attribute
	refs []int // in resolved.refs
}

type reference struct {
	fk      graph.ForeignKey
	dropped bool // the same as an earlier one
	keyed   bool // the parent's key is known
	gaps    bool // and yet attributes of it may be missing
	inKey   bool // the reference stands in the key
}

func (r *resolver) pipeline(tables []*datajoint.Table, schemas []*datajoint.Schema) *graph.Pipeline {
	r.out = &graph.Pipeline{Diagnostics: slices.Clone(r.machine.Diagnostics())}
	r.done = map[*datajoint.Table]*resolved{}
	r.extern = map[string]graph.External{}
	r.ids = map[*datajoint.Table]string{}
	r.tables = map[string]bool{}
	r.addFiles()
	r.addModules(len(tables) > 0)
	tables = r.nameTables(tables)
	r.addSchemas(tables, schemas)
	r.out.Tables = make([]graph.Table, 0, len(tables))
	for _, t := range tables {
		r.add(r.resolve(t))
	}
	for _, x := range r.extern {
		r.out.Externals = append(r.out.Externals, x)
	}
	r.out.Diagnostics = withoutConsequences(r.out.Diagnostics)
	r.out.Sort()
	r.out.Diagnostics = slices.CompactFunc(r.out.Diagnostics, func(a, b graph.Diagnostic) bool { return a.Compare(b) == 0 })
	return r.out
}

// withoutConsequences drops what is said of a file, or a cell, that could not
// be parsed, beside that: it follows from it.
func withoutConsequences(ds []graph.Diagnostic) []graph.Diagnostic {
	broken := map[string]bool{}
	for _, d := range ds {
		if d.Rule == "parse-error" {
			broken[d.Pos.Path] = true
		}
	}
	return slices.DeleteFunc(ds, func(d graph.Diagnostic) bool { return broken[d.Pos.Path] && d.Rule != "parse-error" })
}

func (r *resolver) report(rule string, severity graph.Severity, message string, pos, end graph.Pos, related ...graph.Related) {
	r.out.Diagnostics = append(r.out.Diagnostics, graph.Diagnostic{
		Rule: rule, Severity: severity, Message: message, Pos: pos, End: end, Related: related,
	})
}

// nameTables gives each table its ID. Of two classes of one name in one
// module, such as those of two functions that nothing calls, the first is kept,
// unless a database holds both as different tables.
func (r *resolver) nameTables(tables []*datajoint.Table) []*datajoint.Table {
	first := map[string]*datajoint.Table{}
	kept := tables[:0:0]
	for _, t := range tables {
		id := t.Module.Name + "." + t.Qual
		schema := r.schemaText(t.Schema)
		for _, more := range []string{"@" + schema, "@" + schema + "." + t.Name} {
			f := first[id]
			if f == nil || !f.Schema.Active || !t.Schema.Active || f.Name == t.Name && r.schemaText(f.Schema) == schema {
				break
			}
			id = t.Module.Name + "." + t.Qual + more
		}
		r.ids[t] = id
		if f := first[id]; f != nil {
			pos, end := t.Class.Span()
			if place, _ := f.Class.Span(); pos != place && !t.Module.Main {
				r.report("table-duplicate", graph.Note, fmt.Sprintf("%q is another class of this name in the module; only the first is shown", t.Qual),
					pos, end, graph.Related{Pos: place, Message: "the first one"})
			}
			continue
		}
		first[id] = t
		r.tables[id] = true
		kept = append(kept, t)
	}
	return kept
}

// schemaText is what is known of the name of a schema.
func (r *resolver) schemaText(s *datajoint.Schema) string {
	if name, ok := r.machine.SettledName(s); ok {
		return name
	}
	if s.Name != nil {
		return s.Name.Text
	}
	return s.External
}

func (r *resolver) addSchemas(tables []*datajoint.Table, schemas []*datajoint.Schema) {
	r.schemas = map[*datajoint.Schema]string{}
	modules := map[*datajoint.Schema][]string{}
	for _, t := range tables {
		modules[t.Schema] = append(modules[t.Schema], t.Module.Name)
	}
	at := map[string]int{}
	for _, s := range schemas {
		if modules[s] == nil {
			continue
		}
		g := graph.Schema{Active: s.Active, Activation: s.Activation}
		if s.Module != nil {
			g.Pos = s.Module.Place(s.At)
		}
		shared := true
		switch name, ok := r.machine.SettledName(s); {
		case ok:
			g.ID, g.Name, g.Template = name, name, s.Name.Text
		case s.Name != nil:
			g.ID, g.Template, shared = s.Name.Text, s.Name.Text, s.Name.Stable()
		case s.External != "":
			g.ID = s.External
		default:
			g.ID, shared = s.Module.Name+".schema", false
		}
		i, exists := at[g.ID]
		if exists && !shared {
			g.ID = fmt.Sprintf("%s@%s:%d", g.ID, s.Module.Name, g.Pos.Line)
			i, exists = at[g.ID]
		}
		if !exists {
			i = len(r.out.Schemas)
			at[g.ID] = i
			r.out.Schemas = append(r.out.Schemas, g)
		}
		into := &r.out.Schemas[i]
		into.Modules = append(into.Modules, modules[s]...)
		slices.Sort(into.Modules)
		into.Modules = slices.Compact(into.Modules)
		if g.Pos.IsValid() && !slices.Contains(into.Places, g.Pos) {
			into.Places = append(into.Places, g.Pos)
		}
		r.schemas[s] = g.ID
	}
}

// resolve gives a table its columns, its parents' first.
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
		table: t, columns: make([]column, 0, size), index: make(map[string]int, size),
		refs: make([]reference, 0, len(t.Refs)), busy: true,
	}
	r.done[t] = d
	next := 0 // in t.Refs
	for i := range t.Def.Items {
		item := &t.Def.Items[i]
		switch {
		case item.ForeignKey != nil:
			r.foreignKey(d, t.Refs[next])
			next++
		case item.Attribute != nil:
			r.attribute(d, item)
		case item.Index != nil:
			x := graph.Index{Columns: item.Index.Columns, Unique: item.Index.Unique, Pos: t.Place(item.Index.Offset)}
			for _, offset := range item.Index.ColumnOffsets {
				x.ColumnPos = append(x.ColumnPos, t.Place(offset))
			}
			d.indexes = append(d.indexes, x)
		}
	}
	d.busy = false
	r.flags(d)
	return d
}

func (d *resolved) add(c column) *column {
	i, ok := d.index[c.Name]
	if !ok {
		i = len(d.columns)
		d.index[c.Name] = i
		d.columns = append(d.columns, c)
		if c.InKey {
			d.key = append(d.key, c.Name)
		}
	}
	return &d.columns[i]
}

func (r *resolver) attribute(d *resolved, item *definition.Item) {
	a := item.Attribute
	if i, ok := d.index[a.Name]; ok && len(d.columns[i].refs) == 0 {
		pos, end := d.span(a.NameOffset, len(a.Name))
		r.report("attribute-duplicate", graph.Warning, fmt.Sprintf("the attribute %q is declared twice; remove one", a.Name), pos, end)
	}
	own := column{Attribute: attributeOf(a)}
	own.InKey, own.Pos = item.InKey, d.table.Place(a.NameOffset)
	if a.Type != "" {
		own.TypePos = d.table.Place(a.TypeOffset)
	}
	if a.Store != "" {
		own.StorePos = d.table.Place(a.StoreOffset)
	}
	c := d.add(own)
	if item.InKey && !c.InKey { // it came with a secondary foreign key before
		c.InKey = true
		d.key = append(d.key, c.Name)
	}
}

func attributeOf(a *definition.Attribute) graph.Attribute {
	return graph.Attribute{
		Name: a.Name, Type: a.Type, Default: a.Default, Nullable: a.Nullable, Comment: a.Comment, Store: a.Store,
	}
}

// span returns the positions of a piece of the definition.
func (d *resolved) span(offset, length int) (pos, end graph.Pos) {
	pos = d.table.Place(offset)
	end = pos
	end.Col += length
	return pos, end
}

// foreignKey brings the parent's whole key, in order. Attributes that are
// present already are shared.
func (r *resolver) foreignKey(d *resolved, ref *datajoint.Ref) {
	item := ref.Item
	fk := graph.ForeignKey{
		Child: r.ids[d.table], Nullable: item.ForeignKey.Nullable, Unique: item.ForeignKey.Unique,
		Text: item.Text, Pos: d.table.Place(item.Offset),
	}
	for _, p := range ref.Renames {
		if p.Bare {
			pos, end := d.span(item.Offset, len(item.Text))
			r.report("fk-rename", graph.Error, fmt.Sprintf("%s stands without quotes, as a variable that nothing sets; write %s='%[1]s'", p.Old, p.New), pos, end)
		}
	}
	if ref.Parent == nil {
		outside := ref.Outside
		if r.tables[outside.ID] { // an undecorated class of a table's name
			outside.ID = d.table.Module.Name + ":" + item.ForeignKey.Ref
		}
		fk.Parent = outside.ID
		r.extern[fk.Parent] = outside
		if key := r.outsideKey(ref); key != nil {
			r.bring(d, item, &fk, key, ref.Renames)
			d.refs = append(d.refs, reference{fk: fk, keyed: true, inKey: item.InKey})
			return
		}
		renames := ref.Renames
		for i, name := range item.ForeignKey.NewAttrs {
			if i < len(item.ForeignKey.RefAttrs) {
				renames = append(renames, datajoint.Rename{New: name, Old: item.ForeignKey.RefAttrs[i]})
			}
		}
		r.bringRenamed(d, item, &fk, renames)
		return
	}
	fk.Parent = r.ids[ref.Parent]
	if ref.Parent == d.table {
		pos, end := d.span(item.Offset, len(item.Text))
		r.report("fk-self", graph.Error, "a table cannot refer to itself; put the relation into a table of its own", pos, end)
	}
	parent := r.resolve(ref.Parent)
	renames := ref.Renames
	if old := item.ForeignKey; old.Old {
		renames = r.oldRenames(d, item, parent)
	}
	names := parent.keyInOrder()
	key := make([]column, 0, len(names))
	for _, name := range names {
		key = append(key, parent.columns[parent.index[name]])
	}
	if len(key) == 0 { // nothing is known of it
		r.bringRenamed(d, item, &fk, renames)
		return
	}
	r.bring(d, item, &fk, key, renames)
	r.checkRenames(d, item, parent, renames)
	same := slices.ContainsFunc(d.refs, func(o reference) bool {
		return o.fk.Parent == fk.Parent && slices.Equal(o.fk.AttrMap, fk.AttrMap)
	})
	if same {
		pos, end := d.span(item.Offset, len(item.Text))
		r.report("fk-duplicate", graph.Warning, fmt.Sprintf("%q refers to the same attributes again; remove it, or rename with proj()", item.Text), pos, end)
	}
	d.refs = append(d.refs, reference{fk: fk, dropped: same, keyed: true, gaps: parent.keyIncomplete(), inKey: item.InKey})
}

// bring adds the key of a parent to a table, under its new names.
func (r *resolver) bring(d *resolved, item *definition.Item, fk *graph.ForeignKey, key []column, renames []datajoint.Rename) {
	for _, from := range key {
		child := from.Name
		for _, p := range renames {
			if p.Old == from.Name {
				child = p.New
			}
		}
		if slices.ContainsFunc(fk.AttrMap, func(p graph.AttrPair) bool { return p.Child == child }) {
			continue // another one is called that now, which is an error
		}
		fk.AttrMap = append(fk.AttrMap, graph.AttrPair{Child: child, Parent: from.Name})
		c := d.add(column{Attribute: graph.Attribute{
			Name: child, Type: from.Type, Comment: from.Comment, Store: from.Store,
			Nullable: item.ForeignKey.Nullable, InKey: item.InKey, Pos: fk.Pos,
		}})
		c.refs = append(c.refs, len(d.refs))
	}
}

// bringRenamed adds what a reference says itself of the key of a parent that
// is not known: the attributes that it renames, which are of no known type.
func (r *resolver) bringRenamed(d *resolved, item *definition.Item, fk *graph.ForeignKey, renames []datajoint.Rename) {
	var key []column
	for _, p := range renames {
		key = append(key, column{Attribute: graph.Attribute{Name: p.Old}})
	}
	r.bring(d, item, fk, key, renames)
	fk.Primary, fk.Multi, fk.Aliased = item.InKey, true, len(renames) > 0
	d.refs = append(d.refs, reference{fk: *fk, inKey: item.InKey})
}

// keyInOrder lists the key in the order of the columns, which is the order in
// which a reference brings it.
func (d *resolved) keyInOrder() []string {
	var key []string
	for _, c := range d.columns {
		if c.InKey {
			key = append(key, c.Name)
		}
	}
	return key
}

// oldRenames reads the renames of "(a, b) -> T(x, y)". With one new name
// alone, it is the parent's only attribute, or the only one that is not
// present yet. See compile_foreign_key of datajoint 0.13.
func (r *resolver) oldRenames(d *resolved, item *definition.Item, parent *resolved) []datajoint.Rename {
	news, olds := item.ForeignKey.NewAttrs, item.ForeignKey.RefAttrs
	if len(news) > 0 && len(olds) == 0 {
		key := parent.keyInOrder()
		if len(key) != 1 {
			key = slices.DeleteFunc(key, func(name string) bool { _, ok := d.index[name]; return ok })
		}
		olds = key
	}
	if len(news) != len(olds) && len(news) > 0 {
		pos, end := d.span(item.Offset, len(item.Text))
		r.report("fk-syntax", graph.Error,
			fmt.Sprintf("the names before the arrow do not match the parent's free attributes, (%s) against (%s); name as many",
				strings.Join(news, ", "), strings.Join(olds, ", ")), pos, end)
	}
	var renames []datajoint.Rename
	for i := range min(len(news), len(olds)) {
		renames = append(renames, datajoint.Rename{New: news[i], Old: olds[i]})
	}
	return renames
}

// checkRenames tells of a renamed attribute that the parent does not have.
func (r *resolver) checkRenames(d *resolved, item *definition.Item, parent *resolved, renames []datajoint.Rename) {
	if parent.busy || parent.incomplete() {
		return
	}
	pos, end := d.span(item.Offset, len(item.Text))
	renamed := func(old string) func(datajoint.Rename) bool {
		return func(p datajoint.Rename) bool { return p.Old == old }
	}
	for i, p := range renames {
		switch _, ok := parent.index[p.Old]; {
		case !ok:
			r.report("fk-rename", graph.Warning,
				fmt.Sprintf("%s has no attribute %q, so nothing is renamed; its key is (%s)", parent.table.Qual, p.Old, strings.Join(parent.key, ", ")), pos, end)
		case slices.Contains(parent.key, p.New) && !slices.ContainsFunc(renames, renamed(p.New)):
			r.report("fk-rename", graph.Error,
				fmt.Sprintf("%s has an attribute %q already, which %q cannot be called as well; choose another name", parent.table.Qual, p.New, p.Old), pos, end)
		case slices.ContainsFunc(renames[:i], renamed(p.Old)):
			r.report("fk-rename", graph.Error,
				fmt.Sprintf("%q of %s is renamed twice; choose one name", p.Old, parent.table.Qual), pos, end)
		}
	}
}

// incomplete reports whether attributes of the table may be unknown.
func (d *resolved) incomplete() bool {
	return len(d.table.Def.Items) == 0 || slices.ContainsFunc(d.refs, func(r reference) bool { return !r.keyed || r.gaps })
}

// keyIncomplete reports whether attributes of the table's key may be unknown.
func (d *resolved) keyIncomplete() bool {
	return len(d.table.Def.Items) == 0 || slices.ContainsFunc(d.refs, func(r reference) bool { return r.inKey && (!r.keyed || r.gaps) })
}

// flags decides what follows from names once the key is complete.
func (r *resolver) flags(d *resolved) {
	for i := range d.refs {
		fk := &d.refs[i].fk
		if !d.refs[i].keyed || len(fk.AttrMap) == 0 {
			continue
		}
		mapped := map[string]bool{}
		fk.Primary = true
		for _, p := range fk.AttrMap {
			mapped[p.Child] = true
			fk.Aliased = fk.Aliased || p.Child != p.Parent
			fk.Primary = fk.Primary && slices.Contains(d.key, p.Child)
		}
		fk.Multi = len(mapped) != len(d.key) || !fk.Primary || d.unknownBeside(i)
	}
}

// unknownBeside reports whether other references than one may bring attributes
// of the key that are not known, so that nothing is known to be the whole key.
func (d *resolved) unknownBeside(ref int) bool {
	for i, r := range d.refs {
		if i != ref && r.inKey && (!r.keyed || r.gaps) {
			return true
		}
	}
	return false
}

// add writes a resolved table into the model.
func (r *resolver) add(d *resolved) {
	t := d.table
	r.contents(d)
	g := graph.Table{
		ID: r.ids[t], Module: t.Module.Name, Class: t.Qual, Schema: r.schemas[t.Schema], Name: t.Name, Tier: t.Tier,
		Active: t.Schema.Active, Comment: t.Def.Comment, PrimaryKey: d.key, Indexes: d.indexes, Provides: t.Provides(),
		Pos: t.Class.Module.Place(t.Class.At),
	}
	if t.Master != nil {
		g.Master = r.ids[t.Master]
	}
	if t.Text != nil {
		g.Definition, g.HasDefinition = dedent(t.Text.Text), true
	}
	numbers := make([]int, len(d.refs)) // of d.refs in the model
	for i, ref := range d.refs {
		if ref.dropped {
			numbers[i] = slices.IndexFunc(d.refs, func(o reference) bool {
				return o.fk.Parent == ref.fk.Parent && slices.Equal(o.fk.AttrMap, ref.fk.AttrMap)
			})
			numbers[i] = numbers[numbers[i]]
			continue
		}
		numbers[i] = len(r.out.ForeignKeys)
		r.out.ForeignKeys = append(r.out.ForeignKeys, ref.fk)
	}
	byPrimary := map[string]bool{}
	for _, ref := range d.refs {
		if ref.fk.Primary {
			for _, p := range ref.fk.AttrMap {
				byPrimary[p.Child] = true
			}
		}
	}
	g.Attributes = make([]graph.Attribute, 0, len(d.columns))
	for _, key := range []bool{true, false} {
		for i := range d.columns {
			c := &d.columns[i]
			if c.InKey != key {
				continue
			}
			a := c.Attribute
			for _, n := range c.refs {
				if !slices.Contains(a.From, numbers[n]) {
					a.From = append(a.From, numbers[n])
				}
			}
			g.Attributes = append(g.Attributes, a)
			if key && !byPrimary[c.Name] {
				g.NewDimension = true
			}
		}
	}
	r.out.Tables = append(r.out.Tables, g)
}

// dedent removes the indentation that all lines share, and blank lines at
// both ends. The first line may follow the opening quotes and has none.
func dedent(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	indent := -1
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " \t")
		n := len(l) - len(strings.TrimLeft(l, " \t"))
		if lines[i] != "" && i > 0 && (indent < 0 || n < indent) {
			indent = n
		}
	}
	for i, l := range lines {
		if i == 0 {
			lines[i] = strings.TrimLeft(l, " \t")
		} else if indent > 0 && len(l) >= indent {
			lines[i] = l[indent:]
		}
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}
