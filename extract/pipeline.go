package extract

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/datajoint"
	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/makes"
	"github.com/djdag/djdag/extract/internal/projectfiles"
	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/extract/internal/survey"
	"github.com/djdag/djdag/graph"
)

// A resolver turns the tables and schemas that the evaluation found into a
// [graph.Pipeline].
type resolver struct {
	project *project
	library *datajoint.Library

	notebooks []notebookSecrets

	out       *graph.Pipeline
	schemas   map[*datajoint.Schema]string // schema IDs
	done      map[*datajoint.Table]*resolved
	externals map[string]graph.External
	ids       map[*datajoint.Table]string
	tables    map[string]bool   // table IDs
	texts     map[string]string // names and types, each once
	cyclic    map[*datajoint.Table]bool

	matlab           *matlabTables                   // nil until first used
	mentionsContents bool                            // the source does something with contents itself
	uses             map[*datajoint.Table]makes.Uses // nil unless the reads are asked for
	// inserted has the last components of the names that the modules insert into.
	inserted map[string]bool
}

// pipeline builds the pipeline. All its slices are sorted.
func (r *resolver) pipeline(tables []*datajoint.Table, schemas []*datajoint.Schema) *graph.Pipeline {
	codecs := r.library.Codecs() // which may report some
	r.out = &graph.Pipeline{Codecs: codecs, Diagnostics: slices.Clone(r.library.Diagnostics())}
	r.done = map[*datajoint.Table]*resolved{}
	r.externals = map[string]graph.External{}
	r.ids = map[*datajoint.Table]string{}
	r.tables = map[string]bool{}
	r.texts = map[string]string{}
	r.addFiles()
	r.addModules(len(tables) > 0)
	r.markLoadOrder()
	r.addNotebooks(r.notebooks)
	tables = r.nameTables(tables)
	if slices.ContainsFunc(tables, hasRows) { // alone their contents are judged
		r.cyclic = inCycles(tables)
	}
	r.forgetCode(tables)
	r.addSchemas(tables, schemas)
	r.out.Tables = make([]graph.Table, 0, len(tables))
	references := 0
	for _, t := range tables {
		references += len(t.Refs)
	}
	r.out.ForeignKeys = make([]graph.ForeignKey, 0, references)
	for _, t := range tables {
		r.addTable(r.resolve(t))
	}
	for _, x := range r.externals {
		r.out.Externals = append(r.out.Externals, x)
	}
	r.out.Diagnostics = withoutConsequences(r.out.Diagnostics)
	r.out.Sort()
	r.out.Diagnostics = slices.CompactFunc(r.out.Diagnostics, func(a, b graph.Diagnostic) bool { return a.Compare(b) == 0 })
	return r.out
}

// forgetCode drops the source and what its evaluation made of it, once the modules are
// described: from here on, only the definitions count. So the memory of an analysis
// grows with the tables, not with the code.
func (r *resolver) forgetCode(tables []*datajoint.Table) {
	sources := r.project.modules.all()
	if slices.ContainsFunc(tables, (*datajoint.Table).HasContents) {
		r.mentionsContents = slices.ContainsFunc(sources, func(s *source) bool {
			return s.unit.File != nil && s.unit.File.Contains(".contents")
		})
	}
	r.inserted = map[string]bool{}
	for _, s := range sources {
		for _, i := range s.survey.Inserts {
			r.inserted[strings.Clone(i.Text[strings.LastIndexByte(i.Text, '.')+1:])] = true
		}
		s.forget()
	}
	r.library.ForgetCode()
}

// withoutConsequences drops the other diagnostics of a file or cell that has a
// syntax error: most of them are consequences of it.
func withoutConsequences(ds []graph.Diagnostic) []graph.Diagnostic {
	broken := map[string]bool{}
	for _, d := range ds {
		if d.Rule == "parse-error" {
			broken[d.Pos.Path] = true
		}
	}
	return slices.DeleteFunc(ds, func(d graph.Diagnostic) bool { return broken[d.Pos.Path] && d.Rule != "parse-error" })
}

func (r *resolver) report(rule string, severity graph.Severity, message string, pos, end graph.Pos, related ...graph.Related) {
	r.out.Diagnostics = append(r.out.Diagnostics, graph.Diagnostic{
		Rule: rule, Severity: severity, Message: message, Pos: pos, End: end, Related: related,
	})
}

