package python_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/djdag/djdag/extract/internal/python"
	"github.com/google/go-cmp/cmp"
)

// TestDoings lists the names in functions, with "()" behind those that are called,
// and the items as "name[name]".
func TestDoings(t *testing.T) {
	for text, want := range map[string]string{
		"def f(): pass": "",
		"def f(self, key):\n    raise ValueError":                          "first self, raises, ValueError",
		"def f(self, key):\n    if key: raise ValueError":                  "first self, ValueError, key",
		"def f(me): me.a.b(c, d=e.f)":                                      "first me, c, e.f, me.a.b()",
		"def f(me): (M & key).proj().fetch(x)":                             "first me, .fetch(), .proj(), M, key, x",
		"def f(me): [g(x) for x in me.y]; f'{h(1)}'; assert i()":           "first me, g(), h(), i(), me.y, x, x",
		"def f(me): (lambda: j())(); -k(); yield l()":                      "first me, (), j(), k(), l()",
		"def f(me):\n    @m\n    def n(o=p()): q\n    with r() as s: pass": "first me, m(), n, o, p(), q, r(), s",
		"def f(me): from a import b; b.c()":                                "first me, b.c()",
		"def f(me): me.up[A.B].c(); me.up['x']; g()[x]":                    "first me, me.up[A.B], .c(), A.B, g(), me.up, me.up, x",
		"def f(me): g(": "not parsed",
	} {
		p := python.NewParser()
		f := parse(t, p, text+"\n")
		var got []string
		for _, s := range f.Body {
			if def, ok := s.(*python.FuncDef); ok {
				got = doings(p, f, def)
			}
		}
		if len(f.Body) == 0 {
			got = []string{"not parsed"}
		}
		if diff := cmp.Diff(want, strings.Join(got, ", ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
		p.Close()
	}
}

// doings lists what a function may do.
func doings(p *python.Parser, f *python.File, def *python.FuncDef) []string {
	d, ok := p.Doings(f, def)
	if !ok {
		return []string{"not parsed"}
	}
	var got, mentions []string
	if d.First != "" {
		got = append(got, "first "+d.First)
	}
	if d.Raises {
		got = append(got, "raises")
	}
	for _, i := range d.Items {
		got = append(got, fmt.Sprintf("%s[%s]", strings.Join(i.Path, "."), strings.Join(i.Item, ".")))
	}
	for _, m := range d.Mentions {
		name := strings.Join(m.Path, ".")
		if m.Called {
			name += "()"
		}
		mentions = append(mentions, name)
	}
	slices.Sort(mentions)
	return append(got, mentions...)
}
