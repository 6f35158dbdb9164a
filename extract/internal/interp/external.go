package interp

import "strings"

// External is a name of a module that is not analysed, such as
// "numpy.linalg.norm".
type External struct{ Path string }

// TypeName implements [Value].
func (*External) TypeName() string { return "" }

// Rank implements [Ranked].
func (*External) Rank() int { return RankName }

// IsSomething implements [Doubtful].
func (*External) IsSomething() bool { return false }

// Truth implements [Truthy].
func (x *External) Truth() Truth {
	if x.Path == "typing.TYPE_CHECKING" {
		return No
	}
	return Maybe
}

// Attr implements [Attributed].
func (x *External) Attr(fr *Frame, name string) Value {
	if v := fr.m.host.ExternalAttr(fr, x, name); v != nil {
		return v
	}
	return outside(x.Path + "." + name)
}

// outside is the value of a name of a module that is not analysed.
func outside(path string) Value {
	switch path {
	case "os.environ":
		return &environ{}
	case "os.linesep": // what a definition is split at, on any system
		return NewStr("\n")
	}
	return &External{path}
}

// Item implements [Indexed]: sys.modules[name].
func (x *External) Item(fr *Frame, key Value) Value {
	name, ok := KeyText(key)
	if !ok || x.Path != "sys.modules" {
		return nil
	}
	if name == "__main__" {
		return fr.mainModule()
	}
	if mod := fr.m.modules[name]; mod != nil {
		return mod
	}
	return nil
}

// Call implements [Callable].
func (x *External) Call(fr *Frame, c *Call) Value {
	m := fr.m
	if v := m.host.CallExternal(fr, x.Path, c); v != nil {
		return v
	}
	if fn := m.library[x.Path]; fn != nil {
		return fn(fr, c)
	}
	if fn := m.library["*."+LastOf(x.Path)]; fn != nil {
		return fn(fr, c)
	}
	return nil
}

// LastOf returns the last name of a dotted path.
func LastOf(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }

// IsCapital reports whether a name starts with a capital, as that of a class.
func IsCapital(name string) bool { return name != "" && 'A' <= name[0] && name[0] <= 'Z' }

// IsIdentifier reports whether a text is a name.
func IsIdentifier(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !(c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || i > 0 && '0' <= c && c <= '9') {
			return false
		}
	}
	return s != ""
}
