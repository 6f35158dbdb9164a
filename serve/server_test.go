package serve

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// running returns a server that runs until the end of the test, with a page.
func running(t *testing.T) *Server {
	t.Helper()
	s := listening(t)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if n := len(s.open); n > 0 {
			t.Errorf("%d connections are left", n)
		}
	})
	s.Show(Page{HTML: []byte("<p>page</p>"), Data: []byte(`{"n":1}`), Version: "v1", Policy: "default-src 'none'; connect-src 'self'"})
	return s
}

// listening returns a server on a port that nobody else uses.
func listening(t *testing.T) *Server {
	t.Helper()
	for port := 20_000; ; port++ {
		s, err := Listen(port)
		if err == nil {
			return s
		}
		if port == 21_000 {
			t.Fatal(err)
		}
	}
}

// ask sends a request, of which PORT is that of the server, and returns the answer.
func ask(t *testing.T, s *Server, request string) string {
	t.Helper()
	conn, err := net.Dial("tcp", "127.0.0.1:"+s.port)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	if _, err := io.WriteString(conn, strings.ReplaceAll(strings.ReplaceAll(request, "PORT", s.port), "\n", "\r\n")); err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(conn)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(answer), "\r\n", "\n")
}

// Every answer has these lines, with its own policy.
const headers = `Content-Security-Policy: %s; frame-ancestors 'none'
X-Content-Type-Options: nosniff
Cross-Origin-Resource-Policy: same-origin
Cross-Origin-Opener-Policy: same-origin
Referrer-Policy: no-referrer
Cache-Control: no-store
Connection: close
`

func TestAnswers(t *testing.T) {
	s := running(t)
	refused := func(status, more, why string) string {
		return "HTTP/1.1 " + status + "\nContent-Type: text/plain; charset=utf-8\n" + fmt.Sprintf(headers, "default-src 'none'") + more + fmt.Sprintf("Content-Length: %d\n\n%s\n", len(why)+1, why)
	}
	head := "HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8\n" + fmt.Sprintf(headers, "default-src 'none'; connect-src 'self'") + "Content-Length: 11\n\n"
	page := head + "<p>page</p>"
	host := refused("403 Forbidden", "", "This address is for the browsers on this machine, under its own name alone.")
	origin := refused("403 Forbidden", "", "Pages from elsewhere get nothing from here.")
	method := refused("405 Method Not Allowed", "Allow: GET, HEAD\n", "There is nothing to change here.")
	path := refused("404 Not Found", "", "There is nothing here; the page is at /.")
	speech := refused("400 Bad Request", "", "This is not HTTP/1.")
	for _, test := range []struct{ request, want string }{
		{"GET / HTTP/1.1\nHost: 127.0.0.1:PORT\n\n", page},
		{"GET / HTTP/1.1\nhost: LocalHost:PORT\nOrigin: http://localhost:PORT\n\n", page},
		{"GET /?utm=1 HTTP/1.1\nHost: 127.0.0.1:PORT\n\n", page},
		{"HEAD / HTTP/1.1\nHost: 127.0.0.1:PORT\n\n", head},
		{"GET / HTTP/1.0\nHost: 127.0.0.1:PORT\nOrigin: http://127.0.0.1:PORT\n\n", page},

		// A name that leads to 127.0.0.1 (DNS rebinding).
		{"GET / HTTP/1.1\nHost: evil.example:PORT\n\n", host},
		{"GET / HTTP/1.1\nHost: evil.example\n\n", host},
		{"GET / HTTP/1.1\nHost: 127.0.0.1\n\n", host},
		{"GET / HTTP/1.1\nHost: 127.0.0.1:1\n\n", host},
		{"GET / HTTP/1.1\nHost: 127.0.0.1.evil.example:PORT\n\n", host},
		{"GET / HTTP/1.1\nHost: localhost.:PORT\n\n", host},
		{"GET / HTTP/1.1\nHost: 127.0.0.1:PORT\nHost: evil.example:PORT\n\n", host},
		{"GET / HTTP/1.1\nHost:\n\n", host},
		{"GET / HTTP/1.0\n\n", host},
		{"GET /events HTTP/1.1\nHost: evil.example:PORT\n\n", host},
		{"POST / HTTP/1.1\nHost: evil.example:PORT\n\n", host},

		// The page of another site.
		{"GET / HTTP/1.1\nHost: 127.0.0.1:PORT\nOrigin: https://evil.example\n\n", origin},
		{"GET / HTTP/1.1\nHost: 127.0.0.1:PORT\nOrigin: null\n\n", origin},
		{"GET / HTTP/1.1\nHost: 127.0.0.1:PORT\nOrigin: http://127.0.0.1:1\n\n", origin},
		{"GET / HTTP/1.1\nHost: 127.0.0.1:PORT\nOrigin: https://127.0.0.1:PORT\n\n", origin},
		{"GET / HTTP/1.1\nHost: 127.0.0.1:PORT\nOrigin: http://127.0.0.1:PORT\nOrigin: http://evil.example\n\n", origin},
		{"GET /events HTTP/1.1\nHost: 127.0.0.1:PORT\nOrigin: https://evil.example\n\n", origin},

		{"POST / HTTP/1.1\nHost: 127.0.0.1:PORT\nContent-Length: 0\n\n", method},
		{"OPTIONS / HTTP/1.1\nHost: 127.0.0.1:PORT\n\n", method},
		{"get / HTTP/1.1\nHost: 127.0.0.1:PORT\n\n", method},
		{"GET /etc/passwd HTTP/1.1\nHost: 127.0.0.1:PORT\n\n", path},
		{"GET /../ HTTP/1.1\nHost: 127.0.0.1:PORT\n\n", path},
		{"GET http://127.0.0.1:PORT/ HTTP/1.1\nHost: 127.0.0.1:PORT\n\n", path},
		{"GET / HTTP/2\nHost: 127.0.0.1:PORT\n\n", speech},
		{"GET /\n\n", speech},
		{"GET / HTTP/1.1 \nHost: 127.0.0.1:PORT\n\n", speech},
		{"GET / HTTP/1.1\nHost 127.0.0.1:PORT\n\n", host},
		{"GET / HTTP/1.1\n Host: 127.0.0.1:PORT\n\n", speech},
		{"\x16\x03\x01\x02\n\n", speech}, // TLS
	} {
		if got := ask(t, s, test.request); got != test.want {
			t.Errorf("%q\n got  %q\n want %q", test.request, got, test.want)
		}
	}
}

