package render

import (
	"strings"

	"github.com/djdag/djdag/graph"
)

// describe returns the tooltip of a table: a headline and its definition, in the
// form of DataJoint's describe() but without the comments of attributes. Each
// reference is an arrow, and a rule separates the key from the rest.
func describe(p *graph.Pipeline, t *graph.Table) string {
	var key, rest []string
	add := func(inKey bool, text string) {
		if inKey {
			key = append(key, text)
		} else {
			rest = append(rest, text)
		}
	}
	done := make(map[*graph.ForeignKey]bool)
	refer := func(fk *graph.ForeignKey) {
		if !done[fk] {
			done[fk] = true
			add(fk.Primary, referenceText(fk))
		}
	}
	walk(p, t, func(a *graph.Attribute) {
		for _, from := range a.From {
			refer(&p.ForeignKeys[from])
		}
		if len(a.From) > 0 {
			return
		}
		text := a.Name
		if a.Default != nil {
			text += "=" + *a.Default
		}
		if a.Type != "" {
			text += " : " + a.Type
		}
		add(a.InKey, text)
	}, refer)
	references := p.ForeignKeysOf(t.ID)
	for i := range references {
		refer(&references[i]) // those that no attribute comes from
	}
	lines := []string{lastComponent(t.Module) + "." + t.Class + " (" + t.Tier.String() + ")"}
	if t.Comment != "" {
		lines = append(lines, "# "+t.Comment)
	}
	lines = append(lines, key...)
	for _, index := range t.Indexes {
		rest = append(rest, indexText(index))
	}
	if len(rest) > 0 {
		lines = append(lines, strings.Repeat("─", 12))
	}
	return strings.Join(append(lines, rest...), "\n")
}

// indexText returns an index in the form of describe().
func indexText(index graph.Index) string {
	text := "index (" + strings.Join(index.Columns, ", ") + ")"
	if index.Unique {
		text = "unique " + text
	}
	return text
}

// referenceText returns the line of a foreign key as written, with "→" for "->".
func referenceText(fk *graph.ForeignKey) string {
	if target, ok := strings.CutPrefix(strings.TrimSpace(fk.Text), "->"); ok {
		return "→ " + strings.TrimSpace(target)
	}
	if fk.Text != "" {
		return fk.Text
	}
	return "→ " + fk.Parent
}

// foreignKeyTooltip returns the child and the parent, and a line for each
// attribute that has another name in the child.
func foreignKeyTooltip(p *graph.Pipeline, fk *graph.ForeignKey) string {
	var b strings.Builder
	b.WriteString(className(p, fk.Child) + " → " + className(p, fk.Parent))
	for _, pair := range fk.AttrMap {
		if pair.Child != pair.Parent {
			b.WriteString("\n" + pair.Child + " ← " + pair.Parent)
		}
	}
	return b.String()
}
