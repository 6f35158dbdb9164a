package check

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// projectInit reports nothing unless the documentation is the standard, which shows
// such an __init__.py. A project that was read in part may have more modules.
func projectInit(p *Pass) {
	if !p.docs() || p.Pipeline.Project.Partial {
		return
	}
	declares := p.declaringModules()
	for i := range p.Pipeline.Modules {
		m := &p.Pipeline.Modules[i]
		if !isPackageInSrc(m.Path) {
			continue
		}
		imported := p.imported(m.Name)
		var missing []string
		for _, other := range p.Pipeline.Modules {
			name, inside := strings.CutPrefix(other.Name, m.Name+".")
			if inside && declares[other.Name] && !strings.Contains(name, ".") && !imported[other.Name] {
				missing = append(missing, name)
			}
		}
		if missing != nil {
			p.Report(graph.Diagnostic{
				Message: fmt.Sprintf("the package does not import %s; import its modules here, in the order of their dependencies", strings.Join(missing, ", ")),
				Pos:     graph.Pos{Path: m.Path},
			})
		}
		p.checkImportOrder(importsInOrder(m))
	}
}

// checkImportOrder reports the first import of each module that comes before that of
// a module with the parents of its tables. Python imports these first all the same.
func (p *Pass) checkImportOrder(imported []*graph.Import) {
	needs := make(map[[2]string]bool)
	for _, fk := range p.Pipeline.ForeignKeys {
		if child, parent := p.Pipeline.Table(fk.Child), p.Pipeline.Table(fk.Parent); child != nil && parent != nil {
			needs[[2]string{child.Module, parent.Module}] = true
		}
	}
	for i, a := range imported {
		for _, b := range imported[i+1:] {
			if a.Module != b.Module && needs[[2]string{a.Module, b.Module}] && !needs[[2]string{b.Module, a.Module}] {
				p.ReportAs(graph.Note, graph.Diagnostic{
					Message: fmt.Sprintf("%s comes before %s, whose tables it refers to; import them in the order of their dependencies", a.Module, b.Module),
					Pos:     a.Pos,
				})
				break
			}
		}
	}
}

// isPackageInSrc reports whether a file makes src/<package> a package.
func isPackageInSrc(file string) bool {
	return path.Base(file) == "__init__.py" && strings.HasPrefix(file, "src/") && strings.Count(file, "/") == 2
}

// importsInOrder returns the imports that run when a module is loaded, in the order
// of the source.
func importsInOrder(m *graph.Module) []*graph.Import {
	var all []*graph.Import
	for i := range m.Imports {
		if m.Imports[i].Scope == graph.Load {
			all = append(all, &m.Imports[i])
		}
	}
	within := func(i *graph.Import) int { // its statement
		if at := regexp.MustCompile(`\b`+regexp.QuoteMeta(lastName(i.Module))+`\b`).FindAllStringIndex(i.Text, -1); at != nil {
			return at[len(at)-1][0]
		}
		return 0
	}
	slices.SortStableFunc(all, func(a, b *graph.Import) int {
		if c := a.Pos.Compare(b.Pos); c != 0 {
			return c
		}
		return cmp.Compare(within(a), within(b))
	})
	return all
}

// projectFolders looks for what the standard shows beyond the files that a pipeline
// needs.
func projectFolders(p *Pass) {
	folder := func(name, what string) {
		if !p.files.has(name) {
			p.reportFile(name, "there is no folder %s; keep %s there", name, what)
		}
	}
	folder("docs", "the documentation")
	if p.docs() {
		return
	}
	folder("notebooks", "notebooks that show how to use the pipeline")
	if p.files.matching(".env.*") != nil || p.files.matching("env.example") != nil {
		return
	}
	p.reportFile("docker/.env.example", "there is no example of the variables that the containers need; list them, without passwords, in docker/.env.example")
}
