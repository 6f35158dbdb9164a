package evaluate

import "strings"

// Projection is a table with renamed attributes.
type Projection struct {
	Table   Value // a *Class, an *External or a *VirtualTable
	Renames []Rename
}

// A Rename is new='old' of a projection.
type Rename struct {
	New, Old string
	Bare     bool // old stands there without quotes, as a name that nothing binds
}

// TypeName implements [Value].
func (*Projection) TypeName() string { return "" }

// Attr implements [Attributed].
func (p *Projection) Attr(_ *Frame, name string) Value {
	if name == "proj" {
		return proj(p)
	}
	return nil
}

// proj is the method proj of a table.
func proj(table Value) Value {
	return &Builtin{"proj", func(fr *Frame, c *Call) Value {
		p := &Projection{Table: table}
		if q, ok := table.(*Projection); ok {
			p.Table = q.Table
			p.Renames = append(p.Renames, q.Renames...)
		}
		earlier := len(p.Renames) // the renames of one call happen at once
		for _, k := range c.Keywords {
			p.rename(fr, k, earlier)
		}
		return p
	}}
}

// rename adds new='old', or changes one of the earlier renames.
func (p *Projection) rename(fr *Frame, k Keyword, earlier int) {
	value := fr.Force(k.Value)
	if late, ok := value.(*Late); ok && fr.Binding && late.Module == fr.Module {
		p.Renames = append(p.Renames, Rename{New: k.Name, Old: late.Name, Bare: true})
		return
	}
	old, ok := value.(*Str)
	if !ok || !old.Known() {
		return
	}
	name := strings.TrimSpace(old.Text)
	if !IsIdentifier(name) {
		return // computed, or duplicated in parentheses: the key stays
	}
	done := false
	for i := range earlier { // proj of proj
		if p.Renames[i].New == name {
			p.Renames[i].New, done = k.Name, true
		}
	}
	if !done {
		p.Renames = append(p.Renames, Rename{New: k.Name, Old: name})
	}
}
