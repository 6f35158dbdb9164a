package evaluate

import (
	"strings"

	"github.com/djdag/djdag/graph"
)

// force looks again at what could not be found before. It returns v itself
// where v is what it is.
func (m *Machine) force(v Value) Value {
	for range 20 {
		switch x := v.(type) {
		case nil:
			return Unknown{}
		case *Late:
			w, ok := m.member(x.Module, x.Name)
			if !ok || w == v {
				return v
			}
			v = w
		case *Either:
			// Each is forced once only: they hold one another.
			for _, alt := range x.Of {
				if v = m.force(alt); m.isSomething(v) {
					break
				}
			}
			return v
		default:
			return v
		}
	}
	return Unknown{}
}

// isSomething reports whether a value of an Either is the one to take.
func (m *Machine) isSomething(v Value) bool {
	switch v := v.(type) {
	case Unknown, None, *Late, *External:
		return false
	case *Virtual:
		return m.schemaNamed(v.Schema) != nil
	case *VirtualTable:
		return m.virtualTable(v) != nil
	}
	return true
}

// member looks up a name of a module: what the code bound, or a submodule
// that has been imported. A name of which nothing is known is told from others
// by its path.
func (m *Machine) member(mod *Module, name string) (Value, bool) {
	if v, ok := mod.Scope.get(name); ok {
		return mod.seenAs(name, v), true
	}
	if sub := m.modules[mod.Name+"."+name]; sub != nil {
		return sub, true
	}
	if len(mod.Scope.stars) > 0 && !mod.loading {
		return &External{mod.Scope.stars[len(mod.Scope.stars)-1] + "." + name}, true
	}
	return nil, false
}

// seenAs is what other modules see as a name that is bound to v.
func (mod *Module) seenAs(name string, v Value) Value {
	if _, unknown := v.(Unknown); unknown {
		return &External{mod.Name + "." + name}
	}
	return v
}

// external returns the value of a name of a module that is not analysed.
func external(path string) Value {
	switch path {
	case "datajoint.config", "datajoint.settings.config":
		return &Config{}
	case "os.environ":
		return &Environ{}
	}
	return &External{path}
}

// attribute evaluates x.name.
func (m *Machine) attribute(fr *frame, x Value, name string) Value {
	x = m.force(x)
	switch x := x.(type) {
	case *Module:
		switch name {
		case "__dict__":
			return &Namespace{x.Scope}
		case "__name__":
			return str(x.Name)
		}
		if v, ok := m.member(x, name); ok {
			return v
		}
		return &Late{x, name}
	case *External:
		if name == "proj" && (fr.binding || isCapital(lastOf(x.Path))) {
			return projBuiltin(x)
		}
		return external(x.Path + "." + name)
	case *Class:
		return m.classAttribute(fr, x, name)
	case *Instance:
		if v, ok := x.Attrs[name]; ok {
			return v
		}
		return m.instanceAttribute(fr, x, name)
	case *Super:
		if c := m.classOf(x.Self); c != nil {
			if v, ok := c.find(name, x.Class); ok {
				return m.bind(fr, v, x.Self)
			}
			if s, ok := x.Self.(*Schema); ok {
				return m.schemaMethod(s, name)
			}
		}
	case *Virtual:
		if isCapital(name) {
			return &VirtualTable{Of: x, Path: []string{name}}
		}
		if name == "schema" {
			if s := m.schemaNamed(x.Schema); s != nil {
				return s
			}
			s := m.newSchema(m.at)
			s.Name, s.Active, s.virtual = x.Schema, true, true
			return s
		}
	case *VirtualTable:
		if isCapital(name) {
			return &VirtualTable{Of: x.Of, Path: append(append([]string{}, x.Path...), name)}
		}
		switch name {
		case "proj":
			return projBuiltin(x)
		case "__name__":
			return str(x.Path[len(x.Path)-1])
		case "database":
			return x.Of.Schema
		case "master", "_master":
			if n := len(x.Path) - 1; n > 0 {
				return &VirtualTable{Of: x.Of, Path: x.Path[:n]}
			}
		}
	case *Projection:
		if name == "proj" {
			return projBuiltin(x)
		}
	case *Schema:
		return m.schemaAttribute(fr, x, name)
	case *Frame:
		switch {
		case name == "f_back" && x.fr.back != nil:
			return &Frame{x.fr.back}
		case name == "f_locals":
			return &Namespace{x.fr.scope}
		case name == "f_globals":
			return &Namespace{x.fr.module.Scope}
		}
	case *Config:
		return m.configAttribute(fr, x, name)
	case *Environ:
		if name == "get" {
			return &Builtin{"get", func(m *Machine, fr *frame, c *call) Value { return fr.environGet(c) }}
		}
	case *Namespace:
		if v := namespaceMethod(x, name); v != nil {
			return v
		}
	case *Member:
		return m.memberAttribute(fr, x, name)
	case *Str:
		if name == "value" { // of a member of an enumeration of strings
			return x
		}
		return stringMethod(x, name)
	case *Setting:
		if s, ok := m.settled(x).(*Str); ok {
			return stringMethod(s, name)
		}
	case Path:
		return pathAttribute(x, name)
	case *Map:
		return mapMethod(x, name)
	case *Seq:
		return seqMethod(x, name)
	}
	return Unknown{}
}

