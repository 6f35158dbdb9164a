package graph

import "fmt"

// A Project holds the settings in the files around the modules.
type Project struct {
	// HasPyproject reports whether the analysed directory has a valid
	// pyproject.toml.
	HasPyproject bool
	// HasDataJointJSON reports whether it has a valid datajoint.json, from which
	// DataJoint 2 reads its settings.
	HasDataJointJSON bool
	// Partial reports whether only a part of the project's modules was read, or
	// kept, or not a notebook that names object stores. What the others use is
	// unknown.
	Partial   bool
	DataJoint Requirement // the versions of datajoint that it allows
	// Backend is the kind of database in a configuration file, such as "mysql"
	// or "postgresql"; empty if there is none.
	Backend    string
	BackendPos Pos
	// NewKeysAllowed reports whether a configuration file or a module allows
	// computed tables to add attributes to the primary key.
	NewKeysAllowed bool
	// Plugins reports whether it requires packages that may define codecs for
	// DataJoint: any but well-known ones.
	Plugins bool
	// HasReads reports whether the computed graph was read, see [Table.Reads].
	HasReads bool
	// Stores lists the declarations of object stores, by Pos. A store that is
	// declared in two files is listed twice.
	Stores []Store
	// DefaultStores lists the stores for attributes that do not name one, by
	// Pos.
	DefaultStores []StoreReference
	// CodeStores lists the positions at which modules configure object stores
	// at run time, by Pos. The names of these stores are unknown.
	CodeStores []Pos
}

// A Store is the declaration of an object store.
type Store struct {
	Name     string
	Protocol string         // as written, such as "s3"; empty if missing
	Settings []StoreSetting // as declared, including the protocol
	Pos, End Pos            // of the header, or of the first key; End may be zero
}

// A StoreSetting is one key of a [Store]. The model omits its value, which may be
// a secret, unless it only says where objects are.
type StoreSetting struct {
	Key   string
	Kind  ValueKind
	Empty bool // the value is an empty string
	// Text is a string that says where objects are: a location, a bucket, an
	// endpoint, a container, a prefix or a partition pattern.
	Text     string
	Pos, End Pos // of the key; End may be zero
}

// A StoreReference is a setting that refers to a store by name.
type StoreReference struct {
	// Key is the setting, "default" or "filepath_default". It is empty in exports of
	// older versions.
	Key   string
	Store string
	Pos   Pos
}

// ValueKind is the kind of a value in a configuration file.
type ValueKind uint8

// The kinds of values.
const (
	OtherValue ValueKind = iota // such as a list, a table, a date or null
	TextValue
	NumberValue
	TruthValue
)

// String returns "other", "text", "number" or "truth".
func (k ValueKind) String() string {
	switch k {
	case OtherValue:
		return "other"
	case TextValue:
		return "text"
	case NumberValue:
		return "number"
	case TruthValue:
		return "truth"
	}
	return fmt.Sprintf("ValueKind(%d)", uint8(k))
}

// ParseValueKind is the inverse of [ValueKind.String].
func ParseValueKind(s string) (ValueKind, error) { return parseEnum("kind of value", s, TruthValue) }

// A Credential is a password or key in plain text. A pipeline has its position,
// but never its value.
type Credential struct {
	Kind CredentialKind
	// Name is the setting or variable that holds the value, such as
	// "database.password", "secret_key" or "DJ_PASS".
	Name string
	// Pos and End enclose the value without quotes. They may be in different lines.
	// What a cell printed has the position of the cell's first line, and no end.
	Pos, End Pos
}

// CredentialKind is the kind of a [Credential].
type CredentialKind uint8

// The kinds of credentials.
const (
	NamedSecret      CredentialKind = iota // a setting or variable, identified by its name
	DatabasePassword                       // a password that code passes to DataJoint
	PrintedSecret                          // a setting or variable in the output of a notebook's cell
)

// String returns "named-secret", "database-password" or "printed-secret".
func (k CredentialKind) String() string {
	switch k {
	case NamedSecret:
		return "named-secret"
	case DatabasePassword:
		return "database-password"
	case PrintedSecret:
		return "printed-secret"
	}
	return fmt.Sprintf("CredentialKind(%d)", uint8(k))
}

// ParseCredentialKind is the inverse of [CredentialKind.String].
func ParseCredentialKind(s string) (CredentialKind, error) {
	return parseEnum("kind of credential", s, PrintedSecret)
}

// A Comment is a comment addressed to djdag, such as
// "# djdag: ignore[fk-cycle] reason".
type Comment struct {
	Text string // from "#" to the end of the line, without trailing space
	Pos  Pos    // of the "#"
}
