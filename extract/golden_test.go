package extract_test

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/djdag/djdag/extract"
	"github.com/djdag/djdag/graph"
)

var update = flag.Bool("update", false, "rewrite the want/ files in testdata")

// TestGolden analyses each archive in testdata as a project and compares the
// result with the archive's want/ files:
//
//	want/tables       the tables with their keys and foreign keys
//	want/imports      the imports between modules
//	want/diagnostics  the diagnostics with their positions
//	want/carets       the diagnostics, each below the source line that it marks
//	want/attributes   the tables with their attributes and indexes
//	want/schemas      the schemas with their names, templates and modules
//	want/externals    the externals with their modules and classes
//	want/definitions  the tables with their definitions
//	want/provides     the tables that should provide something, and what they do
//	want/reads        what the make() of each table reads and writes
//
// An archive has one or more of them. Options are lines in the comment above
// the first file: "entry: pkg.mod", "env: NAME=value", "set: key=value", "root:
// dir", "target: path", "search: dir" (a folder in the archive), "reads" and
// "notebooks". Lines that start with "#" say what the archive tests.
func TestGolden(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, file := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains("\n"+string(a.Comment), "\n# ") {
				t.Error("the archive has no comment that says what it tests")
			}
			p := run(t, a, extract.Project)
			if diff := cmp.Diff(p, run(t, a, extract.Project)); diff != "" {
				t.Errorf("a second run differs (-first +second):\n%s", diff)
			}
			var reader extract.Reader
			for _, nth := range []string{"first", "second", "third"} {
				if diff := cmp.Diff(p, run(t, a, reader.Project)); diff != "" {
					t.Errorf("the %s run of a Reader differs (-Project +Reader):\n%s", nth, diff)
				}
			}
			checkPipeline(t, p, nil)
			wants := 0
			for i, f := range a.Files {
				name, ok := strings.CutPrefix(f.Name, "want/")
				if !ok {
					continue
				}
				wants++
				got := ""
				if name == "carets" {
					got = carets(a, p)
				} else {
					got = describe(t, p, name)
				}
				if *update {
					a.Files[i].Data = []byte(got)
					continue
				}
				if diff := cmp.Diff(string(f.Data), got); diff != "" {
					t.Errorf("%s (-want +got):\n%s", f.Name, diff)
				}
			}
			if wants == 0 {
				t.Error("the archive has no want/ files")
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(a), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// run analyses the files of an archive.
func run(t *testing.T, a *txtar.Archive, read func(context.Context, fs.FS, extract.Options) (*graph.Pipeline, error)) *graph.Pipeline {
	t.Helper()
	project := fstest.MapFS{}
	var opts extract.Options
	searched := map[string]fstest.MapFS{}
	for line := range strings.Lines(string(a.Comment)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		value = strings.TrimSpace(value)
		switch {
		case key == "" || strings.HasPrefix(key, "#"):
		case key == "entry":
			opts.Entries = append(opts.Entries, value)
		case key == "root":
			opts.Roots = append(opts.Roots, value)
		case key == "target":
			opts.Target = value
		case key == "reads":
			opts.Reads = true
		case key == "notebooks":
			opts.Notebooks = true
		case key == "search":
			searched[value] = fstest.MapFS{}
			opts.SearchPath = append(opts.SearchPath, extract.Tree{FS: searched[value], Name: value})
		case key == "env", key == "set":
			name, v, ok := strings.Cut(value, "=")
			if !ok {
				t.Fatalf("%s: want NAME=value", line)
			}
			if opts.Env == nil {
				opts.Env, opts.Set = map[string]string{}, map[string]any{}
			}
			if key == "set" {
				opts.Set[name] = v
			} else {
				opts.Env[name] = v
			}
		default:
			t.Fatalf("unknown option %q", line)
		}
	}
	for _, f := range a.Files {
		if strings.HasPrefix(f.Name, "want/") {
			continue
		}
		fsys, name := project, f.Name
		for dir, m := range searched {
			if rest, ok := strings.CutPrefix(f.Name, dir+"/"); ok {
				fsys, name = m, rest
			}
		}
		fsys[name] = &fstest.MapFile{Data: f.Data, Mode: fs.FileMode(0o644)}
	}
	p, err := read(context.Background(), project, opts)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// describe formats a part of a pipeline as in the want/ files.
func describe(t *testing.T, p *graph.Pipeline, what string) string {
	t.Helper()
	var b strings.Builder
	switch what {
	case "tables":
		for _, tab := range p.Tables {
			describeTable(&b, p, &tab)
		}
		for _, x := range p.Externals {
			fmt.Fprintf(&b, "%s %s\n", x.Kind, x.ID)
		}
	case "attributes":
		for _, tab := range p.Tables {
			fmt.Fprintf(&b, "%s\n", tab.ID)
			for _, a := range tab.Attributes {
				fmt.Fprintf(&b, "  %s\n", describeAttribute(a))
			}
			for _, x := range tab.Indexes {
				fmt.Fprintf(&b, "  index (%s)%s line %d\n", strings.Join(x.Columns, ", "), mark(x.Unique, "unique"), x.Pos.Line)
			}
		}
	case "imports":
		for _, m := range p.Modules {
			for _, i := range m.Imports {
				fmt.Fprintf(&b, "%s: %s -> %s (%s)%s: %s\n", i.Pos, m.Name, i.Module, i.Scope, mark(i.Deferrable, "deferrable"), i.Text)
			}
		}
	case "schemas":
		for _, s := range p.Schemas {
			name := s.Name
			if name == "" {
				name = "?"
			}
			fmt.Fprintf(&b, "%s: %s %s %q (%s)%s\n", s.Pos, s.ID, name, s.Template, strings.Join(s.Modules, ", "), mark(!s.Active, "inactive"))
		}
	case "externals":
		for _, x := range p.Externals {
			fmt.Fprintf(&b, "%s %s: module %q class %q\n", x.Kind, x.ID, x.Module, x.Class)
		}
	case "definitions":
		for _, tab := range p.Tables {
			fmt.Fprintf(&b, "%s\n%s\n", tab.ID, tab.Definition)
		}
	case "provides":
		for _, tab := range p.Tables {
			if tab.Tier == graph.Lookup || tab.Tier.AutoPopulated() {
				fmt.Fprintf(&b, "%s: %s\n", tab.ID, strings.ReplaceAll(strings.Trim(fmt.Sprint(tab.Provides), "[]"), " ", ", "))
			}
		}
	case "reads":
		covers := p.Covers()
		for _, tab := range p.Tables {
			for _, r := range tab.Reads {
				fmt.Fprintf(&b, "%s: %s %s %s %s%s%s via %s as %s\n", r.Pos, tab.ID, r.Kind, r.Table, covers.Of(tab.ID, r.Table),
					mark(r.Restricted, "restricted"), mark(r.Likely, "likely"), strings.Join(r.Through, " > "), r.Text)
			}
		}
	case "unknown_keys":
		for _, tab := range p.Tables {
			fmt.Fprintf(&b, "%s: %s\n", tab.ID, strings.Join(tab.UnknownKeys, ", "))
		}
	case "diagnostics":
		for _, d := range p.Diagnostics {
			fmt.Fprintf(&b, "%s: %s\n", d.Severity, d)
			for _, r := range d.Related {
				fmt.Fprintf(&b, "  %s: %s\n", r.Pos, r.Message)
			}
		}
	default:
		t.Fatalf("nothing is called want/%s", what)
	}
	return b.String()
}

func describeTable(b *strings.Builder, p *graph.Pipeline, tab *graph.Table) {
	fmt.Fprintf(b, "%s %s %s.%s (%s)%s%s\n", tab.Tier, tab.ID, tab.Schema, tab.Name,
		strings.Join(tab.PrimaryKey, ", "), mark(tab.NewDimension, "dimension"), mark(!tab.Active, "inactive"))
	for _, fk := range p.ForeignKeys {
		if fk.Child != tab.ID {
			continue
		}
		var pairs []string
		for _, a := range fk.AttrMap {
			if a.Child == a.Parent {
				pairs = append(pairs, a.Child)
			} else {
				pairs = append(pairs, a.Child+"="+a.Parent)
			}
		}
		fmt.Fprintf(b, "  -> %s (%s)%s%s%s%s%s line %d\n", fk.Parent, strings.Join(pairs, ", "),
			mark(fk.Primary, "primary"), mark(fk.Multi, "multi"), mark(fk.Aliased, "aliased"),
			mark(fk.Nullable, "nullable"), mark(fk.Unique, "unique"), fk.Pos.Line)
	}
}

func describeAttribute(a graph.Attribute) string {
	s := a.Name
	if a.Default != nil {
		s += " = " + *a.Default
	}
	s += " : " + a.Type
	if a.Comment != "" {
		s += " # " + a.Comment
	}
	store := ""
	if a.Store != "" {
		store = " store=" + a.Store
	}
	return s + mark(a.InKey, "key") + mark(a.Nullable, "nullable") + mark(len(a.From) > 0, "inherited") + store + fmt.Sprintf(" line %d", a.Pos.Line)
}

// carets formats the diagnostics, each below the source line that it marks.
func carets(a *txtar.Archive, p *graph.Pipeline) string {
	var b strings.Builder
	for _, d := range p.Diagnostics {
		for _, f := range a.Files {
			lines := strings.Split(string(f.Data), "\n")
			if f.Name != d.Pos.Path || d.Pos.Line > len(lines) {
				continue
			}
			line := lines[d.Pos.Line-1]
			end := d.Pos.Col
			switch {
			case d.End.Line == d.Pos.Line:
				end = d.End.Col
			case d.End.Line > d.Pos.Line:
				end = len(line) + 1
			}
			// Columns count bytes; carets align with characters.
			before := utf8.RuneCountInString(line[:d.Pos.Col-1])
			width := utf8.RuneCountInString(line[d.Pos.Col-1 : max(end, d.Pos.Col)-1])
			fmt.Fprintf(&b, "%s\n%s%s %s\n", line, strings.Repeat(" ", before), strings.Repeat("^", max(width, 1)), d.Rule)
		}
	}
	return b.String()
}

func mark(on bool, word string) string {
	if on {
		return " " + word
	}
	return ""
}
