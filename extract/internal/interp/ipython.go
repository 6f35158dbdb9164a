package interp

import (
	"path"
	"strings"
)

// lineMagic is get_ipython().run_line_magic("run", "file"), which is what
// IPython makes of "%run file". Other magics do nothing.
func lineMagic(fr *Frame, c *Call) Value {
	m := fr.m
	var words []string
	for i := range c.Args {
		text, ok := fr.TextArg(c, i)
		if !ok {
			return Unknown{}
		}
		words = append(words, strings.Fields(text)...)
	}
	if len(words) == 0 || words[0] != "run" {
		return Unknown{}
	}
	asModule := false
	for _, w := range words[1:] {
		if strings.HasPrefix(w, "-") {
			asModule = w == "-m"
			continue
		}
		name := strings.Trim(w, `"'`)
		var unit *Unit
		switch {
		case asModule:
			unit = m.loader.Find(m.ctx, name, fr.Module.Name)
		case path.Ext(name) == "":
			unit = m.loader.FindFile(m.ctx, name+".py", fr.Module.Name)
		default:
			unit = m.loader.FindFile(m.ctx, name, fr.Module.Name)
		}
		if unit != nil {
			m.runScript(fr, unit, strings.Join(words, " "))
		}
		break // what follows are the script's own arguments
	}
	return None{}
}

// runScript runs a file for a notebook, which takes its names over. A file
// that was run or imported before is not run again.
func (m *Machine) runScript(fr *Frame, unit *Unit, magic string) {
	mod := m.importUnit(unit)
	if mod == fr.Module {
		return
	}
	m.importedHere(mod, "%"+magic)
	for name, v := range mod.Scope.All() {
		if !strings.HasPrefix(name, "__") && v != nil {
			fr.Module.Scope.Set(name, mod.seenAs(name, v))
		}
	}
	fr.takeStars(mod)
}
