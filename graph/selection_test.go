package graph_test

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/djdag/djdag/graph"
)

// lab is the pipeline for these tests:
//
//	subject.Subject ◀── session.Session ◀── session.Session.File
//	       ▲                  ▲
//	subject.Line         scan.Scan ◀── imaging.Imaging ◀── imaging.Report
//	       │                  │            │
//	       ▼                  ▼            ▼
//	 subject.Species     scan.Device   ext.Method
//
// and util.Session, a second table with that name.
const lab = `
subject.Species: lookup; subject.Line -> subject.Species; subject.Line -> subject.Subject
session.Session -> subject.Subject; session.Session.File -> session.Session
scan.Device: lookup; scan.Scan -> session.Session; scan.Scan ~> scan.Device
imaging.Imaging: computed; imaging.Imaging -> scan.Scan; imaging.Imaging -> ext.Method
imaging.Report: computed; imaging.Report -> imaging.Imaging
util.Session; util.File`

func TestSelection(t *testing.T) {
	tests := []struct{ in, want string }{
		// Names.
		{`Scan`, `scan.Scan`},
		{`scan.Scan`, `scan.Scan`},
		{` scan.Scan `, `scan.Scan`},
		{`session.Session.File`, `session.Session.File`},
		{`Session.File`, `session.Session.File`},
		{`File`, `util.File`}, // not the part
		{`Method`, `ext.Method`},
		{`table:Scan`, `scan.Scan`},
		{`scan`, `scan.Device scan.Scan`},
		{`module:scan`, `scan.Device scan.Scan`},
		{`schema:scan`, `scan.Device scan.Scan`},
		{`"scan"`, `scan.Device scan.Scan`},
		{`schema:"scan"`, `scan.Device scan.Scan`},
		{`"scan".Scan`, `scan.Scan`},
		{`tier:lookup`, `scan.Device subject.Species`},
		{`tier:imported`, ``},
		{`all * tier:part`, `session.Session.File`},

		// Patterns.
		{`subject.*`, `subject.Line subject.Species subject.Subject`},
		{`session.*`, `session.Session session.Session.File`},
		{`S*`, `scan.Scan session.Session session.Session.File subject.Species subject.Subject util.Session`},
		{`*Report`, `imaging.Report`},
		{`*.*.File`, `session.Session.File`},
		{`*i*.I*`, `imaging.Imaging`},
		{`module:s* - Su*`, `scan.Device scan.Scan session.Session session.Session.File subject.Line subject.Species`},
		{`schema:u*`, `util.File util.Session`},
		{`*`, `ext.Method imaging.Imaging imaging.Report scan.Device scan.Scan session.Session session.Session.File subject.Line subject.Species subject.Subject util.File util.Session`},

		// Union, difference, intersection.
		{`Scan + Report`, `imaging.Report scan.Scan`},
		{`scan - Scan`, `scan.Device`},
		{`scan - tier:lookup`, `scan.Scan`},
		{`scan * S*`, `scan.Scan`},
		{`scan*Scan`, `scan.Scan`}, // between names, a star is an operator
		{`scan *Scan`, `scan.Scan`},
		{`scan* Scan`, `scan.Scan`},
		{`(scan)*(Scan)`, `scan.Scan`},
		{`scan * *an`, `scan.Scan`},
		{`s*.S* - session*`, `scan.Scan subject.Species subject.Subject`},
		{`Scan - Scan`, ``},
		{`Scan + Scan`, `scan.Scan`},
		{`Scan - Device - Scan`, ``},
		{`Scan - (Device - Scan)`, `scan.Scan`},
		{`Report + scan * Scan`, `imaging.Report scan.Scan`},
		{`(Report + scan) * Scan`, `scan.Scan`},

		// Levels.
		{`Scan + 0`, `scan.Scan`},
		{`Scan + 1`, `imaging.Imaging scan.Scan`},
		{`Scan+1`, `imaging.Imaging scan.Scan`},
		{`Scan + 9`, `imaging.Imaging imaging.Report scan.Scan`},
		{`Scan + all`, `imaging.Imaging imaging.Report scan.Scan`},
		{`Scan - 1`, `scan.Device scan.Scan session.Session`},
		{`Imaging - 1`, `ext.Method imaging.Imaging scan.Scan`},
		{`Scan - all`, `scan.Device scan.Scan session.Session subject.Subject`},
		{`subject.Subject + 1 - 1`, `session.Session subject.Line subject.Species subject.Subject`},
		{`subject.Subject - 1 + 1`, `session.Session subject.Line subject.Subject`},
		{`(Subject + all) * (Imaging - all)`, `imaging.Imaging scan.Scan session.Session subject.Subject`},
		{`Scan + (all)`, `ext.Method imaging.Imaging imaging.Report scan.Device scan.Scan session.Session session.Session.File subject.Line subject.Species subject.Subject util.File util.Session`},
		{`all - all`, `ext.Method imaging.Imaging imaging.Report scan.Device scan.Scan session.Session session.Session.File subject.Line subject.Species subject.Subject util.File util.Session`},
		{`all - (all)`, ``},
		{"Scan\n+\t1", `imaging.Imaging scan.Scan`},
	}
	p := sketch(t, lab)
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			got, err := p.Select(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			if got == nil || strings.Join(got, " ") != tt.want {
				t.Errorf("\n got %q\nwant %q", got, tt.want)
			}
		})
	}
}

