package datajoint

import (
	"slices"
	"strings"
	"unicode"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
)

// reportClassBody reports what the body of a table class says beside its definition,
// but was meant to be in it: lines of a definition that ends too early, a definition
// whose class line is missing, and names in it that nothing binds.
func (l *Library) reportClassBody(fr *interp.Frame, c *interp.Class, s *python.ClassDef) {
	l.reportKeywords(c, s)
	var first *python.Assign // the definition
	parts := map[string]bool{}
	for _, stmt := range s.Body {
		switch stmt := stmt.(type) {
		case *python.ClassDef:
			parts[stmt.Name] = true
		case *python.FuncDef:
			if f, ok := c.Scope.Get("__init__"); ok && stmt.Name == "__init__" && tableOf(c) != nil {
				l.reportInit(c, stmt, f)
			}
			if parts[stmt.Name] {
				l.reportAt(c.Module, stmt.Offset(), stmt.Name, "table-redefined", graph.Warning,
					quote(stmt.Name)+" replaces the class of this name in "+quote(c.Qual)+", so the part is never declared; rename one of them")
			}
		case *python.Assign:
			name, ok := stmt.Targets[0].(*python.Name)
			text, isText := stmt.Value.(*python.Text)
			switch {
			case !ok:
			case name.ID == "definition" && isText:
				if first != nil {
					l.reportAt(c.Module, stmt.Offset(), "definition", "table-redefined", graph.Warning,
						quote(c.Qual)+" has a second definition, which replaces the first; give the part that it is of a class line of its own")
				}
				first = stmt
				l.reportUnboundInText(fr, c, text)
			case isConstantExpr(stmt.Value) && slices.Contains([]string{"heading", "primary_key", "full_table_name", "connection", "from_clause"}, name.ID):
				l.reportAt(c.Module, stmt.Offset(), name.ID, "class-attribute", graph.Error,
					"DataJoint gives table classes the attribute "+quote(name.ID)+", which this one replaces; choose another name")
			case stmt.Value != nil && name.ID != "definition":
				if root := l.unboundRoot(fr, startOf(c.Module.File, stmt.Value)); root != "" {
					if _, own := c.Scope.Get(root); !own {
						l.reportAt(c.Module, stmt.Value.Offset(), root, "name-unbound", graph.Error, quote(root)+" is not bound when the body of "+quote(c.Qual)+" runs; define or import it above")
					}
				}
			case stmt.Annotated && stmt.Value == nil && first != nil:
				l.reportOutsideDefinition(fr, c, stmt.Offset(), afterColon(c.Module.File, stmt.Offset()))
			}
		case *python.ExprStmt:
			if call, ok := stmt.X.(*python.Call); ok && first != nil && len(call.Keywords) == 0 {
				if fn := interp.Label(call.Fn); fn == "index" || fn == "unique" {
					l.reportOutsideDefinition(fr, c, stmt.Offset(), fn)
				}
			}
		}
	}
}

// reportKeywords reports keywords of a class statement that nothing takes: tiers take
// none.
func (l *Library) reportKeywords(c *interp.Class, s *python.ClassDef) {
	if len(s.Keywords) == 0 || len(foreignBases(c)) > 0 || has(c, "__init_subclass__") {
		return
	}
	k := s.Keywords[0]
	if slices.ContainsFunc(s.Keywords, func(k python.Keyword) bool { return k.Name == "" || k.Name == "metaclass" }) {
		return
	}
	l.reportAt(c.Module, k.Value.Offset()-len(k.Name)-len("="), k.Name, "class-attribute", graph.Error,
		"the class statement of "+quote(c.Qual)+" has the keyword "+quote(k.Name)+", which tables do not take; remove it")
}

// reportInit reports an __init__() with parameters that DataJoint, which makes objects
// of table classes, does not know.
func (l *Library) reportInit(c *interp.Class, s *python.FuncDef, v interp.Value) {
	f, ok := l.Force(v).(*interp.Function)
	if !ok {
		return
	}
	if names, known := f.Required(); known && len(names) > 0 {
		l.reportAt(c.Module, s.Offset(), s.Name, "class-attribute", graph.Error,
			"DataJoint makes objects of "+quote(c.Qual)+" without arguments, but its __init__() requires "+strings.Join(names, ", ")+"; give each a default")
	}
}

