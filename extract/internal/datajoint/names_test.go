package datajoint

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/graph"
)

func TestSQLName(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		tier        graph.Tier
		class, want string
	}{
		{graph.Manual, "Session", "session"},
		{graph.Manual, "ScanSet", "scan_set"},
		{graph.Lookup, "LFPBand", "#l_f_p_band"},
		{graph.Imported, "Scan2", "_scan2"},
		{graph.Computed, "_Trace", "__trace"},
		{graph.Manual, "Old_Name", "old__name"},
	} {
		if got := sqlName(c.tier, c.class); got != c.want {
			t.Errorf("%s %s: got %q, want %q", c.tier, c.class, got, c.want)
		}
	}
}

func TestExternalAt(t *testing.T) {
	t.Parallel()
	for _, want := range []graph.External{
		{ID: "element_lab.lab.User", Module: "element_lab.lab", Class: "User"},
		{ID: "element_lab.lab.Project.Member", Module: "element_lab.lab", Class: "Project.Member"},
		{ID: "element_lab.lab.site", Module: "element_lab.lab", Class: "site"},
		{ID: "Toolbox.rigs.Rig", Module: "Toolbox.rigs", Class: "Rig"},
		{ID: "Toolbox.rig", Module: "Toolbox", Class: "rig"},
		{ID: "solo", Class: "solo"},
	} {
		want.Kind = graph.Outside
		if diff := cmp.Diff(want, externalAt(want.ID, graph.Outside)); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
}
