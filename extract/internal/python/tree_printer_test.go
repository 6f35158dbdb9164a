package python_test

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/djdag/djdag/extract/internal/python"
)

// printTree formats statements similar to Python, one per line with its
// position. Operators are in parentheses, and an [python.Opaque] or
// [python.Data] is "?".
func printTree(f *python.File, body []python.Stmt) string {
	s := &treePrinter{file: f}
	s.block(body)
	return s.b.String()
}

type treePrinter struct {
	b      strings.Builder
	file   *python.File
	indent int
}

func (s *treePrinter) line(at int, format string, args ...any) {
	line, col := s.file.LineCol(at)
	fmt.Fprintf(&s.b, "%s%d:%d %s\n", strings.Repeat("  ", s.indent), line, col, fmt.Sprintf(format, args...))
}

func (s *treePrinter) block(body []python.Stmt) {
	s.indent++
	for _, st := range body {
		s.stmt(st)
	}
	s.indent--
}

func (s *treePrinter) nested(at int, head string, body []python.Stmt) {
	if len(body) > 0 {
		s.line(at, "%s", head)
		s.block(body)
	}
}

func (s *treePrinter) stmt(st python.Stmt) {
	at := st.Offset()
	switch x := st.(type) {
	case *python.Import:
		s.line(at, "%s%s", x.Text, [...]string{"", " # deferred", " # typing"}[x.Scope])
	case *python.Assign:
		var targets []string
		for _, t := range x.Targets {
			targets = append(targets, expr(t))
		}
		s.line(at, "%s = %s", strings.Join(targets, " = "), expr(x.Value))
	case *python.AugAssign:
		s.line(at, "%s %s= %s", expr(x.Target), x.Op, expr(x.Value))
	case *python.ExprStmt:
		s.line(at, "%s", expr(x.X))
	case *python.ClassDef:
		for _, d := range x.Decorators {
			s.line(d.Offset(), "@%s", expr(d))
		}
		s.line(at, "class %s%s", x.Name, arguments(x.Bases, x.Keywords))
		s.block(x.Body)
	case *python.FuncDef:
		for _, d := range x.Decorators {
			s.line(d.Offset(), "@%s", expr(d))
		}
		s.line(at, "def %s", x.Name)
	case *python.If:
		s.line(at, "if %s", expr(x.Test))
		s.block(x.Then)
		s.nested(at, "else", x.OrElse)
	case *python.For:
		if x.Target != nil {
			s.line(at, "for %s in %s", expr(x.Target), expr(x.Iter))
		} else {
			s.line(at, "while %s", expr(x.Test))
		}
		s.block(x.Body)
		s.nested(at, "else", x.OrElse)
	case *python.Try:
		s.line(at, "try")
		s.block(x.Body)
		for _, h := range x.Handlers {
			head := "except"
			if len(h.Types) > 0 {
				head += " " + list(h.Types)
			}
			if h.Name != "" {
				head += " as " + h.Name
			}
			s.line(h.Offset(), "%s", head)
			s.block(h.Body)
		}
		s.nested(at, "else", x.OrElse)
		s.nested(at, "finally", x.Finally)
	case *python.With:
		var items []string
		for _, i := range x.Items {
			item := expr(i.Value)
			if i.Target != nil {
				item += " as " + expr(i.Target)
			}
			items = append(items, item)
		}
		s.line(at, "with %s", strings.Join(items, ", "))
		s.block(x.Body)
	case *python.Return:
		s.line(at, "return %s", expr(x.X))
	case *python.Raise:
		s.line(at, "raise %s", expr(x.X))
	case *python.Global:
		s.line(at, "%s %s", map[bool]string{false: "global", true: "nonlocal"}[x.Nonlocal], strings.Join(x.Names, ", "))
	case *python.Delete:
		s.line(at, "del %s", list(x.Targets))
	case *python.Jump:
		s.line(at, "%s", map[bool]string{false: "continue", true: "break"}[x.Break])
	default:
		s.line(at, "%T", x)
	}
}

