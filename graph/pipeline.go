package graph

import (
	"cmp"
	"fmt"
	"strings"
)

// A Pipeline is everything that was read from the source of one project.
//
// A pipeline is in order if [Pipeline.Validate] finds nothing wrong with it:
// names and IDs are unique among modules, among schemas, and among tables and
// externals together; every reference leads somewhere; and all slices are
// sorted as their fields say. extract.Project and [Decode] return such
// pipelines, and [Pipeline.Sort] sorts one that was built by hand. All methods
// but Sort, Validate and Encode need a pipeline in order, and none but Sort
// changes it.
type Pipeline struct {
	Project     Project
	Modules     []Module     // by Name
	Schemas     []Schema     // by ID
	Tables      []Table      // by ID
	ForeignKeys []ForeignKey // by Child, then Pos, then Parent
	Externals   []External   // by ID
	Comments    []Comment    // by Pos
	Credentials []Credential // by Pos, then Name
	Diagnostics []Diagnostic // by [Diagnostic.Compare]
}

// A Module is a Python module that was analysed: a file, a package's
// __init__.py, or a notebook.
type Module struct {
	Name string // dotted, such as "workflow.subject"
	Path string // slash-separated, as in [Pos]
	// Imports are the imports of other analysed modules, by Pos. One
	// statement may give several.
	Imports []Import
	// Inserts are the tables that the module's code inserts into, by Pos, each
	// name once. Functions that nothing calls count as well.
	Inserts []Insert
	// Uses are the names of the package datajoint that the module's code uses,
	// by Pos. The tiers, which the tables show, are left out.
	Uses []Use
}

// An Insert is a name whose insert or insert1 is called.
type Insert struct {
	Name string // as written, such as "self.Trial" or "lab.Session"
	Pos  Pos    // of its first use
}

// A Use is a name of the package datajoint in the code of a module.
type Use struct {
	Name string // dotted, as the package has it, such as "schema" or "errors.DataJointError"
	Text string // as the code writes it, such as "dj.schema"
	Pos  Pos    // of Text
}

// Scope says when an import runs.
type Scope uint8

// The scopes of an import.
const (
	Load     Scope = iota // when the module is imported
	Deferred              // when a function is called
	Typing                // never: under "if TYPE_CHECKING"
)

// String returns "load", "deferred" or "typing".
func (s Scope) String() string {
	switch s {
	case Load:
		return "load"
	case Deferred:
		return "deferred"
	case Typing:
		return "typing"
	}
	return fmt.Sprintf("Scope(%d)", uint8(s))
}

// ParseScope is the inverse of [Scope.String].
func ParseScope(s string) (Scope, error) { return parse("import scope", s, Typing) }

// An Import is one module named by an import statement of another.
type Import struct {
	Module string // the imported module's name
	// Names are what the statement takes from the module, or the module
	// itself, as written. It is empty for an import by a call.
	Names []ImportedName
	// Others is the number of further names in the statement, which come from
	// other modules, analysed or not.
	Others int
	Scope  Scope
	Text   string // the statement on one line, such as "from . import subject"
	Pos    Pos    // of the statement
	// Deferrable says of an import that runs at load that nothing but
	// functions uses what it imports: they could import it themselves.
	Deferrable bool
}

// Star reports whether the import takes all names of the module.
func (i *Import) Star() bool { return len(i.Names) == 1 && i.Names[0].Name == "*" }

// An ImportedName is one name of an import statement: "subject" of "from . import
// subject", "w.subject" of "import w.subject", or "*".
type ImportedName struct {
	Name string // as written
	As   string // what the module calls it instead; empty without "as"
}

// A Schema is a database schema, or a schema object of an Element that no
// analysed module activates.
type Schema struct {
	// ID is the database name where it is known, else the template, else the
	// place where the schema object is made. It is unique.
	ID string
	// Name is the database name; empty where it is not known from the source.
	Name string
	// Template is the name with its unknown parts in braces, such as
	// "{database.prefix}subject". It equals Name where all is known, and is
	// empty for a schema that has no name at all.
	Template string
	Modules  []string // the modules that declare tables in it, sorted
	Active   bool     // false: made, but never activated
	Pos      Pos      // of the call that makes the first schema object
	// Places are the calls that make a schema object of this schema, by Pos.
	// Two modules that share a schema by its name each make one.
	Places []Pos
	// Activation is the place of the call, run while some module loads, that
	// leads to the activation of this schema: for an Element, the call in the
	// pipeline that uses it. It is the zero value where the schema is named
	// when it is made, or is not active.
	Activation Pos
}

// Label is what the schema is called where it need not be told from others: its
// name in the database as far as that is known, else its ID.
func (s *Schema) Label() string { return cmp.Or(s.Name, s.Template, s.ID) }

// Tier is the kind of a table.
type Tier uint8

// The tiers of DataJoint.
const (
	Manual Tier = iota
	Lookup
	Imported
	Computed
	Part
)

// String returns the lower-case name, such as "manual".
func (t Tier) String() string {
	switch t {
	case Manual:
		return "manual"
	case Lookup:
		return "lookup"
	case Imported:
		return "imported"
	case Computed:
		return "computed"
	case Part:
		return "part"
	}
	return fmt.Sprintf("Tier(%d)", uint8(t))
}

// ParseTier is the inverse of [Tier.String].
func ParseTier(s string) (Tier, error) { return parse("tier", s, Part) }

// AutoPopulated reports whether tables of this tier are filled by populate().
func (t Tier) AutoPopulated() bool { return t == Imported || t == Computed }

