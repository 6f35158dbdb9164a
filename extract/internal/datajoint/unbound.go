package datajoint

import (
	"regexp"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
)

// unboundRoot returns the first name of an expression such as a.b.C if it is a name
// that surely nothing has bound in its module when this statement runs, or "". A
// fragment, such as a cell or a file without an import of DataJoint, leaves that to
// others.
func (l *Library) unboundRoot(fr *interp.Frame, x python.Expr) string {
	for {
		switch e := x.(type) {
		case *python.Attribute:
			x = e.X
			continue
		case *python.Call:
			x = e.Fn
			continue
		}
		break
	}
	name, ok := x.(*python.Name)
	if !ok || !l.certain(fr) {
		return ""
	}
	mod := fr.Module
	late, ok := l.Force(fr.Name(name.ID)).(*interp.Late)
	if !ok || late.Module != mod || late.Name != name.ID || mod.Scope.Open() || mod.Scope.Doubts(name.ID) {
		return ""
	}
	if _, bound := mod.Scope.Get(name.ID); bound { // to what comes later
		return ""
	}
	if !importsDataJoint(mod.File) || !mod.Scope.Deleted(name.ID) && bindings(mod.File, name.ID, name.Offset()) > 0 {
		return ""
	}
	return name.ID
}

// importsDataJoint reports whether a file has an import of package datajoint.
func importsDataJoint(f *python.File) bool {
	return slices.ContainsFunc(f.Imports, func(i *python.Import) bool {
		return i.Path == "datajoint" || slices.ContainsFunc(i.Names, func(n python.ImportName) bool { return n.Name == "datajoint" })
	})
}

// bindings counts how often the text above an offset, outside functions, may bind a
// name, in a branch that a setting of the machine decides, say. It is large where the text may bind
// any name.
func bindings(f *python.File, name string, offset int) int {
	const any = 1 << 10
	if strings.Contains(name, ".") || bindsAnyName(f) || f.Contains("global "+name) {
		return any
	}
	name = regexp.QuoteMeta(name)
	return len(regexp.MustCompile(`(?m)\b`+name+`\s*(?:=[^=]|:=|:[^\n]*=|,|\))|\b(?:import|as|for)\b[^\n]*\b`+name+`\b|\b(?:def|class)\s+`+name+`\b|^\s*`+name+`\b\s*(?:$|,)`).FindAllString(f.OutsideFunctions(offset), -1))
}

// bindsAnyName reports whether a text may bind names that it does not show.
func bindsAnyName(f *python.File) bool {
	return slices.ContainsFunc([]string{"exec", "globals", "locals", "vars", "__dict__", "__getattr__", "setattr", "spawn_missing_classes", "make_classes"}, f.Contains)
}

// reportUnboundBases reports bases of a table class, or of one that a decorator may
// make a table, that surely nothing binds.
func (l *Library) reportUnboundBases(fr *interp.Frame, c *interp.Class, s *python.ClassDef) {
	if len(s.Decorators) == 0 && !l.hasTier(c) {
		return
	}
	for _, b := range s.Bases {
		if name := l.unboundRoot(fr, b); name != "" {
			at := b.Offset()
			l.Report(graph.Diagnostic{
				Rule: "name-unbound", Severity: graph.Error,
				Message: quote(name) + ", of which " + quote(c.Qual) + " is derived, is not bound here; import it",
				Pos:     fr.Module.Pos(at), End: fr.Module.Pos(at + len(name)),
			})
		}
	}
}

// reportUnboundModules reports modules that declare tables and use dj without an
// import that binds it.
func (l *Library) reportUnboundModules() {
	hasTables := map[*interp.Module]bool{} // notes and fragments make schema objects, too
	for _, t := range l.tables {
		hasTables[t.Class.Module] = true
	}
	for _, mod := range l.declaring() {
		const name = "dj"
		if !hasTables[mod] {
			continue
		}
		if _, bound := mod.Scope.Get(name); bound || mod.File == nil || mod.Main || mod.Scope.Open() || mod.Scope.Doubts(name) ||
			bindings(mod.File, name, mod.File.Len()) > 0 {
			continue
		}
		severity := graph.Error
		if len(mod.File.Imports) == 0 && len(hasTables) > 1 && !l.anyModule(func(m *interp.Module) bool { return m != mod && importsModule(m.File, mod.Name) }) {
			severity = graph.Warning // a fragment, for others to run
		}
		for _, at := range mod.File.AttributesOutsideFunctions(name) {
			l.Report(graph.Diagnostic{
				Rule: "name-unbound", Severity: severity, Message: `"dj" is not bound in this module; write "import datajoint as dj" at its top`,
				Pos: mod.Pos(at), End: mod.Pos(at + len(name)),
			})
			break
		}
	}
}

// importsModule reports whether a file may import a module, by the last part of its
// name.
func importsModule(f *python.File, module string) bool {
	last := interp.LastOf(module)
	return slices.ContainsFunc(f.Imports, func(i *python.Import) bool {
		return interp.LastOf(i.Path) == last || slices.ContainsFunc(i.Names, func(n python.ImportName) bool { return interp.LastOf(n.Name) == last })
	})
}

// declaring returns the modules that declare a table or make a schema object, in no
// order.
func (l *Library) declaring() []*interp.Module {
	var mods []*interp.Module
	for _, t := range l.tables {
		mods = append(mods, t.Class.Module)
	}
	for _, s := range l.schemas {
		if s.Module != nil {
			mods = append(mods, s.Module)
		}
	}
	slices.SortFunc(mods, func(a, b *interp.Module) int { return strings.Compare(a.Name, b.Name) })
	return slices.Compact(mods)
}

// reportMissingImports reports names that a module imports from another analysed
// one, which surely does not have them: Python raises ImportError.
func (l *Library) reportMissingImports() {
	for _, mod := range l.declaring() {
		if mod.File == nil {
			continue
		}
		for _, i := range mod.File.Imports {
			if !i.From || i.Star || i.Guarded || i.Scope != python.Load || !l.Reached(i) {
				continue
			}
			l.reportMissingImport(mod, i)
		}
	}
}

func (l *Library) reportMissingImport(mod *interp.Module, i *python.Import) {
	from := l.ImportedBy(mod, interp.AbsoluteImport(mod.Unit, i))
	if from == nil || from == mod || from.File == nil || from.Main || len(from.File.Errors) > 0 || from.Scope.Open() {
		return
	}
	for _, n := range i.Names {
		if _, ok := l.Member(from, n.Name); ok || from.Scope.Doubts(n.Name) || mayBeCompiled(from, n.Name) || bindings(from.File, n.Name, from.File.Len()) > 0 {
			continue
		}
		at := n.Offset()
		l.Report(graph.Diagnostic{
			Rule: "import-missing", Severity: graph.Error,
			Message: quote(from.Name) + " has no " + quote(n.Name) + ", so this import fails; correct the name, or define it there",
			Pos:     mod.Pos(at), End: mod.Pos(at + len(n.Name)),
		})
	}
}

// mayBeCompiled reports whether a name may be a module of a package that is no
// Python file, such as one that the build compiles.
func mayBeCompiled(pkg *interp.Module, name string) bool {
	return pkg.IsPackage && !interp.IsCapital(name) && !looksLikeSchema(name)
}
