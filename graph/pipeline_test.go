package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/graph"
)

// Every enumeration has a unique name for each value. Enumerations that the JSON
// format contains parse these names, and list them in the error for any other.
func TestEnumerations(t *testing.T) {
	roundTrip := func(name string, values int, text func(int) string, parse func(string) (int, error)) {
		seen := map[string]bool{}
		for i := range values {
			s := text(i)
			if s == "" || strings.Contains(s, "(") || seen[s] {
				t.Errorf("%s %d is called %q", name, i, s)
			}
			seen[s] = true
			if parse == nil {
				continue
			}
			if got, err := parse(s); err != nil || got != i {
				t.Errorf("%s: %q is parsed as %d, %v", name, s, got, err)
			}
		}
		if s := text(values); s != fmt.Sprintf("%s(%d)", name, values) {
			t.Errorf("%s %d is called %q; does this test lack a value?", name, values, s)
		}
		if parse != nil {
			_, err := parse("nonsense")
			for s := range seen {
				if err == nil || !strings.Contains(err.Error(), s) {
					t.Errorf("%s: the error %v does not name %s", name, err, s)
				}
			}
		}
	}
	roundTrip("Severity", 3, func(i int) string { return graph.Severity(i).String() },
		func(s string) (int, error) { v, err := graph.ParseSeverity(s); return int(v), err })
	roundTrip("Scope", 3, func(i int) string { return graph.Scope(i).String() },
		func(s string) (int, error) { v, err := graph.ParseScope(s); return int(v), err })
	roundTrip("Tier", 5, func(i int) string { return graph.Tier(i).String() },
		func(s string) (int, error) { v, err := graph.ParseTier(s); return int(v), err })
	roundTrip("ClassMember", 4, func(i int) string { return graph.ClassMember(i).String() },
		func(s string) (int, error) { v, err := graph.ParseClassMember(s); return int(v), err })
	roundTrip("ExternalKind", 3, func(i int) string { return graph.ExternalKind(i).String() },
		func(s string) (int, error) { v, err := graph.ParseExternalKind(s); return int(v), err })
	roundTrip("CredentialKind", 3, func(i int) string { return graph.CredentialKind(i).String() },
		func(s string) (int, error) { v, err := graph.ParseCredentialKind(s); return int(v), err })
	roundTrip("ValueKind", 4, func(i int) string { return graph.ValueKind(i).String() },
		func(s string) (int, error) { v, err := graph.ParseValueKind(s); return int(v), err })
	roundTrip("Sight", 4, func(i int) string { return graph.Sight(i).String() },
		func(s string) (int, error) { v, err := graph.ParseSight(s); return int(v), err })
	roundTrip("ReadKind", 5, func(i int) string { return graph.ReadKind(i).String() },
		func(s string) (int, error) { v, err := graph.ParseReadKind(s); return int(v), err })
	roundTrip("Cover", 3, func(i int) string { return graph.Cover(i).String() }, nil)
	roundTrip("Level", 2, func(i int) string { return graph.Level(i).String() }, nil)
	roundTrip("CycleKind", 4, func(i int) string { return graph.CycleKind(i).String() }, nil)
	roundTrip("HopKind", 3, func(i int) string { return graph.HopKind(i).String() }, nil)
}

func TestLookups(t *testing.T) {
	p := everything()
	if got := p.Table("w.scan.Scan.Frame"); got == nil || got.ShortName() != "Frame" || got.Tier.AutoPopulated() {
		t.Errorf("Table: got %+v", got)
	}
	if got := p.Table("w.scan.Scan"); got == nil || got.ShortName() != "Scan" || !got.Tier.AutoPopulated() {
		t.Errorf("Table: got %+v", got)
	}
	if got := p.Module("w.scan"); got == nil || got.Path != "w/scan.py" {
		t.Errorf("Module: got %+v", got)
	}
	if got := p.Schema("lab_subject"); got == nil || !got.Active {
		t.Errorf("Schema: got %+v", got)
	}
	if got := p.External("ext.lab.User"); got == nil || got.Kind != graph.Virtual {
		t.Errorf("External: got %+v", got)
	}
	for _, id := range []string{"", "w", "w.scan.Sca", "z"} {
		if p.Table(id) != nil || p.Module(id) != nil || p.Schema(id) != nil || p.External(id) != nil {
			t.Errorf("%q is found", id)
		}
	}
}

// Sort does not depend on the order of its input, even for foreign keys at the
// same position.
func TestSortTotal(t *testing.T) {
	at := graph.Pos{Path: "m.py", Line: 3, Col: 1}
	sorted := func(swap bool) *graph.Pipeline {
		p := &graph.Pipeline{
			Modules: []graph.Module{{Name: "m", Imports: []graph.Import{
				{Module: "a", Scope: graph.Load, Pos: at}, {Module: "a", Scope: graph.Deferred, Pos: at},
			}}},
			Tables: []graph.Table{{ID: "m.A", Attributes: []graph.Attribute{{Name: "x", From: []int{0}}, {Name: "y", From: []int{1}}}}},
			ForeignKeys: []graph.ForeignKey{
				{Child: "m.A", Parent: "m.B", AttrMap: []graph.AttrPair{{Child: "x", Parent: "b"}}, Text: "-> B", Pos: at},
				{Child: "m.A", Parent: "m.B", AttrMap: []graph.AttrPair{{Child: "y", Parent: "b"}}, Text: "-> B", Pos: at},
			},
		}
		if swap {
			slices.Reverse(p.Modules[0].Imports)
			slices.Reverse(p.ForeignKeys)
			p.Tables[0].Attributes[0].From[0], p.Tables[0].Attributes[1].From[0] = 1, 0
		}
		p.Sort()
		return p
	}
	if diff := cmp.Diff(sorted(false), sorted(true)); diff != "" {
		t.Error(diff)
	}
}

func TestDiagnosticOrder(t *testing.T) {
	ds := []graph.Diagnostic{
		{Pos: graph.Pos{Path: "b.py"}, Rule: "a"},
		{Pos: graph.Pos{Path: "a.py", Line: 2}, Rule: "b", Message: "y"},
		{Pos: graph.Pos{Path: "a.py", Line: 2}, Rule: "b", Message: "x"},
		{Pos: graph.Pos{Path: "a.py", Line: 2}, Rule: "a", Message: "z"},
		{Rule: "z"},
	}
	graph.SortDiagnostics(ds)
	var got []string
	for _, d := range ds {
		got = append(got, d.String())
	}
	want := `?:  [z]; a.py:2: z [a]; a.py:2: x [b]; a.py:2: y [b]; b.py:  [a]`
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("\n got %s\nwant %s", s, want)
	}
}

// TestLive: the active tables belong to the pipeline, or all if none is active.
func TestLive(t *testing.T) {
	p := &graph.Pipeline{Tables: []graph.Table{{ID: "a.A"}, {ID: "b.B", Active: true}, {ID: "c.C"}}}
	if got, want := p.Live(), []bool{false, true, false}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	p.Tables[1].Active = false
	if got, want := p.Live(), []bool{true, true, true}; !slices.Equal(got, want) {
		t.Errorf("none is active: got %v, want %v", got, want)
	}
}
