package serve

import (
	"bufio"
	"errors"
	"io"
	"net/textproto"
	"strings"
)

// longestRequest is how many bytes of a request are read at most.
const longestRequest = 32 << 10

// A request is what a browser asks for.
type request struct {
	method, path, query string
	header              textproto.MIMEHeader
}

// errRequest says that somebody does not speak HTTP/1.
var errRequest = errors.New("not a request of HTTP/1")

// readRequest reads the head of a request. The error is errRequest, or that of r.
//
// Source: RFC 9112, sections 3 and 5.
func readRequest(r io.Reader) (*request, error) {
	head := textproto.NewReader(bufio.NewReader(io.LimitReader(r, longestRequest)))
	line, err := head.ReadLine()
	if err != nil {
		return nil, err
	}
	parts := strings.Split(line, " ")
	if len(parts) != 3 || !strings.HasPrefix(parts[2], "HTTP/1.") {
		return nil, errRequest
	}
	header, err := head.ReadMIMEHeader()
	if errors.As(err, new(textproto.ProtocolError)) {
		return nil, errRequest
	}
	if err != nil {
		return nil, err
	}
	req := &request{method: parts[0], header: header}
	req.path, req.query, _ = strings.Cut(parts[1], "?")
	return req, nil
}

// A refusal is the status of a request that is not answered, and why.
type refusal struct{ status, why string }

// judge returns why a request to a server on a port is refused, or nil.
func (r *request) judge(port string) *refusal {
	own := map[string]bool{"127.0.0.1:" + port: true, "localhost:" + port: true}
	hosts, origins := r.header["Host"], r.header["Origin"]
	switch {
	case len(hosts) != 1 || !own[strings.ToLower(hosts[0])]:
		return &refusal{"403 Forbidden", "This address is for the browsers on this machine, under its own name alone."}
	case len(origins) > 1 || len(origins) == 1 && !own[strings.TrimPrefix(strings.ToLower(origins[0]), "http://")]:
		return &refusal{"403 Forbidden", "Pages from elsewhere get nothing from here."}
	case r.method != "GET" && r.method != "HEAD":
		return &refusal{"405 Method Not Allowed", "There is nothing to change here."}
	case r.path != pagePath && r.path != eventsPath:
		return &refusal{"404 Not Found", "There is nothing here; the page is at /."}
	}
	return nil
}

// The paths that there are.
const (
	pagePath   = "/"
	eventsPath = "/events"
)

// version returns the version of the data that the browser has, or "".
func (r *request) version() string {
	if last := r.header.Get("Last-Event-Id"); last != "" { // after a lost connection
		return last
	}
	version, _ := strings.CutPrefix(r.query, "version=")
	return version
}
