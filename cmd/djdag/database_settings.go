package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// A databaseSetting holds what an environment or the files of a project say of the
// database; "" for nothing.
type databaseSetting struct {
	host, port, user, password, database string
	backend                              string // "mysql" or "postgresql", of a file
	tls                                  string // "true" or "false"
	ca                                   string // the file of the certificate authority
	// machine reports that the password is the machine's, not the project's.
	machine bool
}

// environmentSettings returns the settings in the environment, which DataJoint reads
// there, too.
func environmentSettings() databaseSetting {
	return databaseSetting{
		host: os.Getenv("DJ_HOST"), port: os.Getenv("DJ_PORT"), user: os.Getenv("DJ_USER"), password: os.Getenv("DJ_PASS"),
		database: os.Getenv("DJ_DATABASE_NAME"), tls: os.Getenv("DJ_USE_TLS"),
	}
}

// databaseSettings returns the settings of a project: those of datajoint 2 in
// datajoint.json, in the directory or above it up to the repository, and in .secrets
// beside it; else those of 0.14 in dj_local_conf.json in the directory, or in the home
// directory.
func databaseSettings(dir string) (databaseSetting, error) {
	found, at, err := datajoint2Settings(dir)
	if err != nil {
		return found, err
	}
	secrets := filepath.Join(at, ".secrets")
	if checkDir(secrets) != nil { // datajoint reads one of them
		secrets = "/run/secrets/datajoint"
		found.machine = secret(secrets, "database.password") != ""
	}
	found.user = cmp.Or(found.user, secret(secrets, "database.user"))
	found.password = cmp.Or(secret(secrets, "database.password"), found.password)
	if found != (databaseSetting{}) {
		return found, nil
	}
	files := []string{filepath.Join(dir, "dj_local_conf.json")}
	if home, err := os.UserHomeDir(); err == nil {
		files = append(files, filepath.Join(home, ".datajoint_config.json"))
	}
	for _, file := range files {
		settings, err := readDatabaseSettings(file)
		if err != nil || settings != nil {
			return valueOr(settings), err
		}
	}
	return databaseSetting{}, nil
}

// datajoint2Settings returns the settings in the nearest datajoint.json, and its
// directory; without one, dir.
func datajoint2Settings(dir string) (databaseSetting, string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return databaseSetting{}, dir, nil
	}
	for at := abs; ; at = filepath.Dir(at) {
		settings, err := readDatabaseSettings(filepath.Join(at, "datajoint.json"))
		if err != nil || settings != nil {
			return valueOr(settings), at, err
		}
		if hasAny(at, ".git", ".hg") || filepath.Dir(at) == at {
			return databaseSetting{}, abs, nil
		}
	}
}

func valueOr(settings *databaseSetting) databaseSetting {
	if settings == nil {
		return databaseSetting{}
	}
	return *settings
}

// secret returns a secret of datajoint 2, or "".
func secret(dir, name string) string {
	text, err := regularFS{dirFS(dir)}.ReadFile(name)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

// readDatabaseSettings reads a file of settings. It returns nil if there is none. Names
// are dotted or nested.
func readDatabaseSettings(file string) (*databaseSetting, error) {
	data, err := regularFS{dirFS(filepath.Dir(file))}.ReadFile(filepath.Base(file))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, cannot("read", displayAbs(file), err)
	}
	var all map[string]any
	const tooLarge = 1 << 20
	if len(data) > tooLarge || json.Unmarshal(data, &all) != nil {
		return nil, usagef("%s is no JSON object, so the settings of the database are not known", displayAbs(file))
	}
	nested, _ := all["database"].(map[string]any)
	value := func(name string) any {
		if v, ok := all["database."+name]; ok {
			return v
		}
		return nested[name]
	}
	text := func(name string) string {
		s, _ := value(name).(string)
		return s
	}
	s := &databaseSetting{host: text("host"), user: text("user"), password: text("password"), database: text("name")}
	s.backend = cmp.Or(text("backend"), "mysql")
	switch port := value("port").(type) {
	case float64:
		s.port = strconv.FormatFloat(port, 'f', -1, 64)
	case string:
		s.port = port
	}
	switch tls := value("use_tls").(type) {
	case bool:
		s.tls = strconv.FormatBool(tls)
	case map[string]any:
		s.tls = "true"
		s.ca, _ = tls["ca"].(string)
	}
	return s, nil
}
