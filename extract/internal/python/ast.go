package python

// A Stmt is a statement. Offset returns the offset of its first byte in the
// file, unless the statement says otherwise.
type Stmt interface{ Offset() int }

// An Expr is an expression. Offset returns the offset of its first byte in the
// file.
type Expr interface{ Offset() int }

// At is the offset of a node's first byte. Every node embeds it.
type At int

// Offset returns the offset of the node's first byte.
func (a At) Offset() int { return int(a) }

// Statements.
type (
	// Import is "import a.b as c" or "from .a import b as c, d".
	Import struct {
		At
		From  bool   // it has the second form
		Level int    // the number of leading dots in the second form
		Path  string // the dotted module of the second form; may be empty
		Names []ImportName
		Star  bool // "from x import *"
		Scope Scope
		Text  string // the statement on one line
		// Guarded: it is in a try statement that catches ImportError, or in an
		// except clause.
		Guarded bool
		end     int // the offset of the first byte after it
	}
	// Assign is "a = b = value" or "a: type = value". Value is nil for an
	// annotation without a value.
	Assign struct {
		At
		Targets   []Expr
		Annotated bool // it has the second form
		Value     Expr
	}
	// AugAssign is "target op= value".
	AugAssign struct {
		At
		Target Expr
		Op     string // such as "+"
		Value  Expr
	}
	// ExprStmt is an expression statement. Only expressions that may have an
	// effect are kept: calls, assignment expressions, yields, and subscripts,
	// which may raise an exception.
	ExprStmt struct {
		At
		X Expr
	}
	// ClassDef is a class statement.
	ClassDef struct {
		At         // of the name
		Name       string
		Bases      []Expr
		Keywords   []Keyword
		Decorators []Expr
		Body       []Stmt
	}
	// FuncDef is a function definition. Its parameters and body are not parsed;
	// see [Parser.Function].
	FuncDef struct {
		At         // of the name
		Name       string
		Decorators []Expr
		start, end int // offsets of the text from "def" to the end of the body
	}
	// If is an if statement; an elif clause is an If in OrElse.
	If struct {
		At
		Test   Expr
		Then   []Stmt
		OrElse []Stmt
	}
	// For is a for loop, or a while loop, which has no Target and Iter.
	For struct {
		At
		Target Expr
		Iter   Expr
		Test   Expr // of a while loop
		Body   []Stmt
		OrElse []Stmt
	}
	// Try is a try statement.
	Try struct {
		At
		Body     []Stmt
		Handlers []Handler
		OrElse   []Stmt
		Finally  []Stmt
	}
	// With is a with statement.
	With struct {
		At
		Items []WithItem
		Body  []Stmt
	}
	// Return is a return statement; X may be nil.
	Return struct {
		At
		X Expr
	}
	// Raise is a raise statement; X may be nil.
	Raise struct {
		At
		X Expr
	}
	// Global is a global or nonlocal statement.
	Global struct {
		At
		Names    []string
		Nonlocal bool
	}
	// Delete is a del statement.
	Delete struct {
		At
		Targets []Expr
	}
	// Jump is break or continue.
	Jump struct {
		At
		Break bool
	}
)

// Text returns the function's text, from "def" to the end of its body.
func (f *FuncDef) Text(file *File) []byte { return file.text[f.start:f.end] }

// ImportName is one name of an import statement.
type ImportName struct {
	At
	Name  string // dotted in "import a.b"
	Alias string // empty without "as"
}

// Scope says when an import statement runs. It mirrors graph.Scope, because
// this package does not depend on graph.
type Scope uint8

// The scopes of an import statement.
const (
	Load     Scope = iota // at module level or in a class body
	Deferred              // in a function
	Typing                // under "if TYPE_CHECKING"
)

// Param is a parameter of a function.
type Param struct {
	Name    string
	Default Expr // may be nil
	Kind    ParamKind
}

// ParamKind is the kind of a parameter.
type ParamKind uint8

// The kinds of parameters.
const (
	Positional ParamKind = iota
	KeywordOnly
	VarPositional // *args
	VarKeyword    // **kwargs
)

// Handler is an except clause.
type Handler struct {
	At
	Types []Expr // empty for a bare except
	Name  string // of "as name"; may be empty
	Body  []Stmt
}

