package graph

import "cmp"

// A Codec is a type of attributes that the project defines for DataJoint 2: a
// subclass of dj.Codec, or an entry point in pyproject.toml.
type Codec struct {
	Name string // as in the type <name>; empty if unknown
	// Inline and Stored are the types in which it keeps values without and with
	// an object store, such as "bytes" or "<hash>". They are empty if unknown.
	Inline, Stored string
	// StoreOnly reports that it refuses to work without an object store.
	StoreOnly bool
	// InlineOnly reports that it refuses to work with one. A codec that refuses
	// both has no type at all.
	InlineOnly bool
	Pos        Pos // of the class's name, or of the entry point's key
}

func (c Codec) compare(d Codec) int { return cmp.Or(cmp.Compare(c.Name, d.Name), c.Pos.Compare(d.Pos)) }
