package evaluate

import (
	"cmp"
	"strings"
)

// namespaceMethod returns a method of a module's dict.
func namespaceMethod(n *Namespace, name string) Value {
	switch name {
	case "get", "pop":
		return &Builtin{name, func(m *Machine, fr *frame, c *call) Value {
			if k, ok := stringArg(m, c, 0); ok {
				if v, ok := n.Scope.get(k); ok {
					return v
				}
				if len(c.args) > 1 {
					return c.args[1]
				}
				return None{}
			}
			return nil
		}}
	case "update":
		return &Builtin{name, func(m *Machine, fr *frame, c *call) Value {
			d := newMap()
			if len(c.args) > 0 {
				d.update(m.force(c.args[0]))
			}
			for _, k := range d.Keys {
				n.Scope.set(k, d.Vals[k])
			}
			for _, k := range c.keywords {
				n.Scope.set(k.name, k.value)
			}
			return None{}
		}}
	}
	return mapMethod(n.Scope.dict(), name)
}

func mapMethod(d *Map, name string) Value {
	return &Builtin{name, func(m *Machine, fr *frame, c *call) Value {
		switch name {
		case "get", "pop", "setdefault":
			k, ok := stringArg(m, c, 0)
			if !ok {
				return nil
			}
			if v, ok := d.Vals[k]; ok {
				return v
			}
			if d.Loose {
				return nil
			}
			var v Value = None{}
			if len(c.args) > 1 {
				v = c.args[1]
			}
			if name == "setdefault" {
				d.set(k, v)
			}
			return v
		case "keys":
			s := &Seq{Loose: d.Loose}
			for _, k := range d.Keys {
				s.add(str(k))
			}
			return s
		case "values":
			s := &Seq{Loose: d.Loose}
			for _, k := range d.Keys {
				s.add(d.Vals[k])
			}
			return s
		case "items":
			s := &Seq{Loose: d.Loose}
			for _, k := range d.Keys {
				s.add(&Seq{Elts: []Value{str(k), d.Vals[k]}})
			}
			return s
		case "update":
			if len(c.args) > 0 {
				d.update(m.force(c.args[0]))
			}
			for _, k := range c.keywords {
				d.set(k.name, k.value)
			}
			return None{}
		case "copy":
			o := newMap()
			o.update(d)
			return o
		}
		return nil
	}}
}

func seqMethod(s *Seq, name string) Value {
	return &Builtin{name, func(m *Machine, fr *frame, c *call) Value {
		switch name {
		case "append", "add":
			if fr.unsure > 0 {
				s.Loose = true
			}
			s.add(c.args0())
			return None{}
		case "extend", "update":
			vs, ok := fr.elements(c.args0())
			s.extend(vs)
			s.Loose = s.Loose || !ok || fr.unsure > 0
			return None{}
		case "copy":
			return &Seq{Elts: append([]Value{}, s.Elts...), Loose: s.Loose}
		case "remove", "pop", "insert", "clear":
			if v := m.force(c.args0()); name == "remove" {
				for i, e := range s.Elts {
					if fr.equal(e, v) == yes {
						s.Elts = append(s.Elts[:i:i], s.Elts[i+1:]...)
						return None{}
					}
				}
			}
			s.Loose = true
		}
		return nil
	}}
}

// split is str.split, rsplit, partition and rpartition.
func split(m *Machine, text, name, sep string, hasSep bool, c *call) Value {
	if name != "split" && name != "rsplit" { // a partition
		before, behind, found := text, "", false
		if i := strings.Index(text, sep); name == "partition" && hasSep && i >= 0 {
			before, behind, found = text[:i], text[i+len(sep):], true
		} else if i := strings.LastIndex(text, sep); name == "rpartition" && hasSep {
			if before, behind = "", text; i >= 0 {
				before, behind, found = text[:i], text[i+len(sep):], true
			}
		}
		if !found {
			sep = ""
		}
		return &Seq{Elts: []Value{str(before), str(sep), str(behind)}}
	}
	limit := Int(-1)
	if v, ok := c.arg(1, "maxsplit"); ok {
		n, isInt := m.force(v).(Int)
		if !isInt {
			return Unknown{}
		}
		limit = n
	}
	var parts []string
	switch {
	case !hasSep && len(c.args) == 0:
		parts = strings.Fields(text)
	case !hasSep || sep == "":
		return Unknown{}
	case limit < 0:
		parts = strings.Split(text, sep)
	case name == "split":
		parts = strings.SplitN(text, sep, int(min(limit, maxTurns))+1)
	default:
		rest := text
		for range min(limit, maxTurns) {
			i := strings.LastIndex(rest, sep)
			if i < 0 {
				break
			}
			parts = append([]string{rest[i+len(sep):]}, parts...)
			rest = rest[:i]
		}
		parts = append([]string{rest}, parts...)
	}
	l := &Seq{}
	for _, p := range parts {
		l.add(str(p))
	}
	return l
}

func stringMethod(s *Str, name string) Value {
	return &Builtin{name, func(m *Machine, fr *frame, c *call) Value {
		switch name {
		case "format":
			return s.format(func(name string, i int, spec string) *Str {
				path := name[strings.IndexAny(name+".", ".["):]
				v, ok := c.arg(i, strings.TrimSuffix(name, path))
				switch {
				case ok:
					v = fr.follow(v, path)
				case c.loose:
					v = Unknown{}
				default:
					return nil
				}
				return fr.formatted(v, spec, cmp.Or(name, "?"))
			})
		case "join":
			vs, ok := fr.elements(c.args0())
			if !ok {
				return hole("?", nil)
			}
			var parts []*Str
			for i, v := range vs {
				if i > 0 {
					parts = append(parts, s)
				}
				parts = append(parts, fr.toStr(v, "?"))
			}
			if len(parts) == 0 {
				return str("")
			}
			return concat(parts...)
		case "strip", "lstrip", "rstrip":
			cut := " \t\r\n\f\v"
			if len(c.args) > 0 {
				set, ok := stringArg(m, c, 0)
				if !ok {
					return nil
				}
				cut = set
			}
			i, j := 0, len(s.Text)
			if name != "rstrip" {
				i = j - len(strings.TrimLeft(s.Text, cut))
			}
			if name != "lstrip" {
				j = max(i, len(strings.TrimRight(s.Text, cut)))
			}
			return s.slice(i, j)
		case "replace":
			if old, ok := stringArg(m, c, 0); ok && len(c.args) == 2 {
				return s.replace(old, fr.toStr(c.args[1], "?"))
			}
		}
		if !s.Known() {
			if name == "lower" || name == "upper" || name == "replace" {
				return hole("?", nil)
			}
			return nil
		}
		a, okA := stringArg(m, c, 0)
		switch {
		case name == "lower":
			return str(strings.ToLower(s.Text))
		case name == "upper":
			return str(strings.ToUpper(s.Text))
		case name == "title":
			return nil
		case name == "startswith" && okA:
			return Bool(strings.HasPrefix(s.Text, a))
		case name == "endswith" && okA:
			return Bool(strings.HasSuffix(s.Text, a))
		case name == "split" || name == "rsplit" || name == "partition" || name == "rpartition":
			return split(m, s.Text, name, a, okA, c)
		}
		return nil
	}}
}
