package evaluate

import (
	"slices"
	"strconv"
	"strings"
)

// Config is dj.config, or a dict inside it.
type Config struct {
	library *Library
	path    []string
}

// TypeName implements [Value].
func (*Config) TypeName() string { return "" }

// Truth implements [Truthy].
func (x *Config) Truth() Truth { return TruthOf(len(x.path) == 0 || x.library.hasConfig(x.path)) }

// Equal implements [Equaler].
func (*Config) Equal(v Value) Truth { return OnlyNotNone(v) }

// below returns the path of an entry.
func (x *Config) below(key string) []string { return append(slices.Clip(x.path), key) }

// Contains implements [Container].
func (x *Config) Contains(fr *Frame, v Value) Truth {
	key, ok := x.library.Settled(v).(*Str)
	if !ok {
		return Maybe
	}
	return TruthOf(x.library.hasConfig(x.below(key.Text)))
}

// Item implements [Indexed]: an error that somebody catches, or a setting
// without a default.
func (x *Config) Item(fr *Frame, key Value) Value {
	name, ok := KeyText(key)
	if !ok {
		return nil
	}
	path := x.below(name)
	if v, ok := x.library.getConfig(path); ok {
		return v
	}
	if fr.Raise("KeyError") {
		return nil
	}
	if name == "custom" || name == "stores" {
		return &Config{x.library, path}
	}
	return unset(path, name, nil)
}

// SetItem implements [ItemSetter].
func (x *Config) SetItem(_ *Frame, key, v Value) {
	if k, ok := key.(*Str); ok {
		x.library.setConfig(x.below(k.Text), v)
	}
}

// Attr implements [Attributed]: a method of a dict, or an entry, as datajoint 2
// has it.
func (x *Config) Attr(_ *Frame, name string) Value {
	switch name {
	case "get":
		return &Builtin{name, func(fr *Frame, c *Call) Value { return x.get(fr, c, false) }}
	case "setdefault":
		return &Builtin{name, func(fr *Frame, c *Call) Value { return x.get(fr, c, true) }}
	case "update", "load", "save", "save_local", "save_global", "items", "keys", "values", "override", "__call__":
		return nil
	}
	path := x.below(name)
	if v, ok := x.library.getConfig(path); ok {
		return v
	}
	if len(x.path) == 0 { // a group of settings, such as dj.config.database
		return &Config{x.library, path}
	}
	label := configKey(path)
	if x.path[0] == "custom" {
		label = name
	}
	return unset(path, label, None{})
}

// SetAttr implements [AttrSetter].
func (x *Config) SetAttr(_ *Frame, name string, v Value) { x.library.setConfig(x.below(name), v) }

// get is config.get(key, default), and setdefault, which keeps the default.
func (x *Config) get(fr *Frame, c *Call, keep bool) Value {
	key, ok := fr.TextArg(c, 0)
	if !ok {
		return nil
	}
	path := x.below(key)
	if v, ok := x.library.getConfig(path); ok {
		return v
	}
	var def Value = None{}
	if d, ok := c.Arg(1, "default"); ok {
		def = x.library.Force(d)
	}
	if keep {
		x.library.setConfig(path, def)
	}
	switch def.(type) {
	case *Map, *Config:
		return def
	case None:
		if everyoneSets(configKey(path)) {
			def = nil
		}
	}
	return &Setting{Label: key, Default: def}
}

// configKey joins the path of an entry of dj.config. The parts may hold dots
// themselves; both "custom" then "database.prefix" and "custom.database" then
// "prefix" name one entry, as they do on the command line.
func configKey(path []string) string { return strings.Join(path, ".") }

func (l *Library) setConfig(path []string, v Value) {
	key := configKey(path)
	if d, ok := l.Force(v).(*Map); ok {
		if d.Loose || len(path) > maxNesting {
			l.assigned[key] = Unknown{}
			return
		}
		l.assigned[key] = None{} // a dict: it exists, and its entries follow
		for _, k := range d.Keys {
			l.setConfig(append(slices.Clip(path), k), d.Vals[k])
		}
		return
	}
	if _, given := l.givenConfig(key); !given { // what the user says is what holds
		l.assigned[key] = v
	}
}

// givenConfig returns an entry that the user gave, by its name or by that of
// the environment variable that datajoint 2 takes it from.
//
// Source: datajoint/settings.py, ENV_VAR_MAPPING.
func (l *Library) givenConfig(key string) (Value, bool) {
	if v, ok := l.given[key]; ok && (v != nil || !everyoneSets(key)) {
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
	s, ok := l.env[variable]
	return NewStr(s), ok && variable != ""
}

// given returns an entry of [Options.Config] as a value.
func given(v any) Value {
	switch v := v.(type) {
	case string:
		return NewStr(v)
	case bool:
		return Bool(v)
	case int64:
		return Int(v)
	case float64:
		return NewStr(strconv.FormatFloat(v, 'f', -1, 64)) // all that matters is how it is written
	case nil:
		return None{}
	}
	return Unknown{}
}

// getConfig returns an entry of dj.config that the user gave or the code set.
func (l *Library) getConfig(path []string) (Value, bool) {
	key := configKey(path)
	if v, ok := l.givenConfig(key); ok {
		return v, true
	}
	prefix := key + "."
	if v, ok := l.assigned[key]; ok {
		if _, dict := v.(None); dict {
			return &Config{l, path}, true
		}
		return v, true
	}
	for k := range l.given {
		if strings.HasPrefix(k, prefix) {
			return &Config{l, path}, true
		}
	}
	for k := range l.assigned {
		if strings.HasPrefix(k, prefix) {
			return &Config{l, path}, true
		}
	}
	return nil, false
}

func (l *Library) hasConfig(path []string) bool {
	_, ok := l.getConfig(path)
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

// unset is an entry that nobody gave. The default may be nil: there is none.
func unset(path []string, label string, def Value) *Setting {
	if configKey(path) == databasePrefix {
		return &Setting{Label: databasePrefix, Default: NewStr("")}
	}
	return &Setting{Label: label, Default: def}
}
