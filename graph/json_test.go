package graph_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/graph"
)

// everything returns a pipeline that has a value other than the zero value in
// each field of the model.
func everything() *graph.Pipeline {
	at := func(path string, line, col int) graph.Pos { return graph.Pos{Path: path, Line: line, Col: col} }
	null, quoted := "null", `"a<b>&\"c"`
	return &graph.Pipeline{
		Project: graph.Project{
			HasPyproject: true, HasDataJointJSON: true, Partial: true,
			DataJoint: graph.Requirement{Oldest: graph.Version{Minor: 14}, Before: graph.Version{Major: 2}, Pos: at("pyproject.toml", 4, 1)},
			Backend:   "postgresql", BackendPos: at("datajoint.json", 2, 3),
			NewKeysAllowed: true, Plugins: true, HasReads: true,
			Stores: []graph.Store{{
				Name: "main", Protocol: "s3", Pos: at("pyproject.toml", 6, 2), End: at("pyproject.toml", 6, 29),
				Settings: []graph.StoreSetting{
					{Key: "protocol", Kind: graph.TextValue, Pos: at("pyproject.toml", 7, 1), End: at("pyproject.toml", 7, 9)},
					{Key: "bucket", Kind: graph.TextValue, Empty: true, Pos: at("pyproject.toml", 8, 1)},
					{Key: "location", Kind: graph.TextValue, Text: "lab", Pos: at("pyproject.toml", 9, 1)},
				},
			}},
			DefaultStores: []graph.StoreReference{{Key: "default", Store: "main", Pos: at("pyproject.toml", 9, 1)}},
			CodeStores:    []graph.Pos{at("w/scan.py", 3, 1)},
		},
		Database: &graph.Database{
			Backend: "mysql", Server: "MariaDB 10.11.6",
			Schemas: []graph.DatabaseSchema{
				{Name: "lab_scan", Sight: graph.Partial, HasLineage: true},
				{Name: "lab_subject", Sight: graph.Hidden},
			},
			Lineage: []graph.Lineage{{Schema: "lab_scan", Table: "__scan", Attribute: "subject", Origin: "lab_subject.subject.subject_id"}},
		},
		Modules: []graph.Module{
			{Name: "w.scan", Path: "w/scan.py", Imports: []graph.Import{
				{Module: "w.subject", Names: []graph.ImportedName{{Name: "subject", As: "s"}}, Others: 2, Scope: graph.Load, Text: "from . import lab, subject as s, rig", Pos: at("w/scan.py", 1, 1), Deferrable: true, Breaks: true, Preloaded: true},
				{Module: "w.subject", Scope: graph.Deferred, Text: "import w.subject", Pos: at("w/scan.py", 9, 5)},
				{Module: "w.subject", Scope: graph.Typing, Text: "import w.subject", Pos: at("w/scan.py", 12, 5)},
			}, Inserts: []graph.Insert{{Name: "self.Frame", Pos: at("w/scan.py", 15, 9)}},
				Uses: []graph.Use{{Name: "schema", Text: "dj.schema", Guarded: true, Pos: at("w/scan.py", 4, 10)}}},
			{Name: "w.subject", Path: "w/subject.ipynb", Outside: true, Imports: []graph.Import{
				{Module: "w.subject", Scope: graph.Load, Text: "import w.subject", Pos: at("w/subject.ipynb#cell3", 1, 1)},
			}},
		},
		Schemas: []graph.Schema{
			{ID: "lab_subject", Name: "lab_subject", Template: "lab_subject", Modules: []string{"w.subject"}, Active: true, Existing: true, Pos: at("w/subject.py", 3, 10)},
			{ID: "w/scan.py:4", Modules: []string{"w.scan"}, Pos: at("w/scan.py", 4, 10), Places: []graph.Pos{at("w/scan.py", 4, 10), at("w/trace.py", 5, 10)}, Activation: at("w/pipeline.py", 8, 1)},
			{ID: "{database.prefix}spare", Template: "{database.prefix}spare"},
		},
		Tables: []graph.Table{
			{
				ID: "w.scan.Scan", Module: "w.scan", Class: "Scan", Schema: "w/scan.py:4", Name: "__scan", Tier: graph.Computed,
				Comment: "a scan", PrimaryKey: []string{"animal", "subject", "scan"}, UnknownKeys: []string{"ext.lab.User"},
				Attributes: []graph.Attribute{
					{Name: "animal", Type: "int", InKey: true, From: []int{0}, Pos: at("w/scan.py", 7, 5)},
					{Name: "subject", Type: "int", SQLType: "int(11)", InKey: true, From: []int{0, 1}, Pos: at("w/scan.py", 7, 5)},
					{Name: "scan", Type: "int", InKey: true, Pos: at("w/scan.py", 8, 5), Comment: "the <scan>"},
					{Name: "movie", Type: "<blob@main>", Default: &null, Nullable: true, Store: "main", Pos: at("w/scan.py", 10, 5), TypePos: at("w/scan.py", 10, 20), StorePos: at("w/types.py", 3, 9)},
					{Name: "quality", Type: "varchar(8)", Default: &quoted, Pos: at("w/scan.py", 11, 5)},
				},
				Indexes:  []graph.Index{{Columns: []string{"quality", "(upper(quality))"}, Unique: true, Pos: at("w/scan.py", 12, 12), ColumnPos: []graph.Pos{at("w/scan.py", 12, 19), at("w/names.py", 12, 28)}}},
				Provides: []graph.ClassMember{graph.Make},
				Reads: []graph.Read{
					{Table: "w.subject.Subject", Restricted: true, Through: []string{"make"}, Text: "Subject", Pos: at("w/scan.py", 15, 20)},
					{Table: "ext.lab.User", Kind: graph.Written, Likely: true, Through: []string{"make", "note"}, Text: "lab.User", Pos: at("w/tools.py", 3, 5)},
					{Kind: graph.Unfollowed, Likely: true, Through: []string{"make", "note"}, Text: "table", Pos: at("w/tools.py", 9, 5)},
				},
				Definition:    "-> Subject\nscan : int # the <scan>\n---\n",
				HasDefinition: true,
				NewDimension:  true,
				Pos:           at("w/scan.py", 6, 7),
			},
			{
				ID: "w.scan.Scan.Frame", Module: "w.scan", Class: "Scan.Frame", Schema: "w/scan.py:4", Name: "__scan__frame", Tier: graph.Part,
				Master: "w.scan.Scan", Pos: at("w/scan.py", 20, 11),
			},
			{ID: "w.subject.Subject", Module: "w.subject", Class: "Subject", Schema: "lab_subject", Name: "subject", Active: true, Pos: at("w/subject.ipynb#cell3", 5, 7)},
		},
		ForeignKeys: []graph.ForeignKey{
			{
				Child: "w.scan.Scan", Parent: "w.subject.Subject",
				AttrMap: []graph.AttrPair{{Child: "subject", Parent: "subject_id"}, {Child: "animal", Parent: "animal"}, {Child: "<&>", Parent: "a\"b"}},
				Primary: true, Multi: true, Aliased: true, Nullable: true, Unique: true,
				Text: `-> [nullable, unique] Subject.proj(subject="subject_id")`, Pos: at("w/scan.py", 7, 5),
			},
			{Child: "w.scan.Scan", Parent: "ext.lab.User", Text: "-> lab.User", Pos: at("w/scan.py", 9, 5)},
		},
		Externals: []graph.External{{ID: "ext.lab.User", Kind: graph.Virtual, Module: "ext.lab", Class: "User"}},
		Codecs: []graph.Codec{
			{Name: "graph", Inline: "bytes", Stored: "<hash>", Pos: at("w/codecs.py", 5, 7)},
			{Name: "inner", Inline: "bytes", InlineOnly: true, Pos: at("w/codecs.py", 15, 7)},
			{Name: "zarr", Stored: "json", StoreOnly: true, Pos: at("pyproject.toml", 12, 1)},
		},
		Comments: []graph.Comment{{Text: "# djdag: ignore[fk-unresolved] of another package", Pos: at("w/scan.py", 9, 20)}},
		Credentials: []graph.Credential{
			{Name: "DJ_PASS", Pos: at(".env", 1, 9), End: at(".env", 1, 16)},
			{Kind: graph.DatabasePassword, Name: "database.password", Pos: at("w/scan.py", 2, 0)},
		},
		Diagnostics: []graph.Diagnostic{
			{
				Rule: "fk-unresolved", Severity: graph.Warning, Message: "lab.User is outside", Pos: at("w/scan.py", 9, 5), End: at("w/scan.py", 9, 16),
				Related: []graph.Related{{Pos: at("w/subject.py", 1, 0), Message: "here"}, {Message: "nowhere"}},
			},
			{Rule: "parse-error", Severity: graph.Error, Message: "not Python", Pos: at("w/x.py", 0, 0)},
		},
	}
}

