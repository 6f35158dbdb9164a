package database

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"time"
)

// An Address says where a database is, and who asks.
type Address struct {
	Backend  string // "mysql", also for MariaDB, or "postgresql"
	Host     string // a name or an IP address
	Port     int    // 0: the usual one of the backend
	User     string
	Password string
	Database string // of a PostgreSQL server; "": "postgres". MySQL has none.
	TLS      TLS
	CA       []byte        // the certificates to verify the server with, in PEM; nil: those of the system
	Timeout  time.Duration // for everything; 0: [DefaultTimeout]
}

// DefaultTimeout is how long a server may take to tell all that is asked.
const DefaultTimeout = 30 * time.Second

// TLS says whether a connection is encrypted.
type TLS uint8

// The ways to connect, from the most lenient. DataJoint's use_tls is None, False, True
// and a dict with a certificate.
const (
	PreferTLS  TLS = iota // if the server can
	NoTLS                 // never
	RequireTLS            // always, whatever the server's certificate says
	VerifyTLS             // always, to the host that the certificate names
)

// port returns the port of the server.
func (a *Address) port() int {
	switch {
	case a.Port != 0:
		return a.Port
	case a.Backend == "postgresql":
		return 5432
	}
	return 3306
}

// hostPort returns "host:port".
func (a *Address) hostPort() string { return net.JoinHostPort(a.Host, strconv.Itoa(a.port())) }

// String returns the address as a URL, without the password.
func (a *Address) String() string {
	u := url.URL{Scheme: a.Backend, Host: a.hostPort()}
	if a.User != "" {
		u.User = url.User(a.User)
	}
	if a.Database != "" {
		u.Path = "/" + a.Database
	}
	return u.String()
}

// timeout returns how long everything may take.
func (a *Address) timeout() time.Duration {
	if a.Timeout > 0 {
		return a.Timeout
	}
	return DefaultTimeout
}

// tlsConfig returns the settings of an encrypted connection, or nil for none.
func (a *Address) tlsConfig() (*tls.Config, error) {
	if a.TLS == NoTLS {
		return nil, nil
	}
	config := &tls.Config{ServerName: a.Host, InsecureSkipVerify: a.TLS != VerifyTLS}
	if a.CA != nil {
		config.RootCAs = x509.NewCertPool()
		if !config.RootCAs.AppendCertsFromPEM(a.CA) {
			return nil, errors.New("the file of the certificate authority has no certificate in PEM")
		}
	}
	return config, nil
}

// check returns an error for an address that cannot be one.
func (a *Address) check() error {
	switch {
	case a.Backend != "mysql" && a.Backend != "postgresql":
		return fmt.Errorf("unknown kind of database %q; want mysql or postgresql", a.Backend)
	case a.Host == "":
		return errors.New("no host; name it in the URL, or set DJ_HOST")
	case a.User == "":
		return fmt.Errorf("no user for %s; name it in the URL, or set DJ_USER", a)
	}
	return nil
}
