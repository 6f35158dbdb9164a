package datajoint

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
)

// An undecided class has a tier and a definition of its own. Unless a
// schema declares it, it may be a base, a template, or a mistake.
type undecided struct {
	class      *interp.Class
	decorators []python.Expr
	global     bool // the class statement stands at the top of its module
}

// reportUndecided reports classes that look like tables and are none, unless that
// seems to be meant.
func (l *Library) reportUndecided() {
	declaring := map[*interp.Module]bool{}
	for _, t := range l.tables {
		if t.Master == nil {
			declaring[t.Class.Module] = true
		}
	}
	handedOn := sync.OnceValue(l.handedOn)
	for _, u := range l.undecided {
		tier, _ := l.tier(u.class)
		switch {
		case tableOf(u.class) != nil:
		case len(u.decorators) > 0:
			if tier != graph.Part {
				l.reportDecorated(u)
			}
		case !u.global || !declaring[u.class.Module] || isTemplate(u.class.Name) || handedOn()[u.class.Name]:
			// A template of its package, or a base of others.
		case tier == graph.Part:
			l.reportNeverDeclared(u.class, "part-not-nested", "stands outside of a master, so it is never declared; move the class into that of its master")
		default:
			l.reportUndecorated(u.class)
		}
	}
}

// reportUndecorated reports a table class without a decorator. Where another
// module imports it, it may serve there for something.
func (l *Library) reportUndecorated(c *interp.Class) {
	severity := graph.Error
	if l.anyModule(func(mod *interp.Module) bool { return mod != c.Module && imports(mod.File, c.Name) }) {
		severity = graph.Warning
	}
	pos, end := c.Span()
	l.Report(graph.Diagnostic{
		Rule: "table-undecorated", Severity: severity,
		Message: quote(c.Qual) + " has no decorator, so it is never declared; decorate it with the schema, like the tables beside it",
		Pos:     pos, End: end,
	})
}

// imports reports whether a file imports something by a name.
func imports(f *python.File, name string) bool {
	return slices.ContainsFunc(f.Imports, func(i *python.Import) bool {
		return i.From && slices.ContainsFunc(i.Names, func(n python.ImportName) bool { return n.Name == name })
	})
}

// reportDecorated reports a class whose decorators are unknown.
func (l *Library) reportDecorated(u undecided) {
	mod, at := u.class.Module, u.decorators[0].Offset()
	line, col := mod.File.LineCol(at)
	text, _, _ := strings.Cut(mod.File.Line(line)[col-1:], "#")
	text = strings.TrimSpace(text)
	l.Report(graph.Diagnostic{
		Rule: "table-undecorated", Severity: graph.Note,
		Message: fmt.Sprintf("%q is decorated by %q, which is outside of the analysed source; it is taken to be no table", u.class.Qual, text),
		Pos:     mod.Pos(at), End: mod.Pos(at + len(text)),
	})
}

// mayBeDecorated reports whether a class with an unknown decorator may still be
// a table: it has a tier, or the decorator is called a schema.
func (l *Library) mayBeDecorated(c *interp.Class, decorators []python.Expr) bool {
	return len(decorators) > 0 && (l.hasTier(c) || slices.ContainsFunc(decorators, func(d python.Expr) bool { return looksLikeSchema(interp.Label(d)) }))
}

// mayBeTable reports whether a class that nothing declares has a decorator that
// may have made a table of it.
func (l *Library) mayBeTable(c *interp.Class) bool {
	return slices.ContainsFunc(l.undecided, func(u undecided) bool { return u.class == c && len(u.decorators) > 0 })
}

// anyModule reports whether a module that was read has some property.
func (l *Library) anyModule(has func(*interp.Module) bool) bool {
	return slices.ContainsFunc(l.Modules(), func(mod *interp.Module) bool { return mod.File != nil && has(mod) })
}

// isTemplate reports whether a class is meant to be derived from, judging by its
// name.
func isTemplate(name string) bool {
	return strings.HasPrefix(name, "_") || slices.ContainsFunc([]string{"Template", "Base", "Mixin", "Abstract"}, func(word string) bool {
		return strings.HasPrefix(name, word) || strings.HasSuffix(name, word)
	})
}
