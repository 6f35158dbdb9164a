package main

import (
	"os/exec"
	"strings"
	"testing"
)

// The program starts in milliseconds because it links no package with expensive
// initialisation: go-graphviz compiles 1.5 MB of WebAssembly, and packages for
// compression, encryption and HTTP fill tables.
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
		"compress/flate", "crypto", "net/http",
	} {
		for pkg := range strings.Lines(string(out)) {
			if pkg = strings.TrimSpace(pkg); pkg == forbidden || strings.HasPrefix(pkg, forbidden+"/") {
				t.Errorf("djdag links %s", pkg)
			}
		}
	}
}
