package extract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/datajoint"
	"github.com/djdag/djdag/extract/internal/definition"
	"github.com/djdag/djdag/graph"
)

// A reference is a foreign key and what is known about its parent's key.
type reference struct {
	fk         graph.ForeignKey
	parent     *resolved // nil if it is no table
	first      int       // the index of the first with its parent and attribute map, or its own
	keyKnown   bool      // the parent's key is known
	keyPartial bool      // the key is known, but some of its attributes may be missing
	inKey      bool      // above the separator
}

// mayHideAttributes reports whether the reference may bring unknown attributes.
func (r *reference) mayHideAttributes() bool { return !r.keyKnown || r.keyPartial }

// addForeignKey adds a foreign key with the parent's whole key, in the parent's
// order. The table shares attributes that it already has.
func (r *resolver) addForeignKey(d *resolved, item *definition.Item, ref *datajoint.Ref) {
	fk := graph.ForeignKey{
		Child: r.ids[d.table], Nullable: item.ForeignKey.Nullable, Unique: item.ForeignKey.Unique,
		Text: strings.Clone(item.Text), Pos: d.table.Place(item.Offset),
	}
	for _, p := range ref.Renames {
		if p.Bare {
			pos, end := d.span(item.Offset, len(item.Text))
			r.report("fk-rename", graph.Error, fmt.Sprintf("%s without quotes is a variable, but nothing sets it; write %s='%[1]s'", p.Old, p.New), pos, end)
		}
	}
	if ref.Parent == nil {
		r.addExternalKey(d, item, ref, &fk)
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
	key := parent.keyColumns()
	if len(key) == 0 { // its key is unknown
		r.addRenamedKey(d, item, &fk, renames)
		d.refs[len(d.refs)-1].parent = parent
		return
	}
	r.addKey(d, item, &fk, key, parent.hazards, renames)
	r.checkRenames(d, item, parent, renames, ref.Kept)
	first := d.firstLike(&fk)
	if first < len(d.refs) {
		pos, end := d.span(item.Offset, len(item.Text))
		r.report("fk-duplicate", graph.Warning, fmt.Sprintf("%q refers to the same attributes again; remove it, or rename with proj()", item.Text), pos, end)
	}
	d.refs = append(d.refs, reference{fk: fk, parent: parent, first: first, keyKnown: true, keyPartial: parent.known().keyIncomplete, inKey: item.InKey})
}

// firstLike returns the index of the first reference with the parent and the attribute map
// of a foreign key, or the index that the foreign key gets itself.
func (d *resolved) firstLike(fk *graph.ForeignKey) int {
	if len(d.refs) < manyRefs {
		i := slices.IndexFunc(d.refs, func(o reference) bool { return o.isLike(fk) })
		if i < 0 {
			return len(d.refs)
		}
		return i
	}
	if d.byParent == nil {
		d.byParent = map[string][]int{}
		for i, r := range d.refs {
			if r.first == i {
				d.byParent[r.fk.Parent] = append(d.byParent[r.fk.Parent], i)
			}
		}
	}
	for _, i := range d.byParent[fk.Parent] {
		if d.refs[i].isLike(fk) {
			return i
		}
	}
	d.byParent[fk.Parent] = append(d.byParent[fk.Parent], len(d.refs))
	return len(d.refs)
}

// manyRefs is the number of references from which they are looked up by their parent.
const manyRefs = 16

// isLike reports whether the reference has the parent and the attribute map of a foreign
// key.
func (r *reference) isLike(fk *graph.ForeignKey) bool {
	return r.fk.Parent == fk.Parent && slices.Equal(r.fk.AttrMap, fk.AttrMap)
}

// addExternalKey adds a foreign key whose parent is not an analysed table, and
// adds the parent to the externals.
func (r *resolver) addExternalKey(d *resolved, item *definition.Item, ref *datajoint.Ref, fk *graph.ForeignKey) {
	outside := ref.Outside
	if r.tables[outside.ID] { // an undecorated class with the ID of a table
		outside.ID = d.table.Module.Name + ":" + item.ForeignKey.Ref
	}
	fk.Parent = outside.ID
	r.externals[fk.Parent] = outside
	if key := r.externalKey(ref); key != nil {
		r.addKey(d, item, fk, key, nil, ref.Renames)
		d.refs = append(d.refs, reference{fk: *fk, first: len(d.refs), keyKnown: true, inKey: item.InKey})
		return
	}
	renames := ref.Renames
	for i, name := range item.ForeignKey.NewAttrs {
		if i < len(item.ForeignKey.RefAttrs) {
			renames = append(renames, datajoint.Rename{New: name, Old: item.ForeignKey.RefAttrs[i]})
		}
	}
	r.addRenamedKey(d, item, fk, renames)
}

// addKey adds a parent's key to a table under the new names, and fills in the
// attribute map of fk. hazards are those of the parent.
func (r *resolver) addKey(d *resolved, item *definition.Item, fk *graph.ForeignKey, key []graph.Attribute, hazards map[string]string, renames []datajoint.Rename) {
	names := make(map[string]string, len(renames)) // the last rename counts
	for _, p := range renames {
		names[p.Old] = p.New
	}
	taken := make(map[string]bool, len(key))
	fk.AttrMap = make([]graph.AttrPair, 0, len(key))
	for i := range key {
		from := &key[i]
		child, renamed := names[from.Name]
		if !renamed {
			child = from.Name
		}
		child = r.once(child)
		if taken[child] {
			continue // a rename clash, which checkRenames reports
		}
		taken[child] = true
		fk.AttrMap = append(fk.AttrMap, graph.AttrPair{Child: child, Parent: from.Name})
		before := len(d.columns)
		at := d.addColumn(graph.Attribute{
			Name: child, Type: from.Type, Comment: from.Comment, Store: from.Store,
			Nullable: item.ForeignKey.Nullable, InKey: item.InKey, Pos: fk.Pos,
		})
		d.from[at] = append(d.from[at], len(d.refs))
		if hazard := hazards[from.Name]; hazard != "" && at == before {
			pos, end := d.span(item.Offset, len(item.Text))
			r.report("text-quote", graph.Error, fmt.Sprintf("%q, which the table gets with this key, has %s; reword it", from.Name, hazard), pos, end,
				graph.Related{Pos: from.Pos, Message: "the attribute"})
		}
	}
}

// addRenamedKey adds a reference to a parent whose key is unknown. The key it
// adds consists of the attributes that the reference renames; their types are
// unknown.
func (r *resolver) addRenamedKey(d *resolved, item *definition.Item, fk *graph.ForeignKey, renames []datajoint.Rename) {
	var key []graph.Attribute
	for _, p := range renames {
		key = append(key, graph.Attribute{Name: p.Old})
	}
	r.addKey(d, item, fk, key, nil, renames)
	fk.Primary, fk.Multi, fk.Aliased = item.InKey, true, len(renames) > 0
	d.refs = append(d.refs, reference{fk: *fk, first: len(d.refs), inKey: item.InKey})
}

// oldRenames returns the renames in "(a, b) -> T(x, y)". Without the list
// behind T, the names before the arrow rename the parent's only attribute, or
// those of its key that the table does not have yet. See compile_foreign_key in
// datajoint 0.13.
func (r *resolver) oldRenames(d *resolved, item *definition.Item, parent *resolved) []datajoint.Rename {
	news, olds := item.ForeignKey.NewAttrs, item.ForeignKey.RefAttrs
	if len(news) > 0 && len(olds) == 0 {
		var key []string
		for _, c := range parent.keyColumns() {
			key = append(key, c.Name)
		}
		if len(key) != 1 {
			key = slices.DeleteFunc(key, func(name string) bool { return d.column(name) >= 0 })
		}
		olds = key
	}
	if len(news) != len(olds) && len(news) > 0 {
		pos, end := d.span(item.Offset, len(item.Text))
		r.report("fk-syntax", graph.Error,
			fmt.Sprintf("the names before the arrow do not match the parent's free attributes, (%s) against (%s); give the same number of names",
				strings.Join(news, ", "), strings.Join(olds, ", ")), pos, end)
	}
	var renames []datajoint.Rename
	for i := range min(len(news), len(olds)) {
		renames = append(renames, datajoint.Rename{New: news[i], Old: olds[i]})
	}
	return renames
}

// checkRenames reports attributes of a projection that the parent does not have, and
// renames that clash.
func (r *resolver) checkRenames(d *resolved, item *definition.Item, parent *resolved, renames []datajoint.Rename, kept []string) {
	if parent.busy || parent.facts.incomplete {
		return
	}
	pos, end := d.span(item.Offset, len(item.Text))
	renamed := func(old string) func(datajoint.Rename) bool {
		return func(p datajoint.Rename) bool { return p.Old == old }
	}
	for _, name := range kept {
		if parent.column(name) < 0 {
			r.report("fk-rename", graph.Error, fmt.Sprintf("%s has no attribute %q to keep; its key is (%s)", parent.table.Qual, name, strings.Join(parent.key, ", ")), pos, end)
		}
	}
	for i, p := range renames {
		switch {
		case parent.column(p.Old) < 0:
			r.report("fk-rename", graph.Warning,
				fmt.Sprintf("%s has no attribute %q, so nothing is renamed; its key is (%s)", parent.table.Qual, p.Old, strings.Join(parent.key, ", ")), pos, end)
		case slices.Contains(parent.key, p.New) && !slices.ContainsFunc(renames, renamed(p.New)):
			r.report("fk-rename", graph.Error,
				fmt.Sprintf("%s already has an attribute %q, so %q cannot be renamed to it; choose another name", parent.table.Qual, p.New, p.Old), pos, end)
		case slices.ContainsFunc(renames[:i], func(q datajoint.Rename) bool { return q.New == p.New }):
			r.report("fk-rename", graph.Error, fmt.Sprintf("the projection gives the name %q twice; remove one", p.New), pos, end)
		case slices.ContainsFunc(renames[:i], renamed(p.Old)):
			r.report("fk-rename", graph.Error,
				fmt.Sprintf("%q of %s is renamed twice; choose one name", p.Old, parent.table.Qual), pos, end)
		}
	}
}

// setFlags sets the flags of the foreign keys that depend on the table's
// complete key.
func (r *resolver) setFlags(d *resolved) {
	inKey := make(map[string]bool, len(d.key))
	for _, name := range d.key {
		inKey[name] = true
	}
	unknown := 0
	for i := range d.refs {
		if d.refs[i].bringsUnknownKey() {
			unknown++
		}
	}
	for i := range d.refs {
		fk := &d.refs[i].fk
		others := unknown
		if d.refs[i].bringsUnknownKey() {
			others--
		}
		if !d.refs[i].keyKnown || len(fk.AttrMap) == 0 {
			continue
		}
		mapped := map[string]bool{}
		fk.Primary = true
		for _, p := range fk.AttrMap {
			mapped[p.Child] = true
			fk.Aliased = fk.Aliased || p.Child != p.Parent
			fk.Primary = fk.Primary && inKey[p.Child]
		}
		fk.Multi = len(mapped) != len(d.key) || !fk.Primary || others > 0
	}
}

// bringsUnknownKey reports whether a reference may bring unknown attributes into the key.
// Then no other reference is known to be the whole key.
func (r *reference) bringsUnknownKey() bool { return r.inKey && r.mayHideAttributes() }
