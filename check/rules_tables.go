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
		{Code: "class-name", Title: "a table's class has a name that DataJoint refuses", Severity: graph.Error, Run: className},
		{Code: "table-name-length", Title: "a table's name is too long for the database", Severity: graph.Error, Run: tableNameLength},
		{Code: "table-duplicate", Title: "two classes declare the same table", Severity: graph.Note},
		{Code: "table-redefined", Title: "a class replaces another table or part of its name", Severity: graph.Error},
		{Code: "table-without-key", Title: "a table has no primary key", Severity: graph.Error, Run: tableWithoutKey},
		{Code: "tier-missing", Title: "a decorated class has no tier", Severity: graph.Error},
		{Code: "table-undecorated", Title: "a table has no decorator and is never declared", Severity: graph.Error},
		{Code: "schema-decorator", Title: "a table is decorated with what is no schema", Severity: graph.Error},
		{Code: "part-decorated", Title: "a part is decorated like a table", Severity: graph.Error},
		{Code: "part-not-nested", Title: "a part stands outside of a master", Severity: graph.Error},
		{Code: "part-of-part", Title: "a part is nested in a part", Severity: graph.Error},
		{Code: "part-without-master", Title: "a part does not refer to its master", Severity: graph.Error, Run: partWithoutMaster},
		{Code: "auto-without-key", Title: "a computed or imported table has nothing to be computed from", Severity: graph.Error, Run: autoWithoutKey},
		{Code: "auto-without-make", Title: "a computed or imported table has no make()", Severity: graph.Warning, Run: autoWithoutMake},
		{Code: "make-signature", Title: "a make() has no parameter for the key", Severity: graph.Error},
		{Code: "auto-new-dimension", Title: "a computed or imported table adds to the primary key", Severity: graph.Warning, Run: autoNewDimension},
		{Code: "contents-row", Title: "a row of contents does not fit its table", Severity: graph.Error},
		{Code: "contents-unused", Title: "a table has contents and is no lookup table", Severity: graph.Warning},
		{Code: "lookup-without-contents", Title: "a lookup table has no contents", Severity: graph.Warning, When: WhenSelected, Run: lookupWithoutContents},
		{Code: "table-comment", Title: "a table has no comment", Severity: graph.Warning, When: WhenSelected, Run: tableComment},
		{Code: "table-plural", Title: "a table has a plural name", Severity: graph.Warning, When: WhenSelected, Run: tablePlural},
	}
}

func className(p *Pass) {
	camel := regexp.MustCompile(`^[A-Z][A-Za-z0-9]*$`)
	p.tables(func(t *graph.Table) {
		name := t.ShortName()
		if camel.MatchString(name) {
			return
		}
		severity := graph.Error
		if v := p.version(); v.Known() && v.Compare(version(0, 14)) < 0 || camel.MatchString(strings.ReplaceAll(name, "_", "")) && v.Major >= 2 {
			severity = graph.Warning // accepted, but the names of tables get ambiguous
		}
		p.ReportAs(severity, graph.Diagnostic{
			Message: fmt.Sprintf("the class name %q is not in CamelCase; start with a capital letter, and use letters and digits only", name),
			Pos:     t.Pos,
			End:     nameEnd(t),
		})
	})
}

// maxTableName is the length of a table name in bytes that MySQL takes.
const maxTableName = 64

func tableNameLength(p *Pass) {
	p.tables(func(t *graph.Table) {
		if n := len(t.Name); n > maxTableName {
			p.Report(graph.Diagnostic{
				Message: fmt.Sprintf("the table's name %q has %d characters, the database takes %d; shorten the class name", t.Name, n, maxTableName),
				Pos:     t.Pos,
				End:     nameEnd(t),
			})
		}
	})
}

// tableWithoutKey is for projects that ask for less than datajoint 2: later
// versions take a table without a key, which has one row. That populate() has
// nothing to work from is said of the same tables elsewhere.
func tableWithoutKey(p *Pass) {
	v := p.version()
	if !v.Known() || v.Major >= 2 {
		return
	}
	p.tables(func(t *graph.Table) {
		if len(t.PrimaryKey) > 0 || p.isWithoutKey(t) || !declaresNothing(t) && (p.hasGaps(t) || !startsWithSeparator(t.Definition)) {
			return
		}
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("the table %s has no primary key, and datajoint %s refuses it; declare what tells its rows apart above the ---", t.Class, v),
			Pos:     t.Pos,
			End:     nameEnd(t),
		})
	})
}

// startsWithSeparator reports whether nothing but comments stands above the
// separator of a definition: no line of a key that could not be read, either.
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

// declaresNothing reports whether the definition of a table was read, and is
// empty or nothing but comments.
func declaresNothing(t *graph.Table) bool {
	for line := range strings.Lines(t.Definition) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			return false
		}
	}
	return t.HasDefinition
}

// partWithoutMaster accepts a part that refers to its master by way of other
// tables, such as another part, or that depends on something unknown.
func partWithoutMaster(p *Pass) {
	p.tables(func(t *graph.Table) {
		if t.Master == "" || p.dependsOn(t.ID, t.Master) {
			return
		}
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("the part %s does not refer to its master; add \"-> master\" to its key", t.Class),
			Pos:     t.Pos,
			End:     nameEnd(t),
		})
	})
}

// dependsOn reports whether a table depends on another, or on anything that
// is not known and so might.
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

func autoWithoutKey(p *Pass) {
	p.tables(func(t *graph.Table) {
		if !p.isWithoutKey(t) {
			return
		}
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("the %s table %s has no foreign key in its primary key, so populate() has nothing to work from; add one, or make it a manual table", t.Tier, t.Class),
			Pos:     t.Pos,
			End:     nameEnd(t),
		})
	})
}

// isWithoutKey reports whether populate() has nothing to work from. A class may
// say itself what its key_source is, and what stands behind an arrow in the key
// may be unreadable, which is told already.
func (p *Pass) isWithoutKey(t *graph.Table) bool {
	if !t.Tier.AutoPopulated() || !lacks(t, graph.KeySource) || p.hasUnknownParent(t) {
		return false
	}
	key, _, _ := strings.Cut(t.Definition, "\n---")
	for line := range strings.Lines(key) {
		if strings.HasPrefix(strings.TrimSpace(line), "->") {
			return false
		}
	}
	return !slices.ContainsFunc(p.Pipeline.ForeignKeysOf(t.ID), func(fk graph.ForeignKey) bool { return fk.Primary })
}

// autoNewDimension is an error for a project that asks for datajoint 2, which
// refuses such tables, and nothing to speak of for one that asks for less.
func autoNewDimension(p *Pass) {
	v := p.version()
	if v.Known() && v.Major < 2 {
		return
	}
	severity := graph.Warning
	if v.Major >= 2 {
		severity = graph.Error
	}
	p.tables(func(t *graph.Table) {
		if !t.Tier.AutoPopulated() || !t.NewDimension || p.hasUnknownParent(t) || p.isWithoutKey(t) {
			return
		}
		var added []string
		for _, a := range t.Attributes {
			if a.InKey && !p.fromPrimary(a) {
				added = append(added, a.Name)
			}
		}
		p.ReportAs(severity, graph.Diagnostic{
			Message: fmt.Sprintf("the %s table %s adds %s to its key, which datajoint 2 refuses; move what they tell apart into a part", t.Tier, t.Class, quoted(added)),
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

// tablePlural knows the regular plural alone.
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
