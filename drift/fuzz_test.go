package drift_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/djdag/djdag/drift"
	"github.com/djdag/djdag/graph"
)

// A small pipeline as an export: a module, a schema whose name may be unknown, and tables.
const (
	fuzzSource = `{"format":"djdag/1","modules":[{"name":"m","path":"m.py"}],"schemas":[{"id":"s","template":"{p}s","active":true}],"tables":[
{"id":"m.A","module":"m","class":"A","schema":"s","table_name":"a","tier":"manual","active":true,"has_definition":true,"primary_key":["a"],"attributes":[{"name":"a","type":"int32","in_key":true}]},
{"id":"m.B","module":"m","class":"B","schema":"s","table_name":"#b","tier":"lookup","active":true,"has_definition":true,"primary_key":["a"],"attributes":[{"name":"a","type":"int32","in_key":true,"from":[0]}]}],
"foreign_keys":[{"child":"m.B","parent":"m.A","attr_map":{"a":"a"},"unique":true}]}`
	fuzzDeployed = `{"format":"djdag/1","database":{"backend":"mysql","schemas":[{"name":"x_s","sight":"partial","has_lineage":true}],"lineage":[{"schema":"x_s","table_name":"b","attribute":"a","origin":"x_s.b.a"}]},
"modules":[{"name":"x_s"}],"schemas":[{"id":"x_s","name":"x_s","active":true}],"tables":[
{"id":"x_s.A","module":"x_s","class":"A","schema":"x_s","table_name":"a","tier":"manual","active":true,"primary_key":["a","c"],"attributes":[{"name":"a","type":"int","sql_type":"int(11)","in_key":true},{"name":"c","type":"<blob>"}]},
{"id":"x_s.B","module":"x_s","class":"B","schema":"x_s","table_name":"b","tier":"manual","active":true,"attributes":[{"name":"a","type":"int","from":[0]}]}],
"foreign_keys":[{"child":"x_s.B","parent":"x_s.A","attr_map":{"a":"c"}}]}`
)

// FuzzCompare: a comparison ends without a panic, is the same each time, and finds each
// table at most once on both sides.
func FuzzCompare(f *testing.F) {
	f.Add([]byte(fuzzSource), []byte(fuzzDeployed))
	f.Fuzz(func(t *testing.T, code, database []byte) {
		source, err := graph.Decode(bytes.NewReader(code))
		if err != nil {
			return
		}
		deployed, err := graph.Decode(bytes.NewReader(database))
		if err != nil {
			return
		}
		if deployed.Database == nil {
			deployed.Database = &graph.Database{Backend: "postgresql"}
		}
		opts := drift.Options{Undeclared: func(string) bool { return true }}
		report := drift.Compare(source, deployed, opts)
		if again := drift.Compare(source, deployed, opts); !slices.Equal(report.Differences, again.Differences) {
			t.Errorf("two comparisons differ:\n%v\n%v", report.Differences, again.Differences)
		}
		if report.Tables > len(source.Tables) {
			t.Errorf("%d of %d tables", report.Tables, len(source.Tables))
		}
		drift.Patterns(source)
	})
}
