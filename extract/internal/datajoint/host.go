package datajoint

import (
	"bytes"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
)

// A host is the library as the machine sees it.
type host struct{ *Library }

// ExternalAttr implements [interp.Host]: proj of what may be a table, and dj.config.
func (l host) ExternalAttr(fr *interp.Frame, x *interp.External, name string) interp.Value {
	if name == "proj" && (fr.Binding || interp.IsCapital(interp.LastOf(x.Path))) {
		return proj(x)
	}
	switch x.Path + "." + name {
	case "datajoint.config", "datajoint.settings.config":
		return &config{library: l.Library}
	}
	return nil
}

// CallExternal implements [interp.Host]: it calls what DataJoint offers.
func (l host) CallExternal(fr *interp.Frame, path string, c *interp.Call) interp.Value {
	for _, name := range []string{interp.LastOf(path), path} {
		if fn := l.offers[name]; fn != nil {
			if v := fn(fr, path, c); v != nil {
				return v
			}
		}
	}
	if fr.Binding && interp.IsCapital(interp.LastOf(path)) {
		return &interp.External{Path: path} // an object of a table is as good as the table
	}
	return nil
}

// Unbound implements [interp.Host]: a fragment of a pipeline may leave the import
// of DataJoint to another file or cell.
func (l host) Unbound(name string) interp.Value {
	if name == "dj" {
		return &interp.External{Path: "datajoint"}
	}
	return nil
}

// ClassAttr implements [interp.Host]: DataJoint gives table classes attributes.
func (l host) ClassAttr(fr *interp.Frame, c *interp.Class, name string, found interp.Value) interp.Value {
	t := tableOf(c)
	switch {
	case found != nil:
		return partAttr(t, name, found)
	case !l.hasTier(c):
		return alteredAttr(fr, c, name)
	}
	switch name {
	case "proj":
		return proj(c)
	case "master", "_master":
		if t != nil && t.Master != nil {
			return t.Master.Class
		}
		if c.Outer != nil {
			return c.Outer
		}
	case "table_name":
		if tier, ok := l.tier(c); ok && tier != graph.Part {
			return interp.NewStr(sqlName(tier, c.Name))
		}
	case "database":
		if t != nil && t.Schema.Name != nil {
			return t.Schema.Name
		}
	}
	if bases := foreignBases(c); len(bases) > 0 {
		return &interp.External{Path: bases[0] + "." + name}
	}
	return interp.Unknown{}
}

// partAttr is the part of a table where its class, or a base of that, has a class.
func partAttr(t *Table, name string, found interp.Value) interp.Value {
	if _, ok := found.(*interp.Class); ok && t != nil {
		if p := t.part(name); p != nil {
			return p.Class
		}
	}
	return nil
}

// alteredAttr is an attribute of a class without a tier. A reference may ask for
// it where an unknown decorator may have made a table of the class.
func alteredAttr(fr *interp.Frame, c *interp.Class, name string) interp.Value {
	isExternal := func(b interp.Value) bool { _, ok := b.(*interp.External); return ok }
	switch {
	case !c.Altered || !fr.Binding || slices.ContainsFunc(c.Linear(), isExternal):
		return nil
	case name == "proj":
		return proj(c)
	}
	return &interp.External{Path: c.Module.Name + "." + c.Qual + "." + name}
}

// Make implements [interp.Host]: an object of a subclass of dj.Schema is a schema,
// and one of a table class has no attributes of its own.
func (l host) Make(fr *interp.Frame, c *interp.Class, args *interp.Call) interp.Value {
	if isSchemaClass(c) {
		s := l.newSchema(interp.Place{Module: fr.Module, Offset: args.At})
		s.Class = c
		if !fr.Initialise(c, s, args) {
			s.init(fr, args)
		}
		return s
	}
	if l.hasTier(c) {
		return interp.NewInstance(c)
	}
	return nil
}

