package evaluate

import (
	"slices"
	"strconv"
	"strings"
)

// configKey joins the path of an entry of dj.config. The parts may hold dots
// themselves; both "custom" then "database.prefix" and "custom.database" then
// "prefix" name one entry, as they do on the command line.
func configKey(path []string) string { return strings.Join(path, ".") }

func (m *Machine) setConfig(path []string, v Value) {
	key := configKey(path)
	if d, ok := m.force(v).(*Map); ok {
		if d.Loose || len(path) > maxNesting {
			m.config[key] = Unknown{}
			return
		}
		m.config[key] = None{} // a dict: it exists, and its entries follow
		for _, k := range d.Keys {
			m.setConfig(append(slices.Clip(path), k), d.Vals[k])
		}
		return
	}
	if _, given := m.givenConfig(key); !given { // what the user says is what holds
		m.config[key] = v
	}
}

// givenConfig returns an entry that the user gave, by its name or by that of
// the environment variable that datajoint 2 takes it from.
//
// Source: datajoint/settings.py, ENV_VAR_MAPPING.
func (m *Machine) givenConfig(key string) (Value, bool) {
	if v, ok := m.opts.Config[key]; ok && (v != nil || !everyoneSets(key)) {
		return given(v), true
	}
	variable := ""
	switch key {
	case "database.host":
		variable = "DJ_HOST"
	case "database.user":
		variable = "DJ_USER"
	case "database.name":
		variable = "DJ_DATABASE_NAME"
	case databasePrefix:
		variable = "DJ_DATABASE_PREFIX"
	}
	s, ok := m.opts.Env[variable]
	return str(s), ok && variable != ""
}

// given returns an entry of [Options.Config] as a value.
func given(v any) Value {
	switch v := v.(type) {
	case string:
		return str(v)
	case bool:
		return Bool(v)
	case int64:
		return Int(v)
	case float64:
		return str(strconv.FormatFloat(v, 'f', -1, 64)) // all that matters is how it is written
	case nil:
		return None{}
	}
	return Unknown{}
}

// getConfig returns an entry of dj.config that the user gave or the code set.
func (m *Machine) getConfig(path []string) (Value, bool) {
	key := configKey(path)
	if v, ok := m.givenConfig(key); ok {
		return v, true
	}
	prefix := key + "."
	if v, ok := m.config[key]; ok {
		if _, dict := v.(None); dict {
			return &Config{path}, true
		}
		return v, true
	}
	for k := range m.opts.Config {
		if strings.HasPrefix(k, prefix) {
			return &Config{path}, true
		}
	}
	for k := range m.config {
		if strings.HasPrefix(k, prefix) {
			return &Config{path}, true
		}
	}
	return nil, false
}

func (m *Machine) hasConfig(path []string) bool {
	_, ok := m.getConfig(path)
	return ok
}

// databasePrefix is the one setting of datajoint 2 that schema names are made
// of. It is empty unless it is set.
const databasePrefix = "database.database_prefix"

// everyoneSets reports whether DataJoint cannot connect without an entry: it
// has some value on every machine.
func everyoneSets(key string) bool {
	return key == "database.user" || key == "database.host" || key == "database.password"
}

// configItem is dj.config[key]: an error that somebody catches, or a setting
// without a default.
func (fr *frame) configItem(c *Config, key string) Value {
	path := append(slices.Clip(c.Path), key)
	if v, ok := fr.m.getConfig(path); ok {
		return v
	}
	if fr.raise("KeyError") {
		return Unknown{}
	}
	if key == "custom" || key == "stores" {
		return &Config{path}
	}
	return unset(path, key, nil)
}

// unset is an entry that nobody gave. The default may be nil: there is none.
func unset(path []string, label string, def Value) *Setting {
	if configKey(path) == databasePrefix {
		return &Setting{Label: databasePrefix, Default: str("")}
	}
	return &Setting{Label: label, Default: def}
}

// configAttribute is dj.config.name: a method of a dict, or an entry, as
// datajoint 2 has it.
func (m *Machine) configAttribute(fr *frame, c *Config, name string) Value {
	switch name {
	case "get", "setdefault":
		return &Builtin{name, func(m *Machine, fr *frame, call *call) Value {
			key, ok := stringArg(m, call, 0)
			if !ok {
				return nil
			}
			path := append(slices.Clip(c.Path), key)
			if v, ok := m.getConfig(path); ok {
				return v
			}
			var def Value = None{}
			if d, ok := call.arg(1, "default"); ok {
				def = m.force(d)
			}
			if name == "setdefault" {
				m.setConfig(path, def)
			}
			switch def.(type) {
			case *Map, *Config:
				return def
			}
			if _, none := def.(None); none && everyoneSets(configKey(path)) {
				def = nil
			}
			return &Setting{Label: key, Default: def}
		}}
	case "update", "load", "save", "save_local", "save_global", "items", "keys", "values", "override", "__call__":
		return Unknown{}
	}
	path := append(slices.Clip(c.Path), name)
	if v, ok := m.getConfig(path); ok {
		return v
	}
	if len(c.Path) == 0 { // a group of settings, such as dj.config.database
		return &Config{path}
	}
	label := configKey(path)
	if c.Path[0] == "custom" {
		label = name
	}
	return unset(path, label, None{})
}

// environItem is os.environ[key].
func (fr *frame) environItem(key string) Value {
	if v, ok := fr.m.opts.Env[key]; ok {
		return str(v)
	}
	if fr.raise("KeyError") {
		return Unknown{}
	}
	return &Setting{Label: key}
}

// environGet is os.getenv(key, default) and os.environ.get(key, default).
func (fr *frame) environGet(c *call) Value {
	key, ok := stringArg(fr.m, c, 0)
	if !ok {
		return Unknown{}
	}
	if v, ok := fr.m.opts.Env[key]; ok {
		return str(v)
	}
	var def Value = None{}
	if d, ok := c.arg(1, "default"); ok {
		def = fr.m.force(d)
	}
	return &Setting{Label: key, Default: def}
}
