package evaluate

import (
	"path"
	"strings"
)

// A Path is a pathlib.Path. Of that of a file of the project, what lies around
// the project is unknown: "{root}/pipeline/session.py".
type Path struct{ *Str }

// filePath is __file__ of a module, or unknown for what is no file.
func filePath(u *Unit) Value {
	if u.Path == "" || u.Main { // a notebook has no __file__
		return Unknown{}
	}
	return concat(hole("root", nil), str("/"+u.Path))
}

// underRoot returns the path from the tree of source of what lies below it,
// and whether that is known.
func underRoot(s *Str) (string, bool) {
	root := hole("root", nil).Text
	if len(s.Holes) != 1 || s.Holes[0].Label != "root" {
		return "", false
	}
	rest, ok := strings.CutPrefix(s.Text, root)
	return strings.TrimPrefix(rest, "/"), ok
}

// cutLast splits a path at its last slash. It reports false if what lies
// behind that is not known.
func cutLast(s *Str) (dir, name *Str, ok bool) {
	i := strings.LastIndexByte(s.Text, '/')
	if s.holeWithin(max(i, 0), len(s.Text)) {
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
func (fr *frame) joinPath(paths []Value) *Str {
	var parts []*Str
	for _, p := range paths {
		s := fr.toStr(p, "?")
		if strings.HasPrefix(s.Text, "/") {
			parts = nil
		} else if n := len(parts); n > 0 && !strings.HasSuffix(parts[n-1].Text, "/") {
			parts = append(parts, str("/"))
		}
		parts = append(parts, s)
	}
	return concat(parts...)
}

// pathCall calls a function that takes paths, such as os.path.basename. It
// returns nil where it does not know.
func pathCall(fr *frame, name string, c *call) Value {
	if len(c.args) == 0 || c.loose {
		return nil
	}
	switch name {
	case "os.path.join":
		return fr.joinPath(c.args)
	case "pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath":
		return Path{fr.joinPath(c.args)}
	}
	var s *Str
	switch v := fr.m.force(c.args[0]).(type) {
	case *Str:
		s = v
	case Path:
		s = v.Str
	default:
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
			return concat(hole("root", nil), str(path.Join("/", rest)))
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
		return &Seq{Elts: []Value{dir, file}}
	case "os.path.splitext":
		_, suffix := cutSuffix(file)
		n := len(s.Text) - len(suffix.Text)
		return &Seq{Elts: []Value{s.slice(0, n), suffix}}
	}
	return nil
}

// pathAttribute is an attribute of a Path.
func pathAttribute(p Path, name string) Value {
	switch name {
	case "resolve", "absolute", "expanduser":
		return &Builtin{name, func(m *Machine, fr *frame, c *call) Value { return p }}
	case "as_posix", "__str__", "__fspath__":
		return &Builtin{name, func(m *Machine, fr *frame, c *call) Value { return p.Str }}
	case "joinpath":
		return &Builtin{name, func(m *Machine, fr *frame, c *call) Value {
			if c.loose {
				return nil
			}
			return Path{fr.joinPath(append([]Value{p}, c.args...))}
		}}
	}
	dir, file, ok := cutLast(p.Str)
	if !ok {
		return Unknown{}
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
		return Path{dir}
	case "parents":
		all := &Seq{}
		for ok {
			all.Elts = append(all.Elts, Path{dir})
			dir, _, ok = cutLast(dir)
		}
		return all
	case "with_suffix":
		return &Builtin{name, func(m *Machine, fr *frame, c *call) Value {
			n := len(p.Text) - len(suffix.Text)
			return Path{concat(p.slice(0, n), fr.toStr(c.args0(), "?"))}
		}}
	}
	return Unknown{}
}
