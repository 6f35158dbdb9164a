package datajoint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/definition"
	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/spelling"
)

// maxSearch limits the names among which those that are meant are searched for, over all
// suggestions together. A module of a thousand tables with a mistake in each does not
// reach it.
const maxSearch = 1_000_000

// maySearch reports whether so many names may still be searched, and counts them.
func (l *Library) maySearch(names int) bool {
	l.searched += names
	return l.searched <= maxSearch
}

// suggest names what the text of a reference may have meant, or what to do.
func (l *Library) suggest(fr *interp.Frame, text string) string {
	if wrong := definition.Unbalanced(text); wrong != "" {
		return "; " + wrong
	}
	text, _, _ = strings.Cut(text, ".proj(")
	names := strings.Split(text, ".")
	switch {
	case !allIdentifiers(names):
		return "; refer to a table, or to its projection with proj()"
	case len(names) == 1:
		return l.suggestName(fr, text)
	}
	own := interp.LastOf(fr.Module.Name)
	if own == names[0] {
		if c, ok := l.Force(l.Lookup(fr.Module, names[1])).(*interp.Class); ok && l.hasTier(c) {
			return "; a module does not know its own name: write " + strings.Join(names[1:], ".")
		}
	}
	v := fr.Name(names[0])
	if late, ok := l.Force(v).(*interp.Late); ok && late.Module != fr.Module {
		return l.notThere(late)
	}
	if schema, ok := l.Force(v).(*Schema); ok {
		return l.suggestWithout(schema, names)
	}
	return l.suggestPath(fr, v, names)
}

// suggestWithout is about a name that begins with a schema object.
func (l *Library) suggestWithout(schema *Schema, names []string) string {
	what := fmt.Sprintf("; %s is a schema object: ", names[0])
	table, known := strings.Join(names[1:], "."), l.tablesOf(schema)
	if !slices.Contains(known, table) {
		if near := spelling.Nearest(table, known); near != "" {
			table = near
		}
	}
	return what + "write " + table
}

// notATable is the message about a reference to something that is no table.
func (l *Library) notATable(fr *interp.Frame, r *Ref) string {
	text := r.Text
	what, advice := l.whatIs(r.target), "refer to a table"
	if what == "" {
		return fmt.Sprintf("%q is not a table; %s", text, advice)
	}
	switch x := r.target.(type) {
	case *interp.Module:
		if table := l.exampleTable(x); table != "" {
			advice = fmt.Sprintf("refer to a table of it, such as %s.%s", text, table)
		}
	case *Schema:
		if tables := l.tablesOf(x); len(tables) > 0 {
			advice = "refer to a table of it, such as " + tables[0]
		}
	}
	return fmt.Sprintf("%q is %s, not a table; %s", text, what, advice)
}

// whatIs says what a value is, such as "a function", or returns "".
func (l *Library) whatIs(v interp.Value) string {
	switch x := v.(type) {
	case *interp.Module:
		return "the module " + x.Name
	case *interp.External:
		if interp.InStdlib(x.Path) && !strings.Contains(x.Path, ".") {
			return "the module " + x.Path
		}
		return ""
	case *Schema:
		return "a schema object"
	case *interp.Function:
		return "a function"
	case *interp.Builtin:
		return "the built-in " + x.Name
	case *interp.Class:
		return "a class"
	case interp.Ellipsis:
		return `"..."`
	}
	return map[string]string{
		"NoneType": "None", "bool": "True or False", "int": "a number", "str": "a string", "dict": "a dictionary", "list": "a list",
	}[v.TypeName()]
}

