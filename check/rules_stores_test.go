package check_test

import (
	"context"
	"testing"
	"testing/fstest"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/extract"
)

// TestStoreUnusedIsCertain: a definition that cannot be read may use the store.
func TestStoreUnusedIsCertain(t *testing.T) {
	project := fstest.MapFS{
		"lab.py":         {Data: []byte("import datajoint as dj\nfrom tools import TEXT\nschema = dj.Schema('lab')\n@schema\nclass A(dj.Manual):\n    definition = TEXT\n")},
		"datajoint.json": {Data: []byte(`{"stores": {"main": {"protocol": "file", "location": "/data", "partition_pattern": "{a}"}}}`)},
	}
	p, err := extract.Project(context.Background(), project, extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range check.Run(p, check.Options{Files: project, Select: []string{"store-unused", "store-invalid"}}) {
		t.Error(d.Message)
	}
}
