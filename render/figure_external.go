package render

import (
	"strings"

	"github.com/djdag/djdag/graph"
)

// externalNode returns a new node for an external or, among pills, for the
// module that it is in. t is its table if it is one that is not active.
func (b *builder) externalNode(id string, t *graph.Table, asModule bool) *node {
	why, k := "outside of what was analysed", external
	if t != nil {
		why = "in a schema that is never activated"
	}
	if x := b.p.External(id); x != nil {
		switch x.Kind {
		case graph.Unresolved:
			why, k = "not resolved", unresolved
		case graph.Virtual:
			why = "in a virtual module"
		}
	}
	module, class := splitID(id)
	if asModule && k == external && module != "" {
		key := module
		if b.p.Schema(key) != nil {
			key = "module " + module // one of the same name is no other's
		}
		return &node{kind: external, key: key, label: lastComponent(module), count: "external", tooltip: module + "\n" + why}
	}
	label := class
	if module != "" {
		label = lastComponent(module) + "." + class
	}
	return &node{kind: k, key: id, label: label, tooltip: id + "\n" + why}
}

// splitID parts "pkg.mod.Class.Part" into module and class, of what is no table
// of ours: the class begins with the first of the last components that look like
// the name of a class.
func splitID(id string) (module, class string) {
	parts := strings.Split(id, ".")
	first := len(parts) - 1
	for first > 0 && isClassName(parts[first-1]) {
		first--
	}
	if first == 0 && len(parts) > 1 && !isClassName(parts[len(parts)-1]) {
		first = len(parts) - 1
	}
	return strings.Join(parts[:first], "."), strings.Join(parts[first:], ".")
}

// isClassName reports whether a name is written as DataJoint wants those of
// tables: in CamelCase. There are packages in capitals, too: U19_lab.
func isClassName(name string) bool {
	return name != "" && 'A' <= name[0] && name[0] <= 'Z' && !strings.Contains(name, "_")
}
