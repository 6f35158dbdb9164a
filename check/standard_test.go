package check_test

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/extract"
)

func TestParseStandard(t *testing.T) {
	for _, want := range []check.Standard{check.AutoStandard, check.BookStandard, check.DocsStandard} {
		if got, err := check.ParseStandard(want.String()); got != want || err != nil {
			t.Errorf("%v: got %v, %v", want, got, err)
		}
	}
	if _, err := check.ParseStandard("documentation"); err == nil {
		t.Error("no error")
	}
}

// TestStandards: where stores are to be declared depends on the standard, and by
// itself on the files and the version of datajoint.
func TestStandards(t *testing.T) {
	const (
		lab    = "import datajoint as dj\nschema = dj.Schema('lab')\n\n@schema\nclass A(dj.Manual):\n    definition = '''\n    a : int32\n    ---\n    x : <blob@far>\n    '''\n"
		two    = "[project]\nname = 'lab'\ndependencies = ['datajoint>=2.0']\n"
		one    = "[project]\nname = 'lab'\ndependencies = ['datajoint>=0.14,<2']\n"
		stores = "[tool.datajoint.stores.near]\nprotocol = 'file'\nlocation = 'x'\n"
	)
	tests := []struct {
		name      string
		standard  check.Standard
		pyproject string
		json      string
		want      string
	}{
		{"datajoint 2", check.AutoStandard, two, "", "in datajoint.json"},
		{"datajoint 2 with stores in pyproject.toml", check.AutoStandard, two + stores, "", "in pyproject.toml"},
		{"datajoint 2 with stores in pyproject.toml, but docs", check.DocsStandard, two + stores, "", "in datajoint.json"},
		{"datajoint.json", check.AutoStandard, one + stores, "{}", "in datajoint.json"},
		{"datajoint.json, but book", check.BookStandard, two + stores, "{}", "in pyproject.toml"},
		{"datajoint 0.14", check.AutoStandard, one, "", "in pyproject.toml"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := fstest.MapFS{"lab.py": {Data: []byte(lab)}, "pyproject.toml": {Data: []byte(tt.pyproject)}}
			if tt.json != "" {
				files["datajoint.json"] = &fstest.MapFile{Data: []byte(tt.json)}
			}
			p, err := extract.Project(context.Background(), files, extract.Options{})
			if err != nil {
				t.Fatal(err)
			}
			findings := check.Run(p, check.Options{Files: files, Project: true, Standard: tt.standard, Select: []string{"store-undeclared"}})
			if len(findings) != 1 || !strings.Contains(findings[0].Message, tt.want) {
				t.Errorf("got %v, want %q", findings, tt.want)
			}
		})
	}
}
