package definition

// A Definition is a parsed table definition.
type Definition struct {
	// Comment is the table comment: the first line, if it starts with "#",
	// without the "#".
	Comment string
	// CommentOffset is the offset of Comment, or 0 if there is none.
	CommentOffset int
	// Items has the foreign keys, attributes and indexes in source order.
	Items []Item
	// Problems has what DataJoint would reject or silently ignore, in source
	// order.
	Problems []Problem
}

// An Item is a line that declares something. Exactly one of ForeignKey,
// Attribute and Index is not nil.
type Item struct {
	Offset int    // of the line's first byte after the indentation
	Text   string // the line without indentation and trailing whitespace; a foreign key has no comment either
	InKey  bool   // above the separator

	ForeignKey *ForeignKey
	Attribute  *Attribute
	Index      *Index
}

// A ForeignKey is a line with an arrow.
type ForeignKey struct {
	Nullable, Unique bool
	// Ref is the Python expression after the arrow and the options, without a
	// trailing comment.
	Ref       string
	RefOffset int
	// Old is set if the line has the old form "(a, b) -> T(x, y)". Then NewAttrs
	// and RefAttrs are its two lists; either may be empty.
	Old                bool
	NewAttrs, RefAttrs []string
}

// An Attribute is a line that declares a column.
type Attribute struct {
	Name       string
	NameOffset int
	Default    *string // as written; may be nil
	Nullable   bool    // the default is null
	Type       string  // as written, without surrounding whitespace
	TypeOffset int
	Comment    string
	// CommentOffset is the offset of Comment, or 0 if there is none.
	CommentOffset int
	Store         string // the object store in the type; may be empty
	// StoreOffset is the offset of the store's name, or 0 if there is none.
	StoreOffset int
}

// An Index is an index line.
type Index struct {
	Unique  bool
	Offset  int      // of the word "index"
	Columns []string // as written
	// ColumnOffsets has the offset of each column in Columns.
	ColumnOffsets []int
}

// A Problem is text that DataJoint would reject or silently ignore.
type Problem struct {
	Rule       string // such as "definition-syntax"
	Message    string
	Start, End int // offsets of the offending text; End is exclusive
}
