package interp

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
)

// TestValues runs the files of testdata and compares the names that they bind
// with the comments behind the assignments:
//
//	x = "a" + "b"  # 'ab'
//
// A comment is what Python's repr says of the value, or what the machine does
// not know: "?" is anything, "{label}" an unknown part of a string, "[1, …]" a
// list that may hold more. What is compared is the value at the end of the file.
func TestValues(t *testing.T) {
	files, err := filepath.Glob("testdata/*.py")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	comment := regexp.MustCompile(`^(\w+) *[-+*%|]?= .*  # (.*)$`)
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".py"), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			m, mod := run(t, string(text))
			compared := 0
			for i, line := range strings.Split(string(text), "\n") {
				c := comment.FindStringSubmatch(line)
				if c == nil {
					continue
				}
				compared++
				v, _ := mod.Scope.Get(c[1])
				if got := show(m, v); got != c[2] {
					t.Errorf("%s:%d: %s is %s, want %s", name, i+1, c[1], got, c[2])
				}
			}
			if compared == 0 {
				t.Error("nothing to compare")
			}
		})
	}
}

// run returns a machine that has imported a module of this text.
func run(t *testing.T, text string) (*Machine, *Module) { return runWith(t, noLibrary{}, text) }

// runWith is run with a library.
func runWith(t *testing.T, host Host, text string) (*Machine, *Module) {
	t.Helper()
	parser, unit := parse(t, text)
	m := New(t.Context(), memory{"values": unit}, parser, host, Options{Env: map[string]string{"GIVEN": "given"}})
	return m, m.Import(unit)
}

// parse returns a module of this text, and the parser that has read it.
func parse(t *testing.T, text string) (*python.Parser, *Unit) {
	t.Helper()
	parser := python.NewParser()
	t.Cleanup(parser.Close)
	f, err := parser.File(t.Context(), []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range f.Errors {
		line, col := f.LineCol(e.Offset())
		t.Errorf("%d:%d: %s", line, col, e.Message)
	}
	return parser, &Unit{Name: "values", Path: "lab/values.py", File: f, Place: func(offset int) graph.Pos {
		line, col := f.LineCol(offset)
		return graph.Pos{Path: "values.py", Line: line, Col: col}
	}}
}

// memory is a [Loader] of modules by their names.
type memory map[string]*Unit

func (m memory) Find(_ context.Context, name, from string) *Unit     { return m[name] }
func (m memory) FindFile(_ context.Context, file, from string) *Unit { return nil }
func (m memory) AddPath(dir, from string)                            {}

// noLibrary is a [Host] without objects of its own.
type noLibrary struct{}

func (noLibrary) ExternalAttr(*Frame, *External, string) Value     { return nil }
func (noLibrary) CallExternal(*Frame, string, *Call) Value         { return nil }
func (noLibrary) Unbound(string) Value                             { return nil }
func (noLibrary) ClassAttr(*Frame, *Class, string, Value) Value    { return nil }
func (noLibrary) Make(*Frame, *Class, *Call) Value                 { return nil }
func (noLibrary) Decorate(*Frame, Value, python.Expr, *Class) bool { return false }
func (noLibrary) ClassDefined(*Frame, *Class, *python.ClassDef)    {}
func (noLibrary) IsSubclass(base, class *External) Truth           { return Maybe }
func (noLibrary) IsData(*Class) bool                               { return false }
func (noLibrary) Matters([]byte) bool                              { return true }

// show writes a value as Python's repr does.
func show(m *Machine, v Value) string {
	switch v := m.Force(v).(type) {
	case nil, Unknown:
		return "?"
	case None:
		return "None"
	case Bool:
		if v {
			return "True"
		}
		return "False"
	case Int:
		return strconv.FormatInt(int64(v), 10)
	case Ellipsis:
		return "Ellipsis"
	case *Str:
		quote := "'"
		if strings.Contains(v.Text, "'") {
			quote = `"`
		}
		return quote + strings.NewReplacer("\\", `\\`, "\n", `\n`, "\t", `\t`).Replace(v.Text) + quote
	case pathValue:
		return "Path(" + show(m, v.text) + ")"
	case *seq:
		var elts []string
		for _, e := range v.Elts {
			elts = append(elts, show(m, e))
		}
		if v.Loose {
			elts = append(elts, "…")
		}
		return "[" + strings.Join(elts, ", ") + "]"
	case *Map:
		var elts []string
		for _, k := range v.Keys {
			elts = append(elts, fmt.Sprintf("'%s': %s", k, show(m, v.Vals[k])))
		}
		if v.Loose {
			elts = append(elts, "…")
		}
		return "{" + strings.Join(elts, ", ") + "}"
	case *Setting:
		if v.Default == nil {
			return "setting " + v.Label
		}
		return "setting " + v.Label + " or " + show(m, v.Default)
	case *Class:
		return "class " + v.Qual
	case *Instance:
		return v.Class.Qual + "()"
	case *External:
		return v.Path
	}
	return fmt.Sprintf("%T", v)
}
