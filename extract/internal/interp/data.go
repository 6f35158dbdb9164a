package interp

import "bytes"

// maxData is how many bytes of data are read.
const maxData = 4 << 10

// Data evaluates an attribute of a class whose value was left out, a list or a
// tuple in brackets. It reports false for one that is long, or is anything
// else. at is the offset of the value in the module of the class that has it.
func (m *Machine) Data(c *Class, name string) (rows []Value, owner *Class, at int, ok bool) {
	for _, b := range c.Linear() {
		bc, isClass := b.(*Class)
		if !isClass {
			continue
		}
		if _, has := bc.Scope.Get(name); !has {
			continue
		}
		d := bc.data[name]
		if d == nil || bc.Module.File == nil || d.End-d.Offset() > maxData {
			return nil, nil, 0, false
		}
		rest, _, _ := bytes.Cut(bc.Module.File.From(d.End, maxData), []byte("\n"))
		rest, _, _ = bytes.Cut(rest, []byte("#"))
		if len(bytes.TrimSpace(rest)) > 0 {
			return nil, nil, 0, false
		}
		fr := m.NewFrame(bc.Module, bc.Scope)
		fr.unsure = 1 // what it calls raises nothing
		rows, all := fr.elements(fr.EvalText(bc.Module.File.Slice(d.Offset(), d.End)))
		return rows, bc, d.Offset(), all
	}
	return nil, nil, 0, false
}
