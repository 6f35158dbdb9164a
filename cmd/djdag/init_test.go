package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/scaffold"
)

// initChoices returns the flags for every combination of the options of init.
func initChoices() [][]string {
	var all [][]string
	for _, kind := range []string{
		"--standard book --datajoint 2 --backend mysql",
		"--standard book --datajoint 2 --backend postgresql",
		"--standard book --datajoint 0.14 --backend mysql",
		"--standard docs --datajoint 2 --backend mysql",
		"--standard docs --datajoint 2 --backend postgresql",
	} {
		for _, schemas := range []string{
			"",
			"--package pipeline --schema subject",
			"--package demo --schema rig --schema open_field --schema report2",
		} {
			for license := scaffold.MIT; license <= scaffold.GPL3; license++ {
				if testing.Short() && license != scaffold.MIT {
					break
				}
				all = append(all, strings.Fields(kind+" "+schemas+" --license "+license.String()))
			}
		}
	}
	return all
}

// A new project gives nothing to complain about, and its figures are current.
func TestInit(t *testing.T) {
	silent := func(t *testing.T, args ...string) {
		t.Helper()
		if code, stdout, stderr := runWith(t, "", args...); code != exitOK || stdout != "" || stderr != "" {
			t.Errorf("djdag %s: exit code %d\n%s%s", strings.Join(args, " "), code, stdout, stderr)
		}
	}
	t.Setenv("PATH", gitOnly(t)) // no drawing program
	for _, flags := range initChoices() {
		t.Run(strings.Join(flags, " "), func(t *testing.T) {
			t.Chdir(t.TempDir())
			code, stdout, stderr := runWith(t, "", append([]string{"init", "demo"}, flags...)...)
			if want := "djdag: created demo; its README.md says how to start\n"; code != exitOK || stdout != "" || stderr != want {
				t.Fatalf("djdag init: exit code %d, stdout %q, stderr %q", code, stdout, stderr)
			}
			t.Chdir("demo")
			silent(t, "check")
			silent(t, "check", "--project", "--strict", "--notebooks")
			silent(t, "check", "--rule", strings.Join(allRules(slices.Contains(flags, "0.14")), ","))
			silent(t, "render", "--figures", "--check")
			silent(t, "render", "--update", "README.md", "--check")
			compareFiles(t, flags)
			compareWorker(t)
			misspellStore(t)
		})
	}
}

// The manual shows the tree of a project.
func TestInitManual(t *testing.T) {
	text, err := os.ReadFile("../../docs/cli.md")
	if err != nil {
		t.Fatal(err)
	}
	manual := regexp.MustCompile(`(?m)([a-z]) {2,}.*$`).ReplaceAllString(string(text), "$1") // what a file is for
	t.Chdir(t.TempDir())
	_, tree, _ := runWith(t, "", "init", "demo", "--dry-run")
	if !strings.Contains(manual, "```\n"+tree+"```\n") {
		t.Errorf("docs/cli.md does not show the tree\n%s", tree)
	}
}

// gitOnly returns a directory for PATH with nothing in it but git.
func gitOnly(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for dirOfPath := range strings.SplitSeq(os.Getenv("PATH"), string(os.PathListSeparator)) {
		if git := filepath.Join(dirOfPath, "git"); hasAny(dirOfPath, "git") && os.Symlink(git, filepath.Join(dir, "git")) == nil {
			return dir
		}
	}
	t.Skip("needs git, and symbolic links to it")
	return ""
}

// allRules returns all rules, those that are off by default among them, but
// those that do not suit an old version of DataJoint.
func allRules(old bool) []string {
	var codes []string
	for _, r := range check.Rules() {
		if r.Code != "native-type" || !old {
			codes = append(codes, r.Code)
		}
	}
	return codes
}

// compareFiles reports how the files of the project in the current directory differ
// from those that a dry run lists.
func compareFiles(t *testing.T, flags []string) {
	t.Helper()
	var lines []string
	err := filepath.WalkDir(".", func(path string, d os.DirEntry, err error) error {
		if err == nil && d.Name() == ".git" {
			return filepath.SkipDir
		}
		if path != "." {
			lines = append(lines, d.Name())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir("..")
	defer t.Chdir("demo")
	_, tree, _ := runWith(t, "", append([]string{"init", "other", "--dry-run"}, flags...)...)
	var listed []string
	for line := range strings.Lines(tree) {
		listed = append(listed, strings.TrimLeft(strings.TrimSpace(line), "├└│─ \u00a0"))
	}
	if diff := cmp.Diff(append([]string{"other"}, lines...), listed); diff != "" {
		t.Errorf("(-written +listed):\n%s", diff)
	}
}

// compareWorker reports whether the worker of the project in the current directory
// fills the tables in another order than that of djdag.
func compareWorker(t *testing.T) {
	t.Helper()
	_, order, _ := runWith(t, "", "order", "--populate")
	files, err := filepath.Glob("src/*/worker.py")
	if err != nil || len(files) != 1 {
		t.Fatalf("workers: %q, %v", files, err)
	}
	text, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "TABLES = (\n")
	tables, _, _ := strings.Cut(rest, ")")
	var want strings.Builder
	for table := range strings.Lines(order) {
		_, name, _ := strings.Cut(strings.TrimSpace(table), ".")
		fmt.Fprintf(&want, "    %s,\n", name)
	}
	if diff := cmp.Diff(want.String(), tables); diff != "" || order == "" {
		t.Errorf("%s (-djdag order +TABLES):\n%s", files[0], diff)
	}
}

// misspellStore changes the name of a store in the project in the current
// directory, and reports it unless djdag check does. The stores of a project are
// declared where djdag reads them.
func misspellStore(t *testing.T) {
	t.Helper()
	files, err := filepath.Glob("src/*/*.py")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		wrong := strings.Replace(string(text), "blob@main", "blob@mian", 1)
		if wrong == string(text) {
			continue
		}
		if err := os.WriteFile(file, []byte(wrong), 0o666); err != nil {
			t.Fatal(err)
		}
		if code, stdout, _ := runWith(t, "", "check"); code != exitFindings || !strings.Contains(stdout, `did you mean "main"? [store-undeclared]`) {
			t.Errorf("blob@mian in %s: exit code %d\n%s", file, code, stdout)
		}
		return
	}
	t.Error("no table has an attribute in a store")
}
