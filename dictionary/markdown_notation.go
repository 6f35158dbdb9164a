package dictionary

const notationTitle = "Notation"

// notation returns the page that explains figures and tables.
func notation() []byte {
	w := &writer{page: NotationPage}
	w.begin(notationTitle)
	w.line("Figures are drawn in the notation of `dj.Diagram`: parents above children.\n")
	w.figure("Each kind of table and of foreign key")
	w.line("## Tables\n")
	w.grid(grid{
		{"tier", "drawn as", "filled by"},
		{"manual", "green box", "people, by `insert()`"},
		{"lookup", "gray box", "the code, from its `contents`"},
		{"imported", "blue ellipse", "`populate()`, from files and tables upstream"},
		{"computed", "red ellipse", "`populate()`, from tables upstream alone"},
		{"part", "small white box", "its master, in the same transaction"},
		{"a collapsed schema", "gray pill", "its tables, whose number it shows"},
	})
	w.line("An underlined name introduces a new dimension: the key has an attribute that no parent brings.\n")
	w.line("## Foreign keys\n")
	w.grid(grid{
		{"line", "means"},
		{"solid", "the parent's key is part of the child's key"},
		{"dashed", "the parent's key is not all part of the child's key"},
		{"thick", "one-to-one: the parent's key is the child's whole key"},
		{"thin", "one-to-many"},
		{"amber", "an attribute has another name in the child"},
	})
	w.line("## Tables of attributes\n")
	w.grid(grid{
		{"column", "means"},
		{"key", "the attribute is part of the primary key"},
		{"default", "the value if an insert gives none; `null`: it may be left out"},
		{"origin", "the table that introduces the attribute, its name there if it has another, and the parents that bring it from there; nothing: this table"},
	})
	return w.bytes()
}
