package evaluate

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
)

// undecided is a class with a tier and a definition of its own. Unless a
// schema declares it, it may be a base, a template, or a mistake.
type undecided struct {
	class      *Class
	decorators []python.Expr
	global     bool // the class statement stands at the top of its module
}

// tellUndecided tells of classes that look like tables and are none, as far
// as that is not meant.
func (m *Machine) tellUndecided() {
	declaring := map[*Module]bool{}
	for _, t := range m.tables {
		if t.Master == nil {
			declaring[t.Class.Module] = true
		}
	}
	for _, u := range m.undecided {
		tier, _ := u.class.Tier()
		switch {
		case u.class.table != nil:
		case len(u.decorators) > 0:
			if tier != graph.Part {
				m.tellDecorated(u)
			}
		case !u.global || !declaring[u.class.Module] || isTemplate(u.class.Name) || m.handedOn(u.class):
			// A template of its package, or a base of others.
		case tier == graph.Part:
			m.neverDeclared(u.class, "part-not-nested", "stands outside of a master, so it is never declared; move the class into that of its master")
		default:
			m.neverDeclared(u.class, "table-undecorated", "has no decorator, so it is never declared; decorate it with the schema, like the tables beside it")
		}
	}
}

// tellDecorated tells of a class whose decorators nobody can evaluate.
func (m *Machine) tellDecorated(u undecided) {
	mod, at := u.class.Module, u.decorators[0].Offset()
	line, col := mod.File.LineCol(at)
	text, _, _ := strings.Cut(mod.File.Line(line)[col-1:], "#")
	text = strings.TrimSpace(text)
	m.report(graph.Diagnostic{
		Rule: "table-undecorated", Severity: graph.Note,
		Message: fmt.Sprintf("%q is decorated by %q, which is outside of the analysed source; it is taken to be no table", u.class.Qual, text),
		Pos:     mod.pos(at), End: mod.pos(at + len(text)),
	})
}

// speaksOfTables reports whether a class that is decorated by something
// unknown may be a table for all that: it has a tier, or a schema decorates it.
func speaksOfTables(c *Class, decorators []python.Expr) bool {
	return len(decorators) > 0 && (c.hasTier() || slices.ContainsFunc(decorators, func(d python.Expr) bool { return looksLikeSchema(label(d)) }))
}

// mayBeTable reports whether a class that is no table, as far as that is
// known, has a decorator that may have made it one.
func (m *Machine) mayBeTable(c *Class) bool {
	return slices.ContainsFunc(m.undecided, func(u undecided) bool { return u.class == c && len(u.decorators) > 0 })
}

// isTemplate reports whether the name of a class says that others are to derive
// from it, perhaps in a package that is not here.
func isTemplate(name string) bool {
	return strings.HasPrefix(name, "_") || slices.ContainsFunc([]string{"Template", "Base", "Mixin", "Abstract"}, func(word string) bool {
		return strings.HasPrefix(name, word) || strings.HasSuffix(name, word)
	})
}

// handedOn reports whether some code may declare the class, or derive from
// it: whether its name stands anywhere as a value of its own, as in
// "schema(Session)", "[Session, Trial]" or "class Day(Session):". Functions
// that are not called are no more than text, so it is the text that tells.
// References in definitions, and names of attributes, do not count.
func (m *Machine) handedOn(c *Class) bool {
	name := regexp.QuoteMeta(c.Name) // code may call a class anything
	value := regexp.MustCompile(`\b` + name + `\s*(?:[,)\]}:=]|$)`)
	statement := regexp.MustCompile(`^\s*class\s+` + name + `\b`)
	for _, mod := range m.modules {
		if mod.File == nil {
			continue
		}
		for line := range mod.File.LinesWith(c.Name) {
			code, _, _ := strings.Cut(line, "#")
			if !strings.Contains(code, "->") && !statement.MatchString(code) && value.MatchString(code) {
				return true
			}
		}
	}
	return false
}
