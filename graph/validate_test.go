package graph_test

import (
	"testing"

	"github.com/djdag/djdag/graph"
)

func TestValidate(t *testing.T) {
	if err := everything().Validate(); err != nil {
		t.Errorf("a valid pipeline: %v", err)
	}
	if err := (&graph.Pipeline{}).Validate(); err != nil {
		t.Errorf("the zero value: %v", err)
	}
	tests := []struct {
		name   string
		change func(p *graph.Pipeline)
		want   string
	}{
		{"module twice", func(p *graph.Pipeline) { p.Modules = append(p.Modules, p.Modules[0]) }, `duplicate module "w.scan"`},
		{"import of nothing", func(p *graph.Pipeline) { p.Modules[0].Imports[0].Module = "w.gone" }, `module "w.scan" imports "w.gone", which is not among the modules`},
		{"schema twice", func(p *graph.Pipeline) { p.Schemas[1].ID = p.Schemas[0].ID }, `duplicate schema "lab_subject"`},
		{"table twice", func(p *graph.Pipeline) { p.Tables[1].ID = p.Tables[0].ID }, `duplicate table "w.scan.Scan"`},
		{"table of no module", func(p *graph.Pipeline) { p.Tables[0].Module = "gone" }, `table "w.scan.Scan" is in module "gone", which is not among the modules`},
		{"table of no schema", func(p *graph.Pipeline) { p.Tables[0].Schema = "gone" }, `table "w.scan.Scan" is in schema "gone", which is not among the schemas`},
		{"attribute from nothing", func(p *graph.Pipeline) { p.Tables[0].Attributes[0].From[0] = 2 }, `attribute "animal" of table "w.scan.Scan" comes from foreign key 2, but there are only 2`},
		{"external like a table", func(p *graph.Pipeline) { p.Externals[0].ID = p.Tables[0].ID }, `duplicate external node "w.scan.Scan"`},
		{"child that is nothing", func(p *graph.Pipeline) { p.ForeignKeys[0].Child = "gone" }, `the foreign key's child "gone" is not among the tables`},
		{"parent that is nothing", func(p *graph.Pipeline) { p.ForeignKeys[0].Parent = "gone" }, `the foreign key's parent "gone" is neither a table nor an external node`},
		{"read of nothing", func(p *graph.Pipeline) { p.Tables[0].Reads[0].Table = "gone" }, `table "w.scan.Scan" reads "gone", which is neither a table nor an external node`},
		{"reads not sorted", func(p *graph.Pipeline) { p.Tables[0].Reads[0].Pos.Path = "z" }, `the reads of a table are not sorted; call Sort`},
		{"modules not sorted", func(p *graph.Pipeline) { p.Modules[0], p.Modules[1] = p.Modules[1], p.Modules[0] }, `the modules are not sorted; call Sort`},
		{"imports not sorted", func(p *graph.Pipeline) { p.Modules[0].Imports[0].Pos.Line = 99 }, `the imports are not sorted; call Sort`},
		{"tables not sorted", func(p *graph.Pipeline) { p.Tables[0], p.Tables[1] = p.Tables[1], p.Tables[0] }, `the tables are not sorted; call Sort`},
		{"foreign keys not sorted", func(p *graph.Pipeline) {
			p.ForeignKeys[0], p.ForeignKeys[1] = p.ForeignKeys[1], p.ForeignKeys[0]
		}, `the foreign keys are not sorted; call Sort`},
		{"inserts not sorted", func(p *graph.Pipeline) {
			p.Modules[0].Inserts = append(p.Modules[0].Inserts, graph.Insert{Name: "A"})
		}, `the inserts are not sorted; call Sort`},
		{"uses not sorted", func(p *graph.Pipeline) {
			p.Modules[0].Uses = append(p.Modules[0].Uses, graph.Use{Name: "schema"})
		}, `the uses are not sorted; call Sort`},
		{"places not sorted", func(p *graph.Pipeline) { p.Schemas[1].Places[0].Path = "z" }, `the places of a schema are not sorted; call Sort`},
		{"schemas not sorted", func(p *graph.Pipeline) { p.Schemas[0], p.Schemas[1] = p.Schemas[1], p.Schemas[0] }, `the schemas are not sorted; call Sort`},
		{"externals not sorted", func(p *graph.Pipeline) {
			p.Externals = append(p.Externals, graph.External{ID: "a"})
		}, `the externals are not sorted; call Sort`},
		{"stores not sorted", func(p *graph.Pipeline) {
			p.Project.Stores = append(p.Project.Stores, graph.Store{Name: "raw"})
		}, `the stores are not sorted; call Sort`},
		{"default stores not sorted", func(p *graph.Pipeline) {
			p.Project.DefaultStores = append(p.Project.DefaultStores, graph.StoreReference{Store: "raw"})
		}, `the default stores are not sorted; call Sort`},
		{"stores in code not sorted", func(p *graph.Pipeline) {
			p.Project.CodeStores = append(p.Project.CodeStores, graph.Pos{})
		}, `the stores in code are not sorted; call Sort`},
		{"codecs not sorted", func(p *graph.Pipeline) { p.Codecs[0].Name = "zz" }, `the codecs are not sorted; call Sort`},
		{"comments not sorted", func(p *graph.Pipeline) { p.Comments = append(p.Comments, graph.Comment{}) }, `the comments are not sorted; call Sort`},
		{"credentials not sorted", func(p *graph.Pipeline) { p.Credentials[0].Pos.Path = "z" }, `the credentials are not sorted; call Sort`},
		{"diagnostics not sorted", func(p *graph.Pipeline) { p.Diagnostics[0].Pos.Path = "z" }, `the diagnostics are not sorted; call Sort`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := everything()
			tt.change(p)
			if err := p.Validate(); err == nil || err.Error() != tt.want {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}

// TestValidateAfterSort: Sort is enough to make a pipeline that was built by hand
// valid.
func TestValidateAfterSort(t *testing.T) {
	p := everything()
	p.Tables[0], p.Tables[2] = p.Tables[2], p.Tables[0]
	p.Modules[0], p.Modules[1] = p.Modules[1], p.Modules[0]
	p.Sort()
	if err := p.Validate(); err != nil {
		t.Error(err)
	}
}
