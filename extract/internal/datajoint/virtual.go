package datajoint

import (
	"slices"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/graph"
)

type (
	// virtualModule is a virtual module over a schema.
	virtualModule struct {
		name *interp.Str // the schema's name

		library *Library
		// spawned: its tables came into a namespace by spawn_missing_classes,
		// from the database alone.
		spawned bool
		// before are the schemas that were spawned there earlier, whose tables
		// come first.
		before []*Schema
	}
	// virtualTable is a table, or a part, named through a virtual module.
	virtualTable struct {
		of   *virtualModule
		path []string
	}
)

// TypeName implements [interp.Value].
func (*virtualModule) TypeName() string { return "" }

// Rank implements [interp.Ranked].
func (*virtualModule) Rank() int { return interp.RankElusive }

// IsSomething implements [interp.Doubtful]: whether some module declares the schema.
func (x *virtualModule) IsSomething() bool { return x.library.schemaNamed(x.name) != nil }

// IsModule implements [interp.ModuleLike].
func (*virtualModule) IsModule() {}

// Attr implements [interp.Attributed].
func (x *virtualModule) Attr(_ *interp.Frame, name string) interp.Value {
	switch {
	case interp.IsCapital(name):
		return &virtualTable{of: x, path: []string{name}}
	case name == "schema":
		return x.schema()
	}
	return nil
}

func (x *virtualModule) schema() *Schema {
	l := x.library
	if s := l.schemaNamed(x.name); s != nil {
		return s
	}
	s := l.newSchema(l.Here())
	s.Name, s.Active, s.virtual = x.name, true, true
	return s
}

// TypeName implements [interp.Value].
func (*virtualTable) TypeName() string { return "" }

// Rank implements [interp.Ranked].
func (*virtualTable) Rank() int { return interp.RankElusive }

// IsSomething implements [interp.Doubtful]: whether some module declares the table.
func (x *virtualTable) IsSomething() bool { return x.of.library.virtualTable(x) != nil }

// Attr implements [interp.Attributed].
func (x *virtualTable) Attr(_ *interp.Frame, name string) interp.Value {
	if interp.IsCapital(name) {
		return &virtualTable{of: x.of, path: append(slices.Clip(x.path), name)}
	}
	last := len(x.path) - 1
	switch name {
	case "proj":
		return proj(x)
	case "__name__":
		return interp.NewStr(x.path[last])
	case "database":
		return x.of.name
	case "master", "_master":
		if last > 0 {
			return &virtualTable{of: x.of, path: x.path[:last]}
		}
	}
	return nil
}

// Call implements [interp.Callable]: an object of a table is as good as the table.
func (x *virtualTable) Call(*interp.Frame, *interp.Call) interp.Value { return x }

// IsSubclass implements [interp.SubclassTester]: of the tiers, only a part is known.
func (x *virtualTable) IsSubclass(_ *interp.Machine, class interp.Value) interp.Truth {
	if t, ok := class.(*interp.External); ok {
		if tier, ok := tierOf(t.Path); ok && tier == graph.Part {
			return interp.TruthOf(len(x.path) > 1)
		}
	}
	return interp.Maybe
}

// virtualTable returns the table that a virtual module stands for, or nil.
func (l *Library) virtualTable(v *virtualTable) *Table {
	for _, s := range v.of.before {
		if t := l.tableIn(l.identity(s.Name), v.path); t != nil {
			return t
		}
	}
	return l.tableIn(l.identity(v.of.name), v.path)
}
