package extract

import (
	"cmp"
	"errors"
	"io/fs"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/projectfiles"
	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
)

// addModules writes the modules that were read, with their imports of one
// another, and what is wrong with their text.
func (r *resolver) addModules(anyTable bool) {
	read := slices.DeleteFunc(r.project.index.all(), func(s *source) bool { return s.tree == nil || !r.machine.Loaded(s.unit.Name) })
	for _, c := range r.project.closed {
		if len(r.project.opts.Entries) == 0 && r.project.isTarget(c.dir) {
			r.report("parse-error", graph.Warning, "cannot read this folder, so what it holds is missing: "+reason(c.err), graph.Pos{Path: c.dir}, graph.Pos{})
		}
	}
	imports := r.allImports(read)
	for n, s := range read {
		if s.unit.File == nil {
			r.report("parse-error", graph.Error, "cannot read this file: "+reason(s.err), graph.Pos{Path: s.display()}, graph.Pos{})
			continue
		}
		severity := graph.Error
		if len(s.unit.File.Errors) > 0 && anyTable && r.isBeside(s, imports) {
			severity = graph.Warning
		}
		for _, e := range s.unit.File.Errors {
			r.report("parse-error", severity, e.Message, s.place(e.Offset()), s.place(e.End))
		}
		m := graph.Module{Name: s.unit.Name, Path: s.display(), Imports: imports[n]}
		for _, i := range s.survey.Inserts {
			m.Inserts = append(m.Inserts, graph.Insert{Name: i.Text, Pos: s.place(i.Offset)})
		}
		for _, u := range s.survey.Uses {
			m.Uses = append(m.Uses, graph.Use{Name: u.Name, Text: u.Text, Pos: s.place(u.Offset)})
		}
		r.out.Modules = append(r.out.Modules, m)
		r.addSurvey(s)
	}
}

// isBeside reports whether a file is no part of the pipeline: it says nothing of
// DataJoint, and no module imports it. imports are those of all modules.
func (r *resolver) isBeside(s *source, imports [][]graph.Import) bool {
	if len(r.project.opts.Entries) > 0 || r.project.opts.Target == s.path ||
		s.unit.Main || slices.ContainsFunc([]string{"datajoint", "dj.", "schema", "\x00"}, s.unit.File.Mentions) {
		return false
	}
	return !slices.ContainsFunc(imports, func(of []graph.Import) bool {
		return slices.ContainsFunc(of, func(i graph.Import) bool { return i.Module == s.unit.Name })
	})
}

// addFiles writes what the files around the modules say.
func (r *resolver) addFiles() {
	found := projectfiles.Read(r.project.index.project().FS, r.project.around)
	r.out.Project, r.out.Comments, r.out.Credentials = found.Project, found.Comments, found.Credentials
}

// allImports lists for each source what [resolver.imports] does, in parallel:
// to see whether an import is deferrable takes looking through the text.
func (r *resolver) allImports(sources []*source) [][]graph.Import {
	taken := takenNames(sources)
	all := make([][]graph.Import, len(sources))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for n, s := range sources {
		if s.unit.File != nil {
			g.Go(func() error {
				all[n] = r.imports(s, taken)
				return nil
			})
		}
	}
	_ = g.Wait() // none of them fails
	return all
}

// addSurvey writes what a source says that belongs to the pipeline as a whole.
func (r *resolver) addSurvey(s *source) {
	found := &s.survey
	for _, remark := range found.Remarks {
		r.out.Comments = append(r.out.Comments, graph.Comment{Text: remark.Text, Pos: s.place(remark.Offset())})
	}
	for _, c := range found.Credentials {
		kind := graph.NamedSecret
		if c.Name == "database.password" {
			kind = graph.DatabasePassword
		}
		r.out.Credentials = append(r.out.Credentials, graph.Credential{Kind: kind, Name: c.Name, Pos: s.place(c.Start), End: s.place(c.End)})
	}
	for _, offset := range found.Stores {
		r.out.Project.CodeStores = append(r.out.Project.CodeStores, s.place(offset))
	}
}

// reason is an error without the path, which its position gives.
func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return err.Error()
}

