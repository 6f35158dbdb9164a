package render_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/render"
)

// livePage returns the explorer for a server.
func livePage(t *testing.T, opts render.Options) render.LivePage {
	t.Helper()
	page, err := render.LiveHTML(t.Context(), small(), opts)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// The page for a server has the same data as the file, and what follows the server.
func TestLiveHTML(t *testing.T) {
	opts := render.Options{Title: "Lab", Link: "https://example.org/{path}#L{line}"}
	live, file := livePage(t, opts), readExplorer(t, explorer(t, small(), opts))
	page := readExplorer(t, live.HTML)
	if diff := cmp.Diff(file.data, page.data); diff != "" {
		t.Errorf("the data (-file +live):\n%s", diff)
	}
	if page.policy != live.Policy {
		t.Errorf("the policy of the page is %s, not %s", page.policy, live.Policy)
	}
	if !bytes.Contains(live.HTML, append(append([]byte(`id="data">`), live.Data...), "</script>"...)) {
		t.Error("the data of the page are not those beside it")
	}
	var data struct{ Version string }
	if err := json.Unmarshal(live.Data, &data); err != nil || bytes.ContainsAny(live.Data, "\r\n") {
		t.Errorf("the data are not JSON on one line: %v", err)
	}
	if data.Version != live.Version || !regexp.MustCompile(`^[0-9a-f]{16}$`).MatchString(live.Version) {
		t.Errorf("the version is %q, and %q in the data", live.Version, data.Version)
	}
	if bytes.Contains(explorer(t, small(), opts), []byte("EventSource")) {
		t.Error("the file follows a server")
	}
}

// Other data have another version, and only these.
func TestLiveHTMLVersion(t *testing.T) {
	first := livePage(t, render.Options{})
	if again := livePage(t, render.Options{}); !bytes.Equal(again.HTML, first.HTML) {
		t.Error("the page differs from run to run")
	}
	if other := livePage(t, render.Options{Title: "Lab"}); other.Version == first.Version {
		t.Error("two titles have one version")
	}
}
