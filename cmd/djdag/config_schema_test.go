package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/djdag/djdag/check"
)

const configSchema = "../../docs/config.schema.json"

// The JSON Schema, which editors use for completion and validation, has the keys that
// djdag knows, and no others.
func TestConfigSchemaKeys(t *testing.T) {
	type object struct {
		Properties map[string]json.RawMessage `json:"properties"`
	}
	var schema struct {
		object
		Defs map[string]object `json:"$defs"`
	}
	text, err := os.ReadFile(configSchema)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		table []string
		got   object
	}{
		{nil, schema.object},
		{[]string{"figure"}, schema.Defs["figure"]},
		{[]string{"docs"}, schema.Defs["docs"]},
	} {
		var got []string
		for key := range test.got.Properties {
			got = append(got, key)
		}
		slices.Sort(got)
		if diff := cmp.Diff(configKeys(test.table), got); diff != "" {
			t.Errorf("%v (-djdag +schema):\n%s", test.table, diff)
		}
	}
}

// The schema lists all rules. The flag -update rewrites the list.
func TestConfigSchemaRules(t *testing.T) {
	text, err := os.ReadFile(configSchema)
	if err != nil {
		t.Fatal(err)
	}
	list := regexp.MustCompile(`(?s)("rule": \{.*?"enum": \[\n)(.*?)(\n +\])`).FindSubmatchIndex(text)
	if list == nil {
		t.Fatalf("%s has no $defs.rule.enum", configSchema)
	}
	var codes []string
	for _, r := range check.Rules() {
		codes = append(codes, fmt.Sprintf("        %q", r.Code))
	}
	got, want := string(text[list[4]:list[5]]), strings.Join(codes, ",\n")
	if *update && got != want {
		if err := os.WriteFile(configSchema, slices.Concat(text[:list[4]], []byte(want), text[list[5]:]), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the rules in %s (-want +got):\n%s", configSchema, diff)
	}
}

// djdag and the schema accept the same files.
func TestConfigSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(configSchema)
	if err != nil {
		t.Fatal(err)
	}
	good, err := filepath.Glob("testdata/config/good*.toml")
	if err != nil || good == nil {
		t.Fatalf("no files: %v", err)
	}
	bad, err := filepath.Glob("testdata/config/bad*.toml")
	if err != nil || bad == nil {
		t.Fatalf("no files: %v", err)
	}
	for _, file := range slices.Concat(good, bad) {
		t.Run(file, func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var document map[string]any
			if err := toml.Unmarshal(text, &document); err != nil {
				t.Fatal(err)
			}
			_, djdag := parseConfig("djdag.toml", text)
			want := slices.Contains(good, file)
			if valid := schema.Validate(document); (valid == nil) != want || (djdag == nil) != want {
				t.Errorf("want valid: %t; djdag: %v; schema: %v", want, djdag, valid)
			}
		})
	}
}

// good_everything.toml sets every key.
func TestConfigExampleIsComplete(t *testing.T) {
	text, err := os.ReadFile("testdata/config/good_everything.toml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := parseConfig("djdag.toml", text)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []reflect.Value{reflect.ValueOf(*c), reflect.ValueOf(c.Figures[0]), reflect.ValueOf(c.Docs)} {
		for i := range v.NumField() {
			if v.Field(i).IsZero() && v.Type().Field(i).Tag.Get("toml") != "" {
				t.Errorf("good_everything.toml does not set %s", v.Type().Field(i).Name)
			}
		}
	}
}