// A ClassMember is a member that DataJoint asks the class of a table for.
type ClassMember uint8

// The members that [Table.Provides] may list.
const (
	Contents  ClassMember = iota // the rows of a lookup table
	KeySource                    // what populate() works from
	Make                         // what populate() calls, in whatever form
)

// String returns "contents", "key_source" or "make".
func (m ClassMember) String() string {
	switch m {
	case Contents:
		return "contents"
	case KeySource:
		return "key_source"
	case Make:
		return "make"
	}
	return fmt.Sprintf("ClassMember(%d)", uint8(m))
}

// ParseClassMember is the inverse of [ClassMember.String].
func ParseClassMember(s string) (ClassMember, error) { return parse("class member", s, Make) }

// A Table is a class with a definition, bound to a schema.
type Table struct {
	// ID is "module.Class" or "module.Master.Part", with "@" and the schema
	// behind it if another table of the module is called so.
	ID     string
	Module string // the module whose code declares it
	Class  string // "Class" or "Master.Part"
	Schema string // the ID of its schema
	Name   string // the SQL name, such as "__unit_psth" or "session__file"
	Tier   Tier
	Master string // the ID of a part's master; empty for all other tiers
	Active bool   // false: its schema is never activated, so it is no table of this pipeline
	// Comment is the definition's first line, if that is a comment.
	Comment string
	// PrimaryKey lists the key in the order in which the database has it.
	PrimaryKey []string
	Attributes []Attribute // the key first, then the rest, as declared
	Indexes    []Index
	// Provides lists which of the members that DataJoint asks a class of the
	// tier for the class has, ascending: [Contents] of a lookup table,
	// [KeySource] and [Make] of a computed or imported one. A member counts if
	// a base or a decorator outside of the analysed source may bring it.
	Provides []ClassMember
	// Definition is the text that DataJoint reads, without common indentation.
	Definition string
	// HasDefinition: the text was read. An empty Definition then declares
	// nothing; otherwise nothing is known of it.
	HasDefinition bool
	// NewDimension: some key attribute comes from no primary foreign key.
	NewDimension bool
	Pos          Pos // of the class name
}

// ShortName is the last component of the class name.
func (t *Table) ShortName() string { return t.Class[strings.LastIndexByte(t.Class, '.')+1:] }

// An Attribute is a column of a table.
type Attribute struct {
	Name     string
	Type     string  // as written; for an inherited attribute, the parent's
	Default  *string // as written, with its quotes; nil where there is none
	Nullable bool
	Comment  string
	InKey    bool
	Store    string // the object store that the type names, such as "main" in <blob@main>
	// From lists the foreign keys that bring this attribute, as indices into
	// [Pipeline.ForeignKeys], ascending. Empty: the table declares it itself.
	From []int
	// Pos is the place of its name, or of the foreign key that brings it first.
	// A definition that the class inherits stands in another file than the
	// class.
	Pos Pos
	// TypePos is the place of the type of an attribute that the table declares
	// itself, and StorePos that of the store in it. Each may be zero.
	TypePos, StorePos Pos
}

// An Index is an index line of a definition.
type Index struct {
	Columns []string // as written, in order
	Unique  bool
	Pos     Pos // of the word "index"
	// ColumnPos are the places of the columns, in the order of Columns. It is
	// nil where they are not known.
	ColumnPos []Pos
}

// A ForeignKey is a reference of a child table to a parent.
type ForeignKey struct {
	Child  string // a table's ID
	Parent string // a table's ID, or an external's
	// AttrMap pairs the child's attributes with the parent's whole primary
	// key, in the parent's order. Empty where the parent's key is not known.
	// The names of a side are distinct, unless the definition is in error.
	AttrMap []AttrPair
	Primary bool // every mapped attribute is in the child's key
	Multi   bool // the mapped attributes are not the child's whole key, or that is not known
	Aliased bool // some attribute has another name in the child
	// Nullable and Unique are the options written in brackets.
	Nullable bool
	Unique   bool
	Text     string // the line as written, without indentation and comment
	Pos      Pos    // of the line's first character
}

// An AttrPair maps one attribute of a child to one of its parent.
type AttrPair struct{ Child, Parent string }

// ExternalKind says why a node is not one of the pipeline's tables.
type ExternalKind uint8

// The kinds of external nodes.
const (
	// Outside: in a package that is not on the search path.
	Outside ExternalKind = iota
	// Unresolved: nothing that the name could mean was found.
	Unresolved
	// Virtual: a table of a virtual module over a schema that no analysed module declares.
	Virtual
)

// String returns "external", "unresolved" or "virtual".
func (k ExternalKind) String() string {
	switch k {
	case Outside:
		return "external"
	case Unresolved:
		return "unresolved"
	case Virtual:
		return "virtual"
	}
	return fmt.Sprintf("ExternalKind(%d)", uint8(k))
}

// ParseExternalKind is the inverse of [ExternalKind.String].
func ParseExternalKind(s string) (ExternalKind, error) { return parse("kind", s, Virtual) }

// An External stands for a table that foreign keys name but that the
// analysed source does not declare.
type External struct {
	ID   string // what the source calls it, such as "element_lab.lab.User"
	Kind ExternalKind
	// Module is the module that would declare the table, as far as the source
	// tells: dotted, such as "element_lab.lab". For a table of a virtual module
	// it is the name of the schema in the database. It may be empty.
	Module string
	// Class is "Class" or "Master.Part", such as "User". It is empty where the
	// reference is no name, as that of a computed one.
	Class string
}
