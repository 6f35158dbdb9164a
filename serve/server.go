package serve

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"sync"
	"syscall"
	"time"
)

// DefaultPort is the port that [Listen] tries first unless it is told one.
const DefaultPort = 8324

// portsTried is how many ports Listen tries.
const portsTried = 50

// mostConnections bounds how many connections there are at a time. A browser has about
// one for each tab.
const mostConnections = 100

// A Page is what a server gives out.
type Page struct {
	HTML []byte // the whole page
	// Data is what a page that is open needs to be as a new one: text without a line end.
	Data []byte
	// Version names the data: another one means other data. The page knows that of its
	// own and asks for "/events?version=" with it. It has letters and digits.
	Version string
	// Policy is the Content Security Policy of the page.
	Policy string
}

// A Server gives out a page. Make one with [Listen]. It is safe for concurrent use.
type Server struct {
	listener net.Listener
	port     string

	mu      sync.Mutex
	page    Page
	trouble string        // why the page is old; empty: it is not
	changed chan struct{} // closed when page or trouble change
	open    map[net.Conn]bool
	closed  bool
	running sync.WaitGroup
}

// Listen returns a server on a port of 127.0.0.1. Port 0 means [DefaultPort] or, if
// others use that, one of the next. The server answers once [Server.Run] runs; close it if
// that never does.
func Listen(port int) (*Server, error) {
	if port != 0 {
		return listen(port)
	}
	for port = DefaultPort; ; port++ {
		s, err := listen(port)
		if err == nil || port == DefaultPort+portsTried-1 {
			return s, err
		}
	}
}

// listen returns a server on this port. The error says which port cannot be used, and why.
func listen(port int) (*Server, error) {
	listener, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		if in := (*os.SyscallError)(nil); errors.As(err, &in) {
			err = in.Err
		}
		return nil, fmt.Errorf("cannot listen on port %d: %w", port, err)
	}
	return &Server{listener: listener, port: strconv.Itoa(port), changed: make(chan struct{}), open: map[net.Conn]bool{}}, nil
}

// URL returns the address of the page.
func (s *Server) URL() string { return "http://127.0.0.1:" + s.port + "/" }

// Show gives out a page from now on, also to the browsers that show an earlier one.
func (s *Server) Show(p Page) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.page = p
	s.setTrouble("")
}

// Tell says with the page, which stays as it is, why there is no new one: plain text,
// perhaps of several lines. It is said until [Server.Show].
func (s *Server) Tell(trouble string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.setTrouble(trouble)
}

// setTrouble says why the page is old, and wakes up all streams. The caller holds s.mu.
func (s *Server) setTrouble(trouble string) {
	s.trouble = trouble
	close(s.changed)
	s.changed = make(chan struct{})
}

// current returns what there is to show, and a channel that is closed when that is no
// longer so.
func (s *Server) current() (_ Page, trouble string, changed <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.page, s.trouble, s.changed
}

// Run answers requests until ctx is done, or until it cannot; then it returns nil, or why.
// All connections are closed by then, and nothing of it runs any more.
func (s *Server) Run(ctx context.Context) error {
	stop := context.AfterFunc(ctx, s.Close)
	defer s.running.Wait()
	defer s.Close()
	defer stop()
	for {
		conn, err := s.listener.Accept()
		switch {
		case err == nil:
			s.start(conn)
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE), errors.Is(err, syscall.ECONNABORTED):
			time.Sleep(100 * time.Millisecond) // it passes
		default:
			return err
		}
	}
}

// Close ends [Server.Run] and all connections.
func (s *Server) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	_ = s.listener.Close()
	for conn := range s.open {
		_ = conn.Close()
	}
}

// start answers a connection, unless there are too many.
func (s *Server) start(conn net.Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || len(s.open) >= mostConnections {
		_ = conn.Close()
		return
	}
	s.open[conn] = true
	s.running.Go(func() {
		defer s.end(conn)
		s.answer(conn)
	})
}

// end closes a connection.
func (s *Server) end(conn net.Conn) {
	_ = conn.Close()
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, conn)
}
