package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"os"
	"runtime"
	"strings"
	"testing"
)

// A viewer is a page that is open in a browser.
type viewer struct {
	t     *testing.T
	url   string
	lines *bufio.Reader
	close func()
}

// view opens the page that a program serves.
func view(t *testing.T, r *running) *viewer {
	t.Helper()
	url, err := r.out.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	v := &viewer{t: t, url: strings.TrimSuffix(url, "\n")}
	answer := v.get("events?version=")
	v.lines = bufio.NewReaderSize(answer.Body, 1<<20)
	v.close = func() { answer.Body.Close() }
	t.Cleanup(v.close)
	return v
}

// get asks the server for something.
func (v *viewer) get(path string) *http.Response {
	v.t.Helper()
	req, err := http.NewRequestWithContext(v.t.Context(), "GET", v.url+path, nil)
	if err != nil {
		v.t.Fatal(err)
	}
	answer, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		v.t.Fatal(err)
	}
	return answer
}

// next waits for the next event of a kind, passing over others, and returns its data.
func (v *viewer) next(kind string) string {
	v.t.Helper()
	for is := ""; ; {
		line, err := v.lines.ReadString('\n')
		if err != nil {
			v.t.Fatalf("no event %s: %v", kind, err)
		}
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		switch {
		case name == "event":
			is = value
		case name == "data" && is == kind:
			return value
		}
	}
}

// trouble waits for the next reason why there is no new page; "" is none.
func (v *viewer) trouble() (text string) {
	v.t.Helper()
	if err := json.Unmarshal([]byte(v.next("trouble")), &text); err != nil {
		v.t.Fatal(err)
	}
	return text
}

// shows waits until the page has these tables and errors.
func (v *viewer) shows(want string) {
	v.t.Helper()
	for {
		var data struct {
			Tables   []struct{ Class string }
			Findings []struct{ Rule, Severity string }
		}
		if err := json.Unmarshal([]byte(v.next("page")), &data); err != nil {
			v.t.Fatal(err)
		}
		var all []string
		for _, t := range data.Tables {
			all = append(all, t.Class)
		}
		for _, f := range data.Findings {
			if f.Severity == "error" {
				all = append(all, f.Rule)
			}
		}
		if strings.Join(all, " ") == want {
			return
		}
	}
}

// The page follows the source. An edit that breaks a file leaves it as it is, and says why,
// until it is repaired. Other errors are findings in the page.
func TestServe(t *testing.T) {
	r := start(t, "serve")
	v := view(t, r)
	v.shows("Session Subject")
	page := v.get("")
	text, err := io.ReadAll(page.Body)
	page.Body.Close()
	if err != nil || !strings.Contains(string(text), `"class":"Session"`) {
		t.Errorf("the page is %s, %v", text, err)
	}
	policy := page.Header.Get("Content-Security-Policy")
	if own, ok := strings.CutSuffix(policy, "; frame-ancestors 'none'"); !ok || !strings.Contains(string(text), `content="`+own+`"`) {
		t.Errorf("the policy %q is not that of the page", policy)
	}

	good := module(table("Subject", "subject : int"))
	edit(t, "lab/subject.py", good+table("Rig", "rig : int"))
	v.shows("Session Rig Subject")
	edit(t, "lab/subject.py", good+"class Rig(\n")
	if got, want := v.trouble(), `lab/subject.py:8:1: error: syntax error at "class Rig(" [parse-error]`; got != want {
		t.Errorf("the trouble is %q, want %q", got, want)
	}
	edit(t, "lab/subject.py", good)
	v.shows("Session Subject")
	if got := v.trouble(); got != "" {
		t.Errorf("after the repair, the trouble is %q", got)
	}
	edit(t, "lab/subject.py", good+table("Rig", "-> Nowhere"))
	v.shows("Session Rig Subject fk-unresolved")
	r.end()
}

var edits = flag.Int("edits", 60, "how many edits in a row TestServeManyEdits makes")

// However many edits there are, nothing grows.
func TestServeManyEdits(t *testing.T) {
	before := runtime.NumGoroutine()
	r := start(t, "serve")
	v := view(t, r)
	v.next("page")
	good := module(table("Subject", "subject : int"))
	const settled = 20
	var first usage
	for i := range settled + *edits {
		if i == settled {
			first = used()
		}
		comment := strings.Repeat("#\n", 1+i%7) // moves the lines, so that each page is another one
		switch i % 5 {
		case 1:
			edit(t, "lab/subject.py", comment+good+"class Rig(\n")
			for v.trouble() == "" {
			}
			continue
		case 2:
			edit(t, "lab/new/rig.py", comment+"from ..subject import *\n"+table("Rig", "rig : int"))
			edit(t, "lab/subject.py", comment+good)
		case 3:
			if err := os.RemoveAll("lab/new"); err != nil {
				t.Fatal(err)
			}
			edit(t, "lab/subject.py", comment+good)
		default:
			edit(t, "lab/subject.py.new", comment+good)
			if err := os.Rename("lab/subject.py.new", "lab/subject.py"); err != nil {
				t.Fatal(err)
			}
		}
		v.next("page")
	}
	last := used()
	t.Logf("after %d edits: %+v, after %d: %+v", settled, first, settled+*edits, last)
	if last.goroutines > first.goroutines+5 {
		t.Errorf("%d goroutines became %d", first.goroutines, last.goroutines)
	}
	if last.files > first.files+5 {
		t.Errorf("%d open files became %d", first.files, last.files)
	}
	if last.heap > first.heap+2<<20 {
		t.Errorf("%d bytes in use became %d", first.heap, last.heap)
	}
	v.close()
	r.end()
	for range 100 {
		if runtime.NumGoroutine() <= before+1 {
			return
		}
		http.DefaultTransport.(*http.Transport).CloseIdleConnections()
		runtime.Gosched()
	}
	stacks := make([]byte, 1<<20)
	t.Errorf("%d goroutines became %d after the end\n%s", before, runtime.NumGoroutine(), stacks[:runtime.Stack(stacks, true)])
}

// A usage is what the process holds.
type usage struct {
	heap              int64 // bytes
	goroutines, files int
}

// used returns what the process holds. Where the system does not list open files, there
// are none.
func used() usage {
	runtime.GC()
	runtime.GC() // of what the first one finished
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	files, _ := os.ReadDir("/proc/self/fd")
	return usage{int64(m.HeapAlloc), runtime.NumGoroutine(), len(files)}
}
