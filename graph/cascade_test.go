package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/graph"
)

// A lab with a renamed foreign key, one outside the key, and a part with a child.
//
//	Subject ──▶ Session ──▶ Trial (part) ──▶ Event
//	   ┊           ├──▶ Pair (first=session)
//	   ┊           ┊
//	   └┈┈▶ Note ◀┈┘
func cascadeLab() *graph.Pipeline {
	p := &graph.Pipeline{Schemas: []graph.Schema{{ID: "lab", Name: "lab", Active: true, Modules: []string{"lab"}}}}
	p.Modules = []graph.Module{{Name: "lab", Path: "lab.py"}}
	table := func(class, master string, key ...string) {
		t := graph.Table{ID: "lab." + class, Module: "lab", Class: class, Schema: "lab", Name: strings.ToLower(class), Active: true, PrimaryKey: key, HasDefinition: true}
		if master != "" {
			t.Tier, t.Master = graph.Part, "lab."+master
		}
		p.Tables = append(p.Tables, t)
	}
	line := 0
	refer := func(child, parent string, primary bool, pairs ...string) {
		line++
		fk := graph.ForeignKey{Child: "lab." + child, Parent: "lab." + parent, Primary: primary, Text: "-> " + parent, Pos: graph.Pos{Path: "lab.py", Line: line, Col: 1}}
		for _, pair := range pairs {
			c, p, renamed := strings.Cut(pair, "=")
			if !renamed {
				p = c
			}
			fk.Aliased = fk.Aliased || renamed
			fk.AttrMap = append(fk.AttrMap, graph.AttrPair{Child: c, Parent: p})
		}
		p.ForeignKeys = append(p.ForeignKeys, fk)
	}
	table("Subject", "", "subject")
	table("Session", "", "subject", "session")
	table("Session.Trial", "Session", "subject", "session", "trial")
	table("Event", "", "subject", "session", "trial", "event")
	table("Pair", "", "subject", "first")
	table("Note", "", "note")
	refer("Session", "Subject", true, "subject")
	refer("Session.Trial", "Session", true, "subject", "session")
	refer("Event", "Session.Trial", true, "subject", "session", "trial")
	refer("Pair", "Session", true, "subject", "first=session")
	refer("Note", "Session", false, "subject", "session")
	refer("Note", "Subject", false, "subject")
	p.Sort()
	return p
}

func TestCascade(t *testing.T) {
	for _, tt := range []struct {
		name, from string
		want       []string
		orphans    []string
	}{
		{"a master", "lab.Session", []string{
			"lab.Event: Session.Trial copied, Event copied, re-keyed",
			"lab.Note: Note projected",
			"lab.Pair: Pair renamed, re-keyed",
			"lab.Session.Trial: Session.Trial copied, re-keyed",
		}, nil},
		{"over parents that are restricted by their names", "lab.Subject", []string{
			"lab.Event: Session copied, Session.Trial copied, Event copied, re-keyed",
			"lab.Note: Note projected",
			"lab.Pair: Session copied, Pair renamed, re-keyed",
			"lab.Session: Session copied, re-keyed",
			"lab.Session.Trial: Session copied, Session.Trial copied, re-keyed",
		}, nil},
		{"a part, and through its master", "lab.Session.Trial", []string{
			"lab.Event: Event copied, re-keyed",
			"lab.Note: Session part-to-master, Note projected, through a master",
			"lab.Pair: Session part-to-master, Pair renamed, through a master",
			"lab.Session: Session part-to-master, through a master",
			"lab.Session.Trial: Session part-to-master, Session.Trial copied, through a master",
		}, []string{"lab.Session.Trial"}},
		{"a table without children", "lab.Note", nil, nil},
		{"no table", "lab.Nobody", nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := cascadeLab().Cascade([]string{tt.from})
			var got []string
			for _, r := range c.Reached {
				var steps []string
				for _, h := range r.Path {
					steps = append(steps, strings.TrimPrefix(h.To, "lab.")+" "+h.Rule.String())
				}
				text := r.ID + ": " + strings.Join(steps, ", ")
				if r.Rekeyed {
					text += ", re-keyed"
				}
				if r.ThroughMaster {
					text += ", through a master"
				}
				got = append(got, text)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("reached (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.orphans, c.Orphans); diff != "" {
				t.Errorf("orphans (-want +got):\n%s", diff)
			}
		})
	}
}

// A cycle ends, and every table on it is reached, where it starts included.
func TestCascadeOfCycle(t *testing.T) {
	p := cascadeLab()
	p.ForeignKeys = append(p.ForeignKeys, graph.ForeignKey{Child: "lab.Subject", Parent: "lab.Event", Text: "-> Event", Pos: graph.Pos{Path: "lab.py", Line: 99, Col: 1}})
	p.Sort()
	var got []string
	for _, r := range p.Cascade([]string{"lab.Session"}).Reached {
		got = append(got, fmt.Sprintf("%s over %d", r.ID, len(r.Path)))
	}
	want := []string{"lab.Event over 2", "lab.Note over 1", "lab.Pair over 1", "lab.Session over 4", "lab.Session.Trial over 1", "lab.Subject over 3"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("reached (-want +got):\n%s", diff)
	}
}

// The rule of each kind has a name.
func TestCascadeRuleString(t *testing.T) {
	for r, want := range []string{"copied", "renamed", "projected", "part-to-master", "CascadeRule(4)"} {
		if got := graph.CascadeRule(r).String(); got != want {
			t.Errorf("%d: got %q, want %q", r, got, want)
		}
	}
}
