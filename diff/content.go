package diff

import (
	"cmp"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/spelling"
)

// How much of the content of two tables must be the same, from 0 to 1, for them to be one
// table under two names. The less the names have in common, the more.
const (
	sameClass   = 0.5
	nearName    = 0.7
	otherName   = 0.8
	otherSchema = 0.95
)

// maxSharing is the number of tables above which a line of a definition says nothing
// about which of them is which. It bounds the time.
const maxSharing = 64

// pairByContent pairs tables that are gone with tables that are new if they are nearly
// the same. As pairs make the lines of other tables the same, it goes on until it finds
// none.
func (p *pairs) pairByContent() {
	const maxRounds = 5
	for range maxRounds {
		if !p.pairRound() {
			return
		}
	}
}

// A likeness is a possible pair of tables.
type likeness struct {
	old, new int
	score    float64
}

// pairRound pairs what is alike now, the best pairs first. It reports whether there was
// a pair. A table that is equally like two others is like neither.
func (p *pairs) pairRound() bool {
	likely := p.likenesses()
	slices.SortStableFunc(likely, func(a, b likeness) int { return cmp.Compare(b.score, a.score) })
	some := false
	for len(likely) > 0 {
		n := 1
		for n < len(likely) && likely[n].score == likely[0].score {
			n++
		}
		equal := slices.DeleteFunc(slices.Clone(likely[:n]), func(l likeness) bool { return p.newOf[l.old] >= 0 || p.oldOf[l.new] >= 0 })
		likely = likely[n:]
		olds, news := make(map[int]int), make(map[int]int)
		for _, l := range equal {
			olds[l.old]++
			news[l.new]++
		}
		for _, l := range equal {
			if olds[l.old] == 1 && news[l.new] == 1 {
				p.join(l.old, l.new)
				some = true
			}
		}
	}
	return some
}

// likenesses returns the pairs of unpaired tables that are alike enough.
func (p *pairs) likenesses() []likeness {
	having := make(map[string][]int) // the new tables with a line
	contents := make(map[int][]string)
	for n, o := range p.oldOf {
		if o >= 0 {
			continue
		}
		contents[n] = p.content(p.new, &p.new.Tables[n], func(id string) string { return id })
		for _, line := range append(contents[n], "class "+p.new.Tables[n].ShortName()) {
			having[line] = append(having[line], n)
		}
	}
	if len(contents) == 0 {
		return nil
	}
	var likely []likeness
	for o, n := range p.newOf {
		if n >= 0 {
			continue
		}
		old := &p.old.Tables[o]
		content := p.content(p.old, old, p.renamed)
		seen := make(map[int]bool)
		for _, line := range append(content, "class "+old.ShortName()) {
			if len(having[line]) > maxSharing {
				continue
			}
			for _, n := range having[line] {
				if seen[n] {
					continue
				}
				seen[n] = true
				if score, ok := p.alike(old, &p.new.Tables[n], content, contents[n]); ok {
					likely = append(likely, likeness{o, n, score})
				}
			}
		}
	}
	return likely
}

// alike reports whether two tables are one under two names, and how much they are alike.
func (p *pairs) alike(old, new *graph.Table, oldContent, newContent []string) (score float64, ok bool) {
	if (old.Master == "") != (new.Master == "") || old.Master != "" && p.renamed(old.Master) != new.Master {
		return 0, false
	}
	if !old.HasDefinition || !new.HasDefinition {
		return 0, false
	}
	score = dice(oldContent, newContent)
	here := p.newSchema[old.Schema] == new.Schema
	lines := len(newContent)
	switch near := spelling.Nearest(old.ShortName(), []string{new.ShortName()}) != ""; {
	case old.ShortName() == new.ShortName():
		return score + 2, score >= sameClass
	case here && near:
		return score + 1, score >= nearName
	case here:
		return score, score >= otherName && lines > 1
	}
	return score, score >= otherSchema && lines > 2
}

// content returns the lines of a table's definition in a form that does not depend on
// its name, sorted. canonical maps the IDs of parents.
func (p *pairs) content(of *graph.Pipeline, t *graph.Table, canonical func(id string) string) []string {
	var lines []string
	for i := range t.Attributes {
		a := &t.Attributes[i]
		if len(a.From) > 0 {
			continue
		}
		lines = append(lines, strings.Join([]string{"attribute", a.Name, spaced(a.Type), inKey(a.InKey)}, "\x00"))
	}
	for _, fk := range of.ForeignKeysOf(t.ID) {
		parent := canonical(fk.Parent)
		if fk.Parent == t.Master {
			parent = "" // the parts of a renamed master are alike
		}
		lines = append(lines, strings.Join([]string{"foreign key", parent, renames(&fk), inKey(fk.Primary)}, "\x00"))
	}
	slices.Sort(lines)
	return lines
}

func inKey(in bool) string {
	if in {
		return "key"
	}
	return ""
}

// dice returns twice the number of common elements of two sorted lists, divided by the
// number of all: 1 for equal lists, 0 for lists that have nothing in common.
//
// Source: L. R. Dice, Measures of the amount of ecologic association between species.
func dice(a, b []string) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	common := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := strings.Compare(a[i], b[j]); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			common, i, j = common+1, i+1, j+1
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}
