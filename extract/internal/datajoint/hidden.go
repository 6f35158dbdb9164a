package datajoint

import (
	"strings"

	"github.com/djdag/djdag/extract/internal/definition"
	"github.com/djdag/djdag/graph"
)

// reportHidden reports unknown parts of a definition that may hold the end of a
// line, so that what stands around them may be several lines.
func (l *Library) reportHidden(t *Table, def *definition.Definition) {
	text := t.Text.Text
	told := map[*definition.Attribute]bool{}
	for _, hole := range t.Text.Holes() {
		start, end := lineAround(text, hole)
		before, after := strings.TrimSpace(text[start:hole[0]]), text[hole[1]:end]
		hidden := ""
		switch a := attributeAt(def, start, end); {
		case strings.HasPrefix(before, "---"), strings.HasPrefix(before, "___"):
			hidden = strings.TrimSpace(text[start:end])
		case a != nil && !told[a] && endsType(a, hole):
			hidden, told[a] = a.Name+" : "+a.Type, true
		case strings.Contains(before, "#") && (strings.HasPrefix(after, "---") || strings.HasPrefix(after, "->")):
			hidden = strings.TrimSpace(text[start:end])
		}
		if hidden == "" {
			continue
		}
		pos, stop := l.place(t, hole[0], hole[1])
		l.Report(graph.Diagnostic{
			Rule: "definition-unknown", Severity: graph.Warning,
			Message: quote(hidden) + " is known at run time only; it may be several lines, and attributes may be missing",
			Pos:     pos, End: stop,
		})
	}
}

// hideTypes gives attributes an unknown type whose type ends in an unknown part.
func (t *Table) hideTypes(def *definition.Definition) {
	text := t.Text.Text
	for _, hole := range t.Text.Holes() {
		start, end := lineAround(text, hole)
		before := strings.TrimSpace(text[start:hole[0]])
		if strings.HasPrefix(before, "---") || strings.HasPrefix(before, "___") {
			continue
		}
		if a := attributeAt(def, start, end); a != nil && endsType(a, hole) {
			a.Type, a.Store = text[hole[0]:hole[1]], ""
		}
	}
}

// lineAround returns the bounds of the lines that an unknown part stands on.
func lineAround(text string, hole [2]int) (start, end int) {
	start = strings.LastIndexByte(text[:hole[0]], '\n') + 1
	if i := strings.IndexByte(text[hole[1]:], '\n'); i >= 0 {
		return start, hole[1] + i
	}
	return start, len(text)
}

// attributeAt returns the attribute of the line from start to end, or nil.
func attributeAt(d *definition.Definition, start, end int) *definition.Attribute {
	for i := range d.Items {
		if a := d.Items[i].Attribute; a != nil && start <= a.NameOffset && a.NameOffset < end {
			return a
		}
	}
	return nil
}

// endsType reports whether an unknown part stands behind a type, or within it:
// outside of its parentheses and quotes. That is neither the whole type nor
// the store of one.
func endsType(a *definition.Attribute, hole [2]int) bool {
	from, to := hole[0]-a.TypeOffset, hole[1]-a.TypeOffset
	if from <= 0 || to > len(a.Type) || a.Store != "" && a.StoreOffset <= hole[0] && hole[1] <= a.StoreOffset+len(a.Store) {
		return false
	}
	depth, quoted := 0, byte(0)
	for _, c := range []byte(a.Type[:from]) {
		switch {
		case quoted != 0:
			if c == quoted {
				quoted = 0
			}
		case c == '"', c == '\'':
			quoted = c
		case c == '(', c == '<':
			depth++
		case c == ')', c == '>':
			depth--
		}
	}
	return depth == 0 && quoted == 0
}