func TestEncodeLosesNothing(t *testing.T) {
	for name, p := range map[string]*graph.Pipeline{"empty": {}, "everything": everything()} {
		t.Run(name, func(t *testing.T) {
			var buf bytes.Buffer
			if err := p.Encode(&buf); err != nil {
				t.Fatal(err)
			}
			got, err := graph.Decode(bytes.NewReader(buf.Bytes()))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(p, got); diff != "" {
				t.Errorf("round trip (-want +got):\n%s", diff)
			}
		})
	}
}

// TestEncodeText compares with a golden file, which also shows what the format
// looks like.
func TestEncodeText(t *testing.T) {
	var buf bytes.Buffer
	if err := everything().Encode(&buf); err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/everything.json")
	if *update {
		if err := os.WriteFile("testdata/everything.json", buf.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), buf.String()); diff != "" {
		t.Errorf("run go test ./graph -update to accept (-want +got):\n%s", diff)
	}
	if !json.Valid(buf.Bytes()) {
		t.Error("not JSON")
	}
}

func TestEncodeShuffled(t *testing.T) {
	var want bytes.Buffer
	if err := everything().Encode(&want); err != nil {
		t.Fatal(err)
	}
	p := everything()
	slices.Reverse(p.Modules)
	slices.Reverse(p.Modules[1].Imports)
	slices.Reverse(p.Schemas)
	slices.Reverse(p.Tables)
	slices.Reverse(p.Diagnostics)
	slices.Reverse(p.ForeignKeys)
	for i := range p.Tables {
		for _, a := range p.Tables[i].Attributes {
			for k := range a.From {
				a.From[k] = len(p.ForeignKeys) - 1 - a.From[k]
			}
		}
	}
	var shuffled, got bytes.Buffer
	if err := p.Encode(&shuffled); err != nil {
		t.Fatal(err)
	}
	q, err := graph.Decode(&shuffled)
	if err != nil {
		t.Fatal(err)
	}
	if err := q.Encode(&got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.String(), got.String()); diff != "" {
		t.Errorf("shuffled input gives other bytes (-want +got):\n%s", diff)
	}
}

