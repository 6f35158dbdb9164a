package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// tableRules are about tables as a whole.
func tableRules() []Rule {
	return []Rule{
		{Code: "class-name", Title: "a class has a name that DataJoint rejects", Severity: graph.Error, Run: className},
		{Code: "table-name-length", Title: "a table name is too long for the database", Severity: graph.Error, Run: tableNameLength},
		{Code: "table-duplicate", Title: "two classes declare the same table", Severity: graph.Note},
		{Code: "table-redefined", Title: "a class replaces another table or part of its name", Severity: graph.Error},
		{Code: "table-without-key", Title: "a table has no primary key", Severity: graph.Error, Run: tableWithoutKey},
		{Code: "tier-missing", Title: "a decorated class has no tier", Severity: graph.Error},
		{Code: "table-undecorated", Title: "a table has no decorator and is never declared", Severity: graph.Error},
		{Code: "schema-decorator", Title: "a table is decorated with what is no schema", Severity: graph.Error},
		{Code: "part-decorated", Title: "a part is decorated like a table", Severity: graph.Error},
		{Code: "part-not-nested", Title: "a part is not nested in a master", Severity: graph.Error},
		{Code: "part-of-part", Title: "a part is nested in a part", Severity: graph.Error},
		{Code: "part-without-master", Title: "a part does not refer to its master", Severity: graph.Warning, Run: partWithoutMaster},
		{Code: "auto-without-key", Title: "a computed or imported table has no foreign key in its primary key", Severity: graph.Error, Run: autoWithoutKey},
		{Code: "auto-without-make", Title: "a computed or imported table has no make()", Severity: graph.Warning, Run: autoWithoutMake},
		{Code: "make-signature", Title: "a make() does not take what populate() hands it", Severity: graph.Error},
		{Code: "make-upstream", Title: "a make() reads what is not upstream of its table", Severity: graph.Error},
		{Code: "make-without-insert", Title: "a make() inserts nothing", Severity: graph.Warning},
		{Code: "auto-new-dimension", Title: "a computed or imported table adds to the primary key", Severity: graph.Warning, Run: autoNewDimension},
		{Code: "class-attribute", Title: "a table class replaces an attribute that DataJoint needs, or has a keyword", Severity: graph.Error},
		{Code: "contents-row", Title: "a row of contents does not fit its table", Severity: graph.Error},
		{Code: "contents-unused", Title: "contents are never inserted", Severity: graph.Warning},
		{Code: "lookup-without-contents", Title: "a lookup table has no contents", Severity: graph.Warning, When: WhenSelected, Run: lookupWithoutContents},
		{Code: "table-comment", Title: "a table has no comment", Severity: graph.Warning, When: WhenSelected, Run: tableComment},
		{Code: "table-plural", Title: "a table has a plural name", Severity: graph.Warning, When: WhenSelected, Run: tablePlural},
	}
}

// className reports an error if all allowed versions reject the name. Versions
// before 0.14 check only the first letter. Those from 0.14.2 to 2.0.0 reject
// underscores; since 2.0.1 they have a warning.
func className(p *Pass) {
	camel := regexp.MustCompile(`^[A-Z][A-Za-z0-9]*$`)
	p.tables(func(t *graph.Table) {
		name := t.ShortName()
		if camel.MatchString(name) || strings.Contains(name, "{") { // known at run time only
			return
		}
		severity := graph.Error
		before14 := p.oldestVersion().Known() && !p.allFrom(version(0, 14)) && 'A' <= name[0] && name[0] <= 'Z'
		underscores := camel.MatchString(strings.ReplaceAll(name, "_", "")) && !(p.allFrom(version(0, 14)) && p.allBefore(version(2, 0)))
		if before14 || underscores {
			severity = graph.Warning // accepted, but table names become ambiguous
		}
		p.ReportAs(severity, graph.Diagnostic{
			Message: fmt.Sprintf("the class name %q is not in CamelCase; start with a capital letter, and use letters and digits only", name),
			Pos:     t.Pos,
			End:     nameEnd(t),
		})
	})
}

