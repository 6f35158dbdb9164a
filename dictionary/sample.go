package dictionary

import "github.com/djdag/djdag/graph"

// SampleNeighbour is the ID of the schema in [Sample] that is meant to be collapsed.
const SampleNeighbour = "lab"

// Sample returns a small pipeline for the figure of the notation: a table of each tier,
// and a foreign key of each kind.
func Sample() *graph.Pipeline {
	p := &graph.Pipeline{
		Modules: []graph.Module{{Name: SampleNeighbour}, {Name: "imaging"}},
		Schemas: []graph.Schema{
			{ID: SampleNeighbour, Name: SampleNeighbour, Modules: []string{SampleNeighbour}, Active: true},
			{ID: "imaging", Name: "imaging", Modules: []string{"imaging"}, Active: true},
		},
	}
	table := func(schema, class string, tier graph.Tier, dimension bool, key ...string) {
		t := graph.Table{
			ID: schema + "." + class, Module: schema, Schema: schema, Class: class, Name: class,
			Tier: tier, Active: true, HasDefinition: true, NewDimension: dimension, PrimaryKey: key,
		}
		if tier == graph.Part {
			t.Master = "imaging.Segmentation"
		}
		for _, name := range key {
			t.Attributes = append(t.Attributes, graph.Attribute{Name: name, InKey: true})
		}
		p.Tables = append(p.Tables, t)
	}
	table(SampleNeighbour, "Subject", graph.Manual, true, "subject")
	table("imaging", "Scan", graph.Manual, true, "subject", "scan")
	table("imaging", "Method", graph.Lookup, true, "method")
	table("imaging", "Movie", graph.Imported, false, "subject", "scan")
	table("imaging", "Segmentation", graph.Computed, false, "subject", "scan")
	table("imaging", "Segmentation.Mask", graph.Part, true, "subject", "scan", "mask")
	table("imaging", "Match", graph.Computed, false, "subject", "scan", "mask", "other_mask")
	refer := func(child, parent string, fk graph.ForeignKey) {
		fk.Child, fk.Parent = child, parent
		fk.Text = "-> " + parent
		p.ForeignKeys = append(p.ForeignKeys, fk)
	}
	scan := []graph.AttrPair{{Child: "subject", Parent: "subject"}, {Child: "scan", Parent: "scan"}}
	mask := append(scan[:2:2], graph.AttrPair{Child: "mask", Parent: "mask"})
	other := append(scan[:2:2], graph.AttrPair{Child: "other_mask", Parent: "mask"})
	refer("imaging.Scan", "lab.Subject", graph.ForeignKey{Primary: true, Multi: true, AttrMap: scan[:1]})
	refer("imaging.Movie", "imaging.Scan", graph.ForeignKey{Primary: true, AttrMap: scan})
	refer("imaging.Segmentation", "imaging.Movie", graph.ForeignKey{Primary: true, AttrMap: scan})
	refer("imaging.Segmentation", "imaging.Method", graph.ForeignKey{Multi: true, AttrMap: []graph.AttrPair{{Child: "method", Parent: "method"}}})
	refer("imaging.Segmentation.Mask", "imaging.Segmentation", graph.ForeignKey{Primary: true, Multi: true, AttrMap: scan})
	refer("imaging.Match", "imaging.Segmentation.Mask", graph.ForeignKey{Primary: true, Multi: true, AttrMap: mask})
	refer("imaging.Match", "imaging.Segmentation.Mask", graph.ForeignKey{Primary: true, Multi: true, Aliased: true, AttrMap: other})
	p.Sort()
	return p
}