// isConstantExpr reports whether an expression is a literal.
func isConstantExpr(x python.Expr) bool {
	switch x.(type) {
	case *python.Const, *python.Number, *python.Text, *python.Sequence:
		return true
	}
	return false
}

// startOf returns an expression, or for data, which is not parsed, the name that it
// starts with.
func startOf(f *python.File, x python.Expr) python.Expr {
	d, ok := x.(*python.Data)
	if !ok {
		return x
	}
	text := f.Slice(d.Offset(), d.End)
	end := strings.IndexFunc(text, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if end < 0 {
		end = len(text)
	}
	switch name := text[:end]; {
	case !interp.IsIdentifier(name), slices.Contains([]string{"lambda", "not", "await", "None", "True", "False"}, name), end < len(text) && (text[end] == '"' || text[end] == '\''):
		return x
	default:
		return &python.Name{At: d.At, ID: name}
	}
}

// afterColon returns the first word behind the colon of an annotation.
func afterColon(f *python.File, offset int) string {
	_, after, _ := strings.Cut(f.LineAt(offset), ":")
	after = strings.TrimSpace(after)
	end := strings.IndexFunc(after, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	if end < 0 {
		return after
	}
	return after[:end]
}

// reportOutsideDefinition reports a line of a class body that reads as one of a
// definition: it takes a name of SQL that nothing binds.
func (l *Library) reportOutsideDefinition(fr *interp.Frame, c *interp.Class, offset int, word string) {
	sql := []string{
		"index", "unique", "tinyint", "smallint", "mediumint", "bigint", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
		"float32", "float64", "double", "decimal", "char", "varchar", "enum", "date", "datetime", "timestamp", "time", "year", "uuid", "json",
		"longblob", "mediumblob", "blob", "attach",
	}
	if !slices.Contains(sql, word) || !l.certain(fr) || l.bindings(c.Module.File, word, offset) > 0 {
		return
	}
	if _, ok := l.Force(fr.Name(word)).(*interp.Late); !ok {
		return
	}
	l.reportAt(c.Module, offset, "", "name-unbound", graph.Error,
		"this line stands outside of the definition of "+quote(c.Qual)+", and Python knows no "+quote(word)+"; move the closing quotes below it")
}

// reportUnboundInText reports a name in a formatted definition that nothing binds.
func (l *Library) reportUnboundInText(fr *interp.Frame, c *interp.Class, text *python.Text) {
	for i := range text.Parts {
		x := text.Parts[i].X
		if x == nil {
			continue
		}
		root := l.unboundRoot(fr, x)
		if _, own := c.Scope.Get(root); root != "" && !own {
			l.reportAt(c.Module, x.Offset(), root, "name-unbound", graph.Error, quote(root)+", which the definition of "+quote(c.Qual)+" contains, is not bound here; define or import it")
		}
	}
}

// reportAt reports something about a text at an offset of a module. Without a text, it
// is about the line.
func (l *Library) reportAt(mod *interp.Module, offset int, text, rule string, severity graph.Severity, message string) {
	d := graph.Diagnostic{Rule: rule, Severity: severity, Message: message, Pos: mod.Pos(offset)}
	if text != "" {
		d.End = mod.Pos(offset + len(text))
	}
	l.Report(d)
}

// reportNeverActivated reports schema objects with tables in projects that activate
// none of them: no module calls an activate().
func (l *Library) reportNeverActivated(used map[*Schema]bool) {
	if l.anyModule(func(mod *interp.Module) bool { return mod.File.Contains("activate") }) {
		return
	}
	for _, s := range l.schemas {
		if !used[s] || s.Active || s.External != "" || s.Module == nil || s.Module.File == nil || s.Class != nil {
			continue
		}
		l.Report(graph.Diagnostic{
			Rule: "schema-inactive", Severity: graph.Warning,
			Message: "nothing activates this schema, so its tables are never declared; give it a name, or call its activate()",
			Pos:     s.Module.Pos(s.At),
		})
	}
}
