package graph_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/djdag/djdag/graph"
)

func TestFind(t *testing.T) {
	p := sketch(t, lab)
	tests := []struct{ in, want string }{
		{"scan.Scan", "scan.Scan"},
		{"Scan", "scan.Scan"},
		{"File", "util.File"},
		{"Session.File", "session.Session.File"},
		{"Method", "ext.Method"},
		{"Sacn", `"Sacn":1: no table is called "Sacn"; did you mean "Scan"?`},
		{"Session", `"Session":1: ambiguous table "Session": want one of session.Session, util.Session`},
		{"scan", `"scan":1: no table is called "scan"; did you mean "Scan"?`},
		{"", `"":1: no table is called ""`},
		{"*", `"*":1: no table is called "*"`},
	}
	for _, tt := range tests {
		got, err := p.Find(tt.in)
		if err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("%q: got %s, want %s", tt.in, got, tt.want)
		}
	}
}

func TestForeignKeysOf(t *testing.T) {
	p := sketch(t, lab)
	texts := func(fks []graph.ForeignKey) string {
		var s []string
		for _, fk := range fks {
			s = append(s, fk.Child+" "+fk.Text)
		}
		return strings.Join(s, "; ")
	}
	for id, want := range map[string]string{
		"scan.Scan":   "scan.Scan -> session.Session; scan.Scan -> scan.Device",
		"scan.Device": "",
		"util.File":   "",
		"":            "",
		"zzz":         "",
	} {
		if got := texts(p.ForeignKeysOf(id)); got != want {
			t.Errorf("ForeignKeysOf(%q) = %s, want %s", id, got, want)
		}
	}
	for id, want := range map[string]string{
		"subject.Subject": "session.Session -> subject.Subject; subject.Line -> subject.Subject",
		"ext.Method":      "imaging.Imaging -> ext.Method",
		"zzz":             "",
	} {
		if got := texts(p.ReferencesTo(id)); got != want {
			t.Errorf("ReferencesTo(%q) = %s, want %s", id, got, want)
		}
	}
}

func TestRekeyed(t *testing.T) {
	//	A ◀── B ◀┄┄ C ◀── D,  B ◀── E
	p := sketch(t, `m.B -> m.A; m.C ~> m.B; m.D -> m.C; m.E -> m.B; m.B -> ext.X; m.P -> m.Q; m.Q -> m.P`)
	for id, want := range map[string]string{
		"m.A":   "m.B m.E",
		"m.B":   "m.E",
		"m.C":   "m.D",
		"m.E":   "",
		"m.P":   "m.Q",
		"ext.X": "m.B m.E",
		"zzz":   "",
	} {
		if got := strings.Join(p.Rekeyed(id), " "); got != want {
			t.Errorf("Rekeyed(%q) = %s, want %s", id, got, want)
		}
	}
}

func TestRestrict(t *testing.T) {
	t.Run("all", func(t *testing.T) {
		p := everything()
		ids, err := p.Select("all")
		if err != nil {
			t.Fatal(err)
		}
		want := everything()
		want.Schemas = want.Schemas[:2]         // the third has no tables
		want.Diagnostics = want.Diagnostics[:1] // the second is in a file without tables
		if diff := cmp.Diff(want, p.Restrict(ids), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("some", func(t *testing.T) {
		p := everything()
		got := p.Restrict([]string{"w.scan.Scan", "ext.lab.User", "no.Such"})
		if diff := cmp.Diff(everything(), p); diff != "" {
			t.Errorf("the pipeline changed (-want +got):\n%s", diff)
		}
		if len(got.Tables) != 1 || len(got.ForeignKeys) != 1 || len(got.Modules) != 1 || len(got.Schemas) != 1 || len(got.Externals) != 1 {
			t.Errorf("got %+v", got)
		}
		if len(got.Modules[0].Imports) != 0 {
			t.Errorf("imports of omitted modules: %v", got.Modules[0].Imports)
		}
		for _, a := range got.Tables[0].Attributes {
			for _, fk := range a.From {
				if fk != 0 {
					t.Errorf("%s comes from %d, an omitted foreign key", a.Name, fk)
				}
			}
		}
		var buf bytes.Buffer
		if err := got.Encode(&buf); err != nil {
			t.Fatal(err)
		}
		if _, err := graph.Decode(&buf); err != nil {
			t.Errorf("the result is not valid: %v", err)
		}
	})
	// A part keeps the ID of its master, even if the master is omitted.
	t.Run("a part alone", func(t *testing.T) {
		got := sketch(t, `m.M.P -> m.M`).Restrict([]string{"m.M.P"})
		if len(got.Tables) != 1 || got.Tables[0].Master != "m.M" || len(got.ForeignKeys) != 0 {
			t.Errorf("got %+v", got)
		}
		var buf bytes.Buffer
		if err := got.Encode(&buf); err != nil {
			t.Fatal(err)
		}
		read, err := graph.Decode(&buf)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(got, read, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("round trip (-want +got):\n%s", diff)
		}
		if steps, err := read.Order(graph.OrderOptions{Level: graph.TableLevel}); err != nil || list(steps) != "1:m.M.P" {
			t.Errorf("order: %s, %v", list(steps), err)
		}
	})
	t.Run("none", func(t *testing.T) {
		all := everything()
		want := &graph.Pipeline{Project: all.Project, Database: all.Database, Codecs: all.Codecs, Credentials: all.Credentials[:1]} // .env belongs to no module
		if diff := cmp.Diff(want, all.Restrict(nil)); diff != "" {
			t.Error(diff)
		}
	})
}

// TestRestrictSharesNothing: changes of the result do not change the pipeline.
func TestRestrictSharesNothing(t *testing.T) {
	p := everything()
	ids, err := p.Select("all")
	if err != nil {
		t.Fatal(err)
	}
	got := p.Restrict(ids)
	got.Modules[0].Imports[0].Names[0].Name = "changed"
	got.Project.Stores[0].Settings[0].Key = "changed"
	got.Schemas[1].Places[0].Line++
	got.Tables[0].Indexes[0].Columns[0] = "changed"
	got.Tables[0].Indexes[0].ColumnPos[0].Line++
	got.Tables[0].Attributes[0].From[0]++
	got.ForeignKeys[0].AttrMap[0].Child = "changed"
	got.Diagnostics[0].Related[0].Message = "changed"
	if diff := cmp.Diff(everything(), p); diff != "" {
		t.Errorf("the pipeline changed (-want +got):\n%s", diff)
	}
}
