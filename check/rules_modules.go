package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// moduleRules are about modules, their imports and their schemas.
func moduleRules() []Rule {
	return []Rule{
		{Code: "several-schemas", Title: "a module declares tables in several schemas", Severity: graph.Warning, Run: severalSchemas},
		{Code: "schema-split", Title: "a schema is declared by several modules", Severity: graph.Warning, Run: schemaSplit},
		{Code: "schema-name", Title: "a schema name has characters that cause trouble", Severity: graph.Warning, Run: schemaName},
		{Code: "import-star", Title: "a module that declares tables imports another such module with a star", Severity: graph.Warning, Run: importStar},
		{Code: "import-deferred", Title: "a module that declares tables is imported inside a function", Severity: graph.Warning, When: ForProjects, Run: importDeferred},
		{Code: "schema-arguments", Title: "a schema or virtual module gets arguments that it does not take", Severity: graph.Error},
		{Code: "schema-inactive", Title: "nothing activates a schema", Severity: graph.Warning},
		{Code: "contract", Title: "a module depends on one that a contract keeps from it", Severity: graph.Error, Run: contracts},
		{Code: "import-unmirrored", Title: "a foreign key refers to a module that is not imported", Severity: graph.Warning, Run: importUnmirrored},
	}
}

// severalSchemas reports an error with [Options.Project], because the standard for
// projects forbids such modules. It counts only schemas whose objects the module creates itself: a
// pipeline may add tables to the schema of an Element.
func severalSchemas(p *Pass) {
	type pair struct{ module, schema string }
	type own struct {
		schema *graph.Schema
		made   graph.Pos
	}
	first := make(map[string]own) // the first schema of each module
	seen := make(map[pair]bool)
	p.tablesInSourceOrder(func(t *graph.Table) {
		s := p.Pipeline.Schema(t.Schema)
		if s == nil || seen[pair{t.Module, s.ID}] {
			return
		}
		// Ignore schemas that are created in a function without callers, and
		// notebooks, which are not modules of the pipeline.
		if _, cell := t.Pos.Cell(); cell > 0 || strings.HasSuffix(s.ID, "()") && !s.Active {
			return
		}
		seen[pair{t.Module, s.ID}] = true
		made, ok := madeIn(t.Pos.Path, s)
		if !ok {
			return
		}
		one, ok := first[t.Module]
		if !ok {
			first[t.Module] = own{s, made}
			return
		}
		p.ReportAs(p.projectSeverity(), graph.Diagnostic{
			Message: fmt.Sprintf("the module %s has the schemas %q and %q; give each schema a module of its own", t.Module, one.schema.Label(), s.Label()),
			Pos:     made,
			Related: []graph.Related{
				{Pos: one.made, Message: fmt.Sprintf("the schema %q", one.schema.Label())},
				{Pos: t.Pos, Message: fmt.Sprintf("%s is the first table in %q", t.Class, s.Label())},
			},
		})
	})
}

// madeIn returns the position of the first call in a file that creates an object
// of the schema, and whether there is one.
func madeIn(file string, s *graph.Schema) (graph.Pos, bool) {
	i := slices.IndexFunc(s.Places, func(p graph.Pos) bool { return p.Path == file })
	if i < 0 {
		return graph.Pos{}, false
	}
	return s.Places[i], true
}

// tablesInSourceOrder is like tables, but sorted by position.
func (p *Pass) tablesInSourceOrder(f func(*graph.Table)) {
	var tables []*graph.Table
	p.tables(func(t *graph.Table) { tables = append(tables, t) })
	slices.SortStableFunc(tables, func(a, b *graph.Table) int { return a.Pos.Compare(b.Pos) })
	for _, t := range tables {
		f(t)
	}
}

// projectSeverity returns the severity of what the standard for projects forbids
// and DataJoint accepts.
func (p *Pass) projectSeverity() graph.Severity {
	if p.opts.Project {
		return graph.Error
	}
	return graph.Warning
}