func (m *Machine) classAttribute(fr *frame, c *Class, name string) Value {
	if v, ok := c.member(name); ok {
		return v
	}
	if v, ok := c.find(name, nil); ok {
		switch v := v.(type) {
		case *Class:
			if c.table != nil { // an inherited part is the part of this master
				if p := c.table.part(name); p != nil {
					return p.Class
				}
			}
		case *Function:
			switch v.Kind {
			case ClassMethod:
				return &Method{v, c}
			case ClassProperty:
				return m.call(fr, &Method{v, c}, &call{})
			}
		}
		return v
	}
	switch name {
	case "__name__":
		return str(c.Name)
	case "__qualname__":
		return str(c.Qual)
	case "__module__":
		return str(c.Module.Name)
	}
	if !c.hasTier() {
		for _, b := range c.linear() {
			if e, ok := b.(*External); ok {
				return external(e.Path + "." + name)
			}
		}
		switch {
		case !c.altered || !fr.binding:
			return Unknown{}
		case name == "proj": // its decorator may have made a table of it
			return projBuiltin(c)
		}
		return external(c.Module.Name + "." + c.Qual + "." + name)
	}
	switch name {
	case "proj":
		return projBuiltin(c)
	case "master", "_master":
		if c.table != nil && c.table.Master != nil {
			return c.table.Master.Class
		}
		if c.outer != nil {
			return c.outer
		}
	case "table_name":
		if t, ok := c.Tier(); ok && t != graph.Part {
			return str(sqlName(t, c.Name))
		}
	case "database":
		if c.table != nil && c.table.Schema.Name != nil {
			return c.table.Schema.Name
		}
	}
	if bases := c.foreignBases(); len(bases) > 0 {
		return external(bases[0] + "." + name)
	}
	return Unknown{}
}

func (m *Machine) instanceAttribute(fr *frame, x *Instance, name string) Value {
	switch name {
	case "__class__":
		return x.Class
	case "__dict__":
		d := newMap()
		for k, v := range x.Attrs {
			d.set(k, v)
		}
		d.Loose = true
		return d
	}
	if v, ok := x.Class.find(name, nil); ok {
		return m.bind(fr, v, x)
	}
	return m.classAttribute(fr, x.Class, name)
}

// bind makes a function that was found in a class an attribute of self.
func (m *Machine) bind(fr *frame, v, self Value) Value {
	f, ok := v.(*Function)
	if !ok {
		return v
	}
	switch f.Kind {
	case StaticMethod:
		return f
	case ClassMethod:
		return &Method{f, m.classOf(self)}
	case Property:
		return m.call(fr, &Method{f, self}, &call{})
	case ClassProperty:
		return m.call(fr, &Method{f, m.classOf(self)}, &call{})
	}
	return &Method{f, self}
}

func (m *Machine) classOf(v Value) *Class {
	switch v := v.(type) {
	case *Instance:
		return v.Class
	case *Class:
		return v
	case *Schema:
		return v.Class
	case *Member:
		return v.Class
	}
	return nil
}

// projBuiltin is the method proj of a table.
func projBuiltin(table Value) Value {
	return &Builtin{"proj", func(m *Machine, fr *frame, c *call) Value {
		p := &Projection{Table: table}
		if q, ok := table.(*Projection); ok {
			p.Table = q.Table
			p.Renames = append(p.Renames, q.Renames...)
		}
		earlier := len(p.Renames) // the renames of one call happen at once
		for _, k := range c.keywords {
			value := m.force(k.value)
			if late, ok := value.(*Late); ok && fr.binding && late.Module == fr.module {
				p.Renames = append(p.Renames, Rename{New: k.name, Old: late.Name, Bare: true})
				continue
			}
			old, ok := value.(*Str)
			if !ok || !old.Known() {
				continue
			}
			name := strings.TrimSpace(old.Text)
			if !isIdentifier(name) {
				continue // computed, or duplicated in parentheses: the key stays
			}
			done := false
			for i := range earlier { // proj of proj
				if p.Renames[i].New == name {
					p.Renames[i].New, done = k.name, true
				}
			}
			if !done {
				p.Renames = append(p.Renames, Rename{New: k.name, Old: name})
			}
		}
		return p
	}}
}

func isIdentifier(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !(c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || i > 0 && '0' <= c && c <= '9') {
			return false
		}
	}
	return s != ""
}
