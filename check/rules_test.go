package check_test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/tools/txtar"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/extract"
	"github.com/djdag/djdag/graph"
)

// update rewrites the expected findings: go test ./check -update
var update = flag.Bool("update", false, "rewrite the expected findings in the archives, the formats, and docs/rules.md")

// TestRules runs the examples of each rule. The bad one has exactly the expected
// findings, the good one has none.
func TestRules(t *testing.T) {
	for _, rule := range check.Rules() {
		t.Run(rule.Code, func(t *testing.T) {
			t.Parallel()
			testArchive(t, filepath.Join("rules", rule.Code+".txtar"), rule)
		})
	}
}

// TestRulesMore runs the archives in testdata/rules, whose names start with the
// code of a rule.
func TestRulesMore(t *testing.T) {
	files, err := filepath.Glob("testdata/rules/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			code, _, _ := strings.Cut(name, ".")
			i := slices.IndexFunc(check.Rules(), func(r check.Rule) bool { return r.Code == code })
			if i < 0 {
				t.Fatalf("no rule is called %q", code)
			}
			testArchive(t, file, check.Rules()[i])
		})
	}
}

func testArchive(t *testing.T, file string, rule check.Rule) {
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(strings.TrimSpace(string(a.Comment))) < 60 {
		t.Error("the archive has no documentation")
	}
	if good := findings(t, a, "good/", rule); good != "" {
		t.Errorf("the good example has findings:\n%s", good)
	}
	got := findings(t, a, "bad/", rule)
	if !strings.Contains(got, "["+rule.Code+"]") {
		t.Errorf("the bad example has no finding of the rule:\n%s", got)
	}
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
		t.Errorf("run go test ./check -update to accept (-want +got):\n%s", diff)
	}
}

// findings checks the project in a directory of an archive. A rule that is off by
// default runs alone.
func findings(t *testing.T, a *txtar.Archive, folder string, rule check.Rule) string {
	t.Helper()
	project := folderOf(a, folder)
	if len(project) == 0 {
		t.Errorf("the archive has no files in %s", folder)
	}
	p, err := extract.Project(context.Background(), project, extract.Options{Notebooks: true, Reads: true, SearchPath: searchPathIn(project)})
	if err != nil {
		t.Fatal(err)
	}
	opts := check.Options{Files: project, NoGit: folder == "bad/", Contracts: contractsIn(t, project)}
	if rule.When != check.Always {
		opts.Select = []string{rule.Code}
	}
	var b strings.Builder
	if err := check.Text(&b, check.Run(p, opts), check.TextOptions{Source: project, Credentials: p.Credentials}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// searchPathIn takes the files of ../packages out of a project, and returns that
// directory. It returns nil if there are none.
func searchPathIn(project fstest.MapFS) []extract.Tree {
	packages := extract.Tree{Name: "../packages"}
	files := fstest.MapFS{}
	for name, f := range project {
		if inner, ok := strings.CutPrefix(name, packages.Name+"/"); ok {
			files[inner] = f
			delete(project, name)
		}
	}
	if len(files) == 0 {
		return nil
	}
	packages.FS = files
	return []extract.Tree{packages}
}

// contractsIn returns the contracts in the pyproject.toml of a project. Their
// positions have no line.
func contractsIn(t *testing.T, project fstest.MapFS) []check.Contract {
	t.Helper()
	const name = "pyproject.toml"
	var file struct {
		Tool struct {
			Djdag struct {
				Contracts []check.Contract `toml:"contract"`
			} `toml:"djdag"`
		} `toml:"tool"`
	}
	if f := project[name]; f != nil {
		_ = toml.Unmarshal(f.Data, &file) // some are broken
	}
	contracts := file.Tool.Djdag.Contracts
	for i := range contracts {
		contracts[i].Pos.Path = name
	}
	return contracts
}

// folderOf returns the files in a directory of an archive.
func folderOf(a *txtar.Archive, folder string) fstest.MapFS {
	project := fstest.MapFS{}
	for _, f := range a.Files {
		if name, ok := strings.CutPrefix(f.Name, folder); ok {
			project[name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return project
}

// TestExports: an export has the same findings as its source, in the archives of
// all rules, with all rules and for several versions of datajoint. Only rules that
// need files have none, and Skipped lists them.
func TestExports(t *testing.T) {
	var all, withoutFiles, needFiles []string
	for _, r := range check.Rules() {
		all = append(all, r.Code)
		if r.NeedsFiles {
			needFiles = append(needFiles, r.Code)
		} else {
			withoutFiles = append(withoutFiles, r.Code)
		}
	}
	for _, file := range archives(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, folder := range []string{"bad/", "good/"} {
				files := folderOf(a, folder)
				p, err := extract.Project(context.Background(), files, extract.Options{Notebooks: true})
				if err != nil {
					t.Fatal(err)
				}
				exported := export(t, p)
				for _, opts := range []check.Options{
					{}, {Project: true}, {Select: all}, {Select: all, Project: true},
					{Select: all, DataJoint: graph.Version{Minor: 14}}, {Select: all, DataJoint: graph.Version{Major: 2, Minor: 1}},
				} {
					got := check.Run(exported, opts)
					withFiles := opts
					withFiles.Files = files
					want := slices.DeleteFunc(check.Run(p, withFiles), func(d graph.Diagnostic) bool { return slices.Contains(needFiles, d.Rule) })
					if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
						t.Errorf("%s, project %v, %d rules, datajoint %s (-source +export):\n%s", folder, opts.Project, len(opts.Select), opts.DataJoint, diff)
					}
				}
			}
		})
	}
	if diff := cmp.Diff(needFiles, check.Options{Select: all}.Skipped()); diff != "" {
		t.Errorf("skipped rules (-want +got):\n%s", diff)
	}
	if got := (check.Options{Select: withoutFiles}).Skipped(); got != nil {
		t.Errorf("skipped rules that need no files: %q", got)
	}
	if got := (check.Options{Project: true, Files: fstest.MapFS{}}).Skipped(); got != nil {
		t.Errorf("skipped rules although there are files: %q", got)
	}
}

// export encodes and decodes a pipeline.
func export(t *testing.T, p *graph.Pipeline) *graph.Pipeline {
	t.Helper()
	var b bytes.Buffer
	if err := p.Encode(&b); err != nil {
		t.Fatal(err)
	}
	exported, err := graph.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	return exported
}

// archives returns the paths of the archives of all rules.
func archives(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, pattern := range []string{"rules/*.txtar", "testdata/rules/*.txtar"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("no archives %s: %v", pattern, err)
		}
		all = append(all, files...)
	}
	return all
}

// TestProjectWithoutFiles: without files, no rule of the standard for projects
// runs.
func TestProjectWithoutFiles(t *testing.T) {
	opts := check.Options{Project: true}
	if got := check.Run(&graph.Pipeline{}, opts); got != nil {
		t.Errorf("got %v", got)
	}
	want := []string{
		"project-git", "project-license", "project-readme", "project-pyproject", "project-src", "project-docker", "project-tests", "project-gitignore",
	}
	if diff := cmp.Diff(want, opts.Skipped()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestArchivesAreUsed: each archive belongs to a rule.
func TestArchivesAreUsed(t *testing.T) {
	files, err := filepath.Glob("rules/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		code := strings.TrimSuffix(filepath.Base(file), ".txtar")
		if !slices.ContainsFunc(check.Rules(), func(r check.Rule) bool { return r.Code == code }) {
			t.Errorf("no rule is called %s", code)
		}
	}
}
