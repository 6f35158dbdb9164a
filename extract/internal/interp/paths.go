package interp

import (
	"path"
	"strings"
)

// A pathValue is a pathlib.Path. For a file of the project, the way to the
// project is unknown: "{root}/pipeline/session.py".
type pathValue struct{ text *Str }

// TypeName implements [Value].
func (pathValue) TypeName() string { return "" }

// Truth implements [Truthy].
func (pathValue) Truth() Truth { return Yes }

// AsText implements [Texter].
func (p pathValue) AsText(string) *Str { return p.text }

// filePath is __file__ of a module, or unknown for what is no file.
func filePath(u *Unit) Value {
	if u.Path == "" || u.Main { // a notebook has no __file__
		return Unknown{}
	}
	return concat(NewHole("root", nil), NewStr("/"+u.Path))
}

// pathText returns the text of a path, which may be a string or a pathlib.Path.
func pathText(v Value) (text *Str, ok bool) {
	switch v := v.(type) {
	case *Str:
		return v, true
	case pathValue:
		return v.text, true
	}
	return nil, false
}

// underRoot returns a path in the tree of source, and whether it leads there.
func underRoot(s *Str) (string, bool) {
	root := NewHole("root", nil).Text
	if len(s.holes) != 1 || s.holes[0].Label != "root" {
		return "", false
	}
	rest, ok := strings.CutPrefix(s.Text, root)
	return strings.TrimPrefix(rest, "/"), ok
}

// cutLast splits a path at its last slash. It reports false if the part behind
// that is unknown.
func cutLast(s *Str) (dir, name *Str, ok bool) {
	i := strings.LastIndexByte(s.Text, '/')
	if s.HoleWithin(max(i, 0), len(s.Text)) {
		return nil, nil, false
	}
	name = s.slice(i+1, len(s.Text))
	if name.Text == "" || name.Text == "." || name.Text == ".." {
		return nil, nil, false
	}
	return s.slice(0, max(i, 0)), name, true
}

// cutSuffix splits the name of a file before its last dot, but not before a
// dot at its start.
func cutSuffix(name *Str) (stem, suffix *Str) {
	i := strings.LastIndexByte(name.Text, '.')
	if strings.Trim(name.Text[:max(i, 0)], ".") == "" {
		i = len(name.Text)
	}
	return name.slice(0, i), name.slice(i, len(name.Text))
}

// joinPath joins paths as os.path.join does.
func (fr *Frame) joinPath(paths []Value) *Str {
	var parts []*Str
	for _, p := range paths {
		s := fr.ToStr(p, "?")
		if strings.HasPrefix(s.Text, "/") {
			parts = nil
		} else if n := len(parts); n > 0 && !strings.HasSuffix(parts[n-1].Text, "/") {
			parts = append(parts, NewStr("/"))
		}
		parts = append(parts, s)
	}
	return concat(parts...)
}

// pathFuncs take paths.
func pathFuncs() map[string]BuiltinFunc {
	join := func(fr *Frame, c *Call) Value { return fr.joinPath(c.Args) }
	newPath := func(fr *Frame, c *Call) Value { return pathValue{fr.joinPath(c.Args)} }
	return map[string]BuiltinFunc{
		"os.path.join":      withArgs(join),
		"pathlib.Path":      withArgs(newPath),
		"pathlib.PurePath":  withArgs(newPath),
		"pathlib.PosixPath": withArgs(newPath),
		"os.fspath":         ofPath(func(s *Str) Value { return s }),
		"os.path.abspath":   ofPath(absolute),
		"os.path.realpath":  ofPath(absolute),
		"os.path.basename":  ofParts(func(_, file *Str) Value { return file }),
		"os.path.dirname":   ofParts(func(dir, _ *Str) Value { return dir }),
		"os.path.split":     ofParts(func(dir, file *Str) Value { return &seq{Elts: []Value{dir, file}} }),
		"os.path.splitext":  ofPath(splitSuffix),
	}
}

// withArgs is a function whose arguments are all known.
func withArgs(f BuiltinFunc) BuiltinFunc {
	return func(fr *Frame, c *Call) Value {
		if len(c.Args) == 0 || c.Loose {
			return nil
		}
		return f(fr, c)
	}
}

// ofPath is a function of one path.
func ofPath(f func(s *Str) Value) BuiltinFunc {
	return withArgs(func(fr *Frame, c *Call) Value {
		if s, ok := pathText(fr.m.Force(c.Args[0])); ok {
			return f(s)
		}
		return nil
	})
}

// ofParts is a function of the folder and the name of a file.
func ofParts(f func(dir, file *Str) Value) BuiltinFunc {
	return ofPath(func(s *Str) Value {
		if dir, file, ok := cutLast(s); ok {
			return f(dir, file)
		}
		return nil
	})
}

// absolute is os.path.abspath(s).
func absolute(s *Str) Value {
	if rest, ok := underRoot(s); ok {
		if rest = path.Clean("./" + rest); rest == ".." || strings.HasPrefix(rest, "../") {
			return nil
		}
		return concat(NewHole("root", nil), NewStr(path.Join("/", rest)))
	}
	if isAbsolute := strings.HasPrefix(s.Text, "/") || s.holeAt(0) != nil; !isAbsolute || strings.Contains(s.Text, "..") {
		return nil
	}
	return s
}

// splitSuffix is os.path.splitext(s).
func splitSuffix(s *Str) Value {
	_, file, ok := cutLast(s)
	if !ok {
		return nil
	}
	_, suffix := cutSuffix(file)
	n := len(s.Text) - len(suffix.Text)
	return &seq{Elts: []Value{s.slice(0, n), suffix}}
}

// Attr implements [Attributed].
func (p pathValue) Attr(_ *Frame, name string) Value {
	switch name {
	case "resolve", "absolute", "expanduser":
		return &Builtin{name, func(fr *Frame, c *Call) Value { return p }}
	case "as_posix", "__str__", "__fspath__":
		return &Builtin{name, func(fr *Frame, c *Call) Value { return p.text }}
	case "joinpath":
		return &Builtin{name, func(fr *Frame, c *Call) Value {
			if c.Loose {
				return nil
			}
			return pathValue{fr.joinPath(append([]Value{p}, c.Args...))}
		}}
	}
	dir, file, ok := cutLast(p.text)
	if !ok {
		return nil
	}
	stem, suffix := cutSuffix(file)
	switch name {
	case "name":
		return file
	case "stem":
		return stem
	case "suffix":
		return suffix
	case "parent":
		return pathValue{dir}
	case "parents":
		all := &seq{}
		for ok {
			all.Elts = append(all.Elts, pathValue{dir})
			dir, _, ok = cutLast(dir)
		}
		return all
	case "with_suffix":
		return &Builtin{name, func(fr *Frame, c *Call) Value {
			n := len(p.text.Text) - len(suffix.Text)
			return pathValue{concat(p.text.slice(0, n), fr.ToStr(c.First(), "?"))}
		}}
	}
	return nil
}
