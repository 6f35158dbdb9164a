package render

import (
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// describe returns a table's definition as DataJoint's describe() words it,
// one line each, without comments on attributes: references as arrows, and a
// rule between the key and the rest.
func describe(p *graph.Pipeline, t *graph.Table) string {
	type line struct {
		at   int
		text string
	}
	var key, rest []line
	add := func(inKey bool, at int, text string) {
		if inKey {
			key = append(key, line{at, text})
		} else {
			rest = append(rest, line{at, text})
		}
	}
	for _, fk := range p.ForeignKeysOf(t.ID) {
		add(fk.Primary, fk.Pos.Line, referenceText(&fk))
	}
	for i := range t.Attributes {
		a := &t.Attributes[i]
		if len(a.From) > 0 {
			continue
		}
		text := a.Name
		if a.Default != nil {
			text += "=" + *a.Default
		}
		if a.Type != "" {
			text += " : " + a.Type
		}
		add(a.InKey, a.Line, text)
	}
	lines := []string{lastComponent(t.Module) + "." + t.Class + " (" + t.Tier.String() + ")"}
	if t.Comment != "" {
		lines = append(lines, "# "+t.Comment)
	}
	byLine := func(a, b line) int { return a.at - b.at }
	slices.SortStableFunc(key, byLine)
	slices.SortStableFunc(rest, byLine)
	for _, l := range key {
		lines = append(lines, l.text)
	}
	if len(rest) > 0 {
		lines = append(lines, strings.Repeat("─", 12))
	}
	for _, l := range rest {
		lines = append(lines, l.text)
	}
	return strings.Join(lines, "\n")
}

// referenceText returns a foreign key's line as written, with a real arrow.
func referenceText(fk *graph.ForeignKey) string {
	if target, ok := strings.CutPrefix(strings.TrimSpace(fk.Text), "->"); ok {
		return "→ " + strings.TrimSpace(target)
	}
	if fk.Text != "" {
		return fk.Text
	}
	return "→ " + fk.Parent
}

// foreignKeyTooltip returns who refers to whom and, line by line, which
// attribute has which other name in the child.
func foreignKeyTooltip(fk *graph.ForeignKey) string {
	_, child := splitID(fk.Child)
	_, parent := splitID(fk.Parent)
	var b strings.Builder
	b.WriteString(child + " → " + parent)
	for _, pair := range fk.AttrMap {
		if pair.Child != pair.Parent {
			b.WriteString("\n" + pair.Child + " ← " + pair.Parent)
		}
	}
	return b.String()
}