// addModules adds the modules that were evaluated, with their imports of one
// another and their syntax errors. anyTable reports whether there is a table.
func (r *resolver) addModules(anyTable bool) {
	read := slices.DeleteFunc(r.project.modules.all(), func(s *source) bool { return s.tree == nil || !r.library.Loaded(s.unit.Name) })
	for _, c := range r.project.unreadable {
		if len(r.project.opts.Entries) == 0 && r.project.isTarget(c.dir) {
			r.report("parse-error", graph.Warning, "cannot read this folder, so its contents are missing: "+reason(c.err), graph.Pos{Path: c.dir}, graph.Pos{})
		}
	}
	imports := r.allImports(read)
	for n, s := range read {
		if s.unit.File == nil {
			pos := graph.Pos{Path: s.displayPath()}
			if !errors.Is(s.err, fs.ErrNotExist) {
				pos.Line = 1
			}
			if errors.Is(s.err, errData) {
				r.report("parse-error", graph.Note, "this file is taken for data and not read: "+s.err.Error(), pos, graph.Pos{})
			} else {
				r.report("parse-error", graph.Error, "cannot read this file: "+reason(s.err), pos, graph.Pos{})
			}
			continue
		}
		severity := graph.Error
		if len(s.unit.File.Errors) > 0 && anyTable && r.isUnrelated(s, read) {
			severity = graph.Warning
		}
		for _, e := range s.unit.File.Errors {
			r.report("parse-error", severity, s.syntaxError(e), s.place(e.Offset()), s.place(e.End))
		}
		for _, u := range s.unit.File.Unread {
			r.report("parse-error", graph.Note, fmt.Sprintf("this statement is taken for data and not read: it has %d kB", (u.End-u.Offset())>>10), s.place(u.Offset()), graph.Pos{})
		}
		m := graph.Module{Name: s.unit.Name, Path: s.displayPath(), Outside: !r.project.modules.inProject(s), Imports: imports[n]}
		for _, i := range s.survey.Inserts {
			m.Inserts = append(m.Inserts, graph.Insert{Name: i.Text, Pos: s.place(i.Offset)})
		}
		for _, u := range s.survey.Uses {
			m.Uses = append(m.Uses, graph.Use{Name: u.Name, Text: u.Text, Guarded: u.Guarded, Pos: s.place(u.Offset)})
		}
		m.Uses = append(m.Uses, r.library.SchemaUses(s.unit)...)
		r.out.Modules = append(r.out.Modules, m)
		r.addSurvey(s)
	}
	r.addImported(read)
}

// isUnrelated reports whether a file is not part of the pipeline: it has no schema and
// no definition of a table, and none of the sources needs it to load.
func (r *resolver) isUnrelated(s *source, sources []*source) bool {
	if len(r.project.opts.Entries) > 0 || r.project.opts.Target == s.path ||
		s.unit.Main || slices.ContainsFunc([]string{"definition", "chema(", "\x00"}, s.unit.File.Contains) {
		return false
	}
	return !slices.ContainsFunc(sources, func(by *source) bool {
		return by.unit.File != nil && slices.ContainsFunc(by.unit.File.Imports, func(i *python.Import) bool {
			return i.Scope == python.Load && !i.Guarded && r.library.Reached(i) && r.imports(by, i, s)
		})
	})
}

// imports reports whether a statement imports a source, or something from it.
func (r *resolver) imports(by *source, i *python.Import, s *source) bool {
	return i.Star && r.analysedModule(interp.AbsoluteImport(by.unit, i), by.unit) == s ||
		slices.ContainsFunc(i.Names, func(n python.ImportName) bool { return r.importTarget(by.unit, i, n) == s })
}

// syntaxError returns the message of a syntax error. It repeats no credential: then it
// does not quote the source.
func (s *source) syntaxError(e python.SyntaxError) string {
	message, _, quotes := strings.Cut(e.Message, " at ")
	if quotes && slices.ContainsFunc(s.survey.Credentials, func(c survey.Credential) bool { return c.Start < e.End && c.End > e.Offset() }) {
		return message
	}
	return e.Message
}