// WithItem is one "value as target" of a with statement.
type WithItem struct {
	Value  Expr
	Target Expr // may be nil
}

// Keyword is "name=value" in a call. The name is empty for "**value".
type Keyword struct {
	Name  string
	Value Expr
}

// Expressions.
type (
	// Name is an identifier.
	Name struct {
		At
		ID string
	}
	// Attribute is "x.name".
	Attribute struct {
		At
		X      Expr
		Name   string
		NameAt int // the offset of the name
	}
	// Subscript is "x[index]"; the index may be a Slice.
	Subscript struct {
		At
		X     Expr
		Index Expr
	}
	// Slice is "from:to:step". Each part may be nil.
	Slice struct {
		At
		From, To, Step Expr
	}
	// Call is "fn(args, keywords)".
	Call struct {
		At
		Fn       Expr
		Args     []Expr
		Keywords []Keyword
	}
	// Text is a string literal, several adjacent ones, or an f-string.
	Text struct {
		At
		Parts []TextPart
		Bytes bool // b"…"
	}
	// Number is an int or float literal.
	Number struct {
		At
		Text string
	}
	// Const is True, False, None or "...".
	Const struct {
		At
		Name string
	}
	// Sequence is a list, tuple or set display.
	Sequence struct {
		At
		Kind SequenceKind
		Elts []Expr
	}
	// Dict is a dict display. The key of "**value" is nil.
	Dict struct {
		At
		Keys, Values []Expr
	}
	// Binary is a binary operator, such as "x + y".
	Binary struct {
		At
		Op   string
		X, Y Expr
	}
	// Logic is "x and y" or "x or y".
	Logic struct {
		At
		And  bool
		X, Y Expr
	}
	// Not is "not x".
	Not struct {
		At
		X Expr
	}
	// Compare is "x op y". A chained comparison is a Logic of Compares.
	Compare struct {
		At
		Op   string // "==", "not in", "is", …
		X, Y Expr
	}
	// Cond is "then if test else orElse".
	Cond struct {
		At
		Test, Then, OrElse Expr
	}
	// Bind is "(name := x)".
	Bind struct {
		At
		Name string
		X    Expr
	}
	// Starred is "*x".
	Starred struct {
		At
		X Expr
	}
	// Lambda is a lambda expression.
	Lambda struct {
		At
		Params []Param
		Body   Expr
	}
	// Comprehension is a list, set or generator comprehension or, if Key is not
	// nil, a dict comprehension.
	Comprehension struct {
		At
		Key     Expr // may be nil
		Elt     Expr
		Clauses []Clause // at least one
	}
	// Data is the value of contents or of key_source. It is left out, since it may
	// be long. End is the offset after it.
	Data struct {
		At
		End int
	}

	// Yield is "yield x".
	Yield struct {
		At
		X Expr
	}
	// Opaque is any other expression.
	Opaque struct{ At }
)

// A Clause is a "for Target in Iter" of a comprehension and the conditions
// after it.
type Clause struct {
	Target, Iter Expr
	Ifs          []Expr
}

// SequenceKind distinguishes lists, tuples and sets.
type SequenceKind uint8

// The kinds of sequences.
const (
	List SequenceKind = iota
	Tuple
	Set
)

// A TextPart is a piece of a string: either text or a replacement field.
type TextPart struct {
	At
	// Value is the text with its escapes resolved. It is empty for a
	// replacement field.
	Value string
	// Skips has an entry for each escape, after which offsets in Value and in
	// the source differ. It is sorted.
	Skips []Skip
	X     Expr // the expression of a replacement field; nil for text
	// Conversion and Format follow "!" and ":" in a replacement field: "r" and
	// ">3" in "{x!r:>3}".
	Conversion, Format string
}

// A Skip says that byte Value of a text part is byte Source of its source, and
// later bytes follow on. Both are relative to the start of the part.
type Skip struct{ Value, Source int }

// SourceOffset converts the index of a byte in Value to an offset in the file.
func (t *TextPart) SourceOffset(i int) int {
	off := int(t.At) + i
	for _, s := range t.Skips {
		if s.Value > i {
			break
		}
		off = int(t.At) + s.Source + i - s.Value
	}
	return off
}
