package early_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	_ "github.com/goccy/go-graphviz"

	_ "github.com/djdag/djdag/cmd/djdag-graphviz/early"
)

// The runtime tells in which order the packages of a program are initialized.
func TestComesBeforeGoGraphviz(t *testing.T) {
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	var trace strings.Builder
	cmd.Stderr = &trace
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	early := strings.Index(trace.String(), "init github.com/djdag/djdag/cmd/djdag-graphviz/early ")
	library := strings.Index(trace.String(), "init github.com/goccy/go-graphviz/internal/wasm ")
	if early < 0 || library < 0 || early > library {
		t.Errorf("early is initialized at %d and go-graphviz at %d of the trace:\n%s", early, library, trace.String())
	}
}