// addFiles adds what the configuration files around the modules declare.
func (r *resolver) addFiles() {
	names := r.project.projectFiles
	if r.project.opts.Tracked != nil {
		names = append(slices.Clip(names), slices.DeleteFunc(r.project.opts.Tracked(), func(name string) bool { return !projectfiles.Relevant(name) })...)
		slices.Sort(names)
		names = slices.Compact(names)
	}
	found := projectfiles.Read(r.project.modules.project().FS, names)
	found.Project.Partial = len(r.project.opts.Entries) > 0 || r.project.opts.Target != "."
	r.out.Project, r.out.Comments, r.out.Credentials = found.Project, found.Comments, found.Credentials
	r.out.Project.NewKeysAllowed = r.library.AllowsNewKeys()
	r.out.Project.HasReads = r.project.opts.Reads
	r.out.Codecs = append(r.out.Codecs, found.Codecs...)
	r.out.Diagnostics = append(r.out.Diagnostics, found.Diagnostics...)
}

// addSurvey adds the comments, credentials and stores in a source to the
// pipeline.
func (r *resolver) addSurvey(s *source) {
	found := &s.survey
	for _, directive := range found.Directives {
		r.out.Comments = append(r.out.Comments, graph.Comment{Text: directive.Text, Pos: s.place(directive.Offset())})
	}
	r.addCredentials(s)
	for _, offset := range found.Stores {
		r.out.Project.CodeStores = append(r.out.Project.CodeStores, s.place(offset))
	}
}

// addCredentials adds the credentials in a source to the pipeline.
func (r *resolver) addCredentials(s *source) {
	for _, c := range s.survey.Credentials {
		r.out.Credentials = append(r.out.Credentials, graph.Credential{Kind: secretKind(c.Name), Name: c.Name, Pos: s.place(c.Start), End: s.place(c.End)})
	}
}

// secretKind returns the kind of a credential in code, by the name that the survey gives
// it.
func secretKind(name string) graph.CredentialKind {
	if name == "database.password" {
		return graph.DatabasePassword
	}
	return graph.NamedSecret
}

// reason returns the message of an error without the path, which the
// diagnostic's position already gives.
func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return err.Error()
}

// nameTables gives each table its ID and returns the tables to keep. If a
// module has two classes of one name, such as those in two functions that
// nothing calls, it keeps the first. It keeps both if the database would hold
// them as different tables.
func (r *resolver) nameTables(tables []*datajoint.Table) []*datajoint.Table {
	first := map[string]*datajoint.Table{}
	kept := tables[:0:0]
	for _, t := range tables {
		id := t.Module.Name + "." + t.Qual
		schema := r.schemaText(t.Schema)
		for _, more := range []string{"@" + schema, "@" + schema + "." + t.Name} {
			f := first[id]
			if f == nil || !f.Schema.Active || !t.Schema.Active || f.Name == t.Name && r.schemaText(f.Schema) == schema {
				break
			}
			id = t.Module.Name + "." + t.Qual + more
		}
		r.ids[t] = id
		if f := first[id]; f != nil {
			pos, end := t.Class.Span()
			if place, _ := f.Class.Span(); pos != place && !t.Module.Main {
				r.report("table-duplicate", graph.Note, fmt.Sprintf("%q is defined twice in this module; only the first class is shown", t.Qual),
					pos, end, graph.Related{Pos: place, Message: "the first one"})
			}
			continue
		}
		first[id] = t
		r.tables[id] = true
		kept = append(kept, t)
	}
	return kept
}

// schemaText returns the best known name of a schema: its final name, its
// template or, for an external schema, its dotted name.
func (r *resolver) schemaText(s *datajoint.Schema) string {
	if name, ok := r.library.SettledName(s); ok {
		return name
	}
	if s.Name != nil {
		return s.Name.Text
	}
	return s.External
}

