package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// What datajoint reads has changed: 0.12 began to look at types, 0.14 was the
// last to have the old names, and 2.0 made new ones. A rule speaks of a version
// only if all that the project allows are alike.

// typeOfOtherVersion reports a type that other versions have, and says what to
// write instead.
func (p *Pass) typeOfOtherVersion(t *graph.Table, a *graph.Attribute) {
	low := strings.Join(strings.Fields(strings.ToLower(a.Type)), " ")
	instead := ""
	switch {
	case p.allFrom(version(2, 0)):
		instead = insteadOfOldType(low, a.Type)
	case p.allFrom(version(0, 12)) && p.allBefore(version(2, 0)):
		instead = insteadOfNewType(low, a.Type)
		if (low == "json" || low == "jsonb") && p.allBefore(version(0, 14)) {
			instead = "longblob, or ask for datajoint 0.14, which has json"
		}
	}
	if instead == "" {
		return
	}
	pos := a.TypePos
	p.Report(graph.Diagnostic{
		Message: fmt.Sprintf("datajoint %s has no type %s; write %s", p.version(), a.Type, instead),
		Pos:     pos,
		End:     textEnd(pos, a.Type),
	})
}

// insteadOfOldType returns what datajoint 2 has for a type that it no longer
// knows, or "". It still has those blobs whose size the type names.
func insteadOfOldType(low, typ string) string {
	base, store, stored := strings.Cut(low, "@")
	switch {
	case low == "boolean":
		return "bool"
	case low == "blob", low == "attach", stored && store != "" && slices.Contains([]string{"blob", "attach", "filepath"}, base):
		return "<" + base + typ[len(base):] + ">" // stores keep their capitals
	case leadingWord(low) == "decimal" && !regexp.MustCompile(`^decimal ?\(\d+ ?, ?\d+\)$`).MatchString(low):
		return "decimal(n, m) alone, for n digits, m of them behind the point"
	}
	return ""
}

// insteadOfNewType returns what datajoint before 2 has for a type that came
// later, or "". It hands int32 on to the database, which does not know it; int8
// is there, and means eight bytes.
func insteadOfNewType(low, typ string) string {
	switch low {
	case "float32":
		return "float"
	case "float64":
		return "double"
	case "int16":
		return "smallint"
	case "int32":
		return "int"
	case "int64":
		return "bigint"
	case "bytes":
		return "longblob"
	case "jsonb":
		return "json"
	case "text", "tinytext", "smalltext", "mediumtext", "longtext":
		return "varchar(n)"
	}
	if base, _, stored := strings.Cut(low, "@"); stored && slices.Contains([]string{"<blob", "<attach", "<filepath"}, base) {
		return strings.Trim(typ, "<>")
	}
	return ""
}

// readAsIndex reports an attribute whose name starts with "index": from 0.14 to
// 2.1, datajoint takes the line for an index that it cannot read.
func (p *Pass) readAsIndex(t *graph.Table, a *graph.Attribute) {
	if !strings.HasPrefix(a.Name, "index") || !p.allFrom(version(0, 14)) || !p.allBefore(version(2, 2)) {
		return
	}
	pos := a.Pos
	p.Report(graph.Diagnostic{
		Message: fmt.Sprintf("datajoint %s takes a line that starts with \"index\" for an index, and so refuses the attribute %q; start its name otherwise", p.version(), a.Name),
		Pos:     pos,
		End:     textEnd(pos, a.Name),
	})
}

// fkSyntax reports what the reading of the source passes over.
func fkSyntax(p *Pass) {
	if p.version().Known() && !p.allFrom(version(0, 11)) {
		return // it reads a name, and nothing behind it
	}
	p.tables(func(t *graph.Table) {
		for _, fk := range p.Pipeline.ForeignKeysOf(t.ID) {
			if !strings.HasSuffix(fk.Text, ";") {
				continue
			}
			pos := fk.Pos
			if pos.Col > 0 {
				pos.Col += len(fk.Text) - 1
			}
			p.Report(graph.Diagnostic{Message: "a foreign key is an expression of Python, without a semicolon; remove it", Pos: pos, End: textEnd(pos, ";")})
		}
	})
}

// legacySyntax reports the old form of renaming, old names of external storage,
// and names that the package datajoint had. Where the project's datajoint
// version is not known, it is one that still may read them.
func legacySyntax(p *Pass) {
	p.legacyReferences()
	if p.version().Compare(version(0, 14)) < 0 {
		return
	}
	p.own(func(t *graph.Table, a *graph.Attribute) {
		if low := strings.ToLower(a.Type); low == "external" || strings.HasPrefix(low, "external-") {
			p.Report(graph.Diagnostic{
				Message: fmt.Sprintf("datajoint %s does not know the type %q; write blob@store", p.version(), a.Type),
				Pos:     a.Pos,
			})
		}
	})
	if p.allFrom(version(2, 0)) {
		for i := range p.Pipeline.Modules {
			p.legacyNames(&p.Pipeline.Modules[i])
		}
	}
}

// legacyReferences reports "(a) -> T(b)", which 0.14 no longer reads, and
// "-> T(b)", which 0.11 began to evaluate.
func (p *Pass) legacyReferences() {
	if !p.allFrom(version(0, 11)) {
		return
	}
	attributes := regexp.MustCompile(`^->\s*((?:\[[^\]]*\]\s*)?[\w.]+)\s*\(\s*\w+(?:\s*,\s*\w+)*\s*\)$`)
	for _, fk := range p.Pipeline.ForeignKeys {
		instead := ""
		if strings.HasPrefix(fk.Text, "(") {
			if p.allFrom(version(0, 14)) {
				instead = "-> Table.proj(new='old')"
			}
		} else if m := attributes.FindStringSubmatch(fk.Text); m != nil && !strings.HasSuffix(m[1], ".proj") {
			instead = "-> " + m[1]
		}
		if instead == "" {
			continue
		}
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("datajoint %s does not read this; write %s", p.version(), instead),
			Pos:     fk.Pos,
			End:     textEnd(fk.Pos, fk.Text),
		})
	}
}

// legacyNames reports names of the package datajoint that 2.0 has dropped.
func (p *Pass) legacyNames(m *graph.Module) {
	renamed := map[string]string{"schema": "Schema", "ERD": "Diagram", "Di": "Diagram", "create_virtual_module": "VirtualModule"}
	for _, u := range m.Uses {
		root, _, _ := strings.Cut(u.Name, ".")
		now, ok := renamed[root]
		if !ok {
			continue
		}
		prefix := strings.TrimSuffix(u.Text, u.Name) // "dj.", or nothing for a name that is imported
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("datajoint %s has no %s%s; write %[2]s%[4]s", p.version(), prefix, root, now),
			Pos:     u.Pos,
			End:     textEnd(u.Pos, prefix+root),
		})
	}
}