// The name of a package without tables selects the tables of its modules.
func TestSelectionPackage(t *testing.T) {
	p := &graph.Pipeline{}
	for _, m := range []string{"lab", "lab.empty", "lab.scan", "lab.scan.fix", "lab.subject"} {
		p.Modules = append(p.Modules, graph.Module{Name: m})
	}
	for _, id := range []string{"lab.scan.Scan", "lab.scan.fix.Fix", "lab.subject.Subject"} {
		i := strings.LastIndexByte(id, '.')
		p.Tables = append(p.Tables, graph.Table{ID: id, Module: id[:i], Class: id[i+1:]})
	}
	for in, want := range map[string]string{
		"lab":          "lab.scan.Scan lab.scan.fix.Fix lab.subject.Subject",
		"module:lab":   "lab.scan.Scan lab.scan.fix.Fix lab.subject.Subject",
		"scan":         "lab.scan.Scan",
		"lab.scan.fix": "lab.scan.fix.Fix",
		"empty":        `"empty":1: the module "empty" declares no table`,
		"module:empty": `"module:empty":1: the module "empty" declares no table`,
	} {
		ids, err := p.Select(in)
		got := strings.Join(ids, " ")
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

// The name of a schema is its ID, which is unique, or its label.
func TestSelectionSchemas(t *testing.T) {
	p := &graph.Pipeline{
		Schemas: []graph.Schema{
			{ID: "lab_a", Name: "lab_a", Template: "lab_a"},
			{ID: "x_{?}", Template: "x_{?}"},
			{ID: "x_{?}@b:2", Template: "x_{?}"},
			{ID: "y_{?}@c:2", Template: "y_{?}"},
			{ID: "y_{?}@d:2", Template: "y_{?}"},
			{ID: "z.py:3"},
		},
		Tables: []graph.Table{
			{ID: "a.A", Schema: "lab_a"}, {ID: "a.X", Schema: "x_{?}"}, {ID: "b.X", Schema: "x_{?}@b:2"},
			{ID: "c.Y", Schema: "y_{?}@c:2"}, {ID: "d.Y", Schema: "y_{?}@d:2"}, {ID: "z.Z", Schema: "z.py:3"},
		},
	}
	p.Sort()
	for in, want := range map[string]string{
		`lab_a`:              "a.A",
		`"x_{?}"`:            "a.X",
		`schema:"x_{?}"`:     "a.X",
		`"x_{?}@b:2"`:        "b.X",
		`schema:"x_{?}@b:2"`: "b.X",
		`schema:y_{?}@d:2`:   "d.Y",
		`schema:z.py:3`:      "z.Z",
		`schema:x*`:          "a.X b.X",
		`schema:*@c*`:        "c.Y",
		`schema:y_{?}`:       `"schema:y_{?}":1: ambiguous schema "y_{?}": want one of y_{?}@c:2, y_{?}@d:2`,
		`y_{?}`:              `"y_{?}":1: ambiguous schema "y_{?}": want one of y_{?}@c:2, y_{?}@d:2`,
		`schema:lab_b`:       `"schema:lab_b":1: no schema is called "lab_b"; did you mean "lab_a"?`,
	} {
		ids, err := p.Select(in)
		got := strings.Join(ids, " ")
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

// The length of an expression is not limited.
func TestSelectionLong(t *testing.T) {
	p := sketch(t, lab)
	for _, text := range []string{
		"Report" + strings.Repeat(" - 1", 100_000),
		"Report" + strings.Repeat(" + Scan - Scan", 50_000),
		"Report" + strings.Repeat(" * Report", 50_000),
	} {
		if ids, err := p.Select(text); err != nil || ids == nil {
			t.Errorf("%.20s…: %v, %v", text, ids, err)
		}
	}
}

func TestSelectionErrors(t *testing.T) {
	tests := []struct {
		in, want string
	}{
		{``, `"":1: the selection is empty; want a table, such as Session`},
		{` `, `" ":1: the selection is empty; want a table, such as Session`},
		{`Scan +`, `"Scan +":7: want a name at the end of the selection`},
		{`+ 1`, `"+ 1":1: want a name before "+"`},
		{`- Scan`, `"- Scan":1: want a name before "-"`},
		{`Scan + + Scan`, `"Scan + + Scan":8: want a name before "+"`},
		{`Scan Report`, `"Scan Report":6: want "+", "-" or "*" before "Report"`},
		{`Scan & Report`, `"Scan & Report":6: want "+", "-" or "*" before "&"`},
		{`Scan + 1 1`, `"Scan + 1 1":10: want "+", "-" or "*" before "1"`},
		{`(Scan`, `"(Scan":1: "(" without ")"`},
		{`(Scan Report)`, `"(Scan Report)":7: want ")" or an operator before "Report"`},
		{`Scan)`, `"Scan)":5: ")" without "("`},
		{`()`, `"()":2: want a name before ")"`},
		{`2 + Scan`, `"2 + Scan":1: a number of levels can only follow "+" or "-"`},
		{`Scan * 2`, `"Scan * 2":8: a number of levels can only follow "+" or "-"`},
		{`Scan + 2 * Scan`, `"Scan + 2 * Scan":10: levels cannot be an operand of "*"; put the expression before it in parentheses`},
		{`Scan + 2x`, `"Scan + 2x":8: "2x" is not a number of levels`},
		{`Scan + 99999999999999999999`, `"Scan + 99999999999999999999":8: "99999999999999999999" is not a number of levels`},
		{`Scan + "Report`, `"Scan + \"Report":8: a quotation mark is missing`},
		{`""`, `"\"\"":1: the name is empty`},
		{`table:`, `"table:":1: the name is empty`},
		{`tear:computed`, `"tear:computed":1: unknown prefix "tear:"; want "table:", "module:", "schema:" or "tier:"`},
		{`Scan + tier:compute`, `"Scan + tier:compute":8: unknown tier "compute"; want manual, lookup, imported, computed or part`},
		{strings.Repeat("(", 501), fmt.Sprintf(`%q:501: parentheses are nested more than 500 deep`, strings.Repeat("(", 501))},

		{`Scan - Scann`, `"Scan - Scann":8: no table or schema is called "Scann"; did you mean "Scan"?`},
		{`sesion`, `"sesion":1: no table or schema is called "sesion"; did you mean "Session"?`},
		{`scan.Skan`, `"scan.Skan":1: no table or schema is called "scan.Skan"; did you mean "scan.Scan"?`},
		{`Wombat`, `"Wombat":1: no table or schema is called "Wombat"`},
		{`Session`, `"Session":1: ambiguous table "Session": want one of session.Session, util.Session`},
		{`table:scan`, `"table:scan":1: no table is called "scan"; did you mean "Scan"?`},
		{`module:Scan`, `"module:Scan":1: no module is called "Scan"; did you mean "scan"?`},
		{`schema:scam`, `"schema:scam":1: no schema is called "scam"; did you mean "scan"?`},
		{`Scan + x*`, `"Scan + x*":8: no table matches "x*"`},
		{"Scan\x00", `"Scan\x00":1: no table or schema is called "Scan\x00"; did you mean "Scan"?`},
	}
	p := sketch(t, lab)
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			ids, err := p.Select(tt.in)
			var selection *graph.SelectionError
			if !errors.As(err, &selection) || ids != nil {
				t.Fatalf("got %v, %v, want a SelectionError", ids, err)
			}
			if got := err.Error(); got != tt.want {
				t.Errorf("\n got %s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestSelectionRandom compares with a naive implementation: operators on maps,
// and levels by a search of all foreign keys.
func TestSelectionRandom(t *testing.T) {
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 1))
		n := 3 + r.IntN(20)
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "m%d.T%d\n", i%3, i)
			for range r.IntN(3) {
				if i > 0 {
					k := r.IntN(i)
					fmt.Fprintf(&b, "m%d.T%d -> m%d.T%d\n", i%3, i, k%3, k)
				}
			}
		}
		e := randomSelection{r, sketch(t, b.String())}
		text, want := e.sum(3)
		got, err := e.p.Select(text)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if sorted := slices.Sorted(maps.Keys(want)); !slices.Equal(got, sorted) {
			t.Errorf("seed %d: %s\n got %v\nwant %v", seed, text, got, sorted)
		}
	}
}

// A randomSelection generates expressions with the sets that they should select.
// Its methods correspond to the rules of the grammar.
type randomSelection struct {
	r *rand.Rand
	p *graph.Pipeline
}

func (e randomSelection) sum(depth int) (string, map[string]bool) {
	text, set := e.product(depth)
	for range e.r.IntN(4) {
		op := e.r.IntN(2)
		text += " " + string("+-"[op]) + " "
		if e.r.IntN(2) == 0 {
			levels := e.r.IntN(4)
			text += fmt.Sprint(levels)
			set = e.walk(set, levels, op == 0)
			continue
		}
		right, other := e.product(depth)
		text += right
		for id := range other {
			if op == 0 {
				set[id] = true
			} else {
				delete(set, id)
			}
		}
	}
	return text, set
}

func (e randomSelection) product(depth int) (string, map[string]bool) {
	text, set := e.operand(depth)
	for e.r.IntN(3) == 0 {
		right, other := e.operand(depth)
		text += " * " + right
		maps.DeleteFunc(set, func(id string, _ bool) bool { return !other[id] })
	}
	return text, set
}

func (e randomSelection) operand(depth int) (string, map[string]bool) {
	if depth > 0 && e.r.IntN(2) == 0 {
		text, set := e.sum(depth - 1)
		return "(" + text + ")", set
	}
	t := e.p.Tables[e.r.IntN(len(e.p.Tables))]
	if e.r.IntN(3) > 0 {
		return t.Class, map[string]bool{t.ID: true}
	}
	set := map[string]bool{}
	for _, u := range e.p.Tables {
		if u.Module == t.Module {
			set[u.ID] = true
		}
	}
	return t.Module, set
}

// walk adds the given number of levels of children or parents.
func (e randomSelection) walk(set map[string]bool, levels int, down bool) map[string]bool {
	for range levels {
		next := maps.Clone(set)
		for _, fk := range e.p.ForeignKeys {
			if down && set[fk.Parent] {
				next[fk.Child] = true
			}
			if !down && set[fk.Child] {
				next[fk.Parent] = true
			}
		}
		set = next
	}
	return set
}

// FuzzSelection: the parser does not panic or hang, and the position of an error
// is inside the text.
func FuzzSelection(f *testing.F) {
	for _, s := range []string{`Session - 1 + 1`, `(A + all) * (B - all)`, `tier:part + "x y"`, `a.*`, `* * *`, `A**B`, `((((`, `"`} {
		f.Add(s)
	}
	p := sketch(f, lab)
	f.Fuzz(func(t *testing.T, text string) {
		_, err := p.Select(text)
		var selection *graph.SelectionError
		switch {
		case err == nil:
		case !errors.As(err, &selection):
			t.Errorf("%q: %v is not a SelectionError", text, err)
		case selection.Text != text || selection.Col < 1 || selection.Col > len(text)+1:
			t.Errorf("%q: error at column %d of %q", text, selection.Col, selection.Text)
		}
	})
}