func TestDecodeErrors(t *testing.T) {
	const head = `{"format":"djdag/1",` + "\n"
	tests := []struct{ name, in, want string }{
		{"empty", ``, `1:1: the input is empty; want an object in format "djdag/1"`},
		{"blank", " \n", `1:1: the input is empty; want an object in format "djdag/1"`},
		{"YAML", "\nformat: djdag/1\n", `2:1: not JSON; want an object in format "djdag/1"`},
		{"array", `[]`, `1:1: want an object in format "djdag/1", got an array`},
		{"null", ` null`, `1:2: want an object in format "djdag/1", got null`},
		{"no format", `{}`, `1:1: no field "format"; want "djdag/1"`},
		{"other format", `{"format":"djdag/2"}`, `1:11: format is "djdag/2"; want "djdag/1"`},
		{"format no string", `{"format":1}`, `1:11: unexpected number`},
		{"truncated", `{"format":"djdag/1"`, `1:19: not JSON: unexpected end of JSON input`},
		{"truncated record", head + `"tables":[{"id":"a"`, `2:19: not JSON: unexpected end of JSON input`},
		{"truncated list", head + `"tables":[`, `2:10: not JSON: unexpected end of JSON input`},
		{"trailing", `{"format":"djdag/1"} x`, `1:22: not JSON: invalid character 'x' after top-level value`},
		{"no colon", `{"format" "djdag/1"}`, `1:11: not JSON: invalid character '"' after object key`},
		{"number for key", `{1:2}`, `1:2: not JSON: invalid character '1' looking for beginning of object key string`},
		{"bad literal", head + `"modules":[{"name":tru}]}`, `2:23: not JSON: invalid character '}' in literal true (expecting 'e')`},
		{"no comma", head + `"modules":[{"name":"a"} {}]}`, `2:25: not JSON: invalid character '{' after array element`},
		{"twice", head + `"tables":[],` + "\n" + `"tables":[]}`, `3:1: duplicate field "tables"`},
		{"list is object", head + `"tables":{}}`, `2:10: tables: want an array, got an object`},
		{"record is null", head + `"tables":[null]}`, `2:11: tables: want an object, got null`},
		{"record is number", head + `"tables":[3]}`, `2:11: unexpected number`},
		{"field is number", head + `"modules":[` + "\n" + `{"name":"a","path":7}]}`, `3:20: field "path": unexpected number`},
		{"tier", head + `"tables":[{"tier":"link"}]}`, `2:11: tables: unknown tier "link"; want manual, lookup, imported, computed or part`},
		{"scope", head + `"modules":[{"imports":[{"scope":"lazy"}]}]}`, `2:12: modules: unknown import scope "lazy"; want load, deferred or typing`},
		{"kind", head + `"external":[{"kind":"odd"}]}`, `2:13: external: unknown kind "odd"; want external, unresolved or virtual`},
		{"severity", head + `"diagnostics":[{"severity":"bad"}]}`, `2:16: diagnostics: unknown severity "bad"; want error, warning or note`},
		{"attr_map list", head + `"foreign_keys":[{"attr_map":[]}]}`, `2:17: attr_map: want an object, got an array`},
		{"attr_map value", head + `"foreign_keys":[{"attr_map":{"a":null}}]}`, `2:17: attr_map: want the name of an attribute, got null`},
		{"module twice", head + `"modules":[{"name":"a"},{"name":"a"}]}`, `2:25: duplicate module "a"`},
		{"import dangles", head + `"modules":[{"name":"a","imports":[{"module":"b","scope":"load"}]}]}`, `2:12: module "a" imports "b", which is not among the modules`},
		{"schema twice", head + `"schemas":[{"id":"a"},` + "\n" + `{"id":"a"}]}`, `3:1: duplicate schema "a"`},
		{"table twice", graphOf(`{"id":"t","module":"m","schema":"s","tier":"manual"},{"id":"t","module":"m","schema":"s","tier":"manual"}`, ``), `4:64: duplicate table "t"`},
		{"table's module", graphOf(`{"id":"t","module":"n","schema":"s","tier":"manual"}`, ``), `4:11: table "t" is in module "n", which is not among the modules`},
		{"table's schema", graphOf(`{"id":"t","module":"m","schema":"r","tier":"manual"}`, ``), `4:11: table "t" is in schema "r", which is not among the schemas`},
		{"attribute's origin", graphOf(`{"id":"t","module":"m","schema":"s","tier":"manual","attributes":[{"name":"a","from":[1]}]}`, `{"child":"t","parent":"t"}`), `4:11: attribute "a" of table "t" comes from foreign key 1, but there are only 1`},
		{"child", graphOf(``, `{"child":"a","parent":"t"}`), `5:17: the foreign key's child "a" is not among the tables`},
		{"parent", graphOf(`{"id":"t","module":"m","schema":"s","tier":"manual"}`, `{"child":"t","parent":"a"}`), `5:17: the foreign key's parent "a" is neither a table nor an external node`},
		{"external is table", head + `"external":[{"id":"t","kind":"virtual"},{"id":"t","kind":"virtual"}]}`, `2:41: duplicate external node "t"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := graph.Decode(strings.NewReader(tt.in))
			if err == nil {
				t.Fatalf("no error, got %+v", p)
			}
			if got := err.Error(); got != tt.want {
				t.Errorf("%s\n got %s\nwant %s", tt.in, got, tt.want)
			}
		})
	}
}

// graphOf returns a document with one module "m" and one schema "s".
func graphOf(tables, foreignKeys string) string {
	return fmt.Sprintf("{\"format\":\"djdag/1\",\n\"modules\":[{\"name\":\"m\"}],\n\"schemas\":[{\"id\":\"s\"}],\n\"tables\":[%s],\n\"foreign_keys\":[%s]}", tables, foreignKeys)
}

func TestDecodeSkipsUnknownFields(t *testing.T) {
	in := `{"future":{"a":[1,{}]},"format":"djdag/1","modules":[{"name":"m","path":"m.py","future":1}]}`
	p, err := graph.Decode(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&graph.Pipeline{Modules: []graph.Module{{Name: "m", Path: "m.py"}}}, p); diff != "" {
		t.Error(diff)
	}
}
