package interp

// A bindings table holds the names that a namespace binds, in the order in which they
// were bound first. Most namespaces are class bodies of two or three names: they need no
// map. A name that was deleted stays, with the value nil.
type bindings struct {
	list  []binding
	index map[string]int // into list; nil while the list is short
}

// A binding is a name with its value.
type binding struct {
	name  string
	value Value
}

// shortList is the number of names up to which a search needs no map.
const shortList = 8

// at returns the index of a name, or -1.
func (b *bindings) at(name string) int {
	if b.index != nil {
		if i, ok := b.index[name]; ok {
			return i
		}
		return -1
	}
	for i := range b.list {
		if b.list[i].name == name {
			return i
		}
	}
	return -1
}

// get returns the value of a name, and whether it was ever bound.
func (b *bindings) get(name string) (Value, bool) {
	if i := b.at(name); i >= 0 {
		return b.list[i].value, true
	}
	return nil, false
}

// set binds a name.
func (b *bindings) set(name string, v Value) {
	if i := b.at(name); i >= 0 {
		b.list[i].value = v
		return
	}
	b.list = append(b.list, binding{name, v})
	switch {
	case b.index != nil:
		b.index[name] = len(b.list) - 1
	case len(b.list) > shortList:
		b.index = make(map[string]int, 2*len(b.list))
		for i := range b.list {
			b.index[b.list[i].name] = i
		}
	}
}
