package extract

import (
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/credential"
	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/extract/internal/survey"
	"github.com/djdag/djdag/graph"
)

// addImported adds the secrets that modules take from constants of others, each once.
func (r *resolver) addImported(sources []*source) {
	constants := map[*source]map[string][]survey.Credential{}
	type place struct {
		in    *source
		start int
	}
	seen := map[place]bool{}
	for _, s := range sources {
		for _, ref := range s.survey.References {
			from, name := r.constant(s, ref.Text)
			if from == nil {
				continue
			}
			if constants[from] == nil {
				constants[from] = survey.Constants(from.unit.File)
			}
			for _, c := range constants[from][name] {
				known := slices.ContainsFunc(from.survey.Credentials, func(k survey.Credential) bool { return k.Start == c.Start })
				if at := (place{from, c.Start}); !known && !seen[at] && credential.IsPlaintext(from.unit.File.Slice(c.Start, c.End)) {
					seen[at] = true
					r.out.Credentials = append(r.out.Credentials, graph.Credential{
						Kind: secretKind(ref.Setting), Name: ref.Setting, Pos: from.place(c.Start), End: from.place(c.End),
					})
				}
			}
		}
	}
}

// constant returns the module that defines what a dotted name means in a source, and
// its name there. The module is nil if it is not at hand.
func (r *resolver) constant(s *source, dotted string) (*source, string) {
	for _, i := range s.unit.File.Imports {
		if i.Scope != python.Load {
			continue
		}
		for _, n := range i.Names {
			bound := n.Alias
			if bound == "" {
				bound = n.Name
			}
			rest, ok := strings.CutPrefix(dotted+".", bound+".")
			if !ok {
				continue
			}
			from := r.importTarget(s.unit, i, n)
			rest = strings.TrimSuffix(rest, ".")
			if from != nil && i.From && !strings.HasSuffix("."+from.unit.Name, "."+n.Name) { // not a module
				rest = strings.TrimSuffix(n.Name+"."+rest, ".")
			}
			return from, rest
		}
	}
	return nil, ""
}
