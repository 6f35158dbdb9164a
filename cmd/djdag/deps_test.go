package main

import (
	"os/exec"
	"strings"
	"testing"
)

// The program starts in milliseconds because it links no drawing library: that
// of go-graphviz compiles 1.5 MB of WebAssembly before main runs.
func TestLinksNoDrawingLibrary(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("needs go: ", err)
	}
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for _, forbidden := range []string{"github.com/goccy/go-graphviz", "github.com/tetratelabs/wazero"} {
		for pkg := range strings.Lines(string(out)) {
			if strings.HasPrefix(pkg, forbidden) {
				t.Errorf("djdag links %s", strings.TrimSpace(pkg))
			}
		}
	}
}
