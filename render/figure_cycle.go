package render

import (
	"path"

	"github.com/djdag/djdag/graph"
)

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

// addBareModules adds a small node for each module without tables that a cycle of
// imports with a pill runs through, so that the figure shows the cycle closed. It adds
// them to the pills, by module.
func (b *builder) addBareModules(f *figure, pills map[string]*node) {
	if !f.isPipeline() {
		return
	}
	joined := make(map[int]bool) // components with a pill
	for m := range pills {
		joined[b.cycles.Component(graph.ImportCycle, m)] = true
	}
	for i := range b.p.Modules {
		m := &b.p.Modules[i]
		if pills[m.Name] != nil || !joined[b.cycles.Component(graph.ImportCycle, m.Name)] {
			continue
		}
		label := lastComponent(m.Name)
		if path.Base(m.Path) == "__init__.py" {
			label += "/__init__"
		}
		n := &node{kind: bare, key: m.Name, label: label, tooltip: m.Name + "\nhas no tables", pos: graph.Pos{Path: m.Path, Line: 1}}
		pills[m.Name] = n
		f.loose = append(f.loose, n)
	}
}
