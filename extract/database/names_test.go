package database

import (
	"testing"

	"github.com/djdag/djdag/graph"
)

func TestParseTableName(t *testing.T) {
	for _, c := range []struct {
		name   string
		tier   graph.Tier
		class  string
		master string
	}{
		{"session", graph.Manual, "Session", ""},
		{"#brain_area", graph.Lookup, "BrainArea", ""},
		{"_recording", graph.Imported, "Recording", ""},
		{"__spike_sorting", graph.Computed, "SpikeSorting", ""},
		{"session__file", graph.Part, "Session.File", "session"},
		{"#rig__camera", graph.Part, "Rig.Camera", "#rig"},
		{"_recording__channel", graph.Part, "Recording.Channel", "_recording"},
		{"__spike_sorting__unit", graph.Part, "SpikeSorting.Unit", "__spike_sorting"},
		{"unit_p_s_t_h", graph.Manual, "UnitPSTH", ""},
		{"scan3_d", graph.Manual, "Scan3D", ""},
		// What DataJoint would not name so.
		{"a__b__c", graph.Part, "A.BC", "a"},
		{"__", graph.Computed, "_", ""},
		{"session__", graph.Manual, "Session", ""},
		{"2p_scan", graph.Manual, "_2pScan", ""},
		{"scan_2p", graph.Manual, "Scan_2p", ""},
		{"Old Table", graph.Manual, "OldTable", ""},
		{"größe", graph.Manual, "Größe", ""},
	} {
		got := parseTableName(c.name)
		if got.tier != c.tier || got.class != c.class || got.master != c.master {
			t.Errorf("%s: got %s %s of %q, want %s %s of %q", c.name, got.tier, got.class, got.master, c.tier, c.class, c.master)
		}
	}
}

func TestModuleName(t *testing.T) {
	for schema, want := range map[string]string{
		"lab_subject": "lab_subject", "lab-subject": "lab_subject", "2019_pilot": "_2019_pilot", "a.b c": "a_b_c", "ω": "ω",
	} {
		if got := moduleName(schema); got != want {
			t.Errorf("%s: got %s, want %s", schema, got, want)
		}
	}
}

func TestNamer(t *testing.T) {
	n := namer{}
	for _, want := range []string{"a", "a_2", "a_3"} {
		if got := n.take("a"); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
