package djdag_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestEveryPackageHasADocComment(t *testing.T) {
	for _, p := range packages(t) {
		if len(p.GoFiles) == 0 {
			continue // tests only
		}
		if name := folder(p.ImportPath); p.Doc == "" {
			t.Errorf("%s has no package comment; write one in doc.go", name)
		}
	}
}

// The folders that docs/architecture.md describes are all there, and there
// are no others with Go code in them.
func TestFoldersAreDescribed(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("docs", "architecture.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range packages(t) {
		name := folder(p.ImportPath)
		if name == "" {
			continue // the rules themselves
		}
		if !bytes.Contains(text, []byte("`"+name+"`")) {
			t.Errorf("docs/architecture.md does not mention `%s`", name)
		}
	}
}

// A path of one developer's machine helps nobody else.
func TestNoMachinePaths(t *testing.T) {
	if _, err := os.Stat(".git"); err != nil {
		t.Skip("needs a Git checkout: ", err)
	}
	out, err := exec.Command("git", "ls-files", "-z").Output()
	if err != nil {
		t.Skip("needs git: ", err)
	}
	// In two pieces, for the sake of this file.
	forbidden := []string{"/wo" + "rk/", "/ro" + "ot/", "C:" + `\Users\`}
	for name := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		content, err := os.ReadFile(name)
		if os.IsNotExist(err) {
			continue // deleted, and not committed yet
		}
		if err != nil {
			t.Error(err)
			continue
		}
		if bytes.IndexByte(content, 0) >= 0 {
			continue // not text
		}
		for number, line := range bytes.Split(content, []byte("\n")) {
			for _, word := range forbidden {
				if bytes.Contains(line, []byte(word)) {
					t.Errorf("%s:%d: %q is a path of one machine", name, number+1, word)
				}
			}
		}
	}
}

// The functions that docs/architecture.md names stand in the files that it
// names beside them.
func TestArchitectureIsCurrent(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("docs", "architecture.md"))
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile("(?m)^\\| [^|]+ \\| ([^|]+) \\| ([^|]+) \\|\r?$")
	function := regexp.MustCompile("`(?:(\\w+)\\.)?(\\w+)`")
	link := regexp.MustCompile(`\]\(\.\./([^)]+\.go)\)`)
	checked := 0
	for _, cells := range row.FindAllStringSubmatch(string(text), -1) {
		var code []byte
		for _, file := range link.FindAllStringSubmatch(cells[2], -1) {
			content, err := os.ReadFile(filepath.FromSlash(file[1]))
			if err != nil {
				t.Error(err)
			}
			code = append(code, content...)
		}
		if code == nil {
			continue // another table
		}
		for _, name := range function.FindAllStringSubmatch(cells[1], -1) {
			declaration := "(?m)^func " + name[2] + `\(`
			if name[1] != "" {
				declaration = `(?m)^func \(\w+ \*?` + name[1] + `\) ` + name[2] + `\(`
			}
			if !regexp.MustCompile(declaration).Match(code) {
				t.Errorf("docs/architecture.md says that %s is in %s", name[0], cells[2])
			}
			checked++
		}
	}
	if checked == 0 {
		t.Error("docs/architecture.md names no function in a table of phase, function, file")
	}
}
