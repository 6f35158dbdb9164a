package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// The syntax of definitions depends on the version of datajoint: 0.12 introduced
// the check of types, and 2.0 replaced types and names. These rules report only
// findings that apply to all versions that the project allows.

// typeOfAnotherVersion reports a type that only other versions have, and suggests
// a replacement.
func (p *Pass) typeOfAnotherVersion(a *graph.Attribute) {
	low := normalType(a.Type)
	instead, from := "", p.oldestVersion()
	switch {
	case p.allFrom(version(2, 0)):
		instead = replacementOfOldType(low, a.Type)
		if core := p.spellingOfCoreType(a.Type); instead == "" && core != "" {
			instead = core
			if from == version(2, 0) {
				from = version(2, 1)
			}
		}
	case p.allFrom(version(0, 12)) && p.allBefore(version(2, 0)):
		instead = replacementOfNewType(low, a.Type)
		if (low == "json" || low == "jsonb") && p.allBefore(version(0, 14)) {
			instead = "longblob, or require datajoint 0.14, which has json"
		}
	}
	if instead == "" {
		return
	}
	pos := a.TypePos
	p.Report(graph.Diagnostic{
		Message: fmt.Sprintf("datajoint %s has no type %s; write %s", from, a.Type, instead),
		Pos:     pos,
		End:     textEnd(pos, a.Type),
	})
}

// noteSwitchedTypes notes, once for each kind, types that datajoint before 2 accepts
// only if a variable of the environment is set.
func (p *Pass) noteSwitchedTypes() {
	if !p.oldestVersion().Known() || !p.allBefore(version(2, 0)) {
		return
	}
	seen := make(map[string]bool)
	p.ownAttributes(func(_ *graph.Table, a *graph.Attribute) {
		variable := ""
		switch low := normalType(a.Type); {
		case strings.HasPrefix(low, "filepath@"):
			variable = "DJ_SUPPORT_FILEPATH_MANAGEMENT"
		case strings.HasPrefix(low, "<") && replacementOfNewType(low, a.Type) == "":
			variable = "DJ_SUPPORT_ADAPTED_TYPES"
		}
		if variable == "" || seen[variable] {
			return
		}
		seen[variable] = true
		p.ReportAs(graph.Note, graph.Diagnostic{
			Message: fmt.Sprintf("datajoint %s accepts the type %s only if %s is TRUE in the environment", p.oldestVersion(), a.Type, variable),
			Pos:     a.TypePos,
			End:     textEnd(a.TypePos, a.Type),
		})
	})
}

// replacementOfOldType returns the type of datajoint 2 for a type that it no
// longer has, or "". It still has blob types with a size, such as longblob.
func replacementOfOldType(low, typ string) string {
	base, store, stored := strings.Cut(low, "@")
	switch {
	case low == "boolean":
		return "bool"
	case low == "blob", low == "attach", stored && store != "" && slices.Contains([]string{"blob", "attach", "filepath"}, base):
		return "<" + base + typ[len(base):] + ">" // keeps the case of the store
	case leadingWord(low) == "decimal" && !hasTwoNumbers(low):
		return "decimal(n, m), for n digits with m of them after the decimal point"
	}
	return ""
}

// hasTwoNumbers reports whether the arguments of a type are two numbers.
func hasTwoNumbers(low string) bool {
	_, arguments, options := typeParts(low)
	_, _, numbers := twoNumbers(inside(arguments))
	return options == "" && numbers && strings.Contains(arguments, ",") && !strings.ContainsAny(arguments, "+-")
}

// spellingOfCoreType returns the spelling of a type that datajoint 2.1 and later
// know only in lower case and without a space before the parenthesis, or "". It
// returns "" if the project requires datajoint 2.0, which accepts both.
func (p *Pass) spellingOfCoreType(typ string) string {
	if p.allBefore(version(2, 1)) {
		return ""
	}
	if strings.EqualFold(typ, "jsonb") {
		return "json"
	}
	name := leadingWord(typ)
	low := strings.ToLower(name)
	arguments := typ[len(name):]
	switch low {
	case "float32", "float64", "int64", "int32", "int16", "int8", "bool", "uuid", "json", "bytes", "date":
		if low != name && arguments == "" {
			return low
		}
	case "datetime":
		if low != name {
			return low + arguments
		}
	case "char", "varchar", "decimal", "enum":
		if tight := strings.TrimSpace(arguments); low != name || tight != arguments {
			if _, _, numbers := twoNumbers(strings.Trim(tight, "()")); low != "enum" && !numbers {
				return "" // a type of the database, which passes
			}
			return low + tight
		}
	}
	return ""
}

