package definition

// A Definition is the text of one table, taken apart.
type Definition struct {
	// Comment is the first line, if that is a comment, without its "#".
	Comment string
	// CommentOffset is that of the comment; 0 where there is none.
	CommentOffset int
	// Items are the foreign keys, attributes and indexes in the order of the text.
	Items []Item
	// Problems are what DataJoint would refuse or pass over, in the order of the text.
	Problems []Problem
}

// An Item is a line that declares something. One of ForeignKey, Attribute and
// Index is not nil.
type Item struct {
	Offset int    // of the line's first byte that is not white space
	Text   string // the line without indentation and trailing white space
	InKey  bool   // above the separator

	ForeignKey *ForeignKey
	Attribute  *Attribute
	Index      *Index
}

// A ForeignKey is a line with an arrow.
type ForeignKey struct {
	Nullable, Unique bool
	// Ref is the Python expression behind the arrow and the options, without
	// a trailing comment.
	Ref       string
	RefOffset int
	// NewAttrs and RefAttrs are those of the old form "(a, b) -> T(x, y)".
	// Old is set where the line has that form; either list may be empty.
	Old                bool
	NewAttrs, RefAttrs []string
}

// An Attribute is a line that declares a column.
type Attribute struct {
	Name       string
	NameOffset int
	Default    *string // as written; nil where there is none
	Nullable   bool    // the default is null
	Type       string  // as written, without surrounding white space
	TypeOffset int
	Comment    string
	// CommentOffset is that of the comment; 0 where there is none.
	CommentOffset int
	Store         string // the object store that the type names; may be empty
	// StoreOffset is that of the store's name in the type; 0 where the type
	// names none.
	StoreOffset int
}

// An Index is an index line.
type Index struct {
	Unique  bool
	Offset  int      // of the word "index"
	Columns []string // as written
	// ColumnOffsets are the offsets of the columns, in the order of Columns.
	ColumnOffsets []int
}

// A Problem is something that DataJoint would refuse, or pass over in silence.
type Problem struct {
	Rule       string // such as "definition-syntax"
	Message    string
	Start, End int // offsets of the offending text
}