// Decorate implements [interp.Host]: a schema declares the class.
func (l host) Decorate(fr *interp.Frame, d interp.Value, x python.Expr, c *interp.Class) bool {
	s := l.asSchema(fr, d, x)
	if why := l.noSchema(fr, d, x); why != "" && l.hasTier(c) {
		l.reportNoSchema(fr, d, x, why)
		s = l.externalSchema(pathOf(fr, interp.Label(x)))
		s.unbound = true
	}
	if s == nil || s.Class != nil && s.External == "" {
		return false
	}
	if s.External == "" || len(foreignBases(c)) > 0 {
		l.guessTier(c)
	}
	if l.isPartClass(c) && l.masterOf(c) != nil {
		l.reportDecorator(fr, x, "part-decorated", "a schema refuses the part "+quote(c.Qual)+", whatever its master is; put the part inside of the master, and decorate that alone")
	}
	s.apply(fr, c, nil)
	return true
}

// ClassDefined implements [interp.Host]: a class that looks like a table should
// become one.
func (l host) ClassDefined(fr *interp.Frame, c *interp.Class, s *python.ClassDef) {
	l.noteContents(c, s)
	l.reportRedefined(c)
	l.noteCodec(c, s)
	l.reportUnboundBases(fr, c, s)
	if l.hasTier(c) {
		l.noteDefinition(c, s)
		l.reportClassBody(fr, c, s)
	}
	if _, ok := c.Scope.Get("definition"); ok && l.hasTier(c) || c.Altered && l.mayBeDecorated(c, s.Decorators) {
		l.undecided = append(l.undecided, undecided{class: c, decorators: s.Decorators, global: fr.AtTop()})
	}
}

// reportRedefined reports a class that replaces that of another table: a part is lost
// while the body of the master runs, and another table to the module.
func (l *Library) reportRedefined(c *interp.Class) {
	old := c.Replaces
	if old == nil || c.Module.Main {
		return
	}
	d := graph.Diagnostic{Rule: "table-redefined"}
	place, _ := old.Span()
	switch t, first := tableOf(c), tableOf(old); {
	case c.Outer != nil && l.isPartClass(c) && l.isPartClass(old) && !l.sameDefinition(c, old):
		d.Message = quote(c.Qual) + " replaces the part of this name above, which is never declared; rename one of them"
		d.Related = []graph.Related{{Pos: place, Message: "the part that is lost"}}
	case c.Outer == nil && t != nil && first != nil && t.Name != first.Name:
		d.Severity = graph.Warning
		d.Message = quote(c.Qual) + " is another table above; DataJoint declares both, but the name stands for this one alone; rename one of them"
		d.Related = []graph.Related{{Pos: place, Message: "the other table"}}
	default:
		return
	}
	d.Pos, d.End = c.Span()
	l.Report(d)
}

func (l *Library) isPartClass(c *interp.Class) bool {
	tier, ok := l.tier(c)
	return ok && tier == graph.Part
}

// withoutComments returns a definition without comments, and with single spaces.
func withoutComments(text string) string {
	var words []string
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		words = append(words, strings.Fields(line)...)
	}
	return strings.Join(words, " ")
}

// sameDefinition reports whether two classes have the same definition apart from
// comments, as far as that is known.
func (l *Library) sameDefinition(a, b *interp.Class) bool {
	text := func(c *interp.Class) *interp.Str {
		v, _ := c.Find("definition", nil)
		s, _ := l.Force(v).(*interp.Str)
		return s
	}
	s, t := text(a), text(b)
	return s == nil || t == nil || withoutComments(s.Text) == withoutComments(t.Text)
}

// IsSubclass implements [interp.Host] for the tiers.
func (l host) IsSubclass(base, class *interp.External) interp.Truth {
	want, isTier := tierOf(class.Path)
	if have, ok := tierOf(base.Path); ok && isTier {
		return interp.TruthOf(have == want)
	}
	return interp.Maybe
}

// IsData implements [interp.Host]: what a module asks a table for is data.
func (l host) IsData(c *interp.Class) bool { return l.hasTier(c) }

// Matters implements [interp.Host]: a function that names none of these words
// neither makes a schema or a table nor changes a setting.
func (l host) Matters(text []byte) bool {
	for _, word := range []string{"chema", "activate", "class ", "config", "environ", "getenv", "definition", "global "} {
		if bytes.Contains(text, []byte(word)) {
			return true
		}
	}
	return false
}