// typeOfVersion2 reports types that datajoint 2 accepts only in another form, or
// with another meaning.
func (p *Pass) typeOfVersion2(a *graph.Attribute) {
	if !p.allFrom(version(2, 0)) {
		return
	}
	low := normalType(a.Type)
	severity, message := graph.Error, ""
	chain, _ := resolveCodec(a.Type, p.codecs())
	switch {
	case chain.needs:
		message = fmt.Sprintf("%s keeps its data in an object store, which it has to name; write <%s@store>, or <%s@> for the default store", a.Type, chain.names[0], chain.names[0])
	case leadingWord(low) == "enum" && strings.Contains(a.Type, `"`) && !p.postgres():
		message = fmt.Sprintf("datajoint %s repeats the type in a comment between double quotes, which those of %s end; write single quotes", p.oldestVersion(), a.Type)
	case isBlob(low) && low != "blob" && !a.InKey && !p.postgres():
		severity = graph.Warning
		message = fmt.Sprintf("datajoint %s stores what a %s gets as it is, bytes only, and serializes no arrays; write <blob>, or bytes for raw bytes", p.oldestVersion(), a.Type)
	case p.postgres():
		if instead := replacementOfMySQLType(low); instead != "" {
			message = fmt.Sprintf("PostgreSQL has no type %s; write %s", a.Type, instead)
		}
	}
	if message == "" {
		return
	}
	p.ReportAs(severity, graph.Diagnostic{Message: message, Pos: a.TypePos, End: textEnd(a.TypePos, a.Type)})
}

// replacementOfMySQLType returns the type of datajoint 2 for a type that MySQL has
// and PostgreSQL does not, or "".
func replacementOfMySQLType(low string) string {
	switch name := leadingWord(low); {
	case isBlob(low) && low != "blob":
		return "<blob>, or bytes"
	case name == "tinyint":
		return "int8"
	case name == "mediumint":
		return "int32"
	case name == "double":
		return "float64"
	case name == "year":
		return "int16"
	case isText(low) && low != "text":
		return "text"
	case strings.Contains(low, "unsigned"):
		return "int64, or a larger type without unsigned"
	case strings.Contains(low, "auto_increment"):
		return "serial"
	case slices.Contains([]string{"int", "smallint", "bigint", "integer"}, name) && strings.Contains(low, "("):
		return name + " without a width"
	case (name == "float" || name == "real") && strings.Contains(low, ","):
		return name + " without digits"
	}
	return ""
}

// replacementOfNewType returns the type of datajoint before 2 for a type that only
// later versions have, or "". It includes int32, which earlier versions pass on to
// the database, but not int8, which means eight bytes there.
func replacementOfNewType(low, typ string) string {
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
	switch low {
	case "<blob>":
		return "longblob"
	case "<attach>":
		return "attach"
	}
	if base, _, stored := strings.Cut(low, "@"); stored && slices.Contains([]string{"<blob", "<attach", "<filepath"}, base) {
		return strings.Trim(typ, "<>")
	}
	return ""
}

// attributeReadAsIndex reports an attribute whose name starts with "index":
// datajoint 0.14 to 2.1 parses the line as an invalid index.
func (p *Pass) attributeReadAsIndex(a *graph.Attribute) {
	if !strings.HasPrefix(a.Name, "index") || !p.allFrom(version(0, 14)) || !p.allBefore(version(2, 2)) {
		return
	}
	pos := a.Pos
	p.Report(graph.Diagnostic{
		Message: fmt.Sprintf("datajoint %s reads a line that starts with \"index\" as an index, so it rejects the attribute %q; start the name with another word", p.oldestVersion(), a.Name),
		Pos:     pos,
		End:     textEnd(pos, a.Name),
	})
}

