package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/extract/database"
)

// settingsProject makes a project with these files, and a machine without settings.
func settingsProject(t *testing.T, files map[string]string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, ".git"), 0o777); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"DJ_HOST", "DJ_PORT", "DJ_USER", "DJ_PASS", "DJ_DATABASE_NAME", "DJ_USE_TLS"} {
		t.Setenv(name, "")
	}
	t.Setenv("HOME", filepath.Join(dir, "home"))
	t.Setenv("USERPROFILE", filepath.Join(dir, "home")) // on Windows
	for name, text := range files {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// An address is that of the URL, completed by the environment, then by the settings of the
// project, those of datajoint 2 before those of 0.14.
func TestDatabaseAddress(t *testing.T) {
	const secretHost = `{"database.host": "db.lab.org", "database.port": 3307, "database.user": "old", "database.password": "pw"}`
	for _, c := range []struct {
		name  string
		url   string
		env   string // NAME=VALUE, separated by spaces
		files map[string]string
		want  database.Address
	}{
		{name: "the whole URL", url: "mysql://me:pw@db.lab.org:3310", want: database.Address{Backend: "mysql", Host: "db.lab.org", Port: 3310, User: "me", Password: "pw"}},
		{name: "MariaDB", url: "mariadb://me@db", want: database.Address{Backend: "mysql", Host: "db", User: "me"}},
		{name: "PostgreSQL", url: "postgres://me@db/lab?tls=require", want: database.Address{Backend: "postgresql", Host: "db", User: "me", Database: "lab", TLS: database.RequireTLS}},
		{name: "IPv6", url: "mysql://me@[::1]:3310", want: database.Address{Backend: "mysql", Host: "::1", Port: 3310, User: "me"}},
		{name: "nothing", url: "mysql://", want: database.Address{Backend: "mysql", Host: "localhost"}},
		{name: "TLS", url: "mysql://me@db?tls=disable", env: "DJ_USE_TLS=true", want: database.Address{Backend: "mysql", Host: "db", User: "me", TLS: database.NoTLS}},
		{name: "the environment", url: "postgresql://", env: "DJ_HOST=db DJ_PORT=5433 DJ_USER=me DJ_PASS=pw DJ_DATABASE_NAME=lab DJ_USE_TLS=False",
			want: database.Address{Backend: "postgresql", Host: "db", Port: 5433, User: "me", Password: "pw", Database: "lab", TLS: database.NoTLS}},
		{name: "host and port in one", url: "mysql://", env: "DJ_HOST=db:3311 DJ_USER=me", want: database.Address{Backend: "mysql", Host: "db", Port: 3311, User: "me"}},
		{name: "datajoint.json and .secrets", url: "mysql://", files: map[string]string{
			"datajoint.json":         `{"database": {"host": "db", "port": 3308, "use_tls": true}}`,
			".secrets/database.user": "me\n", ".secrets/database.password": "pw\n",
			"dj_local_conf.json": secretHost,
		}, want: database.Address{Backend: "mysql", Host: "db", Port: 3308, User: "me", Password: "pw", TLS: database.RequireTLS}},
		{name: "of another backend", url: "postgresql://", files: map[string]string{
			"datajoint.json": `{"database.host": "db", "database.port": 3308, "database.user": "me"}`,
		}, want: database.Address{Backend: "postgresql", Host: "localhost", User: "me"}},
		{name: "of PostgreSQL", url: "postgresql://", files: map[string]string{
			"datajoint.json": `{"database": {"backend": "postgresql", "host": "db", "port": "5444", "user": "me", "name": "lab"}}`,
		}, want: database.Address{Backend: "postgresql", Host: "db", Port: 5444, User: "me", Database: "lab"}},
		{name: "dj_local_conf.json", url: "mysql://", files: map[string]string{"dj_local_conf.json": secretHost},
			want: database.Address{Backend: "mysql", Host: "db.lab.org", Port: 3307, User: "old", Password: "pw"}},
		{name: "the home directory", url: "mysql://", files: map[string]string{"home/.datajoint_config.json": secretHost},
			want: database.Address{Backend: "mysql", Host: "db.lab.org", Port: 3307, User: "old", Password: "pw"}},
		{name: "the URL before all", url: "mysql://me@db2", env: "DJ_HOST=db3 DJ_USER=you DJ_PASS=pw2", files: map[string]string{"dj_local_conf.json": secretHost},
			want: database.Address{Backend: "mysql", Host: "db2", Port: 3307, User: "me", Password: "pw2"}},
		{name: "a certificate", url: "mysql://me@db", files: map[string]string{
			"dj_local_conf.json": `{"database.use_tls": {"ca": "CA"}}`,
		}, want: database.Address{Backend: "mysql", Host: "db", User: "me", TLS: database.VerifyTLS, CA: []byte("a certificate")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := settingsProject(t, nil)
			ca := filepath.Join(dir, "ca.pem")
			if err := os.WriteFile(ca, []byte("a certificate"), 0o666); err != nil {
				t.Fatal(err)
			}
			for name, text := range c.files {
				c.files[name] = strings.ReplaceAll(text, "CA", filepath.ToSlash(ca))
			}
			dir = settingsProject(t, c.files)
			for _, setting := range strings.Fields(c.env) {
				name, value, _ := strings.Cut(setting, "=")
				t.Setenv(name, value)
			}
			got, err := databaseAddress(c.url, dir)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// No error repeats the URL, which may hold a password.
func TestDatabaseAddressErrors(t *testing.T) {
	const form = "--database: want a URL such as mysql://user@host:3306 or postgresql://user@host/name; set a password with unusual characters in DJ_PASS"
	for _, c := range []struct {
		name, url, env string
		files          map[string]string
		want           string
	}{
		{name: "no URL", url: "secret", want: form},
		{name: "no scheme", url: "me:secret@db", want: form},
		{name: "another scheme", url: "sqlite://me:secret@db", want: form},
		{name: "a slash in the password", url: "mysql://me:sec/secret@db", want: form},
		{name: "a port that is none", url: "mysql://me:secret@db:99999", want: "the port of the database: want a number from 1 to 65535"},
		{name: "a database of MySQL", url: "mysql://me:secret@db/secret", want: "--database: a URL of MySQL ends after the port; name the schemas with --schema"},
		{name: "a parameter", url: "mysql://me:secret@db?secret=1", want: "--database: the URL has an unknown parameter; want tls or ca"},
		{name: "another tls", url: "mysql://me:secret@db?tls=always", want: "--database: tls=always: want disable, prefer, require or verify"},
		{name: "DJ_USE_TLS", url: "mysql://me:secret@db", env: "DJ_USE_TLS=maybe", want: "DJ_USE_TLS: want true or false"},
		{name: "DJ_PORT", url: "mysql://me:secret@db", env: "DJ_PORT=secret", want: "the port of the database: want a number from 1 to 65535"},
		{name: "no certificate", url: "mysql://me:secret@db?ca=gone.pem", want: "cannot read gone.pem: no such file or directory"},
		{name: "the password of the machine to a host of the project", url: "mysql://me@", env: "DJ_PASS=secret",
			files: map[string]string{"datajoint.json": `{"database": {"host": "evil.example"}}`},
			want:  "the host is from the settings of the project, but the password is not; name the host in the URL, or set DJ_HOST"},
		{name: "broken settings", url: "mysql://me@db", files: map[string]string{"datajoint.json": `{"database.password": "secret"`},
			want: "datajoint.json is no JSON object, so the settings of the database are not known"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := settingsProject(t, c.files)
			t.Chdir(dir)
			for _, setting := range strings.Fields(c.env) {
				name, value, _ := strings.Cut(setting, "=")
				t.Setenv(name, value)
			}
			_, err := databaseAddress(c.url, ".")
			if err == nil || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}
