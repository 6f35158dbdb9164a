package graph

import (
	"cmp"
	"fmt"
	"strings"
)

// A Pipeline is the content of one project, as read from its source, or of the
// schemas of a database. From a database, positions are unknown.
//
// A pipeline is valid if [Pipeline.Validate] returns nil: names and IDs are
// unique among modules, among schemas, and among tables and externals together;
// every reference has a target; and all slices are sorted as documented.
// extract.Project, database.Read and [Decode] return valid pipelines, and [Pipeline.Sort] sorts
// a pipeline that was built by hand. All methods except Sort, Validate and
// Encode require a valid pipeline. Only Sort changes it.
type Pipeline struct {
	Project     Project
	Database    *Database    // where it was read, or nil for a pipeline from source
	Modules     []Module     // by Name
	Schemas     []Schema     // by ID
	Tables      []Table      // by ID
	ForeignKeys []ForeignKey // by Child, then Pos, then Parent
	Externals   []External   // by ID
	Codecs      []Codec      // by Name, then Pos
	Comments    []Comment    // by Pos
	Credentials []Credential // by Pos, then Name
	Diagnostics []Diagnostic // by [Diagnostic.Compare]
}

// A Module is a Python module that was analysed: a file, a package's
// __init__.py, or a notebook.
type Module struct {
	Name string // dotted, such as "workflow.subject"
	Path string // slash-separated, as in [Pos]
	// Outside reports that the module is not part of the project: it was found on
	// the search path or among the installed packages.
	Outside bool
	// Imports lists the imports of other analysed modules, by Pos. One
	// statement may produce several.
	Imports []Import
	// Inserts lists the tables that the module inserts into, by Pos, each name
	// once. It includes code in functions that are never called.
	Inserts []Insert
	// Uses lists the names of package datajoint that the module uses, by Pos. It
	// omits the tiers.
	Uses []Use
}

// An Insert is a call of insert or insert1.
type Insert struct {
	Name string // the table as written, such as "self.Trial" or "lab.Session"
	Pos  Pos    // of the first call with this name
}

// A Use is a reference to a name of package datajoint in a module.
type Use struct {
	Name string // as in the package, such as "schema" or "errors.DataJointError"
	Text string // as in the code, such as "dj.schema"
	// Guarded reports that the code expects that datajoint lacks the name: it
	// catches the error, or asks hasattr() or the version first.
	Guarded bool
	Pos     Pos // of Text
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
func ParseScope(s string) (Scope, error) { return parseEnum("import scope", s, Typing) }

// An Import is the import of one analysed module by a statement in another.
type Import struct {
	Module string // the imported module's name
	// Names lists the names that the statement imports from the module, or the
	// name of the module itself, as written. It is empty for an import by a
	// function call.
	Names []ImportedName
	// Others is the number of further names in the statement. They come from
	// other modules, analysed or not.
	Others int
	Scope  Scope
	Text   string // the statement on one line, such as "from . import subject"
	Pos    Pos    // of the statement
	// Deferrable reports that only functions use the imported names, so they
	// could import the module themselves. It is false unless Scope is Load.
	Deferrable bool
	// Breaks reports that the modules import each other, and that in some load
	// order this one takes a name from the imported one before that has it. It is
	// false unless Scope is Load.
	Breaks bool
	// Preloaded reports that the imported module is a package around this one
	// that imports it, and that the import does not break. So Python has loaded
	// the package far enough in any case, and the import adds nothing to the load
	// order. It is false unless Scope is Load.
	Preloaded bool
}

// Star reports whether the statement imports all names of the module.
func (i *Import) Star() bool { return len(i.Names) == 1 && i.Names[0].Name == "*" }

// An ImportedName is one name in an import statement: "subject" in "from .
// import subject", "w.subject" in "import w.subject", or "*".
type ImportedName struct {
	Name string // as written
	As   string // the name after "as", or empty
}

// A Schema is a database schema, or a schema object of an Element that no
// analysed module activates.
type Schema struct {
	// ID is the database name if known, else the template, else the position
	// at which the schema object is created. It is unique.
	ID string
	// Name is the database name; empty if the source does not determine it.
	Name string
	// Template is the name with its unknown parts in braces, such as
	// "{database.prefix}subject". It equals Name if that is known, and is empty
	// for a schema without a name.
	Template string
	Modules  []string // the modules that declare tables in it, sorted
	Active   bool     // false: created, but never activated
	Existing bool     // its tables must exist: DataJoint creates none, and reads no definition
	Pos      Pos      // of the call that creates the first schema object
	// Places lists the calls that create a schema object for this schema, by
	// Pos. Two modules may each create one with the same name.
	Places []Pos
	// Activation is the call that leads to the activation of this schema while a
	// module loads. For an Element, it is in the pipeline that uses it.
	// Activation is the zero value if the schema gets its name when it is
	// created, or is not active.
	Activation Pos
}

// Label returns a name for display, which need not be unique: the database name
// as far as it is known, else the ID.
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
func ParseTier(s string) (Tier, error) { return parseEnum("tier", s, Part) }

// AutoPopulated reports whether tables of this tier are filled by populate().
func (t Tier) AutoPopulated() bool { return t == Imported || t == Computed }

// A ClassMember is a member of a table class that DataJoint uses.
type ClassMember uint8

// The members that [Table.Provides] may list.
const (
	Contents  ClassMember = iota // the rows of a lookup table
	KeySource                    // the keys for populate()
	Make                         // make()
	MakeSteps                    // its three steps instead: make_fetch(), make_compute() and make_insert()
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
	case MakeSteps:
		return "make_steps"
	}
	return fmt.Sprintf("ClassMember(%d)", uint8(m))
}

