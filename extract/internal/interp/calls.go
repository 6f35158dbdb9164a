package interp

import (
	"github.com/djdag/djdag/extract/internal/python"
)

// A Call is the arguments of a call, evaluated.
type Call struct {
	Args     []Value
	Keywords []Keyword
	Loose    bool // there may be more arguments than are known
	At       int  // the offset of the call

	ignored bool // nothing takes the value
}

// A Keyword is a keyword argument.
type Keyword struct {
	Name  string
	Value Value
}

// First returns the first positional argument.
func (c *Call) First() Value {
	if len(c.Args) == 0 {
		return Unknown{}
	}
	return c.Args[0]
}

// TextArg returns the text of a positional argument, if that is known.
func (fr *Frame) TextArg(c *Call, i int) (string, bool) {
	if i >= len(c.Args) {
		return "", false
	}
	s, ok := fr.m.Settled(c.Args[i]).(*Str)
	if !ok {
		return "", false
	}
	return s.Text, true
}

// Arg returns a positional argument, or the keyword of this name.
func (c *Call) Arg(i int, name string) (Value, bool) {
	if i >= 0 && i < len(c.Args) {
		return c.Args[i], true
	}
	for _, k := range c.Keywords {
		if k.Name == name {
			return k.Value, true
		}
	}
	return nil, false
}

// callExpr evaluates a call expression, whose value may be ignored.
func (fr *Frame) callExpr(x *python.Call, ignored bool) Value {
	fn := fr.m.Force(fr.eval(x.Fn))
	c := &Call{At: x.Offset(), ignored: ignored}
	for _, a := range x.Args {
		star, ok := a.(*python.Starred)
		if !ok {
			c.Args = append(c.Args, fr.eval(a))
			continue
		}
		if vs, ok := fr.elements(fr.eval(star.X)); ok {
			c.Args = append(c.Args, vs...)
		} else {
			c.Loose = true
		}
	}
	for _, k := range x.Keywords {
		v := fr.eval(k.Value)
		if k.Name != "" {
			c.Keywords = append(c.Keywords, Keyword{k.Name, v})
			continue
		}
		if d, ok := fr.m.Force(v).(*Map); ok {
			for _, key := range d.Keys {
				c.Keywords = append(c.Keywords, Keyword{key, d.Vals[key]})
			}
			c.Loose = c.Loose || d.Loose
		} else {
			c.Loose = true
		}
	}
	if fr.raised != "" { // by an argument
		return Unknown{}
	}
	return fr.Call(fn, c)
}
