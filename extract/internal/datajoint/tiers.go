package datajoint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/spelling"
)

// tier returns the tier that a class inherits: the first of several, but a part
// is a part whatever else it is.
func (l *Library) tier(c *interp.Class) (tier graph.Tier, ok bool) {
	for _, b := range c.Linear() {
		t, is := graph.Manual, false
		switch b := b.(type) {
		case *interp.Class:
			t, is = l.tiers[b]
		case *interp.External:
			t, is = tierOf(b.Path)
		}
		if is && (!ok || t == graph.Part) {
			tier, ok = t, true
		}
	}
	return tier, ok
}

func (l *Library) hasTier(c *interp.Class) bool { _, ok := l.tier(c); return ok }

// tierGiven reports whether a decorator or a guess made a table of the class.
func (l *Library) tierGiven(c *interp.Class) bool {
	for _, b := range c.Linear() {
		if bc, ok := b.(*interp.Class); ok {
			if _, given := l.tiers[bc]; given {
				return true
			}
		}
	}
	return false
}

// tierOf reads the tier off the path of an external class: dj.Manual, and the tiers of
// packages that extend DataJoint under the same names.
func tierOf(path string) (graph.Tier, bool) {
	i := strings.LastIndexByte(path, '.')
	if i < 0 {
		return 0, false
	}
	// Every class that is not analysed is asked, so this makes no error to
	// throw away.
	for t := graph.Manual; t <= graph.Part; t++ {
		if strings.EqualFold(t.String(), path[i+1:]) {
			return t, interp.IsCapital(path[i+1:])
		}
	}
	return 0, false
}

// guessTier gives a tier to a class that a schema decorates: the one that its
// bases outside of the analysed source suggest. The class has one in any case,
// since DataJoint would refuse it otherwise.
func (l *Library) guessTier(c *interp.Class) {
	if l.hasTier(c) {
		return
	}
	tier, base := graph.Manual, ""
	if _, ok := c.Find("make", nil); ok {
		tier = graph.Computed
	}
	for _, name := range foreignBases(c) {
		if base == "" {
			base = name
		}
		for t := graph.Manual; t <= graph.Computed; t++ {
			if strings.HasSuffix(strings.ToLower(interp.LastOf(name)), t.String()) {
				tier, base = t, name
			}
		}
	}
	pos, end := c.Span()
	if base == "" {
		l.Report(graph.Diagnostic{
			Rule: "tier-missing", Severity: graph.Error,
			Message: quote(c.Qual) + " is decorated with a schema but has no tier; derive it from dj.Manual, dj.Lookup, dj.Imported or dj.Computed",
			Pos:     pos, End: end,
		})
		return
	}
	l.tiers[c] = tier
	if has(c, "_table_name", "table_name") || l.reportNoTier(c) { // a dj.Table that names itself needs no tier
		return
	}
	l.Report(graph.Diagnostic{
		Rule: "tier-unknown", Severity: graph.Note,
		Message: "the tier of " + quote(c.Qual) + " is taken to be " + tier.String() + ": its base " + quote(base) +
			" is outside of the analysed source; name its folder with --search-path",
		Pos: pos, End: end,
	})
}

// reportNoTier reports a table class that has bases of package datajoint, none of
// them a tier, and no others from outside of the analysed source.
func (l *Library) reportNoTier(c *interp.Class) bool {
	bases := foreignBases(c)
	if len(bases) == 0 || slices.ContainsFunc(bases, func(b string) bool { return !strings.HasPrefix(b, "datajoint.") }) {
		return false
	}
	name := strings.TrimPrefix(bases[0], "datajoint.")
	advice := "derive it from dj.Manual, dj.Lookup, dj.Imported or dj.Computed"
	if near := spelling.Nearest(interp.LastOf(name), []string{"Manual", "Lookup", "Imported", "Computed", "Part"}); near != "" {
		advice = "write dj." + near
	}
	pos, end := c.Span()
	l.Report(graph.Diagnostic{
		Rule: "tier-missing", Severity: graph.Error,
		Message: fmt.Sprintf("%q is derived from dj.%s, which is no tier; %s", c.Qual, name, advice),
		Pos:     pos, End: end,
	})
	return true
}

// foreignBases names the bases that the analysed source does not hold, except
// the tiers.
func foreignBases(c *interp.Class) []string {
	var names []string
	for _, b := range c.Linear() {
		switch b := b.(type) {
		case *interp.External:
			if _, tier := tierOf(b.Path); !tier && !strings.HasPrefix(b.Path, "builtins.") {
				names = append(names, b.Path)
			}
		case *interp.Late:
			names = append(names, b.Module.Name+"."+b.Name)
		}
	}
	return names
}