// ParseClassMember is the inverse of [ClassMember.String].
func ParseClassMember(s string) (ClassMember, error) { return parseEnum("class member", s, MakeSteps) }

// A Table is a class with a definition, bound to a schema.
type Table struct {
	// ID is "module.Class" or "module.Master.Part". If the module has another
	// table with this name, "@" and the schema follow.
	ID     string
	Module string // the module whose code declares it
	Class  string // "Class" or "Master.Part"
	Schema string // the ID of its schema
	Name   string // the SQL name, such as "__unit_psth" or "session__file"
	Tier   Tier
	Master string // the ID of a part's master; empty for all other tiers
	Active bool   // false: its schema is never activated, so the pipeline does not include it
	// Comment is the first line of the definition if it is a comment, without
	// "#".
	Comment string
	// PrimaryKey lists the known key attributes in the order of the database.
	PrimaryKey []string
	// UnknownKeys lists the tables and externals whose primary key is part of
	// this one, directly or through other tables, but is not wholly known. Each
	// may add attributes to PrimaryKey. It has the table itself if its own
	// definition is unknown. It is sorted, and names IDs that [Pipeline.Restrict]
	// may have omitted.
	UnknownKeys []string
	Attributes  []Attribute // the key first, then the rest, as declared
	Indexes     []Index     // as declared
	// Provides lists the members of the class that DataJoint uses in its tier,
	// in ascending order: [Contents] for a lookup table, [KeySource], [Make] and
	// [MakeSteps] for a computed or imported table. It includes members that a
	// base class or decorator outside the analysed source may provide.
	Provides []ClassMember
	// Reads lists the tables that the class's make() reads and writes, by Pos, then
	// Kind. It is nil unless [Project.HasReads].
	Reads []Read
	// Definition is the text that DataJoint reads, without common indentation.
	Definition string
	// HasDefinition reports whether the text is known. If it is false,
	// Definition is empty and the table may declare anything.
	HasDefinition bool
	// NewDimension reports whether a key attribute does not come from a primary
	// foreign key.
	NewDimension bool
	Pos          Pos // of the class name
}

// ShortName returns the last component of the class name.
func (t *Table) ShortName() string { return t.Class[strings.LastIndexByte(t.Class, '.')+1:] }

// An Attribute is a column of a table.
type Attribute struct {
	Name     string
	Type     string  // as written; for an inherited attribute, the parent's
	SQLType  string  // the type of the column in the database; empty for a pipeline from source
	Default  *string // as written, with its quotes; nil without a default
	Comment  string
	Nullable bool
	InKey    bool
	Store    string // the object store in the type, such as "main" in <blob@main>
	// From lists the foreign keys that bring this attribute, as indices into
	// [Pipeline.ForeignKeys], ascending. It is empty if the table declares the
	// attribute itself.
	From []int
	// Pos is the position of the name, or of the first foreign key that brings
	// the attribute. It may be in another file than the class, because classes
	// inherit definitions.
	Pos Pos
	// TypePos and StorePos are the positions of Type and Store if the table
	// declares the attribute itself. Each may be the zero value.
	TypePos, StorePos Pos
}

// An Index is an index line of a definition.
type Index struct {
	Columns []string // as written, in order
	Unique  bool
	Pos     Pos // of the word "index"
	// ColumnPos lists the positions of Columns, in the same order. It is nil if
	// they are unknown.
	ColumnPos []Pos
}

// A ForeignKey is a reference from a child table to a parent.
type ForeignKey struct {
	Child  string // a table's ID
	Parent string // a table's ID, or an external's
	// AttrMap pairs the child's attributes with the parent's whole primary
	// key, in the parent's order. It is empty if the parent's key is unknown.
	// The names of each side are distinct unless the definition is invalid.
	AttrMap []AttrPair
	Primary bool // every mapped attribute is in the child's key
	Multi   bool // the mapped attributes are not the child's whole key, or this is unknown
	Aliased bool // some attribute has another name in the child
	// Nullable and Unique are the options written in brackets.
	Nullable bool
	Unique   bool
	Text     string // the line as written, without indentation or comment
	Pos      Pos    // of the line's first character
}

// An AttrPair maps an attribute of a child to an attribute of its parent.
type AttrPair struct{ Child, Parent string }

// ExternalKind says why a node is not a table of the pipeline.
type ExternalKind uint8

// The kinds of external nodes.
const (
	Outside    ExternalKind = iota // in a package that is not on the search path
	Unresolved                     // the name could not be resolved
	Virtual                        // in a virtual module for a schema that no analysed module declares
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
func ParseExternalKind(s string) (ExternalKind, error) { return parseEnum("kind", s, Virtual) }

// An External represents a table that foreign keys refer to but the analysed
// source does not declare.
type External struct {
	ID   string // the name in the source, such as "element_lab.lab.User"
	Kind ExternalKind
	// Module is the module that would declare the table, such as
	// "element_lab.lab". For a table of a virtual module, it is the database
	// name of the schema. It is empty if unknown.
	Module string
	// Class is "Class" or "Master.Part", such as "User". It is empty if the
	// reference is not a name, such as a computed one.
	Class string
}
