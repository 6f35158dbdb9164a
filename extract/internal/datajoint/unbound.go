package datajoint

import (
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/spelling"
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
	if !importsDataJoint(mod.File) || !mod.Scope.Deleted(name.ID) && l.bindings(mod.File, name.ID, name.Offset()) > 0 {
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

// reportUnboundBases reports bases of a table class, or of one that a decorator may
// make a table, that surely nothing binds.
func (l *Library) reportUnboundBases(fr *interp.Frame, c *interp.Class, s *python.ClassDef) {
	if len(s.Decorators) == 0 && !l.hasTier(c) {
		return
	}
	for _, b := range s.Bases {
		if name := l.unboundRoot(fr, b); name != "" {
			l.reportAt(fr.Module, b.Offset(), name, "name-unbound", graph.Error,
				quote(name)+", of which "+quote(c.Qual)+" is derived, is not bound here; import it")
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
	for mod := range hasTables {
		const name = "dj"
		if _, bound := mod.Scope.Get(name); bound || mod.File == nil || mod.Main || mod.Scope.Open() || mod.Scope.Doubts(name) ||
			l.bindings(mod.File, name, mod.File.Len()) > 0 {
			continue
		}
		severity := graph.Error
		if len(mod.File.Imports) == 0 && len(hasTables) > 1 && !l.anyModule(func(m *interp.Module) bool { return m != mod && importsModule(m.File, mod.Name) }) {
			severity = graph.Warning // a fragment, for others to run
		}
		for _, at := range mod.File.AttributesOutsideFunctions(name) {
			l.reportAt(mod, at, name, "name-unbound", severity, `"dj" is not bound in this module; write "import datajoint as dj" at its top`)
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

// reportTopLevel reports statements at the top of modules that surely fail: calls of
// what nothing binds, in modules with tables; of what a module with tables does not
// have; and functions that a schema decorates.
func (l *Library) reportTopLevel() {
	declares := l.declaring()
	for _, mod := range l.Modules() {
		if mod.File == nil || mod.Main {
			continue
		}
		fr := l.NewFrame(mod, mod.Scope)
		for _, s := range mod.File.Body {
			switch s := s.(type) {
			case *python.FuncDef:
				for _, d := range s.Decorators {
					if _, ok := l.Force(resolve(fr, d)).(*Schema); ok {
						l.reportDecorator(fr, d, "schema-decorator", "a schema decorates classes, and "+quote(s.Name)+" is a function; remove the decorator")
					}
				}
			case *python.ExprStmt:
				if call, ok := s.X.(*python.Call); ok {
					l.reportCall(fr, call, declares)
				}
			}
		}
	}
}

// reportCall reports a call at the top of a module.
func (l *Library) reportCall(fr *interp.Frame, call *python.Call, declares map[*interp.Module]bool) {
	report := func(text, message string) {
		l.reportAt(fr.Module, call.Fn.Offset(), text, "name-unbound", graph.Error, message)
	}
	if root := l.unboundRoot(fr, call.Fn); root != "" && declares[fr.Module] {
		if !fr.Module.Scope.Deleted(root) {
			report(root, quote(root)+" is not bound here; define or import it")
		}
		return
	}
	attr, ok := call.Fn.(*python.Attribute)
	if !ok {
		return
	}
	base := l.Force(resolve(fr, attr.X))
	if _, ok := base.(*Schema); ok && (attr.Name == "spawn_missing_classes" || attr.Name == "make_classes") {
		text := interp.Label(call.Fn)
		l.schemaUses[fr.Module.Unit] = append(l.schemaUses[fr.Module.Unit], graph.Use{Name: "Schema." + attr.Name, Text: text, Pos: fr.Module.Pos(call.Fn.Offset())})
		return
	}
	of, ok := base.(*interp.Module)
	if c, isClass := base.(*interp.Class); isClass && attr.Name == "populate" {
		if tier, ok := l.tier(c); ok && !tier.AutoPopulated() && len(foreignBases(c)) == 0 && !c.Altered && !has(c, "populate") {
			report(interp.Label(call.Fn), quote(c.Qual)+" is a "+tier.String()+" table, which has no populate(); insert into it")
		}
		return
	}
	if !ok || !declares[of] || of.File == nil || of.Main || len(of.File.Errors) > 0 || of.Scope.Open() || of.Scope.Doubts(attr.Name) || mayBeCompiled(of, attr.Name) {
		return
	}
	_, has := l.Member(of, attr.Name)
	_, activates := l.Member(of, "activate")
	misspelt := activates && spelling.Nearest(attr.Name, []string{"activate"}) != ""
	if has || !misspelt && l.bindings(of.File, attr.Name, of.File.Len()) > 0 {
		return
	}
	advice := "define it there"
	if misspelt {
		advice = "write activate"
	}
	report(interp.Label(call.Fn), quote(of.Name)+" has no "+quote(attr.Name)+"; "+advice)
}

// declaring returns the modules that declare a table or make a schema object.
func (l *Library) declaring() map[*interp.Module]bool {
	declares := map[*interp.Module]bool{}
	for _, t := range l.tables {
		declares[t.Class.Module] = true
	}
	for _, s := range l.schemas {
		if s.Module != nil {
			declares[s.Module] = true
		}
	}
	return declares
}

// reportMissingImports reports names that a module imports from another analysed
// one, which surely does not have them: Python raises ImportError. One of the two
// declares tables.
func (l *Library) reportMissingImports() {
	around := map[*interp.Module]bool{} // the modules that declare tables, and their packages
	for mod := range l.declaring() {
		for name := mod.Name; name != ""; name = name[:max(strings.LastIndexByte(name, '.'), 0)] {
			if m := l.Imported(name); m != nil {
				around[m] = true
			}
		}
	}
	for _, mod := range l.Modules() {
		if mod.File == nil {
			continue
		}
		for _, i := range mod.File.Imports {
			if i.Guarded || i.Scope != python.Load || !l.Reached(i) {
				continue
			}
			if around[mod] {
				l.reportMisspeltLibrary(mod, i)
				l.reportAboveTop(mod, i)
			}
			if !i.From || i.Star {
				continue
			}
			if from := l.ImportedBy(mod, interp.AbsoluteImport(mod.Unit, i)); from != nil && (around[mod] || around[from]) {
				l.reportMissingImport(mod, from, i)
			}
		}
	}
}

// reportMisspeltLibrary reports an import of a package that is not at hand and almost
// called datajoint.
func (l *Library) reportMisspeltLibrary(mod *interp.Module, i *python.Import) {
	for _, n := range i.Names {
		root, _, _ := strings.Cut(n.Name, ".")
		if i.From || root == "datajoint" || n.Alias != "dj" || spelling.Nearest(root, []string{"datajoint"}) == "" || l.ImportedBy(mod, root) != nil {
			continue
		}
		l.reportAt(mod, n.Offset(), root, "import-missing", graph.Error, "there is no package "+quote(root)+"; write import datajoint as dj")
	}
}

// reportAboveTop reports a relative import that leads out of the uppermost package, if
// that is in the folder of the project, or in src. Any other folder above a package may
// be one without an __init__.py.
func (l *Library) reportAboveTop(mod *interp.Module, i *python.Import) {
	depth := strings.Count(mod.Name, ".")
	if mod.IsPackage {
		depth++
	}
	file := strings.ReplaceAll(mod.Name, ".", "/")
	inner := strings.TrimPrefix(strings.TrimSuffix(strings.TrimSuffix(mod.Pos(i.Offset()).Path, ".py"), "/__init__"), "src/")
	_, belowTop, _ := strings.Cut(file, "/") // the project's folder is the package itself
	if i.Level <= depth || depth == 0 || inner != file && inner != belowTop && !(mod.IsPackage && inner == "__init__") {
		return
	}
	l.reportAt(mod, i.Offset(), i.Text, "import-missing", graph.Error, "this relative import leads out of the uppermost package, so it fails; remove a dot")
}

func (l *Library) reportMissingImport(mod, from *interp.Module, i *python.Import) {
	if from == mod && !mod.IsPackage || from.File == nil || from.Main || len(from.File.Errors) > 0 || from.Scope.Open() {
		return
	}
	for _, n := range i.Names {
		own := 0 // what this statement binds itself, in the __init__.py of the package
		if from == mod {
			own = 1
		}
		if v, ok := l.Member(from, n.Name); ok && !isMissing(v, n.Name) || from.Scope.Doubts(n.Name) || l.bindings(from.File, n.Name, from.File.Len()) > own ||
			l.Finds(mod, interp.AbsoluteImport(mod.Unit, i)+"."+n.Name) {
			continue
		}
		severity, advice := graph.Error, "correct the name, or define it there"
		if mayBeCompiled(from, n.Name) {
			severity, advice = graph.Warning, "correct the name, unless it is a module that is no Python file"
		}
		l.reportAt(mod, n.Offset(), n.Name, "import-missing", severity, quote(from.Name)+" has no "+quote(n.Name)+", so this import fails; "+advice)
	}
}

// isMissing reports whether a value stands for a name that was not found.
func isMissing(v interp.Value, name string) bool {
	late, ok := v.(*interp.Late)
	return ok && late.Name == name
}

// mayBeCompiled reports whether a name may be a module of a package that is no
// Python file, such as one that the build compiles.
func mayBeCompiled(pkg *interp.Module, name string) bool {
	return pkg.IsPackage && !interp.IsCapital(name) && !looksLikeSchema(name)
}
