package diff

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/djdag/djdag/graph"
)

// passesOver is why alter() does not change an attribute of the key.
//
// Source: _make_attribute_alter of declare.py, "if new_name not in primary_key".
const passesOver = "alter() passes over attributes of the key"

// attributes returns what changed in the attributes that a table declares itself. An
// attribute that foreign keys bring changes with them.
func (c *comparison) attributes(old, new *graph.Table) []Change {
	var changes []Change
	renamed := renamedAttributes(old, new)
	newName := make(map[string]string)
	for _, pair := range renamed {
		newName[pair.old.Name] = pair.new.Name
		changes = append(changes, c.rules.attributeRenamed(pair.old, pair.new))
	}
	gained := make(map[string]bool)
	for _, name := range newName {
		gained[name] = true
	}
	for i := range old.Attributes {
		a := &old.Attributes[i]
		if newName[a.Name] == "" && new.Attribute(a.Name) == nil && len(a.From) == 0 {
			changes = append(changes, attributeRemoved(a))
		}
	}
	for i := range new.Attributes {
		a := &new.Attributes[i]
		before := old.Attribute(a.Name)
		switch {
		case before == nil && len(a.From) == 0 && !gained[a.Name]:
			changes = append(changes, c.rules.attributeAdded(a))
		case before != nil && (len(a.From) == 0 || len(before.From) == 0):
			changes = append(changes, c.rules.attributeChanges(before, a)...)
		}
	}
	for _, pair := range renamed {
		for _, change := range c.rules.attributeChanges(pair.old, pair.new) {
			if change.Kind != AttributeComment { // which may hold the old name
				changes = append(changes, change)
			}
		}
	}
	if change, ok := c.rules.attributeOrder(old, new, newName); ok {
		changes = append(changes, change)
	}
	return changes
}

// described returns an attribute as a definition has it, without the comment.
func described(a *graph.Attribute) string {
	if d := defaultText(a); d != "" {
		return a.Name + " = " + d + " : " + a.Type
	}
	return a.Name + " : " + a.Type
}

// defaultText returns the default of an attribute as written, "null" for a nullable one,
// or "".
func defaultText(a *graph.Attribute) string {
	switch {
	case a.Default != nil:
		return *a.Default
	case a.Nullable:
		return "null"
	}
	return ""
}

func (r rules) attributeAdded(a *graph.Attribute) Change {
	c := Change{Kind: AttributeAdded, Name: a.Name, New: described(a), Key: a.InKey, Pos: a.Pos}
	switch column := columnOf(a.Type); {
	case a.InKey:
		c.Effect, c.Reason = Migration, "alter() cannot change a key"
	case column.external != "":
		c.Effect, c.Reason = Migration, "it refers to the table of its store, and alter() cannot change foreign keys"
	case defaultText(a) == "":
		c.Effect, c.Reason = r.altered("rows that exist get 0 or an empty value")
	default:
		c.Effect, c.Reason = r.altered("")
	}
	return c
}

func attributeRemoved(a *graph.Attribute) Change {
	c := Change{Kind: AttributeRemoved, Name: a.Name, Old: described(a), Key: a.InKey, Effect: Loss, Pos: a.Pos}
	if c.Reason = "alter() drops the column with its values"; a.InKey {
		c.Reason = "the column goes with its values, and rows that differ in nothing else become one"
	}
	return c
}

// attributeChanges returns what changed in an attribute apart from its name.
func (r rules) attributeChanges(old, new *graph.Attribute) []Change {
	var changes []Change
	add := func(kind Kind, before, after string, effect Effect, reason string) {
		changes = append(changes, Change{Kind: kind, Name: new.Name, Old: before, New: after, Effect: effect, Reason: reason, Pos: new.Pos})
	}
	if spaced(old.Type) != spaced(new.Type) {
		kind := AttributeType
		if old.Store != new.Store && withoutStore(old.Type) == withoutStore(new.Type) {
			kind = AttributeStore
		}
		effect, reason := r.retyped(old, new)
		add(kind, old.Type, new.Type, effect, reason)
		changes[len(changes)-1].Key = new.InKey && old.InKey && !columnOf(old.Type).same(columnOf(new.Type))
	}
	if before, after := defaultText(old), defaultText(new); before != after || old.Nullable != new.Nullable {
		effect, reason := r.altered("")
		switch {
		case new.InKey:
			effect, reason = Migration, passesOver
		case old.Nullable && !new.Nullable && effect == Alter:
			reason = "it fails where a row has NULL"
		}
		add(AttributeDefault, before, after, effect, reason)
	}
	if old.Comment != new.Comment && len(new.From) == 0 && len(old.From) == 0 {
		effect, reason := r.altered("")
		if new.InKey {
			effect, reason = Nothing, passesOver+": the database keeps the old comment"
		}
		add(AttributeComment, old.Comment, new.Comment, effect, reason)
	}
	return changes
}

// withoutStore returns a type without the name of its store.
func withoutStore(typ string) string {
	before, after, _ := strings.Cut(spaced(typ), "@")
	if strings.HasSuffix(after, ">") {
		return before + ">"
	}
	return before
}