// schemaSplit reports an error with [Options.Project], because the standard for
// projects forbids split schemas. It does not report the schema of an Element,
// which the pipeline that activates it may extend.
func schemaSplit(p *Pass) {
	severity := p.projectSeverity()
	first := make(map[string][]*graph.Table) // by schema, the first table of each module
	p.tablesInSourceOrder(func(t *graph.Table) {
		if !slices.ContainsFunc(first[t.Schema], func(u *graph.Table) bool { return u.Module == t.Module }) {
			first[t.Schema] = append(first[t.Schema], t)
		}
	})
	for i := range p.Pipeline.Schemas {
		s := &p.Pipeline.Schemas[i]
		tables := first[s.ID]
		if len(tables) < 2 || !s.Active || s.Activation.IsValid() {
			continue
		}
		d := graph.Diagnostic{
			Message: fmt.Sprintf("the schema %q is declared by %d modules; one schema is one module, so bring its tables together", s.Label(), len(tables)),
			Pos:     s.Pos,
		}
		if !d.Pos.IsValid() { // the object is made outside of the analysed source
			d.Pos = tables[0].Pos
		}
		for _, t := range tables[:min(len(tables), maxRelated)] {
			d.Related = append(d.Related, graph.Related{Pos: t.Pos, Message: fmt.Sprintf("%s is its first table in %s", t.Class, t.Module)})
		}
		p.ReportAs(severity, d)
	}
}

func schemaName(p *Pass) {
	unknown := regexp.MustCompile(`\{[^}]*\}`)
	legal := regexp.MustCompile(`^[a-z0-9_]*$`)
	for i := range p.Pipeline.Schemas {
		s := &p.Pipeline.Schemas[i]
		known := unknown.ReplaceAllString(s.Template, "")
		if why := p.rejectedSchemaName(s); why != "" {
			p.ReportAs(graph.Error, graph.Diagnostic{Message: fmt.Sprintf("the schema name %q %s", s.Name, why), Pos: s.Pos})
			continue
		}
		if !s.Active || legal.MatchString(known) {
			continue
		}
		why := "has characters other than a-z, 0-9 and _, so it always needs quotes; use only these characters"
		if legal.MatchString(strings.ToLower(known)) {
			why = "has capital letters, which a database on another system may treat as lower case; write it in lower case"
		}
		p.Report(graph.Diagnostic{Message: fmt.Sprintf("the schema name %q %s", s.Template, why), Pos: s.Pos})
	}
}

// rejectedSchemaName says why the database rejects the name of a schema, or its
// tables; or returns "".
func (p *Pass) rejectedSchemaName(s *graph.Schema) string {
	if n := len(s.Name); n > p.maxName() {
		return fmt.Sprintf("has %d characters, but the database allows only %d; shorten it", n, p.maxName())
	}
	if strings.Contains(s.Name, "{") {
		return "has braces, which DataJoint formats when it creates a table; use letters, digits and _ only"
	}
	if slices.Contains([]string{"mysql", "sys", "information_schema", "performance_schema"}, s.Name) && !p.postgres() {
		return "is that of a schema of the database itself; choose another one"
	}
	return ""
}

func importStar(p *Pass) {
	declares := p.declaringModules()
	p.imports(func(m *graph.Module, i *graph.Import) {
		if declares[m.Name] && declares[i.Module] && i.Star() {
			p.Report(graph.Diagnostic{
				Message: fmt.Sprintf("%s imports everything from %s, which hides where a table comes from; import the module, and write -> %s.Table", m.Name, i.Module, lastName(i.Module)),
				Pos:     i.Pos,
				End:     textEnd(i.Pos, i.Text),
			})
		}
	})
}

