package datajoint

import (
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
)

// projection is a table with renamed attributes.
type projection struct {
	table   interp.Value // a *Class, an *External or a *virtualTable
	renames []Rename
	names   []string // of attributes to keep, as in proj('a')
}

// A Rename is new='old' of a projection.
type Rename struct {
	New, Old string
	Bare     bool // old stands there without quotes, as a name that nothing binds
}

// TypeName implements [interp.Value].
func (*projection) TypeName() string { return "" }

// Attr implements [interp.Attributed].
func (p *projection) Attr(_ *interp.Frame, name string) interp.Value {
	if name == "proj" {
		return proj(p)
	}
	return nil
}

// proj is the method proj of a table.
func proj(table interp.Value) interp.Value {
	return &interp.Builtin{Name: "proj", Fn: func(fr *interp.Frame, c *interp.Call) interp.Value {
		p := &projection{table: table}
		if q, ok := table.(*projection); ok {
			p.table = q.table
			p.renames = append(p.renames, q.renames...)
			p.names = append(p.names, q.names...)
		}
		earlier := len(p.renames) // the renames of one call happen at once
		if len(p.renames) == 0 {  // else the names may be new ones
			for i := range c.Args {
				if name, ok := fr.TextArg(c, i); ok && interp.IsIdentifier(name) {
					p.names = append(p.names, name)
				}
			}
		}
		for _, k := range c.Keywords {
			p.rename(fr, k, earlier)
		}
		return p
	}}
}

// rename adds new='old', or changes one of the earlier renames.
func (p *projection) rename(fr *interp.Frame, k interp.Keyword, earlier int) {
	value := fr.Force(k.Value)
	if late, ok := value.(*interp.Late); ok && fr.Binding && late.Module == fr.Module {
		p.renames = append(p.renames, Rename{New: k.Name, Old: late.Name, Bare: true})
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
		if p.renames[i].New == name {
			p.renames[i].New, done = k.Name, true
		}
	}
	if !done {
		p.renames = append(p.renames, Rename{New: k.Name, Old: name})
	}
}
