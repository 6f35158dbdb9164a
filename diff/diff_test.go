package diff_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/tools/txtar"

	"github.com/djdag/djdag/diff"
	"github.com/djdag/djdag/extract"
	"github.com/djdag/djdag/graph"
)

// update rewrites the expected differences: go test ./diff -update
var update = flag.Bool("update", false, "rewrite the expected differences in testdata")

// TestCompare compares the projects old and new of each archive. The file want has the
// difference as text, then as Markdown.
func TestCompare(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || files == nil {
		t.Fatalf("no archives: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			a, old, new := archive(t, file)
			if len(bytes.TrimSpace(a.Comment)) < 40 {
				t.Error("the archive has no documentation")
			}
			d := diff.Compare(old, new)
			opts := diff.FormatOptions{Old: "old", New: "new"}
			got := write(t, diff.Text, d, opts) + "\n" + write(t, diff.Markdown, d, opts)
			want := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == "want" })
			if want < 0 {
				t.Fatal("the archive has no file want")
			}
			if *update {
				a.Files[want].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(a), 0o666); err != nil {
					t.Fatal(err)
				}
			} else if diff := cmp.Diff(string(a.Files[want].Data), got); diff != "" {
				t.Errorf("run go test ./diff -update to accept (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSame finds no difference between a version and itself, and what is new one way is
// gone the other way.
func TestSame(t *testing.T) {
	each(t, func(t *testing.T, old, new *graph.Pipeline) {
		for _, p := range []*graph.Pipeline{old, new} {
			if d := diff.Compare(p, p); !d.Empty() || d.Effect() != diff.Nothing {
				t.Errorf("a version differs from itself:\n%s", write(t, diff.Text, d, diff.FormatOptions{}))
			}
		}
		there, back := diff.Compare(old, new).Summary(), diff.Compare(new, old).Summary()
		if there.Added != back.Removed || there.Removed != back.Added || there.Cycles != back.Gone || there.Rekeyed != back.Rekeyed {
			t.Errorf("forwards %+v, backwards %+v", there, back)
		}
	})
}

// TestJSON validates the JSON against its schema.
func TestJSON(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../docs/diff.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	each(t, func(t *testing.T, old, new *graph.Pipeline) {
		for _, d := range []*diff.Diff{diff.Compare(old, new), diff.Compare(new, old), diff.Compare(old, old)} {
			text := write(t, diff.JSON, d, diff.FormatOptions{Old: "a", New: "b"})
			value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(value); err != nil {
				t.Error(err)
			}
			var any struct{ Format string }
			if err := json.Unmarshal([]byte(text), &any); err != nil || any.Format != diff.FormatName {
				t.Errorf("format %q: %v", any.Format, err)
			}
		}
	})
}

// TestUnion makes a valid pipeline of both versions that has all tables and foreign keys
// of both.
func TestUnion(t *testing.T) {
	each(t, func(t *testing.T, old, new *graph.Pipeline) {
		before := encoded(t, new)
		d := diff.Compare(old, new)
		u := d.Union()
		if err := u.Validate(); err != nil {
			t.Error(err)
		}
		s := d.Summary()
		if want := len(new.Tables) + s.Removed; len(u.Pipeline.Tables) != want {
			t.Errorf("%d tables; want %d", len(u.Pipeline.Tables), want)
		}
		count := make(map[diff.Mark]int)
		for _, m := range u.Tables {
			count[m]++
		}
		if count[diff.New] != s.Added || count[diff.Gone] != s.Removed {
			t.Errorf("marks %v for %+v", count, s)
		}
		if len(u.ForeignKeys) != len(u.Pipeline.ForeignKeys) {
			t.Errorf("%d marks for %d foreign keys", len(u.ForeignKeys), len(u.Pipeline.ForeignKeys))
		}
		if after := encoded(t, new); after != before {
			t.Error("the union changed the new version")
		}
	})
}

// each runs a test on the two projects of each archive.
func each(t *testing.T, run func(t *testing.T, old, new *graph.Pipeline)) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			_, old, new := archive(t, file)
			run(t, old, new)
		})
	}
}

// archive reads the two projects of an archive.
func archive(t *testing.T, file string) (a *txtar.Archive, old, new *graph.Pipeline) {
	t.Helper()
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return a, project(t, a, "old/"), project(t, a, "new/")
}

func project(t *testing.T, a *txtar.Archive, folder string) *graph.Pipeline {
	t.Helper()
	files := fstest.MapFS{}
	for _, f := range a.Files {
		if name, ok := strings.CutPrefix(f.Name, folder); ok {
			files[name] = &fstest.MapFile{Data: f.Data}
		}
	}
	p, err := extract.Project(context.Background(), files, extract.Options{Reads: true})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func write(t *testing.T, format func(io.Writer, *diff.Diff, diff.FormatOptions) error, d *diff.Diff, opts diff.FormatOptions) string {
	t.Helper()
	var b bytes.Buffer
	if err := format(&b, d, opts); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func encoded(t *testing.T, p *graph.Pipeline) string {
	t.Helper()
	var b bytes.Buffer
	if err := p.Encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
