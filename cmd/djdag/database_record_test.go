//go:build unix

package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// sendsOnlySelect: a proxy between djdag and the server records all that is sent. Beside
// the handshake, these are statements that read.
func (s *databaseServer) sendsOnlySelect(t *testing.T) {
	sent := recordingProxy(t, s.port)
	url := fmt.Sprintf("%s://%s@%s?tls=disable", s.backend, s.admin(), sent.address)
	for _, args := range [][]string{
		{"export", "--database", url, "--schema", "%"},
		{"drift", filepath.Join("..", "..", "examples", "workflow"), "--database", url},
	} {
		sent.reset()
		if code, _, stderr := s.as(t, adminPassword, args...); code != exitOK {
			t.Fatalf("exit %d: %s", code, stderr)
		}
		parse := mysqlStatements
		if s.backend == "postgresql" {
			parse = postgresqlStatements
		}
		statements, others := parse(sent.bytes())
		if n := len(statements); n < 3 || n > 4 {
			t.Errorf("djdag %s sends %d statements: %q", args[0], n, statements)
		}
		for _, statement := range statements {
			if word, _, _ := strings.Cut(strings.TrimSpace(statement), " "); word != "SELECT" || strings.Contains(statement, ";") {
				t.Errorf("djdag %s sends %q", args[0], statement)
			}
		}
		if others != "" {
			t.Errorf("djdag %s sends the commands %q, too", args[0], others)
		}
	}
}

// mysqlStatements returns the texts of COM_QUERY, and the other commands than that and
// COM_QUIT. The answers to the handshake are no commands.
func mysqlStatements(sent []byte) (statements []string, others string) {
	const quit, query = 1, 3
	for len(sent) >= 4 {
		n := int(sent[0]) | int(sent[1])<<8 | int(sent[2])<<16
		sequence, payload := sent[3], sent[4:][:n]
		sent = sent[4+n:]
		if sequence != 0 || n == 0 {
			continue
		}
		switch payload[0] {
		case query:
			statements = append(statements, string(payload[1:]))
		case quit:
		default:
			others += fmt.Sprintf("%02x ", payload[0])
		}
	}
	return statements, others
}

// postgresqlStatements returns the texts of the messages Parse and Query, and the types
// of messages that neither hold a statement nor end one.
func postgresqlStatements(sent []byte) (statements []string, others string) {
	sent = sent[binary.BigEndian.Uint32(sent):] // the startup message has no type
	for len(sent) >= 5 {
		kind, n := sent[0], int(binary.BigEndian.Uint32(sent[1:]))
		payload := sent[5:][:n-4]
		sent = sent[1+n:]
		switch kind {
		case 'P':
			_, text, _ := bytes.Cut(payload, []byte{0}) // the name of the statement
			text, _, _ = bytes.Cut(text, []byte{0})
			statements = append(statements, string(text))
		case 'Q':
			statements = append(statements, string(payload))
		case 'p', 'B', 'D', 'E', 'S', 'X': // password, bind, describe, execute, sync, terminate
		default:
			others += string(kind) + " "
		}
	}
	return statements, others
}

// A recording holds what clients sent through a proxy.
type recording struct {
	address string
	mu      sync.Mutex
	sent    bytes.Buffer
}

func (r *recording) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.sent.Write(p)
}

func (r *recording) reset() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sent.Reset()
}

func (r *recording) bytes() []byte {
	r.mu.Lock()
	defer r.mu.Unlock()
	return bytes.Clone(r.sent.Bytes())
}

// recordingProxy starts a proxy for the server at a port.
func recordingProxy(t *testing.T, port int) *recording {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	r := &recording{address: listener.Addr().String()}
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
			if err != nil {
				client.Close()
				continue
			}
			go func() {
				defer server.Close()
				_, _ = io.Copy(io.MultiWriter(r, server), client)
			}()
			go func() {
				defer client.Close()
				_, _ = io.Copy(client, server)
			}()
		}
	}()
	return r
}
