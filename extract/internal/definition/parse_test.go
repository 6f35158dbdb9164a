package definition_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/extract/internal/definition"
)

// TestParse compares definitions, as describe formats them: every item and
// problem with its offsets.
func TestParse(t *testing.T) {
	for _, c := range parseCases() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := describe(definition.Parse(c.in))
			if diff := cmp.Diff(strings.TrimPrefix(c.want, "\n"), got); diff != "" {
				t.Errorf("Parse(%q) (-want +got):\n%s", c.in, diff)
			}
		})
	}
}

type parseCase struct{ name, in, want string }

func parseCases() []parseCase {
	return slices.Concat(
		layoutCases(), foreignKeyCases(), oldForeignKeyCases(), attributeCases(), attributeErrorCases(), indexCases(), invalidLineCases(),
	)
}

func layoutCases() []parseCase {
	return []parseCase{
		{"empty", "", ""},
		{"blank lines", "\n \n\t\n", ""},
		{"table comment", "# a table \na : int", `
comment "a table"
key 11 a : int@15
`},
		{"table comment after blank lines", "\n\n  #comment", `
comment "comment"
`},
		{"empty table comment", "#\na : int", `
key 2 a : int@6
`},
		{"later comments are ignored", "a : int\n# -> B\n  # b : int", `
key 0 a : int@4
`},
		{"a comment below the separator is not the table comment", "---\n# no\na : int", `
9 a : int@13
`},
		{"table comment with a colon", "# : int", `
comment ": int"
problem 0-7 a table comment must not start with a colon; reword it [comment-colon]
`},
		{"separator", "a : int\n---\nb : int", `
key 0 a : int@4
12 b : int@16
`},
		{"longer separators", "a : int\n ------- \nb : int", `
key 0 a : int@4
18 b : int@22
`},
		{"old separator", "a : int\n____\nb : int", `
key 0 a : int@4
13 b : int@17
`},
		{"separator with text after it", "--- -> B\nb : int", `
9 b : int@13
`},
		{"a second separator", "a : int\n---\nb : int\n----\nc : int", `
key 0 a : int@4
12 b : int@16
25 c : int@29
problem 20-24 a second "----" has no effect; remove it [separator-twice]
`},
		{"two dashes are not a separator", "--", `
problem 0-2 cannot read "--"; write name : type, -> Table or index (name) [definition-syntax]
`},
		{"carriage returns", "a : int\r\n---\r\nb : int\r\n", `
key 0 a : int@4
14 b : int@18
`},
		{"tabs and other whitespace", "\ta\t:\tint\t\n\f---\v\n\u00a0b : int", `
key 1 a : int@5
18 b : int@22
`},
		{"a byte order mark is not whitespace", "\ufeffa : int", `
key 0 ` + "\ufeff" + `a : int@7
problem 0-4 "\ufeffa" is not a valid attribute name; use lower-case letters, digits and _, with a letter first [attribute-name]
`},
	}
}

