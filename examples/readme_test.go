package examples_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const readme = "../README.md"

// The README shows the current output of each command.
//
//	```console
//	$ djdag order examples/workflow
//	workflow.subject
//	```
func TestReadmeCommands(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?ms)^```console\n\\$ djdag (.*?)\n(.*?)^```$")
	current := strings.ReplaceAll(string(text), "\r\n", "\n")
	renewed := blocks.ReplaceAllStringFunc(current, func(block string) string {
		command := blocks.FindStringSubmatch(block)[1]
		stdout, stderr, _ := djdag(t, "..", strings.Fields(command)...)
		return "```console\n$ djdag " + command + "\n" + string(stdout) + string(stderr) + "```"
	})
	if *update {
		if err := os.WriteFile(readme, []byte(renewed), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(lines([]byte(current)), lines([]byte(renewed))); diff != "" {
		t.Errorf("the README is stale; run \"go test ./examples -update\" and read the diff (-README +djdag):\n%s", diff)
	}
}

// The code in the README is part of the file that it names.
//
//	<!-- from examples/workflow/src/workflow/subject.py -->
//	```python
//	…
//	```
func TestReadmeCode(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)<!-- from (\\S+) -->\r?\n```(?:python|go)\r?\n(.*?)```").FindAllStringSubmatch(string(text), -1)
	if len(blocks) == 0 {
		t.Error("the README shows no code")
	}
	for _, block := range blocks {
		code, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(block[1])))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(code), block[2]) {
			t.Errorf("%s does not contain this code of the README:\n%s", block[1], block[2])
		}
	}
}

// The links in the documentation lead to files and headings that exist.
func TestLinks(t *testing.T) {
	var pages []string
	for _, pattern := range []string{"../*.md", "../docs/*.md", "../docs/*/*.md", "../examples/*/docs/*.md"} {
		files, err := filepath.Glob(pattern)
		if err != nil || files == nil {
			t.Fatalf("no files %s: %v", pattern, err)
		}
		pages = append(pages, files...)
	}
	link := regexp.MustCompile(`(?:\]\(|(?:src|href)=")([^)"#\s]*)(#[^)"\s]*)?[)"]`)
	code := regexp.MustCompile("(?s)```.*?```|`[^`\n]*`")
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(code.ReplaceAllString(string(text), ""), -1) {
			if strings.Contains(m[1], "://") {
				continue
			}
			target := page
			if m[1] != "" {
				target = filepath.Join(filepath.Dir(page), filepath.FromSlash(m[1]))
			}
			if _, err := os.Stat(target); err != nil {
				t.Errorf("%s links to %s: %v", page, m[1], err)
			} else if m[2] != "" && !slices.Contains(anchors(t, target), m[2]) {
				t.Errorf("%s links to %s%s, which does not exist", page, m[1], m[2])
			}
		}
	}
}

// anchors returns the anchors that GitHub gives the headings of a page, and those in
// its text.
func anchors(t *testing.T, page string) []string {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, m := range regexp.MustCompile("(?m)^#+ (.*?)\r?$").FindAllStringSubmatch(string(text), -1) {
		name := regexp.MustCompile(`[^\p{L}\p{N} _-]`).ReplaceAllString(strings.ToLower(m[1]), "")
		all = append(all, "#"+strings.ReplaceAll(name, " ", "-"))
	}
	for _, m := range regexp.MustCompile(`<a id="([^"]*)"></a>`).FindAllStringSubmatch(string(text), -1) {
		all = append(all, "#"+m[1])
	}
	return all
}
