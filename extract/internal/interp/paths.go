package interp

import (
	"path"
	"strings"
)

// A pathValue is a pathlib.Path. For a file of the project, the way to the
// project is unknown: "{root}/pipeline/session.py".
type pathValue struct{ Str *Str }

// TypeName implements [Value].
func (pathValue) TypeName() string { return "" }

// Truth implements [Truthy].
func (pathValue) Truth() Truth { return Yes }

// AsText implements [Texter].
func (p pathValue) AsText(string) *Str { return p.Str }

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
		return v.Str, true
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

// pathCall calls a function that takes paths, such as os.path.basename.
func pathCall(fr *Frame, name string, c *Call) Value {
	if len(c.Args) == 0 || c.Loose {
		return nil
	}
	switch name {
	case "os.path.join":
		return fr.joinPath(c.Args)
	case "pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath":
		return pathValue{fr.joinPath(c.Args)}
	}
	s, ok := pathText(fr.m.Force(c.Args[0]))
	if !ok {
		return nil
	}
	switch name {
	case "os.fspath":
		return s
	case "os.path.abspath", "os.path.realpath":
		if rest, ok := underRoot(s); ok {
			if rest = path.Clean("./" + rest); rest == ".." || strings.HasPrefix(rest, "../") {
				return nil
			}
			return concat(NewHole("root", nil), NewStr(path.Join("/", rest)))
		}
		absolute := strings.HasPrefix(s.Text, "/") || s.holeAt(0) != nil
		if !absolute || strings.Contains(s.Text, "..") {
			return nil
		}
		return s
	}
	dir, file, ok := cutLast(s)
	if !ok {
		return nil
	}
	switch name {
	case "os.path.basename":
		return file
	case "os.path.dirname":
		return dir
	case "os.path.split":
		return &seq{Elts: []Value{dir, file}}
	case "os.path.splitext":
		_, suffix := cutSuffix(file)
		n := len(s.Text) - len(suffix.Text)
		return &seq{Elts: []Value{s.slice(0, n), suffix}}
	}
	return nil
}

// Attr implements [Attributed].
func (p pathValue) Attr(_ *Frame, name string) Value {
	switch name {
	case "resolve", "absolute", "expanduser":
		return &Builtin{name, func(fr *Frame, c *Call) Value { return p }}
	case "as_posix", "__str__", "__fspath__":
		return &Builtin{name, func(fr *Frame, c *Call) Value { return p.Str }}
	case "joinpath":
		return &Builtin{name, func(fr *Frame, c *Call) Value {
			if c.Loose {
				return nil
			}
			return pathValue{fr.joinPath(append([]Value{p}, c.Args...))}
		}}
	}
	dir, file, ok := cutLast(p.Str)
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
			n := len(p.Str.Text) - len(suffix.Text)
			return pathValue{concat(p.Str.slice(0, n), fr.ToStr(c.First(), "?"))}
		}}
	}
	return nil
}
