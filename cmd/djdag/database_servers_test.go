//go:build unix

package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"database/sql"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5/pgconn"
)

// A databaseServer is a server that runs for a test. Its files and its port are its own.
type databaseServer struct {
	backend string // "mysql" or "postgresql"
	port    int
	ca      string                   // the file of its certificate authority
	exec    func(statements string)  // sends statements as the administrator
	url     func(user string) string // its address, for a user
}

// The passwords are unlike anything else that is printed.
const (
	adminPassword  = "pw-of-the-admin-7Q"
	readerPassword = "pw-of-the-reader-8R"
)

// databaseServers starts a server of each kind that is installed. A test that needs one
// that is not is skipped.
func databaseServers(t *testing.T, run func(t *testing.T, s *databaseServer)) {
	t.Run("mysql", func(t *testing.T) { run(t, startMySQL(t)) })
	t.Run("postgresql", func(t *testing.T) { run(t, startPostgreSQL(t)) })
}

// startMySQL starts a MariaDB server.
func startMySQL(t *testing.T) *databaseServer {
	t.Helper()
	install, server := findProgram(t, "mariadb-install-db"), findProgram(t, "mariadbd")
	h := newServerHome(t, "mysql")
	h.run(t, install, "--no-defaults", "--datadir="+h.dir+"/data", "--auth-root-authentication-method=normal", "--skip-test-db")
	socket := filepath.Join(h.dir, "s")
	h.start(t, server, "--no-defaults", "--datadir="+h.dir+"/data", "--socket="+socket, "--pid-file="+h.dir+"/pid",
		"--bind-address=127.0.0.1", "--port="+strconv.Itoa(h.port), "--innodb-flush-log-at-trx-commit=0",
		"--ssl-ca="+h.ca, "--ssl-cert="+h.cert, "--ssl-key="+h.key)
	config := mysql.NewConfig()
	config.User, config.Net, config.Addr, config.MultiStatements = "root", "unix", socket, true
	config.Logger = &mysql.NopLogger{}
	connector, err := mysql.NewConnector(config)
	if err != nil {
		t.Fatal(err)
	}
	db := sql.OpenDB(connector)
	t.Cleanup(func() { db.Close() })
	h.await(t, db.PingContext)
	s := h.server("mysql")
	s.exec = func(statements string) {
		t.Helper()
		if _, err := db.Exec(statements); err != nil {
			t.Fatalf("%v\n%s", err, statements)
		}
	}
	s.exec("CREATE USER admin@'%' IDENTIFIED BY '" + adminPassword + "'; GRANT ALL ON *.* TO admin@'%';" +
		"CREATE USER safe@'%' IDENTIFIED BY '" + readerPassword + "' REQUIRE SSL;")
	return s
}

