package interp

import (
	"cmp"
	"strings"

	"github.com/djdag/djdag/extract/internal/python"
)

// What follows is for those who look at what a function would do, without running it.

// maxBody is the size in bytes of the largest function whose body is handed out.
const maxBody = 128 << 10

// Body returns the parameters and the body of a function. Both are nil for one that
// has no source, or a very long one. A function is parsed once.
func (m *Machine) Body(f *Function) (params []python.Param, body []python.Stmt) {
	switch {
	case f.lambda != nil:
		return f.params, LambdaBody(f.lambda)
	case f.Def == nil:
		return nil, nil
	}
	return m.BodyOf(f.Module, f.Def)
}

// BodyOf is [Machine.Body] for a definition in a module.
func (m *Machine) BodyOf(mod *Module, def *python.FuncDef) (params []python.Param, body []python.Stmt) {
	if mod.File == nil {
		return nil, nil
	}
	c, ok := m.code[def]
	if !ok {
		if len(def.Text(mod.File)) <= maxBody {
			c.params, c.body = m.parser.Function(mod.File, def)
		}
		m.code[def] = c
	}
	return c.params, c.body
}

// A ParsedBody is the parameters and the body of a function of a file.
type ParsedBody struct {
	def  *python.FuncDef
	code code
}

// ParseBody parses a function with another parser than the machine's own, so that it may
// run at the same time as the machine. The function must have a source.
func ParseBody(p *python.Parser, f *Function) ParsedBody {
	b := ParsedBody{def: f.Def}
	if len(f.Def.Text(f.Module.File)) <= maxBody {
		b.code.params, b.code.body = p.Function(f.Module.File, f.Def)
	}
	return b
}

// KeepBody keeps a body for [Machine.Body].
func (m *Machine) KeepBody(b ParsedBody) { m.code[b.def] = b.code }

// DropBody forgets the body of a function, which [Machine.Body] then parses anew.
func (m *Machine) DropBody(f *Function) { delete(m.code, f.Def) }

// HasSource reports whether the function is one of a file.
func (f *Function) HasSource() bool { return f.Def != nil && f.Module.File != nil }

// LambdaBody returns the body of a lambda as that of a function.
func LambdaBody(l *python.Lambda) []python.Stmt {
	return []python.Stmt{&python.Return{At: l.At, X: l.Body}}
}

// IsClassMethod reports whether a function of a class takes that class.
func (f *Function) IsClassMethod() bool { return f.kind == classMethod }

// IsProperty reports whether an attribute of this function is what it returns.
func (f *Function) IsProperty() bool { return f.kind == property }

// Name is the name of the function, or "lambda".
func (f *Function) Name() string {
	if f.Def == nil {
		return "lambda"
	}
	return f.Def.Name
}

// Method returns the function and the object of a bound method.
func Method(v Value) (f *Function, self Value, ok bool) {
	if b, is := v.(*boundMethod); is {
		return b.Fn, b.Self, true
	}
	return nil, nil, false
}

// Alternatives returns the values that v may turn out to be, the best one first.
func Alternatives(v Value) []Value {
	if e, ok := v.(*either); ok {
		return e.Of
	}
	return []Value{v}
}

// Eval evaluates an expression.
func (fr *Frame) Eval(x python.Expr) Value { return fr.eval(x) }

// Elements lists what an iterable yields, and reports whether that is all.
func (fr *Frame) Elements(v Value) (elts []Value, all bool) { return fr.elements(v) }

// Item evaluates x[key].
func (fr *Frame) Item(x, key Value) Value { return fr.item(x, key) }

// Imports calls bind with each name that an import statement binds. It imports no
// module; of one that nothing has imported, the names are those of an [External].
func (fr *Frame) Imports(s *python.Import, bind func(name string, v Value)) {
	if !s.From {
		for _, n := range s.Names {
			root, _, _ := strings.Cut(n.Name, ".")
			if n.Alias != "" {
				bind(n.Alias, fr.importedModule(n.Name))
			} else {
				bind(root, fr.importedModule(root))
			}
		}
		return
	}
	path := fr.absolute(s)
	mod, _ := fr.importedModule(path).(*Module)
	for _, n := range s.Names {
		var v Value = &External{path + "." + n.Name}
		if mod != nil {
			if member, ok := fr.m.Member(mod, n.Name); ok {
				v = member
			}
		}
		bind(cmp.Or(n.Alias, n.Name), v)
	}
	if s.Star && mod != nil {
		for name, v := range mod.Scope.All() {
			if v != nil && name[0] != '_' {
				bind(name, v)
			}
		}
	}
}

// importedModule returns the module of a dotted name if it has been imported, else its
// name.
func (fr *Frame) importedModule(name string) Value {
	if mod := fr.m.ImportedBy(fr.Module, name); mod != nil {
		return mod
	}
	return &External{name}
}

// DataExpr returns the expression of an attribute of a class that was left out, see
// [python.Data], with the class that has it and a frame that looks its names up. x is
// nil for any other attribute, and for one that is long.
func (m *Machine) DataExpr(c *Class, name string) (x python.Expr, owner *Class, fr *Frame) {
	for _, b := range c.Linear() {
		bc, ok := b.(*Class)
		if !ok {
			continue
		}
		note, noted := bc.data[name]
		if noted && bc.Module.File != nil && note.End-note.Offset() <= maxData {
			x = m.parser.Expr(bc.Module.File.Slice(note.Offset(), note.End), note.Offset())
			return x, bc, m.NewFrame(bc.Module, note.names)
		}
		if _, has := bc.Scope.Get(name); has || noted {
			break
		}
	}
	return nil, nil, nil
}
