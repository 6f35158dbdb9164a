package diff

import (
	"cmp"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// pairs says which schemas and tables of the two versions are the same.
type pairs struct {
	old, new *graph.Pipeline
	// newSchema and oldSchema pair the IDs of schemas.
	newSchema, oldSchema map[string]string
	// newOf and oldOf pair the indices of tables; -1: the other version lacks it.
	newOf, oldOf []int
	// anyActive reports that some table of the old version was active: then those that
	// were not are no part of the deployed database.
	anyActive bool
}

// pair pairs the schemas and tables of two versions.
func pair(old, new *graph.Pipeline) *pairs {
	p := &pairs{
		old: old, new: new,
		newSchema: make(map[string]string), oldSchema: make(map[string]string),
		newOf: unpaired(len(old.Tables)), oldOf: unpaired(len(new.Tables)),
		anyActive: slices.ContainsFunc(old.Tables, func(t graph.Table) bool { return t.Active }),
	}
	p.pairSchemas()
	p.pairByName()
	p.pairByID()
	p.pairByContent()
	return p
}

func unpaired(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = -1
	}
	return list
}

// join pairs two tables by their indices.
func (p *pairs) join(old, new int) { p.newOf[old], p.oldOf[new] = new, old }

// pairSchemas pairs schemas of one name, then those that one module declares, then
// those with mostly the same classes.
func (p *pairs) pairSchemas() {
	join := func(o, n *graph.Schema) { p.newSchema[o.ID], p.oldSchema[n.ID] = n.ID, o.ID }
	byKey := make(map[string]*graph.Schema)
	for i := range p.new.Schemas {
		s := &p.new.Schemas[i]
		if k := schemaKey(s); byKey[k] == nil {
			byKey[k] = s
		}
	}
	for i := range p.old.Schemas {
		o := &p.old.Schemas[i]
		if n := byKey[schemaKey(o)]; n != nil && p.oldSchema[n.ID] == "" {
			join(o, n)
		}
	}
	classes := [2]map[string][]string{classesOf(p.old), classesOf(p.new)}
	type candidate struct {
		old, new *graph.Schema
		score    float64
	}
	var candidates []candidate
	for i := range p.old.Schemas {
		o := &p.old.Schemas[i]
		if p.newSchema[o.ID] != "" {
			continue
		}
		for j := range p.new.Schemas {
			n := &p.new.Schemas[j]
			if p.oldSchema[n.ID] != "" {
				continue
			}
			score := dice(classes[0][o.ID], classes[1][n.ID])
			if slices.ContainsFunc(o.Modules, func(m string) bool { return slices.Contains(n.Modules, m) }) {
				score++
			}
			if score > 0.5 {
				candidates = append(candidates, candidate{o, n, score})
			}
		}
	}
	slices.SortStableFunc(candidates, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	for _, c := range candidates {
		if p.newSchema[c.old.ID] == "" && p.oldSchema[c.new.ID] == "" {
			join(c.old, c.new)
		}
	}
}

// schemaKey returns what identifies a schema in both versions: its name, or else the
// modules that declare its tables, since the ID of a schema without a name is a
// position.
func schemaKey(s *graph.Schema) string {
	return cmp.Or(s.Name, s.Template, "\x00"+strings.Join(s.Modules, " "))
}

// classesOf returns the classes of each schema, sorted.
func classesOf(p *graph.Pipeline) map[string][]string {
	classes := make(map[string][]string)
	for i := range p.Tables {
		t := &p.Tables[i]
		classes[t.Schema] = append(classes[t.Schema], t.Class)
	}
	for _, list := range classes {
		slices.Sort(list)
	}
	return classes
}

// pairByName pairs the tables that have one name in the database: that is the same
// table, whatever the class is called. If several classes declare it, those of one ID
// belong together.
func (p *pairs) pairByName() {
	type name struct{ schema, table string }
	named := make(map[name][]int)
	for n := range p.new.Tables {
		t := &p.new.Tables[n]
		key := name{t.Schema, t.Name}
		named[key] = append(named[key], n)
	}
	for _, sameID := range []bool{true, false} {
		for o := range p.old.Tables {
			t := &p.old.Tables[o]
			schema, ok := p.newSchema[t.Schema]
			if !ok || p.newOf[o] >= 0 {
				continue
			}
			for _, n := range named[name{schema, t.Name}] {
				if p.oldOf[n] < 0 && (!sameID || p.new.Tables[n].ID == t.ID) {
					p.join(o, n)
					break
				}
			}
		}
	}
}

// pairByID pairs the classes of one name in one module, whose name in the database
// changed.
func (p *pairs) pairByID() {
	byID := make(map[string]int)
	for n := range p.new.Tables {
		if p.oldOf[n] < 0 {
			byID[p.new.Tables[n].ID] = n
		}
	}
	for o := range p.old.Tables {
		if p.newOf[o] >= 0 {
			continue
		}
		if n, ok := byID[p.old.Tables[o].ID]; ok {
			p.join(o, n)
		}
	}
}

// tableIndex returns the index of the table with this ID, or -1.
func tableIndex(p *graph.Pipeline, id string) int {
	i, found := slices.BinarySearchFunc(p.Tables, id, func(t graph.Table, id string) int { return strings.Compare(t.ID, id) })
	if !found {
		return -1
	}
	return i
}

// renamed returns the new ID of an old table or external: that of its pair, or the same
// ID if it is no table, or one that is gone.
func (p *pairs) renamed(id string) string {
	if o := tableIndex(p.old, id); o >= 0 {
		if n := p.newOf[o]; n >= 0 {
			return p.new.Tables[n].ID
		}
		return goneID(id)
	}
	return id
}

// goneID returns an ID that no table of the new version has.
func goneID(id string) string { return id + "@old" }