// startPostgreSQL starts a PostgreSQL server.
func startPostgreSQL(t *testing.T) *databaseServer {
	t.Helper()
	initdb, server := findProgram(t, "initdb"), findProgram(t, "postgres")
	h := newServerHome(t, "postgres")
	password := filepath.Join(h.dir, "password")
	h.write(t, password, []byte(adminPassword))
	data := filepath.Join(h.dir, "data")
	h.run(t, initdb, "-D", data, "-U", "postgres", "-E", "UTF8", "--auth=scram-sha-256", "--pwfile="+password)
	h.write(t, filepath.Join(data, "pg_hba.conf"), []byte("hostnossl all safe all reject\nhost all all all scram-sha-256\n"))
	h.start(t, server, "-D", data, "-p", strconv.Itoa(h.port), "-k", h.dir, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off",
		"-c", "ssl=on", "-c", "ssl_cert_file="+h.cert, "-c", "ssl_key_file="+h.key)
	connect := func(ctx context.Context) (*pgconn.PgConn, error) {
		return pgconn.Connect(ctx, fmt.Sprintf("host=127.0.0.1 port=%d user=postgres password=%s dbname=postgres sslmode=disable", h.port, adminPassword))
	}
	h.await(t, func(ctx context.Context) error {
		conn, err := connect(ctx)
		if err == nil {
			conn.Close(ctx)
		}
		return err
	})
	s := h.server("postgresql")
	s.exec = func(statements string) {
		t.Helper()
		conn, err := connect(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close(t.Context())
		if _, err := conn.Exec(t.Context(), statements).ReadAll(); err != nil {
			t.Fatalf("%v\n%s", err, statements)
		}
	}
	s.exec("CREATE USER safe PASSWORD '" + readerPassword + "'")
	return s
}

// findProgram returns the path of a program of a server, or skips the test.
func findProgram(t *testing.T, name string) string {
	t.Helper()
	// Debian keeps those of PostgreSQL out of PATH, and that of MariaDB out of a user's.
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	found = append(found, "/usr/sbin/"+name)
	for _, path := range found {
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	t.Skipf("needs %s, of mariadb-server-core or postgresql", name)
	return ""
}

// A serverHome is where a server runs: a directory, a port, and the user that servers
// insist on if the test runs as root.
type serverHome struct {
	dir           string
	port          int
	ca, cert, key string
	credential    *syscall.Credential // nil: that of the test
}

func newServerHome(t *testing.T, account string) *serverHome {
	t.Helper()
	dir, err := os.MkdirTemp("", "djdag-"+account) // the name of a socket must be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	h := &serverHome{dir: dir}
	if os.Getuid() == 0 {
		u, err := user.Lookup(account)
		if err != nil { // the package of the programs alone does not make it
			u, err = user.Lookup("nobody")
		}
		if err != nil {
			t.Skip("a server does not run as root: ", err)
		}
		uid, _ := strconv.ParseUint(u.Uid, 10, 32)
		gid, _ := strconv.ParseUint(u.Gid, 10, 32)
		h.credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		h.own(t, dir)
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h.port = free.Addr().(*net.TCPAddr).Port
	free.Close()
	h.certify(t)
	return h
}

// own gives a file to the user of the server.
func (h *serverHome) own(t *testing.T, file string) {
	t.Helper()
	if h.credential == nil {
		return
	}
	if err := os.Chown(file, int(h.credential.Uid), int(h.credential.Gid)); err != nil {
		t.Fatal(err)
	}
}

func (h *serverHome) write(t *testing.T, file string, data []byte) {
	t.Helper()
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	h.own(t, file)
}

// certify makes a certificate for 127.0.0.1, and the authority that signs it.
func (h *serverHome) certify(t *testing.T) {
	t.Helper()
	template := func(name string) *x509.Certificate {
		return &x509.Certificate{
			SerialNumber: big.NewInt(int64(len(name))), Subject: pkix.Name{CommonName: name},
			NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		}
	}
	key := func() *ecdsa.PrivateKey {
		k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	authority := template("authority")
	authority.IsCA, authority.BasicConstraintsValid, authority.KeyUsage = true, true, x509.KeyUsageCertSign
	leaf := template("server")
	leaf.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1)}
	authorityKey, leafKey := key(), key()
	save := func(name string, c *x509.Certificate, public *ecdsa.PrivateKey) string {
		der, err := x509.CreateCertificate(rand.Reader, c, authority, &public.PublicKey, authorityKey)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(h.dir, name)
		h.write(t, file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
		return file
	}
	h.ca, h.cert, h.key = save("ca.pem", authority, authorityKey), save("cert.pem", leaf, leafKey), filepath.Join(h.dir, "key.pem")
	der, err := x509.MarshalPKCS8PrivateKey(leafKey)
	if err != nil {
		t.Fatal(err)
	}
	h.write(t, h.key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

func (h *serverHome) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir = h.dir
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: h.credential}
	return cmd
}

// run runs a program that prepares the server.
func (h *serverHome) run(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := h.command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

// start starts the server, which ends with the test.
func (h *serverHome) start(t *testing.T, name string, args ...string) {
	t.Helper()
	cmd := h.command(name, args...)
	var log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
		if t.Failed() {
			t.Logf("%s:\n%s", name, log.Bytes())
		}
	})
}

// await waits until the server answers.
func (h *serverHome) await(t *testing.T, ping func(context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for {
		err := ping(ctx)
		if err == nil {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatal("the server does not start: ", err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (h *serverHome) server(backend string) *databaseServer {
	return &databaseServer{
		backend: backend, port: h.port, ca: h.ca,
		url: func(user string) string { return fmt.Sprintf("%s://%s@127.0.0.1:%d", backend, user, h.port) },
	}
}

// admin returns the administrator's name.
func (s *databaseServer) admin() string {
	if s.backend == "mysql" {
		return "admin"
	}
	return "postgres"
}

// declare declares an example.
func (s *databaseServer) declare(t *testing.T, example string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "database", example+"."+s.backend+".sql"))
	if err != nil {
		t.Fatal(err)
	}
	s.exec(string(text))
}
