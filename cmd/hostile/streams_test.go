//go:build hostile && linux

package hostile

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Output that is lost fails the command; a reader that has seen enough does not matter.
func TestStreams(t *testing.T) {
	for _, redirect := range []string{">&-", "2>&-", "<&-", ">&- 2>&- <&-", ">/dev/full", "2>/dev/full", ">/dev/full 2>/dev/full", "</dev/null", "</", "< healthy.py", "| head -c 1 >/dev/null", "| true", "2>&1 | true", ">&- | cat"} {
		t.Run(redirect, func(t *testing.T) {
			t.Parallel()
			p := newProject(t)
			p.write("lab.py", whole+strings.Repeat(table("A", "-> Nowhere"), 200))
			for _, args := range []string{"check", "check --format sarif", "check --format json -", "list --tables", "list -", "export", "order --level table", "show healthy.Healthy", "render --routing orthogonal --format svg -o -", "render --format dot -o -", "rules", "help check", "version", "completion bash", "check nowhere", "nonsense"} {
				cmd, out := p.command(func(cmd *exec.Cmd) {
					cmd.Path = "/bin/sh"
					cmd.Args = []string{"sh", "-c", `"$0" ` + args + " " + redirect, filepath.Join(bin, "djdag")}
				}, args, redirect)
				p.must(cmd.Start())
				p.finish(cmd, &out)
				said := p.head(out.stderr)
				if crash.MatchString(said) || out.code < 0 || out.code > 3 {
					t.Errorf("%s: exit code %d: %s", out.command, out.code, said)
				}
				if lost := strings.HasPrefix(redirect, ">/dev/full") || redirect == ">&-"; lost && out.code == 0 {
					t.Errorf("%s: exit code 0, but the output is lost", out.command)
				}
			}
		})
	}
}
