package datajoint

import (
	"slices"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/graph"
)

type (
	// Virtual is a virtual module over a schema.
	Virtual struct {
		Schema *interp.Str // the schema's name

		library *Library
		// spawned: its tables came into a namespace by spawn_missing_classes,
		// from the database alone.
		spawned bool
		// before are the schemas that were spawned there earlier, whose tables
		// come first.
		before []*Schema
	}
	// VirtualTable is a table, or a part, named through a virtual module.
	VirtualTable struct {
		Of   *Virtual
		Path []string
	}
)

// createVirtual is dj.create_virtual_module(module, schema_name).
func (l *Library) createVirtual(fr *interp.Frame, c *interp.Call) interp.Value {
	name, ok := c.Arg(1, "schema_name")
	if !ok {
		if name, ok = c.Arg(0, "schema_name"); !ok {
			return interp.Unknown{}
		}
	}
	return &Virtual{library: l, Schema: fr.ToStr(name, "?")}
}

// TypeName implements [interp.Value].
func (*Virtual) TypeName() string { return "" }

// Rank implements [interp.Ranked].
func (*Virtual) Rank() int { return interp.RankElusive }

// IsSomething implements [interp.Doubtful]: whether some module declares the schema.
func (x *Virtual) IsSomething() bool { return x.library.schemaNamed(x.Schema) != nil }

// IsModule implements [interp.ModuleLike].
func (*Virtual) IsModule() {}

// Attr implements [interp.Attributed].
func (x *Virtual) Attr(_ *interp.Frame, name string) interp.Value {
	switch {
	case interp.IsCapital(name):
		return &VirtualTable{Of: x, Path: []string{name}}
	case name == "schema":
		return x.schema()
	}
	return nil
}

func (x *Virtual) schema() *Schema {
	l := x.library
	if s := l.schemaNamed(x.Schema); s != nil {
		return s
	}
	s := l.newSchema(l.Here())
	s.Name, s.Active, s.virtual = x.Schema, true, true
	return s
}

// TypeName implements [interp.Value].
func (*VirtualTable) TypeName() string { return "" }

// Rank implements [interp.Ranked].
func (*VirtualTable) Rank() int { return interp.RankElusive }

// IsSomething implements [interp.Doubtful]: whether some module declares the table.
func (x *VirtualTable) IsSomething() bool { return x.Of.library.virtualTable(x) != nil }

// Attr implements [interp.Attributed].
func (x *VirtualTable) Attr(_ *interp.Frame, name string) interp.Value {
	if interp.IsCapital(name) {
		return &VirtualTable{Of: x.Of, Path: append(slices.Clip(x.Path), name)}
	}
	last := len(x.Path) - 1
	switch name {
	case "proj":
		return proj(x)
	case "__name__":
		return interp.NewStr(x.Path[last])
	case "database":
		return x.Of.Schema
	case "master", "_master":
		if last > 0 {
			return &VirtualTable{Of: x.Of, Path: x.Path[:last]}
		}
	}
	return nil
}

// Call implements [interp.Callable]: an object of a table is as good as the table.
func (x *VirtualTable) Call(*interp.Frame, *interp.Call) interp.Value { return x }

// IsSubclass implements [interp.SubclassTester]: of the tiers, only a part is known.
func (x *VirtualTable) IsSubclass(_ *interp.Machine, class interp.Value) interp.Truth {
	if t, ok := class.(*interp.External); ok {
		if tier, ok := tierOf(t.Path); ok && tier == graph.Part {
			return interp.TruthOf(len(x.Path) > 1)
		}
	}
	return interp.Maybe
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
