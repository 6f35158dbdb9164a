package datajoint

import (
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/graph"
)

// A Target is a table that code names.
type Target struct {
	Table   *Table         // nil for one that no analysed module declares
	Outside graph.External // stands for it then
}

// IsSure reports whether the target is surely a table: any class of a module that is
// not analysed may be one.
func (t Target) IsSure() bool { return t.Table != nil || t.Outside.Kind == graph.Virtual }

// TargetOf returns the table that a value stands for. It reports false for a value
// that is no table.
func (l *Library) TargetOf(v interp.Value) (Target, bool) {
	switch x := l.Force(v).(type) {
	case *interp.Class:
		t := standsFor(x)
		return Target{Table: t}, t != nil
	case *interp.Instance:
		t := standsFor(x.Class)
		return Target{Table: t}, t != nil
	case *projection:
		return l.TargetOf(x.table)
	case *virtualTable:
		if t := l.virtualTable(x); t != nil {
			return Target{Table: t}, true
		}
		schema, class := x.of.name.Text, strings.Join(x.path, ".")
		return Target{Outside: graph.External{ID: schema + "." + class, Kind: graph.Virtual, Module: schema, Class: class}}, true
	case *interp.External:
		if !interp.IsCapital(interp.LastOf(x.Path)) || interp.InStdlib(x.Path) || strings.HasPrefix(x.Path, "datajoint.") || !strings.Contains(x.Path, ".") {
			return Target{}, false
		}
		if t := l.externalTable(x.Path); t != nil {
			return Target{Table: t}, true
		}
		return Target{Outside: externalAt(x.Path, graph.Outside)}, true
	}
	return Target{}, false
}

// IsTable reports whether a class is a table, or would be one with a schema.
func (l *Library) IsTable(c *interp.Class) bool { return l.hasTier(c) }