func foreignKeyCases() []parseCase {
	return []parseCase{
		{"foreign key", "-> Subject", `
key 0 -> Subject@3
`},
		{"without a space", "->Subject", `
key 0 -> Subject@2
`},
		{"below the separator", "---\n  -> lab.Subject  # whose", `
6 -> lab.Subject@9
`},
		{"comment without a space", "-> Subject#whose", `
key 0 -> Subject@3
`},
		{"expression", "-> Subject.proj(mother='subject_id', x=\"a # b\")  # c", `
key 0 -> Subject.proj(mother='subject_id', x="a # b")@3
`},
		{"call without arguments", "-> Subject()", `
key 0 -> Subject()@3
`},
		{"call of an expression", "-> dj.VirtualModule('a', 'lab_a').Table.Part", `
key 0 -> dj.VirtualModule('a', 'lab_a').Table.Part@3
`},
		{"self and master", "-> self.parent_table\n-> master.Part", `
key 0 -> self.parent_table@3
key 21 -> master.Part@24
`},
		{"nullable", "---\n-> [nullable] Subject", `
4 -> [nullable] Subject@18
`},
		{"options in any case and spacing", "---\n->[ UNIQUE ,nullable ]Subject", `
4 -> [nullable] [unique] Subject@26
`},
		{"unique in the key", "-> [unique] Subject", `
key 0 -> [unique] Subject@12
`},
		{"nullable in the key", "-> [nullable] Subject # no", `
key 0 -> [nullable] Subject@14
problem 0-21 a reference in the primary key cannot be nullable; move it below the ---, or drop the option [fk-nullable-key]
`},
		{"unknown option", "---\n-> [nulable, unique] Subject", `
4 -> [unique] Subject@25
problem 8-15 "nulable" is not a foreign-key option; use nullable or unique [fk-option]
`},
		{"no option", "-> [] Subject", `
key 0 -> Subject@6
problem 4-4 "" is not a foreign-key option; use nullable or unique [fk-option]
`},
		{"option behind a comma", "-> [unique,] Subject", `
key 0 -> [unique] Subject@13
problem 11-11 "" is not a foreign-key option; use nullable or unique [fk-option]
`},
		{"options that are not closed", "  -> [unique Subject", `
problem 5-20 the options are not closed; write -> [nullable] Table [fk-syntax]
`},
		{"arrow to nothing", "->   # nothing", `
problem 0-2 the arrow points to nothing; name a table after it [fk-syntax]
`},
		{"options and nothing", "-> [unique]", `
problem 0-11 the arrow points to nothing; name a table after it [fk-syntax]
`},
		{"words before the arrow", "subject -> Subject", `
problem 0-7 "subject" cannot stand before the arrow; write -> Table.proj(new='old') to rename an attribute [fk-syntax]
`},
		{"arrow in a comment", "a : int # -> B", `
key 0 a : int@4 # -> B
`},
		{"arrow in a default", `a = "->" : char(2)`, `
key 0 a = "->" : char(2)@11
`},
		{"arrow in a default with the other quotes", `a = '->' : char(2)`, `
key 0 a = '->' : char(2)@11
`},
		{"two arrows", "-> A -> B", `
key 0 -> A -> B@3
`},
		{"quotes that are not closed", "-> A.proj(b='c) # d", `
key 0 -> A.proj(b='c)@3
`},
		{"letters of other alphabets", "-> größe.Größe", `
key 0 -> größe.Größe@3
`},
	}
}

func oldForeignKeyCases() []parseCase {
	return []parseCase{
		{"old, all names", "(a, b) -> T(x, y)", `
key 0 (a, b) -> T (x, y)@10
`},
		{"old, only new names", "(a) -> lab.T", `
key 0 (a) -> lab.T@7
`},
		{"old, with an option and a comment", "---\n( a )->[nullable] T ( x )# c", `
4 (a) -> [nullable] T (x)@22
`},
		{"old, only names of the parent", "-> T(x, y)", `
key 0 () -> T (x, y)@3
`},
		{"a call of proj is not the old form", "-> T.proj(x)", `
key 0 -> T.proj(x)@3
`},
		{"old, not a list of names", "(a b) -> T", `
problem 0-5 "(a b)" cannot stand before the arrow; write -> Table.proj(new='old') to rename an attribute [fk-syntax]
`},
		{"old, an empty list", "() -> T", `
problem 0-2 "()" cannot stand before the arrow; write -> Table.proj(new='old') to rename an attribute [fk-syntax]
`},
		{"old, capitals", "(A) -> T", `
problem 0-3 "(A)" cannot stand before the arrow; write -> Table.proj(new='old') to rename an attribute [fk-syntax]
`},
	}
}

func attributeCases() []parseCase {
	return []parseCase{
		{"attribute", "  subject_id : int32  # the animal  ", `
key 2 subject_id : int32@15 # the animal
`},
		{"without spaces", "a:int#c", `
key 0 a : int@2 # c
`},
		{"digits and underscores", "a_1 : int", `
key 0 a_1 : int@6
`},
		{"hash signs around a comment", "a : int # b # c ##", `
key 0 a : int@4 # b # c
`},
		{"empty comment", "a : int #", `
key 0 a : int@4
`},
		{"quotes in a comment", "a : int # it's \"so\"", `
key 0 a : int@4 # it's "so"
`},
		{"default", "---\na = 5 : int", `
4 a = 5 : int@12
`},
		{"default without spaces", "---\na=5:int", `
4 a = 5 : int@8
`},
		{"empty default", "---\na = : int", `
4 a =  : int@10
`},
		{"null", "---\na=null:int\nb = NULL : int", `
4 a = null nullable : int@11
15 b = NULL nullable : int@26
`},
		{"quoted null is a string", "---\na=\"null\" : char(4)", `
4 a = "null" : char(4)@15
`},
		{"default with colons and hash signs", "---\na = 'b: #c' : varchar(8)  # d", `
4 a = 'b: #c' : varchar(8)@18 # d
`},
		{"default with the other quotes inside", `a = "it's: so" : varchar(8)`, `
key 0 a = "it's: so" : varchar(8)@17
`},
		{"default of the database", "---\na = CURRENT_TIMESTAMP(3) : timestamp(3)", `
4 a = CURRENT_TIMESTAMP(3) : timestamp(3)@31
`},
		{"default with an unclosed quote", `a = "b : int`, `
key 0 a = "b : int@9
problem 4-7 the quote " of the default is not closed; close it before the colon [definition-syntax]
`},
		{"enum with an unclosed quote", `a : enum('b, 'c')`, `
key 0 a : enum('b, 'c')@4
problem 4-17 the quote ' of a value is not closed; close it [definition-syntax]
`},
		{"quotes within quotes", `a = "it's" : enum('it\'s', "it's", 'it''s')`, `
key 0 a = "it's" : enum('it\'s', "it's", 'it''s')@13
`},
		{"enum with punctuation", `a : enum("b:c", '#d', "->")  # e`, `
key 0 a : enum("b:c", '#d', "->")@4 # e
`},
	}
}

