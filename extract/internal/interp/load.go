package interp

import (
	"strings"

	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
)

// importModule imports a module by its dotted name. It returns nil where there is
// none.
func (m *Machine) importModule(name, from string) *Module {
	if unit := m.loader.Find(m.ctx, name, from); unit != nil {
		return m.importUnit(unit)
	}
	return nil
}

// importUnit imports a module, after the package that contains it, unless that
// has been done.
func (m *Machine) importUnit(unit *Unit) *Module {
	if mod := m.modules[unit.Name]; mod != nil {
		return mod
	}
	parent, last := "", unit.Name
	if i := strings.LastIndexByte(unit.Name, '.'); i >= 0 {
		parent, last = unit.Name[:i], unit.Name[i+1:]
		if p := m.loader.Find(m.ctx, parent, unit.Name); p != nil && p.Name == parent {
			m.importUnit(p)
		}
		if mod := m.modules[unit.Name]; mod != nil { // the package imported it
			return mod
		}
	}
	mod := &Module{Unit: unit, loading: true}
	mod.Scope = NewScope(mod, nil)
	m.modules[unit.Name] = mod
	if m.depth < maxCalls*4 {
		m.depth++
		m.runModule(mod)
		m.depth--
	}
	mod.loading = false
	if p := m.modules[parent]; p != nil {
		if _, ok := p.Scope.names.get(last); !ok {
			p.Scope.Set(last, mod)
		}
	}
	return mod
}

// runModule runs the statements of a module that is new.
func (m *Machine) runModule(mod *Module) {
	name, main := mod.Name, m.main
	if mod.Main {
		name, m.main = "__main__", mod
		defer func() { m.main = main }()
	}
	mod.Scope.names.set("__name__", NewStr(name))
	mod.Scope.names.set("__file__", filePath(mod.Unit))
	if mod.File == nil {
		return
	}
	handlers, at := m.handlers, m.at
	m.handlers = nil // what a module raises is not what its importer catches
	end, before := m.end, m.steps
	m.NewFrame(mod, mod.Scope).runAll(mod.File.Body)
	if !mod.File.Kept {
		forgetClassBodies(mod.File.Body)
	}
	m.handlers, m.at = handlers, at
	m.end = end + m.steps - before // its work is not that of the import
}

// runAll runs the statements of a module. It leaves one that does too much, and
// goes on with the next one.
func (fr *Frame) runAll(body []python.Stmt) {
	m, left, told := fr.m, maxModule, false
	for i, s := range body {
		start, end := m.steps, m.steps+min(maxSteps, maxEffort+left)
		m.end = end
		if m.ctx.Err() != nil {
			return
		}
		f := fr.run(body[i : i+1])
		if m.steps > m.end && !told {
			told = true
			m.Report(graph.Diagnostic{
				Rule: "parse-error", Severity: graph.Warning,
				Message: "this statement does more than can be followed; what it declares may be missing",
				Pos:     fr.Module.Pos(s.Offset()),
			})
		}
		done := m.steps - start - (m.end - end) // without that of imports
		left = max(0, left-done)
		if f != next {
			return
		}
	}
}

// forgetClassBodies drops the bodies of the class statements of a module that has run.
// They are executed once, and are most of the code of a pipeline that is not text.
func forgetClassBodies(body []python.Stmt) {
	for _, s := range body {
		if c, ok := s.(*python.ClassDef); ok {
			c.Body = nil
		}
	}
}
