package drift

import (
	"fmt"
	"strings"
)

// Kind is the kind of a [Difference].
type Kind uint8

// The kinds of differences.
const (
	NotDeployed      Kind = iota // the database lacks a schema or table of the code
	NoClass                      // the code lacks a schema or table of the database
	NotCompared                  // a schema is not seen, or its name is not known
	Tiers                        // a table is of another tier
	Keys                         // the primary key
	ForeignKeys                  // a foreign key, or its attribute map
	AttributeAdded               // the database lacks an attribute of the code
	AttributeRemoved             // the code lacks an attribute of the database
	Types                        // the type of an attribute, or its object store
	Nullability                  // whether an attribute may be null
	Defaults                     // the default of an attribute
	Indexes                      // an index, or the option "unique" of a foreign key
	Comments                     // nothing but a comment
	Lineages                     // a row of a table "~lineage" is stale or missing
)

// Kinds returns all kinds, in ascending order.
func Kinds() []Kind {
	all := make([]Kind, Lineages+1)
	for i := range all {
		all[i] = Kind(i)
	}
	return all
}

// String returns the word for the kind, such as "attribute-added".
func (k Kind) String() string {
	switch k {
	case NotDeployed:
		return "not-deployed"
	case NoClass:
		return "no-class"
	case NotCompared:
		return "not-compared"
	case Tiers:
		return "tiers"
	case Keys:
		return "keys"
	case ForeignKeys:
		return "foreign-keys"
	case AttributeAdded:
		return "attribute-added"
	case AttributeRemoved:
		return "attribute-removed"
	case Types:
		return "types"
	case Nullability:
		return "nullability"
	case Defaults:
		return "defaults"
	case Indexes:
		return "indexes"
	case Comments:
		return "comments"
	case Lineages:
		return "lineage"
	}
	return fmt.Sprintf("Kind(%d)", uint8(k))
}

// ParseKind is the inverse of [Kind.String].
func ParseKind(s string) (Kind, error) {
	var words []string
	for _, k := range Kinds() {
		if k.String() == s {
			return k, nil
		}
		words = append(words, k.String())
	}
	return 0, fmt.Errorf("unknown kind of difference %q; want one of %s", s, strings.Join(words, ", "))
}