func attributeErrorCases() []parseCase {
	return []parseCase{
		{"codec", "---\na : <blob@main># c", `
4 a : <blob@main>@8 store main # c
`},
		{"codec with words after it", "---\na : <blob> int", `
4 a : <blob>@8
problem 4-18 cannot read "int" after the type <blob>; a comment starts with # [definition-syntax]
`},
		{"null in the key", "a = null : int", `
key 0 a = null nullable : int@11
problem 0-14 the key attribute "a" cannot be null; move it below the ---, or drop the default: a key is always given [key-nullable]
`},
		{"comment with a colon", "a : int # :x", `
key 0 a : int@4 # :x
problem 0-12 the comment of "a" must not start with a colon; reword it [comment-colon]
`},
		{"unknown type", " a : strnig", `
key 1 a : strnig@5
problem 5-11 "strnig" is not a type in any datajoint version [attribute-type]
`},
		{"no type", "a :\nb : # c", `
key 0 a : @3
key 4 b : @8 # c
problem 0-3 the attribute "a" has no type; write a : type [definition-syntax]
problem 4-11 the attribute "b" has no type; write b : type [definition-syntax]
`},
		{"no colon", "a", `
problem 0-1 cannot read "a"; write name : type, -> Table or index (name) [definition-syntax]
`},
		{"default and no type", "a = 5", `
problem 0-5 the attribute "a" has no type; write a = default : type [definition-syntax]
`},
		{"two words", "a b : int", `
problem 0-9 cannot read "a b : int"; write name : type, -> Table or index (name) [definition-syntax]
`},
		{"no name", ": int\n= 5 : int", `
problem 0-5 cannot read ": int"; write name : type, -> Table or index (name) [definition-syntax]
problem 6-15 cannot read "= 5 : int"; write name : type, -> Table or index (name) [definition-syntax]
`},
		{"capitals", "Ab : int", `
key 0 Ab : int@5
problem 0-2 "Ab" is not a valid attribute name; use lower-case letters, digits and _, with a letter first [attribute-name]
`},
		{"leading underscore", "_a : int", `
key 0 _a : int@5
problem 0-2 "_a" is not a valid attribute name; use lower-case letters, digits and _, with a letter first [attribute-name]
`},
		{"leading digit", "1a : int", `
key 0 1a : int@5
problem 0-2 "1a" is not a valid attribute name; use lower-case letters, digits and _, with a letter first [attribute-name]
`},
		{"other alphabets", "größe : int", `
key 0 größe : int@10
problem 0-7 "größe" is not a valid attribute name; use lower-case letters, digits and _, with a letter first [attribute-name]
`},
		{"an attribute declared twice", "a : int\na : float", `
key 0 a : int@4
key 8 a : float@12
`},
	}
}

func indexCases() []parseCase {
	return []parseCase{
		{"index", "index (a)", `
key 0 index a
`},
		{"index of several", "---\nindex(a,b , c)  # why", `
4 index a|b|c
`},
		{"unique index", "unique index (a, b)", `
key 0 unique index a|b
`},
		{"capitals and spaces", "UNIQUE \t INDEX  ( a )", `
key 0 unique index a
`},
		{"expressions", "index ((lower(a)), (b + 1), c)", `
key 0 index (lower(a))|(b + 1)|c
`},
		{"an attribute called index", "index : int\nunique : int\nindex_2 : int", `
key 0 index : int@8
key 12 unique : int@21
key 25 index_2 : int@35
`},
		{"unclosed index", "index (a", `
problem 0-8 the columns of the index are not closed; write index (a, b) [definition-syntax]
`},
		{"index without columns", "index ( , )", `
problem 0-11 the index has no columns; write index (a, b) [definition-syntax]
`},
		{"unique alone", "unique (a)", `
problem 0-10 cannot read "unique (a)"; write name : type, -> Table or index (name) [definition-syntax]
`},
		{"uniqueindex as one word", "uniqueindex (a)", `
problem 0-15 cannot read "uniqueindex (a)"; write name : type, -> Table or index (name) [definition-syntax]
`},
	}
}