// retyped returns what a change of type means. The types differ as text.
func (r rules) retyped(old, new *graph.Attribute) (Effect, string) {
	from, to := columnOf(old.Type), columnOf(new.Type)
	switch {
	case from.same(to) && new.InKey:
		return Nothing, "the column stays as it is; " + passesOver
	case from.same(to) && old.Store != new.Store && new.Store != "":
		return r.altered("values that exist stay in the old store")
	case from.same(to):
		return r.altered("the column stays as it is, only its comment tells another type")
	case from.external != "" && to.external != "":
		return Migration, "it refers to the table of its store, and alter() cannot change foreign keys"
	case from.external != "" || to.external != "":
		return Loss, "values do not move between the column and the store"
	case lossOf(from, to) != "":
		return Loss, lossOf(from, to)
	case new.InKey:
		return Migration, passesOver
	}
	return r.altered("")
}

// renameComment is a comment by which alter() learns the old name of an attribute.
//
// Source: original_regexp in _make_attribute_alter of declare.py.
var renameComment = regexp.MustCompile(`^\{\s*(\w+)\s*\}`)

// attributeRenamed returns the change of an attribute's name.
func (r rules) attributeRenamed(old, new *graph.Attribute) Change {
	c := Change{Kind: AttributeRenamed, Name: new.Name, Old: old.Name, New: new.Name, Key: new.InKey || old.InKey, Pos: new.Pos}
	told := renameComment.FindStringSubmatch(new.Comment)
	switch {
	case c.Key:
		c.Effect, c.Reason = Migration, "alter() cannot change a key"
	case told != nil && told[1] == old.Name && !r.recorded(new.Type):
		c.Effect, c.Reason = r.altered("its comment tells alter() the old name")
	case r.postgres:
		c.Effect, c.Reason = Migration, onPostgres
	default:
		c.Effect, c.Reason = Loss, "alter() compares names: it drops the old column with its values, and adds an empty one"
	}
	return c
}

// recorded reports whether the comment of a column begins with its type. Then alter()
// does not find an old name there.
//
// Source: compile_attribute of declare.py, which writes ":{type}:{comment}".
func (r rules) recorded(typ string) bool {
	t := columnOf(typ)
	return t.recorded || t.recordedBy2 && r.datajoint2
}

// A renaming is an attribute with two names.
type renaming struct{ old, new *graph.Attribute }

// renamedAttributes returns the attributes that only changed their name: those whose
// comment tells the old name, and those of one type at one place in the definition.
func renamedAttributes(old, new *graph.Table) []renaming {
	gone, came := ownOnly(old, new), ownOnly(new, old)
	byName := make(map[string]*graph.Attribute)
	for _, g := range gone {
		byName[g.Name] = g.Attribute
	}
	var pairs []renaming
	taken := make(map[*graph.Attribute]bool)
	join := func(g, n *graph.Attribute) {
		taken[g], taken[n] = true, true
		pairs = append(pairs, renaming{g, n})
	}
	for _, n := range came {
		if told := renameComment.FindStringSubmatch(n.Comment); told != nil {
			if g := byName[told[1]]; g != nil && !taken[g] {
				join(g, n.Attribute)
			}
		}
	}
	waiting := make(map[string][]*graph.Attribute) // those that are gone from a place
	for _, g := range gone {
		if !taken[g.Attribute] {
			waiting[g.place()] = append(waiting[g.place()], g.Attribute)
		}
	}
	for _, n := range came {
		if list := waiting[n.place()]; len(list) > 0 && !taken[n.Attribute] {
			waiting[n.place()] = list[1:]
			join(list[0], n.Attribute)
		}
	}
	return pairs
}

// A placedAttribute is an attribute with the nearest one before it that both versions
// have.
type placedAttribute struct {
	*graph.Attribute
	after string
}

// place returns what two names of one attribute have in common: the place and the column.
func (a placedAttribute) place() string {
	return fmt.Sprintf("%q %t %q", a.after, a.InKey, columnOf(a.Type).describe())
}

// ownOnly returns the attributes that t declares and other does not have.
func ownOnly(t, other *graph.Table) []placedAttribute {
	var list []placedAttribute
	after := ""
	for i := range t.Attributes {
		a := &t.Attributes[i]
		if other.Attribute(a.Name) != nil {
			after = a.Name
		} else if len(a.From) == 0 {
			list = append(list, placedAttribute{a, after})
		}
	}
	return list
}

// attributeOrder returns the change of the order of attributes outside the key, if there
// is any. alter() moves them.
func (r rules) attributeOrder(old, new *graph.Table, newName map[string]string) (Change, bool) {
	place := make(map[string]int)
	for i := range new.Attributes {
		if a := &new.Attributes[i]; !a.InKey {
			place[a.Name] = i
		}
	}
	var names []string
	var places []int
	for i := range old.Attributes {
		a := &old.Attributes[i]
		name := a.Name
		if newName[name] != "" {
			name = newName[name]
		}
		if p, ok := place[name]; ok && !a.InKey {
			names = append(names, name)
			places = append(places, p)
		}
	}
	moved := misplaced(places)
	if len(moved) == 0 {
		return Change{}, false
	}
	c := Change{Kind: AttributeOrder, Pos: new.Pos}
	var which []string
	for _, i := range moved {
		which = append(which, names[i])
	}
	c.Name = strings.Join(which, ", ")
	c.Effect, c.Reason = r.altered("")
	return c, true
}
