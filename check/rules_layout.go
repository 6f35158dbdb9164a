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
	if !p.configured() || p.Pipeline.Project.Partial {
		return
	}
	declares := make(map[string]bool)
	p.tables(func(t *graph.Table) { declares[t.Module] = true })
	for i := range p.Pipeline.Modules {
		m := &p.Pipeline.Modules[i]
		if path.Base(m.Path) != "__init__.py" || !strings.HasPrefix(m.Path, "src/") || strings.Count(m.Path, "/") != 2 {
			continue
		}
		imported := importsInOrder(m)
		var missing []string
		for _, other := range p.Pipeline.Modules {
			name, inside := strings.CutPrefix(other.Name, m.Name+".")
			if inside && declares[other.Name] && !strings.Contains(name, ".") && !slices.ContainsFunc(imported, func(i *graph.Import) bool { return i.Module == other.Name }) {
				missing = append(missing, name)
			}
		}
		if missing != nil {
			p.Report(graph.Diagnostic{
				Message: fmt.Sprintf("the package does not import %s; import its modules here, in the order of their dependencies", strings.Join(missing, ", ")),
				Pos:     graph.Pos{Path: m.Path},
			})
		}
		p.checkImportOrder(imported)
	}
}

// checkImportOrder reports the first import of each module that comes before that of
// a module with the parents of its tables. Python imports these first all the same.
func (p *Pass) checkImportOrder(imported []*graph.Import) {
	module := make(map[string]string) // of tables
	for i := range p.Pipeline.Tables {
		module[p.Pipeline.Tables[i].ID] = p.Pipeline.Tables[i].Module
	}
	needs := make(map[[2]string]bool)
	for _, fk := range p.Pipeline.ForeignKeys {
		needs[[2]string{module[fk.Child], module[fk.Parent]}] = true
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
		name := i.Module[strings.LastIndexByte(i.Module, '.')+1:]
		if at := regexp.MustCompile(`\b`+regexp.QuoteMeta(name)+`\b`).FindAllStringIndex(i.Text, -1); at != nil {
			return at[len(at)-1][0]
		}
		return 0
	}
	slices.SortStableFunc(all, func(a, b *graph.Import) int {
		return cmp.Or(a.Pos.Compare(b.Pos), cmp.Compare(within(a), within(b)))
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
	for _, name := range p.files.names() {
		if gap := strings.ToLower(path.Base(name)); strings.HasPrefix(gap, ".env.") || gap == "env.example" {
			return
		}
	}
	p.reportFile("docker/.env.example", "there is no example of the variables that the containers need; list them, without passwords, in docker/.env.example")
}