// maxName returns the maximum length of the name of a table or column: 64 in MySQL,
// and 63 in PostgreSQL.
func (p *Pass) maxName() int {
	const mysql, postgres = 64, 63
	if p.postgres() {
		return postgres
	}
	return mysql
}

func tableNameLength(p *Pass) {
	p.tables(func(t *graph.Table) {
		if n := len(t.Name); n > p.maxName() {
			p.Report(graph.Diagnostic{
				Message: fmt.Sprintf("the table name %q has %d characters, but the database allows only %d; shorten the class name", t.Name, n, p.maxName()),
				Pos:     t.Pos,
				End:     nameEnd(t),
			})
		}
	})
}

// tableWithoutKey applies to projects that require a version before datajoint 2.
// Later versions accept a table without a key, which has a single row. It does
// not report tables that autoWithoutKey reports.
func tableWithoutKey(p *Pass) {
	v := p.oldestVersion()
	if v.Major >= 2 && !p.allBefore(version(2, 1)) {
		return
	}
	p.tables(func(t *graph.Table) {
		if !v.Known() {
			p.emptyDefinition(t)
			return
		}
		if len(t.PrimaryKey) > 0 || p.hasNoKeySource(t) || !declaresNothing(t) && (p.mayLackAttributes(t) || !startsWithSeparator(t.Definition)) {
			return
		}
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("the table %s has no primary key, and datajoint %s rejects it; declare the attributes that identify a row above the ---", t.Class, v),
			Pos:     t.Pos,
			End:     nameEnd(t),
		})
	})
}

// emptyDefinition warns of a table without a definition if any version of datajoint
// may be in use.
func (p *Pass) emptyDefinition(t *graph.Table) {
	if p.DataJoint().Before.Known() || !declaresNothing(t) || p.hasNoKeySource(t) {
		return
	}
	p.ReportAs(graph.Warning, graph.Diagnostic{
		Message: fmt.Sprintf("the definition of %s is empty, and datajoint before 2.1 rejects a table without attributes; declare them, or require datajoint 2.1", t.Class),
		Pos:     t.Pos,
		End:     nameEnd(t),
	})
}

// startsWithSeparator reports whether a definition has only comments and blank
// lines before its separator. An invalid line may be meant as part of the key.
func startsWithSeparator(definition string) bool {
	for line := range strings.Lines(definition) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "---") || strings.HasPrefix(line, "___") {
			return true
		}
		if line != "" && line[0] != '#' {
			return false
		}
	}
	return false
}

// declaresNothing reports whether the definition of a table is known and has only
// comments and blank lines.
func declaresNothing(t *graph.Table) bool {
	for line := range strings.Lines(t.Definition) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			return false
		}
	}
	return t.HasDefinition
}

// partWithoutMaster reports an error with [Options.Project]. It accepts a part that refers to its master through other
// tables, such as another part, or that depends on an unknown table.
func partWithoutMaster(p *Pass) {
	p.tables(func(t *graph.Table) {
		if t.Master == "" || p.dependsOn(t.ID, t.Master) {
			return
		}
		p.ReportAs(p.projectSeverity(), graph.Diagnostic{
			Message: fmt.Sprintf("the part %s does not refer to its master; add \"-> master\" to its key", t.Class),
			Pos:     t.Pos,
			End:     nameEnd(t),
		})
	})
}

// dependsOn reports whether a table depends on another, directly or through other
// tables. It returns true if an ancestor is unknown.
func (p *Pass) dependsOn(id, ancestor string) bool {
	seen := map[string]bool{id: true}
	for queue := []string{id}; len(queue) > 0; queue = queue[1:] {
		t := p.Pipeline.Table(queue[0])
		if t == nil || t.Definition == "" {
			return true
		}
		for _, fk := range p.Pipeline.ForeignKeysOf(t.ID) {
			if fk.Parent == ancestor {
				return true
			}
			if !seen[fk.Parent] {
				seen[fk.Parent] = true
				queue = append(queue, fk.Parent)
			}
		}
	}
	return false
}

