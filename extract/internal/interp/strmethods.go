package interp

import (
	"cmp"
	"strings"
)

// TypeName implements [Value].
func (*Str) TypeName() string { return "str" }

// Rank implements [Ranked].
func (s *Str) Rank() int {
	if s.Known() {
		return RankKnown
	}
	return RankPartly
}

// Truth implements [Truthy].
func (s *Str) Truth() Truth { return TruthOf(s.Text != "") }

// AsText implements [Texter].
func (s *Str) AsText(string) *Str { return s }

// Equal implements [Equaler].
func (s *Str) Equal(v Value) Truth {
	switch v := v.(type) {
	case *Str:
		return TruthOf(s.Text == v.Text)
	case None, Bool, Int, *Module, *Class:
		return No
	}
	return Maybe
}

// Elements implements [Iterable].
func (s *Str) Elements(*Frame) ([]Value, bool) {
	if !s.Known() || len(s.Text) > maxTurns {
		return nil, false
	}
	var vs []Value
	for _, r := range s.Text {
		vs = append(vs, NewStr(string(r)))
	}
	return vs, true
}

// Contains implements [Container].
func (s *Str) Contains(fr *Frame, v Value) Truth {
	part, ok := fr.m.Settled(v).(*Str)
	whole, ok2 := fr.m.Settled(s).(*Str)
	if !ok || !ok2 {
		return Maybe
	}
	return TruthOf(strings.Contains(whole.Text, part.Text))
}

func (s *Str) size() int { return len(s.Text) / charsPerStep }

// Attr implements [Attributed]: a method, or the value of a member of an
// enumeration of strings.
func (s *Str) Attr(_ *Frame, name string) Value {
	if name == "value" {
		return s
	}
	return strMethod(s, name)
}

func strMethod(s *Str, name string) Value {
	return &Builtin{name, func(fr *Frame, c *Call) Value {
		switch name {
		case "format":
			return s.formatCall(fr, c)
		case "join":
			return s.join(fr, c)
		case "strip":
			return s.strip(fr, c, true, true)
		case "lstrip":
			return s.strip(fr, c, true, false)
		case "rstrip":
			return s.strip(fr, c, false, true)
		case "replace":
			return s.replaceCall(fr, c)
		case "lower":
			return s.mapped(strings.ToLower)
		case "upper":
			return s.mapped(strings.ToUpper)
		case "startswith":
			return s.test(fr, c, strings.HasPrefix)
		case "endswith":
			return s.test(fr, c, strings.HasSuffix)
		case "partition", "rpartition":
			return s.partition(fr, c, name == "rpartition")
		case "split", "rsplit":
			return s.split(fr, c, name == "rsplit")
		}
		return nil
	}}
}

func (s *Str) formatCall(fr *Frame, c *Call) Value {
	return s.format(func(name string, i int, spec string) *Str {
		path := name[strings.IndexAny(name+".", ".["):]
		v, ok := c.Arg(i, strings.TrimSuffix(name, path))
		switch {
		case ok:
			v = fr.follow(v, path)
		case c.Loose:
			v = Unknown{}
		default:
			return nil
		}
		return fr.formatted(v, spec, cmp.Or(name, "?"))
	})
}

func (s *Str) join(fr *Frame, c *Call) Value {
	vs, ok := fr.elements(c.First())
	if !ok {
		return NewHole("?", nil)
	}
	var parts []*Str
	for i, v := range vs {
		if i > 0 {
			parts = append(parts, s)
		}
		parts = append(parts, fr.ToStr(v, "?"))
	}
	if len(parts) == 0 {
		return NewStr("")
	}
	return concat(parts...)
}

func (s *Str) strip(fr *Frame, c *Call, left, right bool) Value {
	cut := " \t\r\n\f\v"
	if len(c.Args) > 0 {
		set, ok := fr.TextArg(c, 0)
		if !ok {
			return nil
		}
		cut = set
	}
	i, j := 0, len(s.Text)
	if left {
		i = j - len(strings.TrimLeft(s.Text, cut))
	}
	if right {
		j = max(i, len(strings.TrimRight(s.Text, cut)))
	}
	return s.slice(i, j)
}

func (s *Str) replaceCall(fr *Frame, c *Call) Value {
	old, ok := fr.TextArg(c, 0)
	switch {
	case ok && len(c.Args) == 2:
		return s.replace(old, fr.ToStr(c.Args[1], "?"))
	case s.Known():
		return nil
	}
	return NewHole("?", nil)
}

func (s *Str) mapped(f func(string) string) Value {
	if !s.Known() {
		return NewHole("?", nil)
	}
	return NewStr(f(s.Text))
}

func (s *Str) test(fr *Frame, c *Call, f func(s, part string) bool) Value {
	part, ok := fr.TextArg(c, 0)
	if !ok || !s.Known() {
		return nil
	}
	return Bool(f(s.Text, part))
}

// partition splits before and behind a separator; the last one of rpartition.
func (s *Str) partition(fr *Frame, c *Call, last bool) Value {
	if !s.Known() {
		return nil
	}
	before, behind, i := s.Text, "", -1
	sep, ok := fr.TextArg(c, 0)
	switch {
	case !ok:
	case last:
		before, behind = "", s.Text
		i = strings.LastIndex(s.Text, sep)
	default:
		i = strings.Index(s.Text, sep)
	}
	if i < 0 {
		sep = ""
	} else {
		before, behind = s.Text[:i], s.Text[i+len(sep):]
	}
	return texts([]string{before, sep, behind})
}

// split splits at a separator, or at white space; rsplit counts from the end.
func (s *Str) split(fr *Frame, c *Call, fromEnd bool) Value {
	if !s.Known() {
		return nil
	}
	limit := Int(-1)
	if v, ok := c.Arg(1, "maxsplit"); ok {
		n, isInt := fr.m.Force(v).(Int)
		if !isInt {
			return nil
		}
		limit = n
	}
	sep, ok := fr.TextArg(c, 0)
	switch {
	case !ok && len(c.Args) == 0:
		return texts(strings.Fields(s.Text))
	case !ok || sep == "":
		return nil
	case limit < 0:
		return texts(strings.Split(s.Text, sep))
	case !fromEnd:
		return texts(strings.SplitN(s.Text, sep, int(min(limit, maxTurns))+1))
	}
	var parts []string
	rest := s.Text
	for range min(limit, maxTurns) {
		i := strings.LastIndex(rest, sep)
		if i < 0 {
			break
		}
		parts = append([]string{rest[i+len(sep):]}, parts...)
		rest = rest[:i]
	}
	return texts(append([]string{rest}, parts...))
}
