package render

import "github.com/djdag/djdag/graph"

// What the text on a cycle begins with.
const (
	onCycle       = "on a cycle: "
	onImportCycle = "on a cycle of imports: "
	onMixedCycle  = "on a cycle of imports and foreign keys: "
)

// cycles tells which edges are on a cycle, and how that goes. A figure need not
// show it: it may lead through modules without tables, or through an import.
type cycles struct{ *graph.EdgeCycles }

// foreignKey names a cycle of tables, or else of modules, that a foreign key is
// on, or returns "". Either end may be nil: an external is on no cycle.
func (c cycles) foreignKey(child, parent *graph.Table) string {
	if child == nil || parent == nil {
		return ""
	}
	if way := c.Through(graph.ForeignKeyCycle, child.ID, parent.ID); way != "" {
		return onCycle + way
	}
	return c.modules(child.Module, parent.Module)
}

// modules names a cycle that is made of imports, or of these and foreign keys,
// and that leads from one module to another one, or returns "".
func (c cycles) modules(from, to string) string {
	if way := c.Through(graph.ImportCycle, from, to); way != "" {
		return onImportCycle + way
	}
	if way := c.Through(graph.SchemaCycle, from, to); way != "" {
		return onMixedCycle + way
	}
	return ""
}
