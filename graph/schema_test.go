package graph_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/djdag/djdag/graph"
)

// schema compiles the JSON Schema in docs.
func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile("../docs/graph.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func encode(t *testing.T, p *graph.Pipeline) any {
	t.Helper()
	var buf bytes.Buffer
	if err := p.Encode(&buf); err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(&buf)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestSchemaAcceptsEncode(t *testing.T) {
	s := schema(t)
	for name, p := range map[string]*graph.Pipeline{"empty": {}, "everything": everything(), "synthetic": synthetic(100)} {
		if err := s.Validate(encode(t, p)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSchemaRequiresAllFields: the schema rejects a document that lacks any
// field, at any depth, except for optional fields.
func TestSchemaRequiresAllFields(t *testing.T) {
	s := schema(t)
	doc := encode(t, everything())
	optional := map[string]bool{
		".modules.imports.path": true, ".tables.attributes.type_at": true, ".tables.attributes.store_at": true,
		".tables.attributes.store_at.path": true, ".tables.attributes.store_at.line": true,
		".tables.attributes.type_at.path": true, ".tables.attributes.type_at.line": true,
		".tables.indexes.columns_at": true, ".tables.indexes.columns_at.path": true, ".tables.indexes.columns_at.line": true,
		".tables.attributes.path": true, ".tables.indexes.path": true, ".tables.unknown_keys": true, ".schemas.existing": true,
		".tables.reads": true, ".tables.reads.path": true, ".project.has_reads": true, ".project.new_keys_allowed": true, ".project.plugins": true, ".codecs.inline_only": true,
		".database": true, ".tables.attributes.sql_type": true,
		".modules.outside": true, ".modules.uses.guarded": true, ".modules.imports.preloaded": true, ".modules.imports.breaks": true,
	}
	var walk func(v any, path string)
	walk = func(v any, path string) {
		switch v := v.(type) {
		case []any:
			for _, item := range v {
				walk(item, path)
			}
		case map[string]any:
			for _, name := range slices.Sorted(maps.Keys(v)) {
				value := v[name]
				walk(value, path+"."+name)
				if path == ".foreign_keys.attr_map" || optional[path+"."+name] {
					continue
				}
				delete(v, name)
				if s.Validate(doc) == nil {
					t.Errorf("the schema does not require %s.%s", path, name)
				}
				v[name] = value
			}
		}
	}
	walk(doc, "")
}

// TestSchemaDescribesAllFields: the schema has each field of a document, and
// docs/json.md each field at the top.
func TestSchemaDescribesAllFields(t *testing.T) {
	text, err := os.ReadFile("../docs/graph.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var s struct {
		Properties map[string]any
		Defs       map[string]struct {
			Properties map[string]any
			AllOf      []any
		} `json:"$defs"`
	}
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatal(err)
	}
	doc := encode(t, everything()).(map[string]any)
	if diff := cmp.Diff(slices.Sorted(maps.Keys(doc)), slices.Sorted(maps.Keys(s.Properties))); diff != "" {
		t.Errorf("document (-have +described):\n%s", diff)
	}
	page, err := os.ReadFile("../docs/json.md")
	if err != nil {
		t.Fatal(err)
	}
	for name := range doc {
		if !bytes.Contains(page, []byte("\""+name+"\":")) {
			t.Errorf("docs/json.md does not show the field %s", name)
		}
	}
	for list, def := range map[string]string{
		"modules": "module", "schemas": "schema", "tables": "table",
		"foreign_keys": "foreign_key", "external": "external", "comments": "comment", "credentials": "credential",
		"diagnostics": "diagnostic",
	} {
		described := maps.Clone(s.Defs[def].Properties)
		if s.Defs[def].AllOf != nil {
			maps.Copy(described, s.Defs["position"].Properties)
			maps.Copy(described, s.Defs["end"].Properties)
		}
		for _, record := range doc[list].([]any) {
			for name := range record.(map[string]any) {
				if described[name] == nil {
					t.Errorf("%s: the field %s is not described", def, name)
				}
			}
		}
	}
}

func TestSchemaRejects(t *testing.T) {
	s := schema(t)
	for _, in := range []string{
		`[]`,
		`{"format":"djdag/2","modules":[],"schemas":[],"tables":[],"foreign_keys":[],"external":[],"diagnostics":[]}`,
		`{"format":"djdag/1","modules":null,"schemas":[],"tables":[],"foreign_keys":[],"external":[],"diagnostics":[]}`,
		`{"format":"djdag/1","modules":[],"schemas":[],"tables":[],"foreign_keys":[],"external":[{"id":"a","kind":"odd"}],"diagnostics":[]}`,
	} {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(in)))
		if err != nil {
			t.Fatal(err)
		}
		if s.Validate(v) == nil {
			t.Errorf("accepted: %s", in)
		}
	}
}

// FuzzDecode: Decode returns an error, or a pipeline that survives a round trip
// and that all algorithms accept.
func FuzzDecode(f *testing.F) {
	var buf bytes.Buffer
	if err := everything().Encode(&buf); err != nil {
		f.Fatal(err)
	}
	f.Add(buf.Bytes())
	f.Add([]byte(`{"format":"djdag/1"}`))
	f.Add([]byte(graphOf(`{"id":"m.A","module":"m","schema":"s","tier":"manual"},{"id":"m.A.P","module":"m","schema":"s","tier":"part","master":"m.A"}`, `{"child":"m.A","parent":"m.A.P","attr_map":{"a":"b","a":"c"}}`)))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := graph.Decode(bytes.NewReader(data))
		if err != nil {
			return
		}
		var first, second bytes.Buffer
		if err := p.Encode(&first); err != nil {
			t.Fatal(err)
		}
		q, err := graph.Decode(bytes.NewReader(first.Bytes()))
		if err != nil {
			t.Fatalf("cannot decode the output of Encode: %v\n%s", err, first.Bytes())
		}
		if err := q.Encode(&second); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Errorf("two round trips differ:\n%s\n%s", first.Bytes(), second.Bytes())
		}
		p.Cycles()
		p.Opposed()
		for _, level := range []graph.Level{graph.ModuleLevel, graph.TableLevel} {
			// A cycle is an expected error.
			_, _ = p.Order(graph.OrderOptions{Level: level, After: true, Reverse: true})
		}
		ids, err := p.Select("all - 1 + all")
		if err != nil {
			t.Fatal(err)
		}
		if n := len(p.Restrict(ids).Tables); n != len(p.Tables) {
			t.Errorf("%d of %d tables", n, len(p.Tables))
		}
		for _, a := range ids {
			p.Why(a, ids[0])
			p.Rekeyed(a)
		}
	})
}