func invalidLineCases() []parseCase {
	return []parseCase{
		{"Python", "@schema\nclass A(dj.Manual):\n    pass", `
problem 0-7 cannot read "@schema"; write name : type, -> Table or index (name) [definition-syntax]
problem 8-27 cannot read "class A(dj.Manual):"; write name : type, -> Table or index (name) [definition-syntax]
problem 32-36 cannot read "pass"; write name : type, -> Table or index (name) [definition-syntax]
`},
		{"punctuation", "(\n[\n\"\n'", `
problem 0-1 cannot read "("; write name : type, -> Table or index (name) [definition-syntax]
problem 2-3 cannot read "["; write name : type, -> Table or index (name) [definition-syntax]
problem 4-5 cannot read "\""; write name : type, -> Table or index (name) [definition-syntax]
problem 6-7 cannot read "'"; write name : type, -> Table or index (name) [definition-syntax]
`},
		{"invalid UTF-8", "\xff : int", "" +
			"key 0 \xff : int@4\n" +
			"problem 0-1 \"\\xff\" is not a valid attribute name; use lower-case letters, digits and _, with a letter first [attribute-name]\n"},
	}
}

// describe formats a definition, one item or problem per line.
func describe(d *definition.Definition) string {
	var b strings.Builder
	if d.Comment != "" {
		fmt.Fprintf(&b, "comment %q\n", d.Comment)
	}
	for _, i := range d.Items {
		if i.InKey {
			b.WriteString("key ")
		}
		fmt.Fprintf(&b, "%d ", i.Offset)
		switch {
		case i.ForeignKey != nil:
			describeForeignKey(&b, i.ForeignKey)
		case i.Attribute != nil:
			describeAttribute(&b, i.Attribute)
		case i.Index != nil:
			if i.Index.Unique {
				b.WriteString("unique ")
			}
			b.WriteString("index " + strings.Join(i.Index.Columns, "|"))
		}
		b.WriteByte('\n')
	}
	for _, p := range d.Problems {
		fmt.Fprintf(&b, "problem %d-%d %s [%s]\n", p.Start, p.End, p.Message, p.Rule)
	}
	return b.String()
}

func describeForeignKey(b *strings.Builder, fk *definition.ForeignKey) {
	if fk.Old {
		fmt.Fprintf(b, "(%s) ", strings.Join(fk.NewAttrs, ", "))
	}
	b.WriteString("-> ")
	if fk.Nullable {
		b.WriteString("[nullable] ")
	}
	if fk.Unique {
		b.WriteString("[unique] ")
	}
	b.WriteString(fk.Ref)
	if fk.RefAttrs != nil {
		fmt.Fprintf(b, " (%s)", strings.Join(fk.RefAttrs, ", "))
	}
	fmt.Fprintf(b, "@%d", fk.RefOffset)
}

func describeAttribute(b *strings.Builder, a *definition.Attribute) {
	b.WriteString(a.Name)
	if a.Default != nil {
		b.WriteString(" = " + *a.Default)
	}
	if a.Nullable {
		b.WriteString(" nullable")
	}
	fmt.Fprintf(b, " : %s@%d", a.Type, a.TypeOffset)
	if a.Store != "" {
		b.WriteString(" store " + a.Store)
	}
	if a.Comment != "" {
		b.WriteString(" # " + a.Comment)
	}
}

// TestOffsets checks that each part of an item is at its offset.
func TestOffsets(t *testing.T) {
	const text = "\n  -> lab.Session  # c\n  movie = 0 : <blob@main>  # c\n  unique  index ( movie ,  (lower( name )),name ) # c\n index(a)"
	d := definition.Parse(text)
	if len(d.Problems) > 0 || len(d.Items) != 4 {
		t.Fatalf("got %+v", d)
	}
	at := func(what string, offset int, want string) {
		t.Helper()
		if !strings.HasPrefix(text[offset:], want) {
			t.Errorf("%s has the offset %d, where the text is %.12q", what, offset, text[offset:])
		}
	}
	at("the reference", d.Items[0].ForeignKey.RefOffset, "lab.Session")
	movie := d.Items[1].Attribute
	at("the name", movie.NameOffset, "movie")
	at("the type", movie.TypeOffset, "<blob@main>")
	at("the store", movie.StoreOffset, "main>")
	for _, i := range d.Items[2:] {
		at("the index", i.Index.Offset, "index")
		for n, c := range i.Index.Columns {
			at("the column "+c, i.Index.ColumnOffsets[n], c)
		}
	}
}
