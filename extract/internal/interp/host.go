package interp

import "github.com/djdag/djdag/extract/internal/python"

// A Host gives the objects of a library their meaning. Its modules need not be
// analysed: the machine asks the host where Python alone does not tell what
// happens.
type Host interface {
	// ExternalAttr returns x.name, or nil for a plain name of that module.
	ExternalAttr(fr *Frame, x *External, name string) Value
	// CallExternal calls a function by its dotted path. It returns nil if the
	// function is not the library's.
	CallExternal(fr *Frame, path string, c *Call) Value
	// Unbound returns the value of a name that nothing binds, or nil.
	Unbound(name string) Value

	// ClassAttr returns c.name, or nil where Python's rules hold. found is
	// what the bodies of the class and its bases bind, or nil.
	ClassAttr(fr *Frame, c *Class, name string, found Value) Value
	// Make makes an object of a class. It returns nil for an ordinary one.
	Make(fr *Frame, c *Class, args *Call) Value
	// Decorate applies the decorator d, which is the value of x, to a class. It
	// reports false if d is not the library's.
	Decorate(fr *Frame, d Value, x python.Expr, c *Class) bool
	// ClassDefined notes that a class statement ended, and that the name of the
	// class is bound to it.
	ClassDefined(fr *Frame, c *Class, s *python.ClassDef)
	// IsSubclass answers whether a class of a module that is not analysed derives
	// from another one.
	IsSubclass(base, class *External) Truth

	// IsData reports whether a module asks a class for data alone, so that its
	// methods need not run.
	IsData(c *Class) bool
	// Matters reports whether a function of this text may have an effect that the
	// host looks for. If not, the machine does not run it for its effect.
	Matters(text []byte) bool
}

// A NameSource gives a namespace names that no statement binds.
type NameSource interface {
	// Named returns the value of a name, or nil. before are the sources that
	// the namespace had already.
	Named(name string, before []NameSource) Value
}
