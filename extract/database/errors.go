package database

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"

	"github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5/pgconn"
)

// explain returns an error of a driver on one line, with what to do. No driver puts the
// password into one.
func (a *Address) explain(ctx context.Context, err error) error {
	if errors.Is(err, context.Canceled) && ctx.Err() == context.Canceled {
		return err
	}
	if reason := a.reason(ctx, err); reason != "" {
		return errors.New(reason)
	}
	return fmt.Errorf("cannot read %s: %w", a, shortened(err))
}

// reason words the frequent errors, or returns "".
func (a *Address) reason(ctx context.Context, err error) string {
	if reason := a.serverReason(err); reason != "" {
		return reason
	}
	var timeout net.Error
	var name *net.DNSError
	var header tls.RecordHeaderError
	switch {
	case ctx.Err() != nil, errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded),
		errors.As(err, &timeout) && timeout.Timeout():
		return fmt.Sprintf("%s does not answer within %s; correct the host and port, or try a longer --timeout", a, a.timeout())
	case errors.As(err, &name):
		return fmt.Sprintf("cannot find the host %s; correct the URL or DJ_HOST", a.Host)
	case errors.Is(err, syscall.ECONNREFUSED):
		return fmt.Sprintf("cannot connect to %s: connection refused; start the server, or correct the host and port", a)
	case errors.Is(err, mysql.ErrNoTLS), strings.Contains(err.Error(), "server refused TLS connection"):
		return fmt.Sprintf("%s has no TLS, but it is asked for; correct tls in the URL or database.use_tls", a)
	case isCertificateError(err):
		return fmt.Sprintf("cannot verify the certificate of %s: %s; name the authority with ca=FILE in the URL", a, shortened(err))
	case errors.As(err, &header), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, mysql.ErrInvalidConn):
		return fmt.Sprintf("%s closes the connection; is it a server for %s?", a, a.Backend)
	}
	return ""
}

// The errors of servers that are worded here, by the number of MySQL and MariaDB, and by
// the SQLSTATE of PostgreSQL.
const (
	mysqlAccessDenied     = 1045
	mysqlDatabaseDenied   = 1044
	mysqlTableDenied      = 1142
	mysqlHostDenied       = 1130
	mysqlSecureTransport  = 3159
	mariadbSecureRequired = 4031

	pgInvalidPassword      = "28P01"
	pgInvalidAuthorization = "28000"
	pgNoDatabase           = "3D000"
	pgNoPrivilege          = "42501"
)

// serverReason words what a server answers, or returns "".
func (a *Address) serverReason(err error) string {
	var my *mysql.MySQLError
	if errors.As(err, &my) {
		switch my.Number {
		case mysqlAccessDenied:
			return a.denied()
		case mysqlHostDenied:
			return fmt.Sprintf("%s accepts no connection from this machine", a)
		case mysqlSecureTransport, mariadbSecureRequired:
			return a.needsTLS()
		case mysqlDatabaseDenied, mysqlTableDenied:
			return fmt.Sprintf("the user %s has not the rights to read the catalog of %s: %s", a.User, a, my.Message)
		}
		if strings.Contains(my.Message, "secure_transport") || strings.Contains(my.Message, "secure-transport") {
			return a.needsTLS()
		}
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch pg.Code {
		case pgInvalidPassword:
			return a.denied()
		case pgInvalidAuthorization:
			if strings.Contains(pg.Message, "no encryption") || strings.Contains(pg.Message, "SSL off") {
				return a.needsTLS()
			}
			return fmt.Sprintf("%s refuses the user %s: %s", a, a.User, pg.Message)
		case pgNoDatabase:
			return fmt.Sprintf("%s: %s; name the database in the URL, or set DJ_DATABASE_NAME", a, pg.Message)
		case pgNoPrivilege:
			return fmt.Sprintf("the user %s has not the rights to read the catalog of %s: %s", a.User, a, pg.Message)
		}
	}
	return ""
}

// denied is the message for a wrong password. MariaDB gives the same answer to a user
// who may connect only with TLS.
func (a *Address) denied() string {
	hint := "correct DJ_USER and DJ_PASS"
	switch {
	case a.Password == "":
		hint = "there is no password; set DJ_PASS"
	case a.TLS == NoTLS && a.Backend == "mysql":
		hint += ", or use TLS if the user has to"
	}
	return fmt.Sprintf("%s refuses the user %s or the password; %s", a, a.User, hint)
}

func (a *Address) needsTLS() string {
	return fmt.Sprintf("%s requires TLS; drop tls=disable from the URL or database.use_tls", a)
}

// isCertificateError reports whether a certificate could not be verified.
func isCertificateError(err error) bool {
	var verify *tls.CertificateVerificationError
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	return errors.As(err, &verify) || errors.As(err, &unknown) || errors.As(err, &host)
}

// shortened returns the innermost of a chain of errors, which has no second address.
func shortened(err error) error {
	var op *net.OpError
	if errors.As(err, &op) {
		return op.Err
	}
	for {
		var inner error
		switch e := err.(type) {
		case interface{ Unwrap() error }:
			inner = e.Unwrap()
		case interface{ Unwrap() []error }: // the last attempt of several
			if all := e.Unwrap(); len(all) > 0 {
				inner = all[len(all)-1]
			}
		}
		if inner == nil {
			return err
		}
		err = inner
	}
}
