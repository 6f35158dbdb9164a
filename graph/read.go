package graph

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Read is one use of a table by the code that computes another one: its make(), the
// three steps of that, its key_source, and the functions of the project that these call.
// The reads of all tables are the computed graph of a pipeline.
type Read struct {
	// Table is the ID of the table or external that is used. It is empty if Kind is
	// [Unfollowed].
	Table string
	Kind  ReadKind
	// Likely reports that the code may use another table in this place, or none.
	Likely bool
	// Restricted reports that the key of make() restricts the query, directly or
	// through values that were read by it.
	Restricted bool
	// Through lists the method of the table, such as "make", and the functions from
	// there down to Pos. It is never empty.
	Through []string
	Text    string // the table as written at Pos, such as "ephys.Unit"
	Pos     Pos    // of Text
}

// ReadKind says how a table is used.
type ReadKind uint8

// The kinds of reads.
const (
	Fetched     ReadKind = iota // rows are fetched, counted, or part of a query
	Upstream                    // as self.upstream[…] has it
	AsKeySource                 // it is part of the key_source
	Written                     // rows are inserted, changed or deleted, or make() is called
	Unfollowed                  // some table: the code could not be followed
)

// String returns "read", "upstream", "key_source", "write" or "unknown".
func (k ReadKind) String() string {
	switch k {
	case Fetched:
		return "read"
	case Upstream:
		return "upstream"
	case AsKeySource:
		return "key_source"
	case Written:
		return "write"
	case Unfollowed:
		return "unknown"
	}
	return fmt.Sprintf("ReadKind(%d)", uint8(k))
}

// ParseReadKind is the inverse of [ReadKind.String].
func ParseReadKind(s string) (ReadKind, error) { return parseEnum("kind of read", s, Unfollowed) }

// Reads reports whether rows of the table are read.
func (k ReadKind) Reads() bool { return k == Fetched || k == Upstream || k == AsKeySource }

func (r Read) compare(other Read) int {
	return cmp.Or(
		r.Pos.Compare(other.Pos), cmp.Compare(r.Kind, other.Kind), strings.Compare(r.Table, other.Table),
		slices.Compare(r.Through, other.Through),
	)
}