// A head that never ends is not read to its end.
func TestLongRequest(t *testing.T) {
	s := running(t)
	conn, err := net.Dial("tcp", "127.0.0.1:"+s.port)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	for err == nil {
		_, err = io.WriteString(conn, "GET / HTTP/1.1\r\nX: "+strings.Repeat("x", 8<<10))
	}
}

// A follower gets events, as a browser does.
type follower struct {
	t      *testing.T
	answer *http.Response
	lines  *bufio.Scanner
}

// follow asks for the events after a version.
func follow(t *testing.T, s *Server, version, last string) *follower {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), "GET", s.URL()+"events?version="+version, nil)
	if err != nil {
		t.Fatal(err)
	}
	if last != "" {
		req.Header.Set("Last-Event-ID", last)
	}
	answer, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { answer.Body.Close() })
	if kind := answer.Header.Get("Content-Type"); kind != "text/event-stream" {
		t.Fatalf("the type of the events is %q", kind)
	}
	l := &follower{t, answer, bufio.NewScanner(answer.Body)}
	l.expect("retry: 1000")
	return l
}

// expect reads an event.
func (l *follower) expect(lines ...string) {
	l.t.Helper()
	for _, want := range append(lines, "") {
		if !l.lines.Scan() || l.lines.Text() != want {
			l.t.Fatalf("got %q, %v; want %q", l.lines.Text(), l.lines.Err(), want)
		}
	}
}

func TestEvents(t *testing.T) {
	s := running(t)
	same := follow(t, s, "v1", "") // the page is at hand
	same.expect("event: trouble", "id: v1", `data: ""`)
	older := follow(t, s, "v0", "")
	older.expect("event: page", "id: v1", `data: {"n":1}`)
	older.expect("event: trouble", "id: v1", `data: ""`)

	s.Tell("a.py:1:2: <b>\nbroken")
	for _, l := range []*follower{same, older} {
		l.expect("event: trouble", "id: v1", `data: "a.py:1:2: \u003cb\u003e\nbroken"`)
	}
	s.Show(Page{Data: []byte(`{"n":2}`), Version: "v2"})
	for _, l := range []*follower{same, older} {
		l.expect("event: page", "id: v2", `data: {"n":2}`)
		l.expect("event: trouble", "id: v2", `data: ""`)
	}
	s.Show(Page{Data: []byte(`{"n":2}`), Version: "v2"}) // nothing new
	s.Show(Page{Data: []byte(`{"n":3}`), Version: "v3"})
	same.expect("event: page", "id: v3", `data: {"n":3}`)

	again := follow(t, s, "v1", "v3") // after a lost connection
	again.expect("event: trouble", "id: v3", `data: ""`)
}

// What is open ends with the server, and browsers that are gone leave nothing.
func TestStop(t *testing.T) {
	s := listening(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	gone := follow(t, s, "", "")
	gone.answer.Body.Close()
	open := follow(t, s, "", "")
	silent, err := net.Dial("tcp", "127.0.0.1:"+s.port) // says nothing
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if n := len(s.open); n > 0 {
		t.Errorf("%d connections are left", n)
	}
	for open.lines.Scan() {
	}
	if _, err := net.Dial("tcp", "127.0.0.1:"+s.port); err == nil {
		t.Error("it still listens")
	}
}

// No more than so many connections are open; the others work on.
func TestManyConnections(t *testing.T) {
	s := running(t)
	for range mostConnections + 20 {
		conn, err := net.Dial("tcp", "127.0.0.1:"+s.port)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
	}
	for {
		s.mu.Lock()
		n := len(s.open)
		s.mu.Unlock()
		if n > mostConnections {
			t.Fatalf("%d connections are open", n)
		}
		if n == mostConnections {
			break
		}
		time.Sleep(time.Millisecond)
	}
}

// Without a port, the next one that is free will do; a port that is asked for has to be
// that one.
func TestListen(t *testing.T) {
	first, err := Listen(0)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	second, err := Listen(0)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if first.URL() == second.URL() {
		t.Errorf("two servers at %s", first.URL())
	}
	taken := listening(t)
	defer taken.Close()
	var port int
	fmt.Sscan(taken.port, &port)
	_, err = Listen(port)
	if want := "cannot listen on port " + taken.port + ": "; err == nil || !strings.HasPrefix(err.Error(), want) { // the rest is the system's
		t.Errorf("got %v, want %s", err, want)
	}
}
