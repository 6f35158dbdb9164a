package check

import (
	"strings"

	"github.com/djdag/djdag/graph"
)

// definitionSyntax reports lines that the project's version of datajoint cannot read.
func definitionSyntax(p *Pass) {
	underscoreSeparator(p)
	indexWithColon(p)
}

// indexWithColon reports an index with a colon in its comment: datajoint before 0.14
// reads the line as an attribute.
func indexWithColon(p *Pass) {
	if !p.allBefore(version(0, 14)) {
		return
	}
	p.tables(func(t *graph.Table) {
		for i, line := range strings.Split(t.Definition, "\n") {
			text := strings.TrimSpace(line)
			columns, comment, _ := strings.Cut(text, "#")
			rest := strings.TrimSpace(strings.TrimPrefix(strings.ToLower(columns), "unique "))
			rest, isIndex := strings.CutPrefix(rest, "index")
			if !isIndex || !strings.HasPrefix(strings.TrimSpace(rest), "(") || !strings.Contains(comment, ":") {
				continue
			}
			pos := p.definitionLine(t, i)
			p.Report(graph.Diagnostic{
				Message: "datajoint before 0.14 reads an index with a colon in its comment as an attribute; remove the colon",
				Pos:     pos,
				End:     textEnd(pos, text),
			})
		}
	})
}

// underscoreSeparator reports "___" as the separator: datajoint 2.1 and later know
// only "---". It reports nothing if the project requires an earlier version.
func underscoreSeparator(p *Pass) {
	if !p.allFrom(version(2, 0)) || p.allBefore(version(2, 1)) {
		return
	}
	p.tables(func(t *graph.Table) {
		for i, line := range strings.Split(t.Definition, "\n") {
			text := strings.TrimSpace(line)
			if !strings.HasPrefix(text, "___") {
				continue
			}
			pos := p.definitionLine(t, i)
			p.Report(graph.Diagnostic{
				Message: "since datajoint 2.1, only --- separates the primary key; write ---",
				Pos:     pos,
				End:     textEnd(pos, text),
			})
		}
	})
}

// definitionLine returns the position of the text in a line of a definition, which
// it infers from that of an attribute or foreign key; or the position of the table.
func (p *Pass) definitionLine(t *graph.Table, line int) graph.Pos {
	lines := strings.Split(t.Definition, "\n")
	indent := func(i int) int { return len(lines[i]) - len(strings.TrimLeft(lines[i], " \t")) }
	infer := func(pos graph.Pos, start string) (graph.Pos, bool) {
		for i := range lines {
			if strings.HasPrefix(strings.TrimSpace(lines[i]), start) {
				pos.Line += line - i
				if pos.Col > 0 {
					pos.Col += indent(line) - indent(i)
				}
				return pos, pos.Line > t.Pos.Line && pos.Col >= 0 || pos.Path != t.Pos.Path && pos.Line > 0
			}
		}
		return graph.Pos{}, false
	}
	for i := range t.Attributes {
		if a := &t.Attributes[i]; len(a.From) == 0 {
			if pos, ok := infer(a.Pos, a.Name); ok {
				return pos
			}
		}
	}
	for _, fk := range p.Pipeline.ForeignKeysOf(t.ID) {
		if pos, ok := infer(fk.Pos, fk.Text); ok {
			return pos
		}
	}
	return t.Pos
}
