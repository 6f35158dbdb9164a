package datajoint

import (
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/graph"
)

// TableNamed returns the table of a database schema by its class name, or nil.
func (l *Library) TableNamed(database, class string) *Table {
	return l.virtualTable(&VirtualTable{Of: &Virtual{Schema: interp.NewStr(database)}, Path: []string{class}})
}

// virtualTable returns the table that a virtual module stands for, or nil.
func (l *Library) virtualTable(v *VirtualTable) *Table {
	for _, s := range v.Of.before {
		if t := l.tableIn(l.identity(s.Name), v.Path); t != nil {
			return t
		}
	}
	return l.tableIn(l.identity(v.Of.Schema), v.Path)
}

// externalTable returns the table of this path, or nil. What is unknown but
// holds a schema that declares tables holds these as well, like a virtual
// module.
func (l *Library) externalTable(path string) *Table {
	names := strings.Split(path, ".")
	for i := len(names) - 1; i > 0; i-- {
		if t := l.tableIn(outside+strings.Join(names[:i], ".")+".schema", names[i:]); t != nil {
			return t
		}
	}
	return nil
}

// tableIn returns the table of a class, or of its part, in the schema of an
// identity, or nil.
func (l *Library) tableIn(id string, class []string) *Table {
	if id == "" {
		return nil
	}
	for _, tier := range []graph.Tier{graph.Manual, graph.Lookup, graph.Imported, graph.Computed} {
		name := sqlName(tier, class[0])
		for _, part := range class[1:] {
			name += "__" + snake(part)
		}
		if t := l.byKey[tableKey{id, name}]; t != nil {
			return t
		}
	}
	return nil
}
