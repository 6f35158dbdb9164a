package check_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/extract"
)

// update rewrites what the archives want: go test ./check -update
var update = flag.Bool("update", false, "rewrite the wanted findings of the archives")

// TestRules runs the examples of every rule: the bad one gives the findings
// that the archive wants, and no others, and the good one gives none.
func TestRules(t *testing.T) {
	for _, rule := range check.Rules() {
		t.Run(rule.Code, func(t *testing.T) {
			t.Parallel()
			testArchive(t, filepath.Join("rules", rule.Code+".txtar"), rule)
		})
	}
}

// TestRulesMore runs the archives of testdata/rules in the same way. Their
// names start with that of a rule.
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
		t.Error("the archive does not say what the rule means")
	}
	if good := findings(t, a, "good/", rule); good != "" {
		t.Errorf("the good example is not good:\n%s", good)
	}
	got := findings(t, a, "bad/", rule)
	if !strings.Contains(got, "["+rule.Code+"]") {
		t.Errorf("the bad example is not caught:\n%s", got)
	}
	want := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == "want" })
	if want < 0 {
		t.Fatal("the archive wants nothing")
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

// findings checks the project that an archive has in a folder. A rule that
// does not always run is alone.
func findings(t *testing.T, a *txtar.Archive, folder string, rule check.Rule) string {
	t.Helper()
	project := folderOf(a, folder)
	if len(project) == 0 {
		t.Errorf("nothing is in the folder %s", folder)
	}
	p, err := extract.Project(context.Background(), project, extract.Options{Notebooks: true})
	if err != nil {
		t.Fatal(err)
	}
	// That a folder is in no repository is told from outside.
	opts := check.Options{Files: project, NoGit: folder == "bad/"}
	if rule.When != check.Always {
		opts.Select = []string{rule.Code}
	}
	var b strings.Builder
	if err := check.Text(&b, check.Run(p, opts), check.TextOptions{Source: project}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// folderOf returns the files that an archive has in a folder.
func folderOf(a *txtar.Archive, folder string) fstest.MapFS {
	project := fstest.MapFS{}
	for _, f := range a.Files {
		if name, ok := strings.CutPrefix(f.Name, folder); ok {
			project[name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return project
}

// TestRulesWithoutFiles: of a pipeline that comes as an export there may be no
// folder, and no rule needs one.
func TestRulesWithoutFiles(t *testing.T) {
	var codes []string
	for _, r := range check.Rules() {
		codes = append(codes, r.Code)
	}
	for _, pattern := range []string{"rules/*.txtar", "testdata/rules/*.txtar"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, folder := range []string{"bad/", "good/"} {
				p, err := extract.Project(context.Background(), folderOf(a, folder), extract.Options{Notebooks: true})
				if err != nil {
					t.Fatal(err)
				}
				for _, v := range []check.Version{{}, {Minor: 14}, {Major: 2, Minor: 1}} {
					check.Run(p, check.Options{Select: codes, DataJoint: v})
				}
			}
		}
	}
}

// TestArchivesAreUsed: there is no archive without its rule.
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
