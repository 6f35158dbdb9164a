package makes

import (
	"github.com/djdag/djdag/extract/internal/interp"
)

// callBuiltin calls a function of Python itself.
func (fr *frame) callBuiltin(name string, args arguments) (v value, ok bool) {
	first, has := args.at(0, "")
	out := tainted(args.from())
	switch name {
	case "isinstance", "issubclass", "hasattr", "callable", "type", "id", "repr", "print", "dir", "vars", "str":
		if name == "type" && has && len(args.list) == 1 {
			if c, ok := fr.classOf(first.value); ok {
				return valueOf(object{c}), true
			}
		}
		for _, a := range args.all() {
			fr.consume(a.value, a.at)
		}
		return out, true
	case "getattr":
		if text, known := secondText(args); known && has {
			return fr.attr(first.value, text, first.at), true
		}
		return out, true
	case "setattr":
		return out, true
	case "dict":
		r := &record{named: map[string]value{}}
		for _, a := range args.list {
			fr.consume(a.value, a.at)
			r.add(a.value)
		}
		for name, a := range args.named {
			r.named[name] = a.value
		}
		r.other = r.other.or(args.more)
		return valueOf(r), true
	case "list", "tuple", "set", "frozenset", "iter", "sorted", "reversed", "filter", "next":
		if has && name == "filter" && len(args.list) > 1 {
			first = args.list[1]
		}
		if !has || first.at == nil {
			return valueOf(&list{}), true
		}
		elements := fr.iterate(first.value, first.at)
		if name == "next" {
			return elements, true
		}
		if l, ok := onlyList(first.value); ok && name != "filter" {
			return valueOf(&list{elts: append([]value{}, l.elts...)}), true
		}
		return valueOf(&list{elts: []value{elements}}), true
	case "len", "any", "all", "bool", "sum", "min", "max":
		for _, a := range args.list {
			if a.at != nil {
				fr.iterate(a.value, a.at)
			}
		}
		return out, true
	case "enumerate", "zip":
		each := &list{}
		if name == "enumerate" {
			each.elts = append(each.elts, value{})
			args.list = args.list[:min(1, len(args.list))]
		}
		for _, a := range args.list {
			if a.at != nil {
				each.elts = append(each.elts, fr.iterate(a.value, a.at))
			}
		}
		return valueOf(&list{elts: []value{valueOf(each)}}), true
	case "map":
		if len(args.list) < 2 {
			return out, true
		}
		inner := arguments{}
		for _, a := range args.list[1:] {
			if a.at != nil {
				inner.list = append(inner.list, argument{fr.iterate(a.value, a.at), a.at})
			}
		}
		result, _ := fr.callAll(first.value, inner, nil)
		return valueOf(&list{elts: []value{result}}), true
	}
	return value{}, false
}

func secondText(args arguments) (string, bool) {
	if len(args.list) < 2 {
		return "", false
	}
	return args.list[1].text()
}

// callExternal calls a function of a package that is not analysed.
func (fr *frame) callExternal(f *interp.External, args arguments) (v value, ok bool) {
	switch interp.LastOf(f.Path) {
	case "deepcopy", "copy", "tqdm", "trange", "AndList", "Not", "Top":
		out := tainted(args.from())
		for _, a := range args.list[:min(1, len(args.list))] {
			out = out.or(a.value)
		}
		return out, true
	case "U":
		return valueOf(universe{}), true
	case "partial":
		if len(args.list) > 0 {
			return args.list[0].value, true
		}
	}
	return value{}, false
}

// callContainer calls a method of a list or a dict.
func (fr *frame) callContainer(m *containerMethod, args arguments) value {
	first, _ := args.at(0, "")
	switch c := m.of.(type) {
	case *list:
		switch m.name {
		case "append", "add", "insert":
			for _, a := range args.list {
				c.elts = append(c.elts, a.value)
			}
			return value{}
		case "extend", "update":
			if first.at != nil {
				c.elts = append(c.elts, fr.iterate(first.value, first.at))
			}
			return value{}
		case "copy":
			return valueOf(c)
		}
		return c.element()
	case *record:
		switch m.name {
		case "get", "pop", "setdefault":
			out := c.at(first.value)
			for _, a := range args.list[min(1, len(args.list)):] {
				out = out.or(a.value)
			}
			return out
		case "update":
			c.add(first.value)
			for name, a := range args.named {
				c.named[name] = a.value
			}
			return value{}
		case "values":
			return valueOf(&list{elts: []value{c.field()}})
		case "items":
			return valueOf(&list{elts: []value{valueOf(&list{elts: []value{{}, c.field()}})}})
		case "keys":
			return valueOf(&list{})
		}
		return valueOf(c)
	}
	return value{}
}