func importDeferred(p *Pass) {
	declares := p.declaringModules()
	p.imports(func(m *graph.Module, i *graph.Import) {
		if declares[m.Name] && declares[i.Module] && i.Scope == graph.Deferred {
			p.Report(graph.Diagnostic{
				Message: fmt.Sprintf("%s imports %s inside a function; import it at the top of the file, where readers see the order of the pipeline", m.Name, i.Module),
				Pos:     i.Pos,
				End:     textEnd(i.Pos, i.Text),
			})
		}
	})
}

// importUnmirrored reports the first foreign key between two modules if the
// child's module does not import the parent's, directly or through other modules.
// It does not report tables that wait for an activation, because that resolves
// their references; modules on a common cycle, because an import would close
// another one; and modules of one schema, which schemaSplit reports.
func importUnmirrored(p *Pass) {
	seen := make(map[[2]string]bool)
	reach := make(map[string]map[string]bool)
	cycleOf := p.cyclesByModule()
	for _, fk := range p.Pipeline.ForeignKeys {
		child, parent := p.Pipeline.Table(fk.Child), p.Pipeline.Table(fk.Parent)
		if child == nil || parent == nil || child.Module == parent.Module || child.Schema == parent.Schema || !child.Active {
			continue
		}
		if s := p.Pipeline.Schema(child.Schema); s == nil || s.Activation.IsValid() {
			continue
		}
		if c := cycleOf[child.Module]; c != nil && c == cycleOf[parent.Module] {
			continue
		}
		pair := [2]string{child.Module, parent.Module}
		if seen[pair] {
			continue
		}
		seen[pair] = true
		if m := p.Pipeline.Module(child.Module); m == nil || importsDirectly(m, parent.Module) {
			continue
		}
		if reach[child.Module] == nil {
			reach[child.Module] = p.imported(child.Module)
		}
		if reach[child.Module][parent.Module] {
			continue
		}
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("%s refers to %s, but does not import it; import the module, so that both are declared in order", fk.Child, fk.Parent),
			Pos:     fk.Pos,
			End:     textEnd(fk.Pos, fk.Text),
		})
	}
}

// cyclesByModule returns a cycle for each module that is on one. A cycle of
// tables counts for their modules, unless it is a loop.
func (p *Pass) cyclesByModule() map[string]*graph.Cycle {
	of := make(map[string]*graph.Cycle)
	cycles := p.Cycles()
	for i := range cycles {
		if len(cycles[i].Members) == 1 {
			continue
		}
		for _, id := range cycles[i].Members {
			if t := p.Pipeline.Table(id); t != nil && cycles[i].Kind == graph.ForeignKeyCycle {
				id = t.Module
			}
			of[id] = &cycles[i]
		}
	}
	return of
}

func importsDirectly(m *graph.Module, name string) bool {
	return slices.ContainsFunc(m.Imports, func(i graph.Import) bool { return i.Scope == graph.Load && i.Module == name })
}

// imported returns the modules that a module imports at load, directly or through
// other modules.
func (p *Pass) imported(module string) map[string]bool {
	seen := make(map[string]bool)
	for queue := []string{module}; len(queue) > 0; queue = queue[1:] {
		m := p.Pipeline.Module(queue[0])
		if m == nil {
			continue
		}
		for _, i := range m.Imports {
			if i.Scope == graph.Load && !seen[i.Module] {
				seen[i.Module] = true
				queue = append(queue, i.Module)
			}
		}
	}
	return seen
}

// declaringModules returns the modules that declare tables.
func (p *Pass) declaringModules() map[string]bool {
	declares := make(map[string]bool)
	p.tables(func(t *graph.Table) { declares[t.Module] = true })
	return declares
}

// imports calls f for each import.
func (p *Pass) imports(f func(*graph.Module, *graph.Import)) {
	for i := range p.Pipeline.Modules {
		m := &p.Pipeline.Modules[i]
		for j := range m.Imports {
			f(m, &m.Imports[j])
		}
	}
}

// lastName returns the last component of a dotted name.
func lastName(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }
