package dictionary

const notationTitle = "Notation"

// notation returns the page that explains figures and tables.
func notation() []byte {
	w := &writer{page: NotationPage}
	w.begin(notationTitle)
	w.line("Figures are drawn in the notation of `dj.Diagram`: parents above children.\n")
	w.figure("Each kind of table and of foreign key")
	w.line("## Tables\n")
	w.head("tier", "drawn as", "filled by")
	w.row("manual", "green box", "people, by `insert()`")
	w.row("lookup", "gray box", "the code, from its `contents`")
	w.row("imported", "blue ellipse", "`populate()`, from files and tables upstream")
	w.row("computed", "red ellipse", "`populate()`, from tables upstream alone")
	w.row("part", "small white box", "its master, in the same transaction")
	w.row("a collapsed schema", "gray pill", "its tables, whose number it shows")
	w.line("")
	w.line("An underlined name introduces a new dimension: the key has an attribute that no parent brings.\n")
	w.line("## Foreign keys\n")
	w.head("line", "means")
	w.row("solid", "the parent's key is part of the child's key")
	w.row("dashed", "the parent's key is not all part of the child's key")
	w.row("thick", "one-to-one: the parent's key is the child's whole key")
	w.row("thin", "one-to-many")
	w.row("amber", "an attribute has another name in the child")
	w.line("")
	w.line("## Tables of attributes\n")
	w.head("column", "means")
	w.row("key", "the attribute is part of the primary key")
	w.row("default", "the value if an insert gives none; `null`: it may be left out")
	w.row("origin", "the table that introduces the attribute, its name there if it has another, and the parents that bring it from there; nothing: this table")
	w.line("")
	return []byte(w.String())
}
