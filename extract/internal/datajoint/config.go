package datajoint

import (
	"slices"
	"strconv"
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
)

// maxNesting bounds dicts within one another.
const maxNesting = 10

// A config is dj.config, or a dict inside it.
type config struct {
	library *Library
	path    []string
}

// TypeName implements [interp.Value].
func (*config) TypeName() string { return "" }

// Truth implements [interp.Truthy].
func (x *config) Truth() interp.Truth {
	return interp.TruthOf(len(x.path) == 0 || x.library.hasConfig(x.path))
}

// Equal implements [interp.Equaler].
func (*config) Equal(v interp.Value) interp.Truth { return interp.OnlyNotNone(v) }

// below returns the path of an entry.
func (x *config) below(key string) []string { return append(slices.Clip(x.path), key) }

// Contains implements [interp.Container].
func (x *config) Contains(fr *interp.Frame, v interp.Value) interp.Truth {
	key, ok := x.library.Settled(v).(*interp.Str)
	if !ok {
		return interp.Maybe
	}
	return interp.TruthOf(x.library.hasConfig(x.below(key.Text)))
}

// Item implements [interp.Indexed]. An entry that nobody gives raises KeyError
// where that is caught; else it is a setting without a default.
func (x *config) Item(fr *interp.Frame, key interp.Value) interp.Value {
	name, ok := interp.KeyText(key)
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
		return &config{x.library, path}
	}
	return unset(path, name, nil)
}

// SetItem implements [interp.ItemSetter].
func (x *config) SetItem(_ *interp.Frame, key, v interp.Value) {
	if k, ok := key.(*interp.Str); ok {
		x.library.setConfig(x.below(k.Text), v)
	}
}

// Attr implements [interp.Attributed]: a method of a dict, or an entry, as datajoint 2
// has it.
func (x *config) Attr(_ *interp.Frame, name string) interp.Value {
	switch name {
	case "get":
		return &interp.Builtin{Name: name, Fn: func(fr *interp.Frame, c *interp.Call) interp.Value { return x.get(fr, c, false) }}
	case "setdefault":
		return &interp.Builtin{Name: name, Fn: func(fr *interp.Frame, c *interp.Call) interp.Value { return x.get(fr, c, true) }}
	case "update", "load", "save", "save_local", "save_global", "items", "keys", "values", "override", "__call__":
		return nil
	}
	path := x.below(name)
	if v, ok := x.library.getConfig(path); ok {
		return v
	}
	if len(x.path) == 0 { // a group of settings, such as dj.config.database
		return &config{x.library, path}
	}
	label := configKey(path)
	if x.path[0] == "custom" {
		label = name
	}
	return unset(path, label, interp.None{})
}

// SetAttr implements [interp.AttrSetter].
func (x *config) SetAttr(_ *interp.Frame, name string, v interp.Value) {
	x.library.setConfig(x.below(name), v)
}

// get is config.get(key, default), and setdefault, which keeps the default.
func (x *config) get(fr *interp.Frame, c *interp.Call, keep bool) interp.Value {
	key, ok := fr.TextArg(c, 0)
	if !ok {
		return nil
	}
	path := x.below(key)
	if v, ok := x.library.getConfig(path); ok {
		return v
	}
	var def interp.Value = interp.None{}
	if d, ok := c.Arg(1, "default"); ok {
		def = x.library.Force(d)
	}
	if keep {
		x.library.setConfig(path, def)
	}
	switch def.(type) {
	case *interp.Map, *config:
		return def
	case interp.None:
		if everyoneSets(configKey(path)) {
			def = nil
		}
	}
	return &interp.Setting{Label: key, Default: def}
}

// configKey joins the path of an entry of dj.config. The parts may hold dots
// themselves; both "custom" then "database.prefix" and "custom.database" then
// "prefix" name one entry, as they do on the command line.
func configKey(path []string) string { return strings.Join(path, ".") }

func (l *Library) setConfig(path []string, v interp.Value) {
	key := configKey(path)
	if d, ok := l.Force(v).(*interp.Map); ok {
		if d.Loose || len(path) > maxNesting {
			l.assigned[key] = interp.Unknown{}
			return
		}
		l.assigned[key] = interp.None{} // a dict: it exists, and its entries follow
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
func (l *Library) givenConfig(key string) (interp.Value, bool) {
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
	s, ok := l.Env(variable)
	return interp.NewStr(s), ok && variable != ""
}

// given returns an entry of [Options.Config] as a value.
func given(v any) interp.Value {
	switch v := v.(type) {
	case string:
		return interp.NewStr(v)
	case bool:
		return interp.Bool(v)
	case int64:
		return interp.Int(v)
	case float64:
		return interp.NewStr(strconv.FormatFloat(v, 'f', -1, 64)) // all that matters is how it is written
	case nil:
		return interp.None{}
	}
	return interp.Unknown{}
}

// getConfig returns an entry of dj.config that the user gave or the code set.
func (l *Library) getConfig(path []string) (interp.Value, bool) {
	key := configKey(path)
	if v, ok := l.givenConfig(key); ok {
		return v, true
	}
	prefix := key + "."
	if v, ok := l.assigned[key]; ok {
		if _, dict := v.(interp.None); dict {
			return &config{l, path}, true
		}
		return v, true
	}
	for k := range l.given {
		if strings.HasPrefix(k, prefix) {
			return &config{l, path}, true
		}
	}
	for k := range l.assigned {
		if strings.HasPrefix(k, prefix) {
			return &config{l, path}, true
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
func unset(path []string, label string, def interp.Value) *interp.Setting {
	if configKey(path) == databasePrefix {
		return &interp.Setting{Label: databasePrefix, Default: interp.NewStr("")}
	}
	return &interp.Setting{Label: label, Default: def}
}

// AllowsNewKeys reports whether a configuration file, or an assignment in the code,
// allows computed tables to add attributes to the primary key, or whether the value
// that is assigned is unknown.
func (l *Library) AllowsNewKeys() bool {
	const key = "jobs.allow_new_pk_fields_in_computed_tables"
	if v, ok := l.assigned[key]; ok {
		truthy, known := l.Settled(v).(interp.Truthy)
		return !known || truthy.Truth() != interp.No
	}
	return l.given[key] == true
}