// addSchemas adds the schemas that have tables. Schemas of one name become one,
// unless the name is a template that may differ between modules.
func (r *resolver) addSchemas(tables []*datajoint.Table, schemas []*datajoint.Schema) {
	r.schemas = map[*datajoint.Schema]string{}
	modules := map[*datajoint.Schema][]string{}
	for _, t := range tables {
		modules[t.Schema] = append(modules[t.Schema], t.Module.Name)
	}
	at := map[string]int{}
	for _, s := range schemas {
		if modules[s] == nil {
			continue
		}
		g := graph.Schema{Active: s.Active, Existing: s.Existing, Activation: s.Activation}
		if s.Module != nil {
			g.Pos = s.Module.Place(s.At)
		}
		shared := true
		switch name, ok := r.library.SettledName(s); {
		case ok:
			g.ID, g.Name, g.Template = name, name, s.Name.Text
		case s.Name != nil:
			g.ID, g.Template, shared = s.Name.Text, s.Name.Text, s.Name.Stable()
		case s.External != "":
			g.ID = s.External
		default:
			g.ID, shared = s.Module.Name+".schema", false
		}
		i, exists := at[g.ID]
		if exists && !shared {
			g.ID = fmt.Sprintf("%s@%s:%d", g.ID, s.Module.Name, g.Pos.Line)
			i, exists = at[g.ID]
		}
		if !exists {
			i = len(r.out.Schemas)
			at[g.ID] = i
			r.out.Schemas = append(r.out.Schemas, g)
		}
		into := &r.out.Schemas[i]
		into.Existing = into.Existing && s.Existing
		into.Modules = append(into.Modules, modules[s]...)
		slices.Sort(into.Modules)
		into.Modules = slices.Compact(into.Modules)
		if g.Pos.IsValid() && !slices.Contains(into.Places, g.Pos) {
			into.Places = append(into.Places, g.Pos)
		}
		r.schemas[s] = g.ID
	}
}

// addTable adds a resolved table and its foreign keys to the pipeline.
func (r *resolver) addTable(d *resolved) {
	t := d.table
	r.contents(d)
	r.make(t)
	g := graph.Table{
		ID: r.ids[t], Module: t.Module.Name, Class: t.Qual, Schema: r.schemas[t.Schema], Name: t.Name, Tier: t.Tier,
		Active: t.Schema.Active, Comment: strings.Clone(d.def.Comment), PrimaryKey: d.key, UnknownKeys: d.unknown, Indexes: d.indexes, Provides: t.Provides(),
		Reads: r.reads(t),
		Pos:   t.Class.Module.Place(t.Class.At),
	}
	if t.Master != nil {
		g.Master = r.ids[t.Master]
	}
	if t.Text != nil {
		g.Definition, g.HasDefinition = dedent(t.Text.Text), true
	}
	numbers := make([]int, len(d.refs)) // indexes of d.refs in r.out.ForeignKeys
	for i, ref := range d.refs {
		if ref.first < i {
			numbers[i] = numbers[ref.first]
			continue
		}
		numbers[i] = len(r.out.ForeignKeys)
		r.out.ForeignKeys = append(r.out.ForeignKeys, ref.fk)
	}
	byPrimary := map[string]bool{}
	for _, ref := range d.refs {
		if ref.fk.Primary {
			for _, p := range ref.fk.AttrMap {
				byPrimary[p.Child] = true
			}
		}
	}
	for i := range d.columns {
		a := &d.columns[i]
		for _, n := range d.from[i] {
			if !slices.Contains(a.From, numbers[n]) {
				a.From = append(a.From, numbers[n])
			}
		}
		g.NewDimension = g.NewDimension || a.InKey && !byPrimary[a.Name]
	}
	g.Attributes = d.attributes()
	r.out.Tables = append(r.out.Tables, g)
	d.forget()
}

// attributes returns the columns with the key first, then the rest. Mostly that is how
// the definition has them.
func (d *resolved) attributes() []graph.Attribute {
	if slices.IsSortedFunc(d.columns, keyFirst) {
		return slices.Clip(d.columns)
	}
	sorted := slices.Clone(d.columns)
	slices.SortStableFunc(sorted, keyFirst)
	return sorted
}

// keyFirst orders the attributes of the key before the others.
func keyFirst(a, b graph.Attribute) int {
	switch {
	case a.InKey == b.InKey:
		return 0
	case a.InKey:
		return -1
	}
	return 1
}

// forget drops what only the resolution of the table itself needs.
func (d *resolved) forget() {
	d.def, d.from, d.refs, d.byParent, d.indexes = nil, nil, nil, nil, nil
	d.table.Forget()
}

// dedent removes the indentation that all lines share, and the blank lines at
// both ends. It ignores the indentation of the first line, which may follow the
// opening quotes.
func dedent(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	indent := -1
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " \t")
		n := len(l) - len(strings.TrimLeft(l, " \t"))
		if lines[i] != "" && i > 0 && (indent < 0 || n < indent) {
			indent = n
		}
	}
	for i, l := range lines {
		if i == 0 {
			lines[i] = strings.TrimLeft(l, " \t")
		} else if indent > 0 && len(l) >= indent {
			lines[i] = l[indent:]
		}
	}
	if len(lines) == 1 {
		return strings.Clone(lines[0]) // which does not keep the source in memory
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}
