package projectfiles

import (
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// place returns the text of a setting that says where objects are. An address
// may hold a password.
func place(s setting) string {
	switch s.key() {
	case "location", "bucket", "endpoint", "container", "hash_prefix", "schema_prefix", "filepath_prefix", "partition_pattern":
		if !strings.Contains(s.text, "@") {
			return s.text
		}
	}
	return ""
}

// stores records the object stores that are declared in a section of the
// settings.
func (r *reader) stores(list []setting, section []string) {
	var stores []graph.Store
	for _, s := range list {
		if len(s.path) <= len(section) || !slices.Equal(s.path[:len(section)], section) {
			continue
		}
		name, below := s.path[len(section)], s.path[len(section)+1:]
		// "default" and "filepath_default" refer to stores.
		if len(below) == 0 && !s.table && (name == "default" || name == "filepath_default") {
			if s.kind == graph.TextValue {
				r.found.Project.DefaultStores = append(r.found.Project.DefaultStores, graph.StoreReference{Key: name, Store: s.text, Pos: s.pos})
			}
			continue
		}
		i := slices.IndexFunc(stores, func(t graph.Store) bool { return t.Name == name })
		if i < 0 {
			i = len(stores)
			stores = append(stores, graph.Store{Name: name, Pos: s.pos, End: s.end})
		}
		if len(below) != 1 || s.header {
			continue
		}
		if s.key() == "protocol" && s.kind == graph.TextValue {
			stores[i].Protocol = s.text
		}
		stores[i].Settings = append(stores[i].Settings, graph.StoreSetting{
			Key: s.key(), Kind: s.kind, Empty: s.kind == graph.TextValue && s.text == "", Text: place(s), Pos: s.pos, End: s.end,
		})
	}
	r.found.Project.Stores = append(r.found.Project.Stores, stores...)
}
