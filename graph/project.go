package graph

import "fmt"

// A Project is what the files around the modules ask for.
type Project struct {
	// HasPyproject: the folder that was analysed has a pyproject.toml that can
	// be read.
	HasPyproject bool
	DataJoint    Requirement
	// Backend is the kind of database that a configuration file names, such as
	// "mysql" or "postgresql"; empty where none does.
	Backend    string
	BackendPos Pos
	// Stores are the declarations of object stores, by Pos. A store that two
	// files declare stands here twice.
	Stores []Store
	// DefaultStores name the stores that are used where an attribute names
	// none, by Pos.
	DefaultStores []StoreReference
	// CodeStores are the places where a module sets up object stores while it
	// runs, by Pos. What their names are is not known.
	CodeStores []Pos
}

// A Store is the declaration of an object store.
type Store struct {
	Name     string
	Protocol string         // such as "s3", as written; empty where none is given
	Settings []StoreSetting // as declared, the protocol included
	Pos, End Pos            // of the header, or of the first key
}

// A StoreSetting is one key of a [Store]. Its value stays in the file: it may
// be a secret.
type StoreSetting struct {
	Key      string
	Kind     ValueKind
	Empty    bool // a text without a sign in it
	Pos, End Pos  // of the key; End is zero where it is not known
}

// A StoreReference is a setting that names a store.
type StoreReference struct {
	Store string
	Pos   Pos
}

// ValueKind is the kind of a value in a configuration file.
type ValueKind uint8

// The kinds of values.
const (
	OtherValue ValueKind = iota // a list, a table, a date, or nothing
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
func ParseValueKind(s string) (ValueKind, error) { return parse("kind of value", s, TruthValue) }

// A Credential is a place where a password or a key is written out. The value
// itself is never part of a pipeline.
type Credential struct {
	Kind CredentialKind
	// Name is the setting or the variable that gets the value, such as
	// "database.password", "secret_key" or "DJ_PASS".
	Name     string
	Pos, End Pos // of the value without its quotes; of the key in pyproject.toml
}

// CredentialKind says what a [Credential] is.
type CredentialKind uint8

// The kinds of credentials.
const (
	NamedSecret      CredentialKind = iota // of a file or a variable; its name says what it is
	DatabasePassword                       // that code gives to DataJoint, in one of several ways
)

// String returns "named-secret" or "database-password".
func (k CredentialKind) String() string {
	switch k {
	case NamedSecret:
		return "named-secret"
	case DatabasePassword:
		return "database-password"
	}
	return fmt.Sprintf("CredentialKind(%d)", uint8(k))
}

// ParseCredentialKind is the inverse of [CredentialKind.String].
func ParseCredentialKind(s string) (CredentialKind, error) {
	return parse("kind of credential", s, DatabasePassword)
}

// A Comment is a comment that speaks to djdag, such as
// "# djdag: ignore[fk-cycle] reason".
type Comment struct {
	Text string // from "#" to the end of the line, without trailing white space
	Pos  Pos    // of the "#"
}
