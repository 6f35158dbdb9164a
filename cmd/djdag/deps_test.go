package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The program starts in milliseconds because it links no package with expensive
// initialisation: go-graphviz compiles 1.5 MB of WebAssembly, and packages for HTTP fill
// tables. The drivers of databases, with the encryption that they need, take a third of
// a millisecond.
func TestLinksNothingThatStartsSlowly(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("needs go: ", err)
	}
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for _, forbidden := range []string{
		"github.com/goccy/go-graphviz", "github.com/tetratelabs/wazero",
		"net/http",
	} {
		for pkg := range strings.Lines(string(out)) {
			if pkg = strings.TrimSpace(pkg); pkg == forbidden || strings.HasPrefix(pkg, forbidden+"/") {
				t.Errorf("djdag links %s", pkg)
			}
		}
	}
}

// Without a C compiler, one line says what the build needs.
func TestBuildNeedsCgo(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("needs go: ", err)
	}
	cmd := exec.Command("go", "build", "-o", filepath.Join(t.TempDir(), "djdag"), ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := cmd.CombinedOutput()
	if want := "djdag_needs_cgo__install_a_C_compiler"; err == nil || strings.Count(string(out), "\n") != 1 || !strings.Contains(string(out), want) {
		t.Errorf("go build: %v\n%s\nwant one line with %s", err, out, want)
	}
}
