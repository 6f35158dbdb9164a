package diff

import (
	"cmp"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// A Store is the declaration of an object store that changed.
type Store struct {
	Name   string
	Status Status
	// Setting is the key whose value changed, such as "location". It is empty for a store
	// that is new or gone.
	Setting  string
	Old, New string // its value, before and after; empty for one that is not there
	Effect   Effect
	Reason   string    // what it means for a deployed database
	Pos      graph.Pos // in the new version; of a store that is gone, in the old one
}

// stores returns the declarations of object stores that changed, by name, then setting. Of
// a store that is declared twice, the first declaration counts.
func (c *comparison) stores() []Store {
	old, new := storesByName(c.old), storesByName(c.new)
	var changes []Store
	for name, s := range old {
		if new[name] == nil {
			changes = append(changes, Store{Name: name, Status: Removed, Effect: Migration, Reason: "what is in it cannot be read any more", Pos: s.Pos})
		}
	}
	for name, s := range new {
		before := old[name]
		if before == nil {
			changes = append(changes, Store{Name: name, Status: Added, Pos: s.Pos})
			continue
		}
		was, is := placesOf(before), placesOf(s)
		for key := range was {
			if _, both := is[key]; !both {
				is[key] = ""
			}
		}
		for key, value := range is {
			if was[key] != value {
				changes = append(changes, Store{
					Name: name, Setting: key, Old: was[key], New: value, Effect: Migration, Pos: s.Pos,
					Reason: "objects that exist are looked for in the new place",
				})
			}
		}
	}
	slices.SortFunc(changes, func(a, b Store) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Setting, b.Setting))
	})
	return changes
}

// storesByName returns the declared stores of a project.
func storesByName(p *graph.Pipeline) map[string]*graph.Store {
	stores := make(map[string]*graph.Store)
	for i := range p.Project.Stores {
		if s := &p.Project.Stores[i]; stores[s.Name] == nil {
			stores[s.Name] = s
		}
	}
	return stores
}

// placesOf returns the settings of a store that say where objects are.
func placesOf(s *graph.Store) map[string]string {
	places := map[string]string{"protocol": s.Protocol}
	for _, setting := range s.Settings {
		if setting.Text != "" {
			places[setting.Key] = setting.Text
		}
	}
	return places
}

// Words describes a change of a store in a clause. quote is applied to what comes from the
// pipelines.
func (s *Store) Words(quote func(string) string) string {
	switch s.Status {
	case Added:
		return "added"
	case Removed:
		return "removed"
	}
	return quote(s.Setting) + ": " + orNone(s.Old, quote) + " → " + orNone(s.New, quote)
}
