package database

import (
	"fmt"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// describe returns the definition of a table as DataJoint's Table.describe prints it,
// and sets the text of its foreign keys. A foreign key stands where its last attribute
// would.
func (b *builder) describe(t *table, keys []graph.ForeignKey) string {
	var text strings.Builder
	if t.Comment != "" {
		fmt.Fprintf(&text, "# %s\n", oneLine(t.Comment))
	}
	inKey := true
	seen := map[string]bool{}
	done := make([]bool, len(keys))
	for _, a := range t.Attributes {
		if inKey && !a.InKey {
			inKey = false
			text.WriteString("---\n")
		}
		seen[a.Name] = true
		if len(a.From) == 0 {
			text.WriteString(attributeLine(&a))
			continue
		}
		for i := range keys {
			missing := func(p graph.AttrPair) bool { return !seen[p.Child] }
			if done[i] || slices.ContainsFunc(keys[i].AttrMap, missing) {
				continue
			}
			done[i] = true
			keys[i].Text = b.arrow(t, &keys[i], t.refs[i])
			text.WriteString(keys[i].Text + "\n")
		}
	}
	for _, x := range t.Table.Indexes {
		unique := ""
		if x.Unique {
			unique = "unique "
		}
		fmt.Fprintf(&text, "%sindex (%s)\n", unique, strings.Join(x.Columns, ", "))
	}
	return text.String()
}

// attributeLine returns the line that declares an attribute.
func attributeLine(a *graph.Attribute) string {
	name := a.Name
	if a.Default != nil {
		name += "=" + *a.Default
	}
	line := fmt.Sprintf("%-20s : %-28s", name, a.Type)
	if a.Comment != "" {
		line += " # " + oneLine(a.Comment)
	}
	return strings.TrimRight(line, " ") + "\n"
}

// arrow returns the line that declares a foreign key.
func (b *builder) arrow(t *table, fk *graph.ForeignKey, ref *reference) string {
	var options []string
	if fk.Nullable {
		options = append(options, "nullable")
	}
	if fk.Unique {
		options = append(options, "unique")
	}
	line := "->"
	if options != nil {
		line += " [" + strings.Join(options, ", ") + "]"
	}
	switch parent := b.tables[ref.parent]; {
	case fk.Parent == t.Master && !fk.Aliased:
		return line + " master"
	case parent != nil && parent.Module == t.Module:
		line += " " + parent.Class
	default:
		line += " " + fk.Parent
	}
	var renamed []string
	for _, p := range fk.AttrMap {
		if p.Child != p.Parent {
			renamed = append(renamed, fmt.Sprintf("%s=%q", p.Child, p.Parent))
		}
	}
	if renamed != nil {
		line += ".proj(" + strings.Join(renamed, ", ") + ")"
	}
	return line
}

// oneLine returns a comment on one line.
func oneLine(comment string) string { return strings.Join(strings.Fields(comment), " ") }