func list(xs []python.Expr) string {
	var out []string
	for _, x := range xs {
		out = append(out, expr(x))
	}
	return strings.Join(out, ", ")
}

func arguments(args []python.Expr, keywords []python.Keyword) string {
	var out []string
	for _, a := range args {
		out = append(out, expr(a))
	}
	for _, k := range keywords {
		if k.Name == "" {
			out = append(out, "**"+expr(k.Value))
		} else {
			out = append(out, k.Name+"="+expr(k.Value))
		}
	}
	return "(" + strings.Join(out, ", ") + ")"
}

func expr(x python.Expr) string {
	switch x := x.(type) {
	case nil:
		return "-"
	case *python.Name:
		return x.ID
	case *python.Attribute:
		return expr(x.X) + "." + x.Name
	case *python.Subscript:
		return expr(x.X) + "[" + expr(x.Index) + "]"
	case *python.Slice:
		parts := ""
		for i, end := range []python.Expr{x.From, x.To, x.Step} {
			if i > 0 && (i < 2 || end != nil) {
				parts += ":"
			}
			if end != nil {
				parts += expr(end)
			}
		}
		return parts
	case *python.Call:
		return expr(x.Fn) + arguments(x.Args, x.Keywords)
	case *python.Text:
		return text(x)
	case *python.Number:
		return x.Text
	case *python.Const:
		return x.Name
	case *python.Sequence:
		ends := [...]string{"[]", "()", "{}"}[x.Kind]
		return ends[:1] + list(x.Elts) + ends[1:]
	case *python.Dict:
		var out []string
		for i, k := range x.Keys {
			if k == nil {
				out = append(out, "**"+expr(x.Values[i]))
			} else {
				out = append(out, expr(k)+": "+expr(x.Values[i]))
			}
		}
		return "{" + strings.Join(out, ", ") + "}"
	case *python.Binary:
		return "(" + expr(x.X) + " " + x.Op + " " + expr(x.Y) + ")"
	case *python.Logic:
		return "(" + expr(x.X) + map[bool]string{true: " and ", false: " or "}[x.And] + expr(x.Y) + ")"
	case *python.Not:
		return "(not " + expr(x.X) + ")"
	case *python.Compare:
		return "(" + expr(x.X) + " " + x.Op + " " + expr(x.Y) + ")"
	case *python.Cond:
		return "(" + expr(x.Then) + " if " + expr(x.Test) + " else " + expr(x.OrElse) + ")"
	case *python.Bind:
		return "(" + x.Name + " := " + expr(x.X) + ")"
	case *python.Starred:
		return "*" + expr(x.X)
	case *python.Lambda:
		return "(lambda " + params(x.Params) + ": " + expr(x.Body) + ")"
	case *python.Comprehension:
		out := expr(x.Elt)
		if x.Key != nil {
			out = expr(x.Key) + ": " + out
		}
		for _, clause := range x.Clauses {
			out += " for " + expr(clause.Target) + " in " + expr(clause.Iter)
			for _, test := range clause.Ifs {
				out += " if " + expr(test)
			}
		}
		return "<" + out + ">"
	case *python.Yield:
		return "(yield " + expr(x.X) + ")"
	case *python.Opaque, *python.Data:
		return "?"
	}
	return fmt.Sprintf("%T", x)
}

func text(x *python.Text) string {
	var b strings.Builder
	if x.Bytes {
		b.WriteString("b")
	}
	for _, p := range x.Parts {
		if p.X == nil {
			b.WriteString(strconv.Quote(p.Value))
			continue
		}
		b.WriteString("{" + expr(p.X))
		if p.Conversion != "" {
			b.WriteString("!" + p.Conversion)
		}
		if p.Format != "" {
			b.WriteString(":" + p.Format)
		}
		b.WriteString("}")
	}
	return b.String()
}

func params(ps []python.Param) string {
	var out []string
	for _, p := range ps {
		s := [...]string{"", "kw ", "*", "**"}[p.Kind] + p.Name
		if p.Default != nil {
			s += "=" + expr(p.Default)
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}
