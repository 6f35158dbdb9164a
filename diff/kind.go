package diff

import "fmt"

// Kind is the kind of a [Change].
type Kind uint8

// The kinds of changes.
const (
	TableAdded   Kind = iota
	TableRemoved      // the class is gone
	TableRenamed      // it has another name in the same schema of the database
	TableMoved        // it is in another schema of the database
	ClassMoved        // a class in another module declares it
	ClassRenamed      // a class of another name declares it
	TierChanged
	Activated   // a module now activates the table's schema
	Deactivated // no module activates it any more
	TableComment
	DefinitionKnown   // the definition was not in the source, and now is
	DefinitionUnknown // the other way around

	KeyChanged // the columns of the primary key, their types, or their order

	AttributeAdded
	AttributeRemoved
	AttributeRenamed
	AttributeType
	AttributeStore
	AttributeDefault // the default, or whether NULL is allowed
	AttributeComment
	AttributeOrder // the order of the attributes outside the key

	ForeignKeyAdded
	ForeignKeyRemoved
	ForeignKeyChanged // it is in the key or not, renames, or has other options
	ForeignKeyParent  // the line means another parent
	ForeignKeyFollows // its columns follow the parent's key

	IndexAdded
	IndexRemoved

	ReadAdded   // make() reads a table without a foreign key to it
	ReadRemoved // it did
)

// String returns a name such as "attribute-added".
func (k Kind) String() string {
	if int(k) < len(kindNames()) {
		return kindNames()[k]
	}
	return fmt.Sprintf("Kind(%d)", uint8(k))
}

// kindNames returns the names of all kinds.
func kindNames() []string {
	return []string{
		"table-added", "table-removed", "table-renamed", "table-moved", "class-moved", "class-renamed", "tier-changed",
		"activated", "deactivated", "table-comment", "definition-known", "definition-unknown",
		"key-changed",
		"attribute-added", "attribute-removed", "attribute-renamed", "attribute-type", "attribute-store",
		"attribute-default", "attribute-comment", "attribute-order",
		"foreign-key-added", "foreign-key-removed", "foreign-key-changed", "foreign-key-parent", "foreign-key-follows",
		"index-added", "index-removed",
		"read-added", "read-removed",
	}
}

// Status says what became of a table, a schema or a cycle.
type Status uint8

// The statuses.
const (
	Kept    Status = iota // in both versions
	Added                 // only in the new one
	Removed               // only in the old one
)

// String returns "kept", "added" or "removed".
func (s Status) String() string {
	switch s {
	case Kept:
		return "kept"
	case Added:
		return "added"
	case Removed:
		return "removed"
	}
	return fmt.Sprintf("Status(%d)", uint8(s))
}
