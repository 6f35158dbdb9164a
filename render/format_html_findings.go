package render

import (
	"cmp"
	"slices"

	"github.com/djdag/djdag/graph"
)

// An exploredFinding is a finding, with what it is about.
type exploredFinding struct {
	Severity string `json:"severity"`
	Rule     string `json:"rule"`
	Table    string `json:"table,omitempty"`  // the table whose class has it
	Schema   string `json:"schema,omitempty"` // that of the table or, above all classes, of the module
	exploredPlace
	Related []exploredPlace `json:"related,omitempty"`
}

// An exploredPlace is a place in the source, and what is to be said about it.
type exploredPlace struct {
	Text string `json:"text"`
	At   string `json:"at"`
	Link string `json:"link,omitempty"` // its web address
}

func placeAt(pos graph.Pos, text string, links linker) exploredPlace {
	return exploredPlace{Text: cleanLine(text), At: cleanLine(pos.String()), Link: links.to(pos)}
}

// addFindings adds the findings, the worst first, without those about tables of whole
// that p does not show. It returns the worst severity at each table and each schema, by
// ID. A note is no reason to worry: it is not in there.
func (d *exploredPipeline) addFindings(p, whole *graph.Pipeline, findings []graph.Diagnostic, links linker) map[string]graph.Severity {
	findings = slices.SortedStableFunc(slices.Values(findings), func(a, b graph.Diagnostic) int {
		return cmp.Or(cmp.Compare(a.Severity, b.Severity), a.Compare(b))
	})
	worst := make(map[string]graph.Severity)
	note := func(id string, severity graph.Severity) {
		if _, worse := worst[id]; !worse && severity < graph.Note {
			worst[id] = severity
		}
	}
	places := whole.Places()
	for _, f := range findings {
		shown := exploredFinding{Severity: f.Severity.String(), Rule: f.Rule, exploredPlace: placeAt(f.Pos, f.Message, links)}
		if t := places.At(f.Pos); t != nil {
			if p.Table(t.ID) == nil || !t.Active {
				continue
			}
			shown.Table, shown.Schema = clean(t.ID), clean(t.Schema)
			note(t.ID, f.Severity)
			note(t.Schema, f.Severity)
		} else if tables := places.In(f.Pos.Path); len(tables) > 0 {
			shown.Schema = clean(tables[0].Schema)
			note(tables[0].Schema, f.Severity)
		}
		for _, r := range f.Related {
			shown.Related = append(shown.Related, placeAt(r.Pos, r.Message, links))
		}
		d.Findings = append(d.Findings, shown)
	}
	return worst
}
