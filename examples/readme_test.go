package examples_test

import (
	"os"
	"path/filepath"
	"regexp"
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
	blocks := regexp.MustCompile("(?s)<!-- from (\\S+) -->\r?\n```python\r?\n(.*?)```").FindAllStringSubmatch(string(text), -1)
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

// The links in the README lead to files that exist.
func TestReadmeLinks(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	for _, link := range regexp.MustCompile(`(?:\]\(|(?:src|href)=")([^)"#]+)`).FindAllStringSubmatch(string(text), -1) {
		if strings.Contains(link[1], "://") {
			continue
		}
		if _, err := os.Stat(filepath.Join("..", filepath.FromSlash(link[1]))); err != nil {
			t.Errorf("the README links to %s: %v", link[1], err)
		}
	}
}