// fkSyntax reports a semicolon after a foreign key, which the pipeline keeps as
// part of the text.
func fkSyntax(p *Pass) {
	if p.oldestVersion().Known() && !p.allFrom(version(0, 11)) {
		return // earlier versions ignore text after the name
	}
	p.tables(func(t *graph.Table) {
		for _, fk := range p.Pipeline.ForeignKeysOf(t.ID) {
			if positionalAfterKeyword(fk.Text) {
				p.Report(graph.Diagnostic{
					Message: "Python allows no argument without a name after one with a name; put it first",
					Pos:     fk.Pos, End: textEnd(fk.Pos, fk.Text),
				})
			}
			if !strings.HasSuffix(fk.Text, ";") {
				continue
			}
			pos := fk.Pos
			if pos.Col > 0 {
				pos.Col += len(fk.Text) - 1
			}
			p.Report(graph.Diagnostic{Message: "a foreign key is a Python expression and does not end in a semicolon; remove it", Pos: pos, End: textEnd(pos, ";")})
		}
	})
}

// positionalAfterKeyword reports whether a projection has an argument without a name
// after one with a name, which is no Python.
func positionalAfterKeyword(text string) bool {
	_, arguments, ok := strings.Cut(text, ".proj(")
	if !ok || !strings.HasSuffix(arguments, ")") || strings.ContainsAny(arguments[:len(arguments)-1], "(){}[]*\\") {
		return false // not read here
	}
	named := false
	for _, argument := range strings.Split(strings.TrimSuffix(arguments, ")"), ",") {
		argument = strings.TrimSpace(argument)
		isNamed := isName(strings.TrimSpace(leadingWord(argument))) && strings.HasPrefix(strings.TrimSpace(argument[len(leadingWord(argument)):]), "=")
		if named && !isNamed && argument != "" {
			return true
		}
		named = named || isNamed
	}
	return false
}

// legacySyntax reports the old syntax of renaming, old types of external storage,
// and old names of package datajoint. If the version is unknown, it may still
// support them.
func legacySyntax(p *Pass) {
	p.legacyReferences()
	names := libraryNames()
	for i := range p.Pipeline.Modules {
		p.missingNames(&p.Pipeline.Modules[i], names)
	}
	if !p.allFrom(version(0, 12)) {
		return
	}
	p.ownAttributes(func(t *graph.Table, a *graph.Attribute) {
		if low := strings.ToLower(a.Type); low == "external" || strings.HasPrefix(low, "external-") {
			p.Report(graph.Diagnostic{
				Message: fmt.Sprintf("datajoint %s does not know the type %q; write blob@store", p.oldestVersion(), a.Type),
				Pos:     a.Pos,
			})
		}
	})
}

// lookedUpReferences reports references that look a table up in a schema object, as
// only datajoint 2 does.
func (p *Pass) lookedUpReferences() {
	if p.allFrom(version(2, 0)) {
		return
	}
	for _, fk := range p.Pipeline.ForeignKeys {
		parent := p.Pipeline.Table(fk.Parent)
		if parent == nil || !strings.ContainsAny(fk.Text, `"'`) || !strings.Contains(fk.Text, "[\"") && !strings.Contains(fk.Text, "['") && !strings.Contains(fk.Text, ".get_table(") {
			continue
		}
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("datajoint before 2.0 does not look a table up in a schema; write -> %s", lastName(parent.Class)),
			Pos:     fk.Pos,
			End:     textEnd(fk.Pos, fk.Text),
		})
	}
}

// legacyReferences reports "(a) -> T(b)", which 0.14 removed, and "-> T(b)",
// which 0.11 and later evaluate as a function call.
func (p *Pass) legacyReferences() {
	p.lookedUpReferences()
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
			Message: fmt.Sprintf("datajoint %s does not read this; write %s", p.oldestVersion(), instead),
			Pos:     fk.Pos,
			End:     textEnd(fk.Pos, fk.Text),
		})
	}
}
