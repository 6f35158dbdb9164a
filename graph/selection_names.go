package graph

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// resolve returns the nodes that an operand selects.
func (n *nodeGraph) resolve(s *selector) (nodeSet, *SelectionError) {
	set := make(nodeSet, n.parents.n)
	if s.name.all {
		for v := range set {
			set[v] = true
		}
		return set, nil
	}
	var miss *miss
	switch s.name.kind {
	case "tier":
		n.addTier(set, s.name.text) // an empty tier is not an error
	case "table":
		miss = n.addTable(set, s.name)
	case "module":
		miss = n.addModule(set, s.name)
	case "schema":
		miss = n.addSchema(set, s.name)
	default:
		miss = n.addAny(set, s.name)
	}
	if miss != nil {
		return nil, &SelectionError{Col: s.col, Message: miss.message}
	}
	return set, nil
}

// A miss says why a name selects nothing.
type miss struct {
	message string
	exists  bool // the name is ambiguous, or a module without tables
}

// addAny resolves a name as a table, else as a module, else as a schema. A
// pattern matches only tables.
func (n *nodeGraph) addAny(set nodeSet, name selectorName) *miss {
	table := n.addTable(set, name)
	if table == nil || name.pattern != nil {
		return table
	}
	module := n.addModule(set, name)
	if module == nil {
		return nil
	}
	schema := n.addSchema(set, name)
	if schema == nil {
		return nil
	}
	for _, m := range []*miss{table, module, schema} {
		if m.exists {
			return m
		}
	}
	var known []string
	for v := range set {
		known = append(known, n.id(v))
	}
	for _, m := range n.pipeline.Modules {
		known = append(known, m.Name)
	}
	for _, s := range n.pipeline.Schemas {
		known = append(known, s.ID)
	}
	return &miss{message: fmt.Sprintf("no table or schema is called %q%s", name.text, suggestion(name.text, known))}
}

func (n *nodeGraph) addTable(set nodeSet, name selectorName) *miss {
	var known []string
	for v := range set {
		known = append(known, n.id(v))
	}
	found, miss := lookUp("table", name, known, known, n.preference)
	for _, v := range found {
		set[v] = true
	}
	return miss
}

// preference ranks the nodes for an ambiguous name: first tables, then parts,
// then externals.
func (n *nodeGraph) preference(node int) int {
	switch tables := n.pipeline.Tables; {
	case node >= len(tables):
		return 2
	case tables[node].Tier == Part:
		return 1
	}
	return 0
}

// addModule adds the tables of a module. For a package without tables, it adds
// those of its modules.
func (n *nodeGraph) addModule(set nodeSet, name selectorName) *miss {
	modules := n.pipeline.Modules
	known := make([]string, len(modules))
	for m := range modules {
		known[m] = modules[m].Name
	}
	home := n.pipeline.tableModules()
	declares := make([]bool, len(modules))
	for _, m := range home {
		if m >= 0 {
			declares[m] = true
		}
	}
	found, miss := lookUp("module", name, known, known, func(m int) int {
		if declares[m] {
			return 0
		}
		return 1
	})
	meant := make([]bool, len(modules))
	some := false
	for _, m := range found {
		meant[m] = true
		for sub := range modules {
			if !declares[m] && strings.HasPrefix(known[sub], known[m]+".") {
				meant[sub] = true
			}
		}
	}
	for v, m := range home {
		if m >= 0 && meant[m] {
			set[v], some = true, true
		}
	}
	if miss == nil && !some {
		return noTable(name.text)
	}
	return miss
}

func noTable(module string) *miss {
	return &miss{message: fmt.Sprintf("the module %q declares no table", module), exists: true}
}

func (n *nodeGraph) addSchema(set nodeSet, name selectorName) *miss {
	schemas := n.pipeline.Schemas
	ids, labels := make([]string, len(schemas)), make([]string, len(schemas))
	for i := range schemas {
		ids[i], labels[i] = schemas[i].ID, schemas[i].Label()
	}
	found, miss := lookUp("schema", name, ids, labels, func(int) int { return 0 })
	meant := make(map[string]bool)
	for _, i := range found {
		meant[ids[i]] = true
	}
	for v := range n.pipeline.Tables {
		if meant[n.pipeline.Tables[v].Schema] {
			set[v] = true
		}
	}
	return miss
}

func (n *nodeGraph) addTier(set nodeSet, text string) {
	for v := range n.pipeline.Tables {
		if n.pipeline.Tables[v].Tier.String() == text {
			set[v] = true
		}
	}
}

// lookUp resolves a name among things with unique IDs and possibly ambiguous
// labels. It returns indices into ids and labels, or a miss.
//
// A pattern matches all things whose ID or label, or a suffix of it after a dot,
// matches. Any other name must resolve to one thing: the one with this ID, else
// with this label, else with a label that has this suffix after a dot. Among the
// last, lookUp considers only those with the smallest preference.
func lookUp(what string, name selectorName, ids, labels []string, preference func(int) int) ([]int, *miss) {
	var found []int
	if name.pattern != nil {
		for i, label := range labels {
			if matchesSuffix(name, label) || label != ids[i] && matchesSuffix(name, ids[i]) {
				found = append(found, i)
			}
		}
		if found == nil {
			return nil, &miss{message: fmt.Sprintf("no %s matches %q", what, name.text)}
		}
		return found, nil
	}
	if i := slices.Index(ids, name.text); i >= 0 {
		return []int{i}, nil
	}
	for i, label := range labels {
		if label == name.text {
			found = append(found, i)
		}
	}
	if found == nil {
		found = withSuffix("."+name.text, labels, preference)
	}
	switch len(found) {
	case 0:
		return nil, &miss{message: fmt.Sprintf("no %s is called %q%s", what, name.text, suggestion(name.text, labels))}
	case 1:
		return found, nil
	}
	var meant []string
	for _, i := range found {
		meant = append(meant, ids[i])
	}
	return nil, &miss{message: fmt.Sprintf("ambiguous %s %q: want one of %s", what, name.text, strings.Join(meant, ", ")), exists: true}
}

// withSuffix returns the indices of the labels with this suffix that have the
// smallest preference.
func withSuffix(suffix string, labels []string, preference func(int) int) []int {
	var found []int
	for i, label := range labels {
		if !strings.HasSuffix(label, suffix) {
			continue
		}
		if found != nil && preference(i) < preference(found[0]) {
			found = nil
		}
		if found == nil || preference(i) == preference(found[0]) {
			found = append(found, i)
		}
	}
	return found
}

// matchesSuffix reports whether the pattern matches a known name, or a suffix of
// it after a dot.
func matchesSuffix(name selectorName, known string) bool {
	for {
		if name.pattern.MatchString(known) {
			return true
		}
		_, rest, ok := strings.Cut(known, ".")
		if !ok {
			return false
		}
		known = rest
	}
}

// suggestion returns "; did you mean …?" with the known name that is most
// similar, or "". It compares only as many trailing components as text has.
func suggestion(text string, known []string) string {
	const maxName = 100 // bytes; bounds the time
	if len(text) > maxName {
		return ""
	}
	best, least := "", 1+max(1, (len(text)+2)/3)
	components := 1 + strings.Count(text, ".")
	for _, k := range known {
		parts := strings.Split(k, ".")
		tail := strings.Join(parts[max(0, len(parts)-components):], ".")
		d := levenshtein.ComputeDistance(strings.ToLower(text), strings.ToLower(tail))
		if d < least || d == least && best != "" && tail < best {
			best, least = tail, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", best)
}