// autoWithoutKey reports only a warning of a table without make(), which nobody
// populates: code inserts its rows.
func autoWithoutKey(p *Pass) {
	p.tables(func(t *graph.Table) {
		if !p.hasNoKeySource(t) {
			return
		}
		severity := graph.Error
		if p.lacksMake(t) {
			severity = graph.Warning
		}
		p.ReportAs(severity, graph.Diagnostic{
			Message: fmt.Sprintf("the %s table %s has no foreign key in its primary key, so populate() has nothing to work from; add one, or make it a manual table", t.Tier, t.Class),
			Pos:     t.Pos,
			End:     nameEnd(t),
		})
	})
}

// hasNoKeySource reports whether populate() has no keys to process. It returns
// false if the class may define its own key_source, and if the key has a piece
// that is unknown, or an invalid foreign key, which other rules report.
func (p *Pass) hasNoKeySource(t *graph.Table) bool {
	if !t.Tier.AutoPopulated() || !lacks(t, graph.KeySource) || p.hasUnknownParent(t) {
		return false
	}
	key, _, _ := strings.Cut(t.Definition, "\n---")
	for line := range strings.Lines(key) {
		line, _, _ = strings.Cut(line, "#")
		if strings.HasPrefix(strings.TrimSpace(line), "->") || strings.Contains(line, "{") {
			return false
		}
	}
	return !slices.ContainsFunc(p.Pipeline.ForeignKeysOf(t.ID), func(fk graph.ForeignKey) bool { return fk.Primary })
}

// autoNewDimension reports nothing if the project allows versions before datajoint
// 2. It is only a warning: AutoPopulate._declare_check rejects such tables, but in
// 2.0 to 2.3 dj.Computed and dj.Imported inherit the empty one of Table first.
func autoNewDimension(p *Pass) {
	v := p.oldestVersion()
	if v.Known() && v.Major < 2 || p.Pipeline.Project.NewKeysAllowed {
		return
	}
	p.tables(func(t *graph.Table) {
		if !t.Tier.AutoPopulated() || !t.NewDimension || p.hasUnknownParent(t) || p.hasNoKeySource(t) {
			return
		}
		var added []string
		for _, a := range t.Attributes {
			if a.InKey && !p.fromPrimary(a) {
				added = append(added, a.Name)
			}
		}
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("the %s table %s adds %s to its key, for which populate() has no value; move such attributes into a part", t.Tier, t.Class, joinQuoted(added)),
			Pos:     t.Pos,
			End:     nameEnd(t),
		})
	})
}

// fromPrimary reports whether a primary foreign key brings an attribute.
func (p *Pass) fromPrimary(a graph.Attribute) bool {
	for _, fk := range a.From {
		if 0 <= fk && fk < len(p.Pipeline.ForeignKeys) && p.Pipeline.ForeignKeys[fk].Primary {
			return true
		}
	}
	return false
}

func tableComment(p *Pass) {
	p.tables(func(t *graph.Table) {
		if t.Comment == "" && t.Definition != "" {
			p.Report(graph.Diagnostic{
				Message: fmt.Sprintf("%s has no comment; start its definition with \"# what a row is\"", t.Class),
				Pos:     t.Pos,
				End:     nameEnd(t),
			})
		}
	})
}

// tablePlural recognizes only the regular plural.
func tablePlural(p *Pass) {
	singular := regexp.MustCompile(`(ss|us|is|as|ics|ies|eries|pecies|[A-Z]+s)$`)
	p.tables(func(t *graph.Table) {
		name := t.ShortName()
		if strings.HasSuffix(name, "s") && !singular.MatchString(name) {
			p.Report(graph.Diagnostic{
				Message: fmt.Sprintf("the class name %q is a plural; a class is named for one row, such as %q", name, strings.TrimSuffix(name, "s")),
				Pos:     t.Pos,
				End:     nameEnd(t),
			})
		}
	})
}
