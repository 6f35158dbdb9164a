package main

import (
	"cmp"
	"errors"
	"net/url"
	"os"
	"strconv"
	"strings"

	"github.com/djdag/djdag/extract/database"
)

// databaseAddress completes the URL of --database with the environment and with the
// settings of the project in a directory. No error repeats the URL: it may hold a
// password.
func databaseAddress(text, project string) (database.Address, error) {
	address, caFile, err := parseDatabaseURL(text)
	if err != nil {
		return address, err
	}
	settings, err := databaseSettings(project)
	if err != nil {
		return address, err
	}
	if settings.backend != address.Backend {
		settings.host, settings.port = "", "" // of another server
	}
	env := environmentSettings()
	named := address.Host != "" || env.host != ""
	address.Host = cmp.Or(address.Host, env.host, settings.host, "localhost")
	if host, port, ok := strings.Cut(address.Host, ":"); ok && address.Port == 0 && !strings.Contains(port, ":") {
		address.Host = host // datajoint 0.14 has the port there, too
		env.port = port
	}
	if address.Port == 0 {
		if address.Port, err = portNumber(cmp.Or(env.port, settings.port)); err != nil {
			return address, err
		}
	}
	address.User = cmp.Or(address.User, env.user, settings.user)
	if address.Password == "" && (env.password != "" || settings.machine) && !named && settings.host != "" {
		// The project may be somebody else's: it must not choose who gets the password.
		return address, usagef("the host is from the settings of the project, but the password is not; name the host in the URL, or set DJ_HOST")
	}
	address.Password = cmp.Or(address.Password, env.password, settings.password)
	if address.Backend == "postgresql" {
		address.Database = cmp.Or(address.Database, env.database, settings.database)
	}
	if address.TLS == database.PreferTLS {
		if caFile == "" && env.tls == "" {
			caFile = settings.ca
		}
		if address.TLS, err = useTLS(cmp.Or(env.tls, settings.tls)); err != nil {
			return address, err
		}
	}
	if caFile != "" {
		if address.CA, err = os.ReadFile(caFile); err != nil {
			return address, cannot("read", caFile, err)
		}
		if address.TLS != database.NoTLS {
			address.TLS = database.VerifyTLS
		}
	}
	return address, nil
}

// parseDatabaseURL parses the URL of --database. It returns the file of the certificate
// authority, too, or "".
func parseDatabaseURL(text string) (address database.Address, caFile string, err error) {
	wrong := usagef("--database: want a URL such as mysql://user@host:3306 or postgresql://user@host/name; set a password with unusual characters in DJ_PASS")
	u, err := url.Parse(text)
	if err != nil || u.Opaque != "" || u.Fragment != "" {
		return address, "", wrong
	}
	switch u.Scheme {
	case "mysql", "mariadb":
		address.Backend = "mysql"
	case "postgresql", "postgres":
		address.Backend = "postgresql"
	default:
		return address, "", wrong
	}
	address.Host = u.Hostname()
	address.User = u.User.Username()
	address.Password, _ = u.User.Password()
	if address.Port, err = portNumber(u.Port()); err != nil {
		return address, "", err
	}
	address.Database = strings.Trim(u.Path, "/")
	if address.Database != "" && address.Backend == "mysql" {
		return address, "", usagef("--database: a URL of MySQL ends after the port; name the schemas with --schema")
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return address, "", wrong
	}
	for name := range query {
		switch name {
		case "tls":
			if address.TLS, err = tlsWord(query.Get(name)); err != nil {
				return address, "", err
			}
		case "ca":
			caFile = query.Get(name)
		default:
			return address, "", usagef("--database: the URL has an unknown parameter; want tls or ca")
		}
	}
	return address, caFile, nil
}

// tlsWord returns the meaning of tls= in a URL.
func tlsWord(word string) (database.TLS, error) {
	switch word {
	case "prefer":
		return database.PreferTLS, nil
	case "disable":
		return database.NoTLS, nil
	case "require":
		return database.RequireTLS, nil
	case "verify":
		return database.VerifyTLS, nil
	}
	return 0, usagef("--database: tls=%s: want disable, prefer, require or verify", word)
}

// useTLS returns the meaning of DataJoint's setting database.use_tls, as text.
func useTLS(text string) (database.TLS, error) {
	if text == "" {
		return database.PreferTLS, nil
	}
	on, err := strconv.ParseBool(strings.ToLower(text))
	if err != nil {
		return 0, usagef("DJ_USE_TLS: want true or false")
	}
	if on {
		return database.RequireTLS, nil
	}
	return database.NoTLS, nil
}

// portNumber parses a port; "" is 0.
func portNumber(text string) (int, error) {
	if text == "" {
		return 0, nil
	}
	port, err := strconv.ParseUint(text, 10, 16)
	if err != nil || port == 0 {
		return 0, usagef("the port of the database: %w", errors.New("want a number from 1 to 65535"))
	}
	return int(port), nil
}
