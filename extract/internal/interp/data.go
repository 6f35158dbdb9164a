package interp

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"github.com/djdag/djdag/extract/internal/python"
)

// maxData is how many bytes of data are read.
const maxData = 4 << 10

// Data is the value of an attribute of a class that is data.
type Data struct {
	Owner *Class // the class that has it
	// Value is what the class holds, or what its property returns.
	Value Value
	// Elements are those of Value. The list that a function yields is Value.
	Elements []Value
	// All reports whether Elements lists all.
	All bool
	// Uncallable is the index of an element that calls a list or a constant,
	// since a comma is missing in front of its arguments, or negative.
	Uncallable int

	at      int
	offsets []int // of the elements that are written out, or nil
}

// Pos returns the offset of an element in the module of the owner, or that of
// the value for one that is not written out.
func (d *Data) Pos(element int) int {
	if 0 <= element && element < len(d.offsets) {
		return d.offsets[element]
	}
	return d.at
}

// A dataNote says where data stands, and what the names in it meant there.
type dataNote struct {
	*python.Data
	names *Scope // bound before the data; looked up first
}

// Data evaluates an attribute of a class that was left out, as contents are, or
// that is a property. It reports false for one that is long or not evaluated.
func (m *Machine) Data(c *Class, name string) (d Data, ok bool) {
	for _, b := range c.Linear() {
		bc, isClass := b.(*Class)
		if !isClass {
			continue
		}
		v, has := bc.Scope.Get(name)
		if !has {
			continue
		}
		if f, isFunction := v.(*Function); isFunction {
			return m.yielded(bc, f)
		}
		note, noted := bc.data[name]
		if !noted || bc.Module.File == nil || note.End-note.Offset() > maxData {
			return Data{}, false
		}
		rest, _, _ := bytes.Cut(bc.Module.File.From(note.End, maxData), []byte("\n"))
		rest, _, _ = bytes.Cut(rest, []byte("#"))
		if len(bytes.TrimSpace(rest)) > 0 {
			return Data{}, false
		}
		x := m.parser.Expr(bc.Module.File.Slice(note.Offset(), note.End), note.Offset())
		if x == nil {
			return Data{}, false
		}
		fr := m.NewFrame(bc.Module, note.names)
		fr.unsure = 1 // what it calls raises nothing
		d = fr.dataOf(x)
		d.Owner, d.at = bc, note.Offset()
		return d, true
	}
	return Data{}, false
}

// dataOf evaluates data.
func (fr *Frame) dataOf(x python.Expr) Data {
	d := Data{Value: fr.Force(fr.eval(x)), Uncallable: -1}
	d.Elements, d.All = fr.elements(d.Value)
	list, ok := x.(*python.Sequence)
	if !ok {
		return d
	}
	d.Uncallable = slices.IndexFunc(list.Elts, isUncallable)
	if slices.ContainsFunc(list.Elts, func(e python.Expr) bool { _, starred := e.(*python.Starred); return starred }) {
		return d
	}
	for _, e := range list.Elts {
		d.offsets = append(d.offsets, e.Offset())
	}
	return d
}

// isUncallable reports whether an expression calls a list or a constant.
func isUncallable(x python.Expr) bool {
	c, ok := x.(*python.Call)
	if !ok {
		return false
	}
	switch c.Fn.(type) {
	case *python.Sequence, *python.Dict, *python.Text, *python.Number:
		return true
	}
	return false
}

// yielded evaluates a property that returns data at once, or yields it element
// by element without a loop around. A function with more in its body, or of a
// notebook, whose names may change, is not evaluated.
func (m *Machine) yielded(owner *Class, f *Function) (Data, bool) {
	d := Data{Owner: owner, Uncallable: -1}
	if f.kind != property || f.Def == nil || f.Module.File == nil || f.Module.Main || len(f.Def.Text(f.Module.File)) > maxData {
		return d, false
	}
	_, body := m.parser.Function(f.Module.File, f.Def)
	fr := m.NewFrame(f.Module, NewScope(f.Module, f.closure))
	fr.unsure = 1
	list := &seq{}
	for i, s := range body {
		switch s := s.(type) {
		case *python.Return:
			if s.X == nil || i > 0 || len(body) > 1 {
				return d, false
			}
			d = fr.dataOf(s.X)
			d.Owner, d.at = owner, s.X.Offset()
			return d, true
		case *python.ExprStmt:
			y, ok := s.X.(*python.Yield)
			if !ok {
				return d, false
			}
			list.add(fr.eval(y.X))
			d.offsets = append(d.offsets, y.X.Offset())
		default:
			return d, false
		}
	}
	d.Value, d.Elements, d.All = list, list.Elts, true
	d.at = f.Def.Offset()
	return d, len(body) > 0
}

// noteData notes where the value of an attribute of a class stands that is
// left out, as data is.
func (fr *Frame) noteData(s *python.Assign) {
	c := fr.class
	if c == nil || len(s.Targets) != 1 {
		return
	}
	t, ok := s.Targets[0].(*python.Name)
	if !ok {
		return
	}
	x, ok := s.Value.(*python.Data)
	if !ok || fr.unsure > 0 {
		delete(c.data, t.ID)
		return
	}
	if c.data == nil {
		c.data = map[string]dataNote{}
	}
	note := dataNote{Data: x, names: fr.Scope}
	if c.Module.File != nil && x.End-x.Offset() <= maxData {
		note.names = fr.namesIn(c.Module.File.Slice(x.Offset(), x.End))
	}
	c.data[t.ID] = note
}

// namesIn returns a namespace inside of this one that keeps what the names in a
// text mean now: code below may bind them anew.
func (fr *Frame) namesIn(text string) *Scope {
	kept := NewScope(fr.Module, fr.Scope)
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		fr.keep(kept, word)
	}
	return kept
}

// keep binds a name to what it means now. A list may grow later.
func (fr *Frame) keep(kept *Scope, name string) {
	var v Value
	found := false
	for s := fr.Scope; s != nil && !found; s = s.Outer {
		v, found = s.Get(name)
	}
	if !found {
		v, found = fr.Module.Scope.Get(name)
	}
	if !found {
		return
	}
	if list, ok := v.(*seq); ok {
		v = &seq{Elts: slices.Clip(list.Elts), Loose: list.Loose}
	}
	kept.Set(name, v)
}
