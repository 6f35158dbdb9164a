package serve

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"
)

// How long a browser may take to send its request, and to read what it gets.
const (
	readTime  = 10 * time.Second
	writeTime = 30 * time.Second
)

// answer answers the request of a connection.
func (s *Server) answer(conn net.Conn) {
	_ = conn.SetDeadline(time.Now().Add(readTime)) // a closed one tells later
	req, err := readRequest(conn)
	if err != nil {
		if errors.Is(err, errRequest) { // else it is gone, or too slow
			send(conn, "GET", "400 Bad Request", "", plain, []byte("This is not HTTP/1.\n"))
		}
		return
	}
	page, _, _ := s.current()
	refused := req.judge(s.port)
	switch {
	case refused != nil:
		send(conn, req.method, refused.status, "", plain, []byte(refused.why+"\n"))
	case req.path == pagePath:
		send(conn, req.method, "200 OK", page.Policy, "text/html; charset=utf-8", page.HTML)
	case req.method == "HEAD":
		_, _ = io.WriteString(conn, head("200 OK", "", stream))
	default:
		s.stream(conn, req.version())
	}
}

// The types of what is sent beside the page.
const (
	plain  = "text/plain; charset=utf-8"
	stream = "text/event-stream"
)

// head returns the head of an answer.
//
// Sources: RFC 9112, section 6.3: without a length, the answer ends with the connection;
// Content Security Policy Level 3; Fetch, "nosniff" and Cross-Origin-Resource-Policy.
func head(status, policy, kind string) string {
	if policy == "" {
		policy = "default-src 'none'"
	}
	lines := []string{
		"HTTP/1.1 " + status,
		"Content-Type: " + kind,
		"Content-Security-Policy: " + policy + "; frame-ancestors 'none'",
		"X-Content-Type-Options: nosniff",
		"Cross-Origin-Resource-Policy: same-origin",
		"Cross-Origin-Opener-Policy: same-origin",
		"Referrer-Policy: no-referrer",
		"Cache-Control: no-store",
		"Connection: close",
	}
	if strings.HasPrefix(status, "405 ") {
		lines = append(lines, "Allow: GET, HEAD")
	}
	return strings.Join(lines, "\r\n") + "\r\n\r\n"
}

// send sends an answer. Nobody is told of an error: the browser is gone.
func send(conn net.Conn, method, status, policy, kind string, body []byte) {
	_ = conn.SetWriteDeadline(time.Now().Add(writeTime))
	top := strings.TrimSuffix(head(status, policy, kind), "\r\n") + fmt.Sprintf("Content-Length: %d\r\n\r\n", len(body))
	if method == "HEAD" {
		body = nil
	}
	parts := net.Buffers{[]byte(top), body}
	_, _ = parts.WriteTo(conn)
}

// stream sends the data of the page, and why they are old, as events whenever they change,
// until the browser or the server ends it. The browser has the data of a version, which may be none.
//
// Source: the HTML standard, "Server-sent events".
func (s *Server) stream(conn net.Conn, version string) {
	_ = conn.SetReadDeadline(time.Time{})
	gone := make(chan struct{})
	go func() { // ends with the connection, which is closed after this
		defer close(gone)
		_, _ = io.Copy(io.Discard, conn)
	}()
	defer func() { _ = conn.Close(); <-gone }()

	next := []byte(head("200 OK", "", stream) + fmt.Sprintf("retry: %d\n\n", retry.Milliseconds()))
	told, first := "", true
	for {
		page, trouble, changed := s.current()
		if page.Version != version {
			version = page.Version
			next = append(next, event("page", version, page.Data)...)
		}
		if first || told != trouble {
			told, first = trouble, false
			text, _ := json.Marshal(trouble) // on one line; a string has no error
			next = append(next, event("trouble", version, text)...)
		}
		_ = conn.SetWriteDeadline(time.Now().Add(writeTime))
		if _, err := conn.Write(next); err != nil {
			return
		}
		next = nil
		select {
		case <-changed:
		case <-gone:
			return
		}
	}
}

// retry is how long a browser waits until it connects again.
const retry = time.Second

// event returns an event. The data has no line end.
func event(kind, id string, data []byte) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "event: %s\nid: %s\ndata: %s\n\n", kind, id, data)
	return b.Bytes()
}
