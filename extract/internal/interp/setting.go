package interp

import "strings"

type (
	// Setting is a value that the machine takes from its surroundings: an
	// environment variable, or an entry of a configuration.
	Setting struct {
		Label   string
		Default Value // what it is if nobody sets it; nil: an error
	}
	// environ is os.environ.
	environ struct{}
)

// TypeName implements [Value].
func (*Setting) TypeName() string { return "" }

// Rank implements [Ranked].
func (*Setting) Rank() int { return RankElusive }

// AsText implements [Texter].
func (s *Setting) AsText(string) *Str { return NewHole(s.Label, s) }

// Attr implements [Attributed]: the method of a string, if it is one.
func (s *Setting) Attr(fr *Frame, name string) Value {
	if text, ok := fr.m.Settled(s).(*Str); ok {
		return strMethod(text, name)
	}
	return nil
}

// Settled replaces a setting, or a string with settings in it, by its value on
// a machine that sets nothing. It returns nil for what stays unknown.
func (m *Machine) Settled(v Value) Value {
	switch v := m.Force(v).(type) {
	case *Setting:
		if v.Default == nil {
			return nil
		}
		return m.Settled(v.Default)
	case *Str:
		return v.settled(m)
	case Unknown:
		return nil
	default:
		return v
	}
}

// settled fills the settings in. It returns nil if other parts are unknown.
func (s *Str) settled(m *Machine) Value {
	if s.Known() {
		return s
	}
	var b strings.Builder
	end := 0
	for _, h := range s.holes {
		if h.Setting == nil {
			return nil
		}
		d, ok := m.Settled(h.Setting).(*Str)
		if !ok {
			return nil
		}
		b.WriteString(s.Text[end:h.Start])
		b.WriteString(d.Text)
		end = h.End
	}
	b.WriteString(s.Text[end:])
	return NewStr(b.String())
}

// TypeName implements [Value].
func (*environ) TypeName() string { return "" }

// Attr implements [Attributed].
func (*environ) Attr(_ *Frame, name string) Value {
	if name == "get" {
		return &Builtin{name, environGet}
	}
	return nil
}

// Contains implements [Container].
func (*environ) Contains(fr *Frame, v Value) Truth {
	key, ok := fr.m.Settled(v).(*Str)
	if !ok {
		return Maybe
	}
	_, set := fr.m.Env(key.Text)
	return TruthOf(set)
}

// Item implements [Indexed].
func (*environ) Item(fr *Frame, key Value) Value {
	name, ok := KeyText(key)
	if !ok {
		return nil
	}
	if v, ok := fr.m.Env(name); ok {
		return NewStr(v)
	}
	if fr.Raise("KeyError") {
		return nil
	}
	return &Setting{Label: name}
}

// environGet is os.getenv(key, default) and os.environ.get(key, default).
func environGet(fr *Frame, c *Call) Value {
	key, ok := fr.TextArg(c, 0)
	if !ok {
		return nil
	}
	if v, ok := fr.m.Env(key); ok {
		return NewStr(v)
	}
	var def Value = None{}
	if d, ok := c.Arg(1, "default"); ok {
		def = fr.m.Force(d)
	}
	return &Setting{Label: key, Default: def}
}