// imports lists the analysed modules that a module's import statements name.
func (r *resolver) imports(s *source, taken map[takenName]bool) []graph.Import {
	var out []graph.Import
	for _, i := range s.unit.File.Imports {
		if i.Scope == python.Load && !r.machine.Reached(i) {
			continue // in a branch that is not taken
		}
		first := len(out)
		add := func(to *source, name graph.ImportedName, bound string) {
			if to == nil || to.unit.Name == s.unit.Name {
				return
			}
			module := to.unit.Name
			deferrable := i.Scope == python.Load && isDeferrable(s, bound, taken)
			if k := slices.IndexFunc(out[first:], func(x graph.Import) bool { return x.Module == module }); k >= 0 {
				out[first+k].Deferrable = out[first+k].Deferrable && deferrable
				out[first+k].Names = append(out[first+k].Names, name)
				return
			}
			out = append(out, graph.Import{
				Module: module, Names: []graph.ImportedName{name}, Scope: graph.Scope(i.Scope), Text: i.Text, Pos: s.place(i.Offset()), Deferrable: deferrable,
			})
		}
		if i.Star {
			add(r.analysed(interp.AbsoluteImport(s.unit, i), s.unit), graph.ImportedName{Name: "*"}, "")
		}
		for _, n := range i.Names {
			add(r.target(s.unit, i, n), graph.ImportedName{Name: n.Name, As: n.Alias}, bound(i, n))
		}
		for k := range out[first:] {
			out[first+k].Others = max(0, len(i.Names)-len(out[first+k].Names))
		}
	}
	for _, c := range r.machine.ComputedImports() {
		if c.From.Unit == s.unit && c.To.File != nil && c.To != c.From {
			out = append(out, graph.Import{Module: c.To.Name, Scope: graph.Load, Text: c.Text, Pos: s.place(c.Offset)})
		}
	}
	return out
}

// target resolves a name of an import statement. "from pkg import name" names
// the module pkg.name where there is one, else something that pkg defines; a
// name that a package does not have is a module that is no Python, as one that
// is compiled.
func (r *resolver) target(u *interp.Unit, i *python.Import, n python.ImportName) *source {
	if !i.From {
		return r.analysed(n.Name, u)
	}
	base := interp.AbsoluteImport(u, i)
	if base == "" {
		return nil
	}
	if module := r.analysed(base+"."+n.Name, u); module != nil {
		return module
	}
	s := r.analysed(base, u)
	if s != nil && s.unit.IsPackage && !r.machine.Defines(s.unit.Name, n.Name) && !mayImport(s, n.Name) {
		return nil
	}
	return s
}

// mayImport reports whether a source has an import statement for a name, which
// may have failed: that of a version which the build writes, say.
func mayImport(s *source, name string) bool {
	return slices.ContainsFunc(s.unit.File.Imports, func(i *python.Import) bool {
		return slices.ContainsFunc(i.Names, func(n python.ImportName) bool { return bound(i, n) == name })
	})
}

// analysed returns the module of the pipeline that a dotted name leads to, or
// nil.
func (r *resolver) analysed(name string, from *interp.Unit) *source {
	s := r.project.index.find(name, from.Name)
	if s == nil || s.unit.File == nil || !r.machine.Loaded(s.unit.Name) {
		return nil
	}
	return s
}

// A takenName is what "from module import name" takes; the name may be "*".
type takenName struct{ module, name string }

// takenNames lists what the sources take from each other while they load.
func takenNames(sources []*source) map[takenName]bool {
	taken := map[takenName]bool{}
	for _, s := range sources {
		if s.unit.File == nil {
			continue
		}
		for _, i := range s.unit.File.Imports {
			if !i.From || i.Scope != python.Load {
				continue
			}
			module := interp.AbsoluteImport(s.unit, i)
			if i.Star {
				taken[takenName{module, "*"}] = true
			}
			for _, n := range i.Names {
				taken[takenName{module, n.Name}] = true
			}
		}
	}
	return taken
}

// bound returns the name that an import binds: that of the package for
// "import package.module".
func bound(i *python.Import, n python.ImportName) string {
	name := cmp.Or(n.Alias, n.Name)
	if !i.From {
		name, _, _ = strings.Cut(name, ".")
	}
	return name
}

// isDeferrable reports whether only functions of a module use a name that it
// imports; "" stands for all, of which that is not known. What a package
// imports is there for others.
func isDeferrable(s *source, name string, taken map[takenName]bool) bool {
	return name != "" && !s.unit.IsPackage &&
		!taken[takenName{s.unit.Name, name}] && !taken[takenName{s.unit.Name, "*"}] &&
		s.unit.File.OnlyFunctionsUse(name)
}
