package render

import "github.com/djdag/djdag/graph"

// Prefixes of [edge.around].
const (
	onCycle       = "on a cycle: "
	onImportCycle = "on a cycle of imports: "
	onMixedCycle  = "on a cycle of imports and foreign keys: "
)

// cycles finds the cycle that an edge is on. The figure may not show all of it:
// a cycle may lead through an import, or through a module without tables.
type cycles struct{ *graph.EdgeCycles }

// foreignKey describes the cycle of tables that a foreign key is on, or else the
// cycle of modules, or returns "". An external is on no cycle; it is nil here.
func (c cycles) foreignKey(child, parent *graph.Table) string {
	if child == nil || parent == nil {
		return ""
	}
	if way := c.Through(graph.ForeignKeyCycle, child.ID, parent.ID); way != "" {
		return onCycle + way
	}
	return c.modules(child.Module, parent.Module)
}

// modules describes a cycle through the step from one module to another. It
// prefers a cycle of imports alone to one that needs foreign keys. It returns ""
// if there is none.
func (c cycles) modules(from, to string) string {
	if way := c.Through(graph.ImportCycle, from, to); way != "" {
		return onImportCycle + way
	}
	if way := c.Through(graph.SchemaCycle, from, to); way != "" {
		return onMixedCycle + way
	}
	return ""
}