// exampleTable returns a table of a module, or "": the one that the module seems to
// be named after, else the first by name.
func (l *Library) exampleTable(mod *interp.Module) string {
	var names []string
	if !l.maySearch(mod.Scope.Len()) {
		return ""
	}
	for n, v := range mod.Scope.All() {
		if c, ok := l.Force(v).(*interp.Class); ok && standsFor(c) != nil {
			if strings.EqualFold(n, interp.LastOf(mod.Name)) {
				return n
			}
			names = append(names, n)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return slices.Min(names)
}

// failedImport returns the place of the import that should bring the first name of a
// reference, but fails, or nil if it is not sure of one.
func (l *Library) failedImport(fr *interp.Frame, r *Ref) []graph.Related {
	late, ok := l.Force(fr.Name(r.root())).(*interp.Late)
	if !ok || late.Module == fr.Module {
		return nil
	}
	statement, imported := importOf(fr.Module, r.root())
	if statement == nil || !strings.HasSuffix("."+late.Module.Name+"."+late.Name, strings.TrimRight("."+statement.Path, ".")+"."+imported.Name) {
		return nil // another module's import fails
	}
	return []graph.Related{{
		Pos:     fr.Module.Pos(imported.Offset()),
		Message: fmt.Sprintf("this import fails: from %s%s import %s", strings.Repeat(".", statement.Level), statement.Path, imported.Name),
	}}
}

// importOf returns the statement "from ... import" by which a module binds a name
// when it is loaded, and the imported name. The statement is nil if it is not the
// only one.
func importOf(mod *interp.Module, name string) (statement *python.Import, imported python.ImportName) {
	if mod.Unit == nil || mod.File == nil {
		return nil, imported
	}
	for _, i := range mod.File.Imports {
		for _, n := range i.Names {
			if cmp.Or(n.Alias, n.Name) != name {
				continue
			}
			if statement != nil || !i.From || i.Scope != python.Load {
				return nil, imported
			}
			statement, imported = i, n
		}
	}
	return statement, imported
}

// suggestContext is about a name that the module of the class has, but not the
// function that applies the schema to it.
func (l *Library) suggestContext(t *Table, r *Ref) string {
	by := t.context.by
	if by == "" || t.context.locals != nil {
		return ""
	}
	if _, ok := t.Class.Module.Scope.Get(r.root()); !ok {
		return ""
	}
	return fmt.Sprintf("; %s() applies the schema, so names are looked up in it and not in %s: have it pass on a context", by, t.Class.Module.Name)
}

// suggestName is about a name without dots.
func (l *Library) suggestName(fr *interp.Frame, name string) string {
	typing := typingOnly(fr.Module, name)
	if late, ok := l.Force(fr.Name(name)).(*interp.Late); ok && late.Module != fr.Module && !typing {
		return l.notThere(late)
	}
	switch {
	case l.isPart(fr, name):
		return fmt.Sprintf("; a part is named through its master: write master.%s", name)
	case typing:
		return "; it is imported for type checkers alone: import it at run time"
	}
	var near []string
	for s := fr.Scope; s != nil; s = s.Outer {
		near = l.appendNames(near, s)
	}
	near = l.appendNames(near, fr.Module.Scope)
	return didYouMean(name, near, "import it, or declare it first")
}

// isPart reports whether the master of the table that refers has a part of
// this name.
func (l *Library) isPart(fr *interp.Frame, name string) bool {
	v, _ := fr.Scope.Get("self")
	self, ok := v.(*interp.Class)
	if !ok || self.Outer == nil {
		return false
	}
	if v, ok = self.Outer.Find(name, nil); !ok {
		return false
	}
	c, ok := l.Force(v).(*interp.Class)
	return ok && l.hasTier(c) && slices.Contains(self.Outer.Members(nil), name)
}

// suggestPath is about a dotted name. It looks for the first part that does not
// exist; v is what the first name is bound to.
func (l *Library) suggestPath(fr *interp.Frame, v interp.Value, names []string) string {
	own := interp.LastOf(fr.Module.Name)
	for i, n := range names[1:] {
		switch x := l.Force(v).(type) {
		case *interp.Module:
			if _, ok := l.Member(x, n); !ok {
				return didYouMean(n, l.appendNames(nil, x.Scope), fmt.Sprintf("the module %s has no %q", x.Name, n))
			}
		case *interp.Class:
			if _, ok := x.Find(n, nil); !ok {
				return didYouMean(n, l.appendNames(nil, x.Scope), fmt.Sprintf("%s has no part %q", x.Qual, n))
			}
		default:
			if i > 0 {
				return ""
			}
			if what := l.whatIs(x); what != "" && own != names[0] {
				return fmt.Sprintf("; %s is %s", names[0], what)
			}
			near := l.appendNames(nil, fr.Module.Scope)
			if own == names[0] {
				return didYouMean(names[1], near, fmt.Sprintf("%s is this module itself, and has no %q", own, names[1]))
			}
			return didYouMean(names[0], near, fmt.Sprintf("import %s at the top of the file", names[0]))
		}
		v = fr.Attr(v, n)
	}
	return ""
}

// appendNames appends what a reference may begin with: the names of table
// classes and of modules.
func (l *Library) appendNames(names []string, s *interp.Scope) []string {
	if !l.maySearch(s.Len()) {
		return names
	}
	for n, v := range s.All() {
		switch v := l.Force(v).(type) {
		case *interp.Class:
			if l.hasTier(v) {
				names = append(names, n)
			}
		case *interp.Module, *virtualModule:
			names = append(names, n)
		}
	}
	return names
}

// notThere says what an import did not find.
func (l *Library) notThere(late *interp.Late) string {
	if i := strings.LastIndexByte(late.Name, '.'); i >= 0 {
		return fmt.Sprintf("; there is no module %q", late.Module.Name+"."+late.Name[:i])
	}
	var near []string
	if l.maySearch(late.Module.Scope.Len()) {
		for n := range late.Module.Scope.All() {
			near = append(near, n)
		}
	}
	return didYouMean(late.Name, near, fmt.Sprintf("the module %s has no %q", late.Module.Name, late.Name))
}

// typingOnly reports whether a module imports a name under TYPE_CHECKING.
func typingOnly(mod *interp.Module, name string) bool {
	if mod.Unit == nil || mod.File == nil {
		return false
	}
	return slices.ContainsFunc(mod.File.Imports, func(i *python.Import) bool {
		return i.Scope == python.Typing && slices.ContainsFunc(i.Names, func(n python.ImportName) bool {
			return cmp.Or(n.Alias, n.Name) == name
		})
	})
}

// namesOf lists the tables of a schema.
func (l *Library) namesOf(schema *interp.Str) []string {
	id := l.identity(schema)
	var names []string
	if !l.maySearch(len(l.byKey)) {
		return nil
	}
	for key, t := range l.byKey {
		if key.schema == id {
			names = append(names, t.Qual)
		}
	}
	return names
}

// tablesOf lists the tables of a schema object, sorted.
func (l *Library) tablesOf(schema *Schema) []string {
	var names []string
	if !l.maySearch(len(l.tables)) {
		return nil
	}
	for _, t := range l.tables {
		if t.Schema == schema {
			names = append(names, t.Qual)
		}
	}
	slices.Sort(names)
	return names
}

// didYouMean returns "; did you mean …?" with the nearest of the names, or
// the advice if none is near.
func didYouMean(name string, names []string, advice string) string {
	names = slices.DeleteFunc(names, func(n string) bool { return n == name })
	slices.Sort(names)
	if near := spelling.Nearest(name, names); near != "" {
		return "; did you mean " + quote(near) + "?"
	}
	return "; " + advice
}
