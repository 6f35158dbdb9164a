package evaluate

import (
	"slices"

	"github.com/djdag/djdag/graph"
)

type (
	// Virtual is a virtual module over a schema.
	Virtual struct {
		Schema *Str // the schema's name

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
func (l *Library) createVirtual(fr *Frame, c *Call) Value {
	name, ok := c.Arg(1, "schema_name")
	if !ok {
		if name, ok = c.Arg(0, "schema_name"); !ok {
			return Unknown{}
		}
	}
	return &Virtual{library: l, Schema: fr.ToStr(name, "?")}
}

// TypeName implements [Value].
func (*Virtual) TypeName() string { return "" }

// Rank implements [Ranked].
func (*Virtual) Rank() int { return RankElusive }

// IsSomething implements [Doubtful]: whether some module declares the schema.
func (x *Virtual) IsSomething() bool { return x.library.schemaNamed(x.Schema) != nil }

// IsModule implements [ModuleLike].
func (*Virtual) IsModule() {}

// Attr implements [Attributed].
func (x *Virtual) Attr(_ *Frame, name string) Value {
	switch {
	case IsCapital(name):
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

// TypeName implements [Value].
func (*VirtualTable) TypeName() string { return "" }

// Rank implements [Ranked].
func (*VirtualTable) Rank() int { return RankElusive }

// IsSomething implements [Doubtful]: whether some module declares the table.
func (x *VirtualTable) IsSomething() bool { return x.Of.library.virtualTable(x) != nil }

// Attr implements [Attributed].
func (x *VirtualTable) Attr(_ *Frame, name string) Value {
	if IsCapital(name) {
		return &VirtualTable{Of: x.Of, Path: append(slices.Clip(x.Path), name)}
	}
	last := len(x.Path) - 1
	switch name {
	case "proj":
		return proj(x)
	case "__name__":
		return NewStr(x.Path[last])
	case "database":
		return x.Of.Schema
	case "master", "_master":
		if last > 0 {
			return &VirtualTable{Of: x.Of, Path: x.Path[:last]}
		}
	}
	return nil
}

// Call implements [Callable]: an object of a table is as good as the table.
func (x *VirtualTable) Call(*Frame, *Call) Value { return x }

// IsSubclass implements [SubclassTester]: of the tiers, only a part is known.
func (x *VirtualTable) IsSubclass(_ *Machine, class Value) Truth {
	if t, ok := class.(*External); ok {
		if tier, ok := tierOf(t.Path); ok && tier == graph.Part {
			return TruthOf(len(x.Path) > 1)
		}
	}
	return Maybe
}
