package python_test

import (
	"context"
	"testing"

	"github.com/djdag/djdag/extract/internal/python"
)

// FuzzFile checks what holds for every file: offsets lie inside the text and
// convert to positions, there is at most one syntax error, and functions can be
// parsed.
func FuzzFile(f *testing.F) {
	for _, c := range fileCases() {
		f.Add(c.in)
	}
	f.Add("class A(B):\n    def f(self, a=1):\n        class C:\n            def g(): return f'{x}'\n")
	f.Add("if 1:\n\tdef f():\n\t\timport a\n\t\tx = '\\\n'\n")
	f.Fuzz(func(t *testing.T, text string) {
		p := python.NewParser()
		defer p.Close()
		file, err := p.File(context.Background(), []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		c := &checker{t: t, parser: p, file: file, size: len(text)}
		c.body(file.Body, 0)
		for _, i := range file.Imports {
			c.at("import", i.Offset())
			for _, n := range i.Names {
				c.at("name", n.Offset())
			}
		}
		if len(file.Errors) > 1 {
			t.Errorf("%d errors", len(file.Errors))
		}
		for _, e := range file.Errors {
			c.at("error", e.Offset())
			c.at("end of error", e.End)
			if e.End < e.Offset() || e.Message == "" {
				t.Errorf("invalid syntax error %+v", e)
			}
		}
	})
}

// FuzzCells checks the same for a text in cells, and that a syntax error in one
// cell does not hide those of the next.
func FuzzCells(f *testing.F) {
	f.Add("a = 1\n", "b = (\n")
	f.Add("def f(:\n", "class A(B):\n    c = '''\n")
	f.Fuzz(func(t *testing.T, first, second string) {
		p := python.NewParser()
		defer p.Close()
		alone, err := p.Cells(context.Background(), []byte(second), []int{0})
		if err != nil {
			t.Fatal(err)
		}
		file, err := p.Cells(context.Background(), []byte(first+second), []int{0, len(first)})
		if err != nil {
			t.Fatal(err)
		}
		(&checker{t: t, parser: p, file: file, size: len(first) + len(second)}).body(file.Body, 0)
		errors := 0
		for _, e := range file.Errors {
			if e.Offset() >= len(first) {
				errors++
			}
		}
		if second != "" && errors < len(alone.Errors) {
			t.Errorf("the second cell has %d errors alone, but %d after the first", len(alone.Errors), errors)
		}
	})
}

// A checker walks a tree and checks its offsets.
type checker struct {
	t      *testing.T
	parser *python.Parser
	file   *python.File
	size   int
}

func (c *checker) at(what string, offset int) {
	c.t.Helper()
	if offset < 0 || offset > c.size {
		c.t.Errorf("the %s is at offset %d of %d bytes", what, offset, c.size)
		return
	}
	if line, col := c.file.LineCol(offset); line < 1 || col < 1 {
		c.t.Errorf("the %s is at line %d, column %d", what, line, col)
	}
}

func (c *checker) body(body []python.Stmt, depth int) {
	for _, s := range body {
		c.at("statement", s.Offset())
		switch s := s.(type) {
		case *python.Assign:
			c.exprs(s.Targets...)
			c.exprs(s.Value)
		case *python.AugAssign:
			c.exprs(s.Target, s.Value)
		case *python.ExprStmt:
			c.exprs(s.X)
		case *python.ClassDef:
			c.exprs(s.Decorators...)
			c.exprs(s.Bases...)
			c.body(s.Body, depth)
		case *python.FuncDef:
			c.exprs(s.Decorators...)
			if depth < 3 {
				_, inside := c.parser.Function(c.file, s)
				c.body(inside, depth+1)
				c.doings(s)
			}
		case *python.If:
			c.exprs(s.Test)
			c.body(s.Then, depth)
			c.body(s.OrElse, depth)
		case *python.For:
			c.exprs(s.Target, s.Iter, s.Test)
			c.body(s.Body, depth)
			c.body(s.OrElse, depth)
		case *python.Try:
			c.body(s.Body, depth)
			for _, h := range s.Handlers {
				c.exprs(h.Types...)
				c.body(h.Body, depth)
			}
			c.body(s.OrElse, depth)
			c.body(s.Finally, depth)
		case *python.With:
			for _, i := range s.Items {
				c.exprs(i.Value, i.Target)
			}
			c.body(s.Body, depth)
		case *python.Return:
			c.exprs(s.X)
		}
	}
}

func (c *checker) doings(s *python.FuncDef) {
	d, _ := c.parser.Doings(c.file, s)
	for _, m := range d.Mentions {
		if len(m.Path) == 0 {
			c.t.Error("a mention without a name")
		}
	}
	for _, i := range d.Items {
		c.at("item", i.Offset())
		c.at("end of an item", i.End)
	}
}

func (c *checker) exprs(xs ...python.Expr) {
	for _, x := range xs {
		if x == nil {
			continue
		}
		c.at("expression", x.Offset())
		switch x := x.(type) {
		case *python.Attribute:
			c.at("name of an attribute", x.NameAt)
			c.exprs(x.X)
		case *python.Subscript:
			c.exprs(x.X, x.Index)
		case *python.Slice:
			c.exprs(x.From, x.To, x.Step)
		case *python.Call:
			c.exprs(x.Fn)
			c.exprs(x.Args...)
			for _, k := range x.Keywords {
				c.exprs(k.Value)
			}
		case *python.Text:
			for i := range x.Parts {
				part := &x.Parts[i]
				c.at("part of a string", part.Offset())
				c.exprs(part.X)
				for j := range len(part.Value) + 1 {
					c.at("byte of a string", part.SourceOffset(j))
				}
			}
		case *python.Sequence:
			c.exprs(x.Elts...)
		case *python.Dict:
			c.exprs(x.Keys...)
			c.exprs(x.Values...)
		case *python.Binary:
			c.exprs(x.X, x.Y)
		case *python.Logic:
			c.exprs(x.X, x.Y)
		case *python.Compare:
			c.exprs(x.X, x.Y)
		case *python.Not:
			c.exprs(x.X)
		case *python.Yield:
			c.exprs(x.X)
		case *python.Cond:
			c.exprs(x.Test, x.Then, x.OrElse)
		case *python.Lambda:
			c.exprs(x.Body)
		case *python.Comprehension:
			c.exprs(x.Key, x.Elt)
			for _, clause := range x.Clauses {
				c.exprs(clause.Target, clause.Iter)
				c.exprs(clause.Ifs...)
			}
		}
	}
}
