package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The action keeps one comment on a pull request: it writes the first one, replaces it
// later, and writes none where nothing changes.
func TestActionComments(t *testing.T) {
	r := newRunner(t)
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	const gh = `#!/bin/bash
case "$*" in
*--paginate*) cat "$RUNNER_TEMP/ids" 2>/dev/null; echo "$MARKER" >"$RUNNER_TEMP/marker"; exit 0 ;;
esac
echo "$*" >>"$RUNNER_TEMP/requests"
[ ! -f "$RUNNER_TEMP/forbidden" ]
`
	write := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(r.in(name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(r.in(name), []byte(text), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	write("bin/gh", gh)
	git := func(dir string, args ...string) string {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@example.org"}, args...)...)
		cmd.Dir = r.in(dir)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("git %q: %v\n%s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	table := func(key string) string {
		return "import datajoint as dj\nschema = dj.Schema('lab')\n@schema\nclass Lab(dj.Manual):\n    definition = \"\"\"\n    " + key + "\n    \"\"\"\n"
	}

	// The target, a branch, and the merge that GitHub makes of both, cloned as
	// actions/checkout does.
	write("origin/my lab/lab.py", table("lab : int"))
	git("origin", "init", "-q", "-b", "main")
	git("origin", "config", "uploadpack.allowAnySHA1InWant", "true")
	git("origin", "add", ".")
	git("origin", "commit", "-q", "-m", "one")
	base := git("origin", "rev-parse", "HEAD")
	git("origin", "checkout", "-q", "-b", "branch")
	write("origin/my lab/lab.py", table("lab : int\n    room : int"))
	git("origin", "commit", "-q", "-a", "-m", "two")
	head := git("origin", "rev-parse", "HEAD")
	git("origin", "checkout", "-q", "main")
	git("origin", "merge", "-q", "--no-ff", "-m", "merge", "branch")
	merge := git("origin", "rev-parse", "HEAD")
	checkout := func(commit string) {
		t.Helper()
		if err := os.RemoveAll(r.in("workspace")); err != nil {
			t.Fatal(err)
		}
		if err := os.Mkdir(r.in("workspace"), 0o777); err != nil {
			t.Fatal(err)
		}
		git("workspace", "init", "-q")
		git("workspace", "remote", "add", "origin", "file://"+filepath.ToSlash(r.in("origin")))
		git("workspace", "fetch", "-q", "--depth=1", "origin", commit)
		git("workspace", "checkout", "-q", commit)
	}
	run := func(sha string) (int, string) {
		t.Helper()
		os.Remove(r.in("temp/requests"))
		os.Remove(r.in("summary"))
		r.env = []string{"GITHUB_SHA=" + sha, "BASE_SHA=" + base, "NUMBER=7", "GITHUB_REPOSITORY=lab/flow", "GH_TOKEN=none"}
		return r.run(t, "diff", map[string]string{"path": "my lab"})
	}
	expect := func(what string, wantCode, code int, wantOut, out, wantRequest string) {
		t.Helper()
		if code != wantCode || out != wantOut {
			t.Errorf("%s: exit code %d, want %d; printed %q, want %q", what, code, wantCode, out, wantOut)
		}
		if got := r.file("temp/requests"); got != wantRequest {
			t.Errorf("%s: requested %q, want %q", what, got, wantRequest)
		}
	}
	const body = " --field body=@$/temp/djdag-diff.md\n"
	const post = "api --silent --method POST repos/lab/flow/issues/7/comments" + body

	checkout(merge)
	code, out := run(merge)
	expect("the first time", 0, code, "", out, post)
	if got, want := r.file("summary"), "**Pipeline HEAD^1 → the working tree:** 1 table changed; needs a migration."; !strings.Contains(got, want) {
		t.Errorf("the summary is %q; want %q in it", got, want)
	}
	if got, want := r.file("temp/marker"), "<!-- djdag diff my-lab -->\n"; got != want {
		t.Errorf("looked for %q, want %q", got, want)
	}

	write("temp/ids", "42\n43\n")
	code, out = run(merge)
	expect("the second time", 0, code, "", out, "api --silent --method PATCH repos/lab/flow/issues/comments/42"+body)

	write("temp/forbidden", "")
	code, out = run(merge)
	expect("without the permission", 0, code, "::warning title=djdag::cannot write the comment; allow pull-requests: write, or read the job summary\n", out,
		"api --silent --method PATCH repos/lab/flow/issues/comments/42"+body)
	os.Remove(r.in("temp/forbidden"))
	os.Remove(r.in("temp/ids"))

	// The head of the pull request in place of the merge.
	checkout(head)
	code, out = run(merge)
	expect("another checkout", 0, code, "", out, post)

	// Nothing changed: no comment, unless there is one to correct.
	checkout(base)
	code, out = run(merge)
	expect("no changes", 0, code, "", out, "")
	write("temp/ids", "42\n")
	code, out = run(merge)
	expect("no changes any more", 0, code, "", out, "api --silent --method PATCH repos/lab/flow/issues/comments/42"+body)

	// What djdag cannot do fails the step.
	write("workspace/my lab/djdag.toml", "[rules\n")
	code, out = run(merge)
	if code != 2 || !strings.Contains(out, "::error title=djdag::my lab/djdag.toml:1:") {
		t.Errorf("exit code %d, want 2; printed %q", code, out)
	}
}
