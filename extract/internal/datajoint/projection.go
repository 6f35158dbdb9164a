package datajoint

import (
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
)

// Projection is a table with renamed attributes.
type Projection struct {
	Table   interp.Value // a *Class, an *External or a *VirtualTable
	Renames []Rename
}

// A Rename is new='old' of a projection.
type Rename struct {
	New, Old string
	Bare     bool // old stands there without quotes, as a name that nothing binds
}

// TypeName implements [interp.Value].
func (*Projection) TypeName() string { return "" }

// Attr implements [interp.Attributed].
func (p *Projection) Attr(_ *interp.Frame, name string) interp.Value {
	if name == "proj" {
		return proj(p)
	}
	return nil
}

// proj is the method proj of a table.
func proj(table interp.Value) interp.Value {
	return &interp.Builtin{Name: "proj", Fn: func(fr *interp.Frame, c *interp.Call) interp.Value {
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
func (p *Projection) rename(fr *interp.Frame, k interp.Keyword, earlier int) {
	value := fr.Force(k.Value)
	if late, ok := value.(*interp.Late); ok && fr.Binding && late.Module == fr.Module {
		p.Renames = append(p.Renames, Rename{New: k.Name, Old: late.Name, Bare: true})
		return
	}
	old, ok := value.(*interp.Str)
	if !ok || !old.Known() {
		return
	}
	name := strings.TrimSpace(old.Text)
	if !interp.IsIdentifier(name) {
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
