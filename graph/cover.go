package graph

import "fmt"

// Cover says what the definitions say about a read.
type Cover uint8

// The covers of a read.
const (
	Undeclared Cover = iota // no foreign key leads to the table
	Declared                // the table is an ancestor, a part of one, or their master
	Own                     // it is the reader itself, or one of its parts
)

// String returns "undeclared", "declared" or "own".
func (c Cover) String() string {
	switch c {
	case Undeclared:
		return "undeclared"
	case Declared:
		return "declared"
	case Own:
		return "own"
	}
	return fmt.Sprintf("Cover(%d)", uint8(c))
}

// Covers tells which reads the foreign keys of a pipeline declare. Create it with
// [Pipeline.Covers]. It is not safe for concurrent use.
type Covers struct {
	pipeline *Pipeline
	parts    map[string][]string // IDs, by master
	reader   string              // the table of the last question
	declared map[string]bool     // the ancestors of the reader and of its parts
}

// Covers returns an answer to which reads the foreign keys declare. Do not change p
// while it is in use.
func (p *Pipeline) Covers() *Covers {
	c := &Covers{pipeline: p, parts: map[string][]string{}}
	for i := range p.Tables {
		if m := p.Tables[i].Master; m != "" {
			c.parts[m] = append(c.parts[m], p.Tables[i].ID)
		}
	}
	return c
}

// Of returns what the definitions say about a read of a table by a reader, both given
// by ID. The tables that the reader's own parts refer to count as its ancestors: they
// have to exist before it has rows. Questions about one reader after the other are
// answered in the time of one search for each reader.
func (c *Covers) Of(reader, table string) Cover {
	t := c.pipeline.Table(table)
	if table == reader || t != nil && t.Master == reader {
		return Own
	}
	if c.reader != reader || c.declared == nil {
		c.reader, c.declared = reader, c.ancestors(reader)
	}
	if c.declared[table] || t != nil && t.Master != "" && c.declared[t.Master] {
		return Declared
	}
	for _, part := range c.parts[table] {
		if c.declared[part] {
			return Declared
		}
	}
	return Undeclared
}

// ancestors returns the tables and externals that foreign keys lead to from a table and
// its parts.
func (c *Covers) ancestors(id string) map[string]bool {
	queue := append([]string{id}, c.parts[id]...)
	seen := map[string]bool{}
	for len(queue) > 0 {
		fks := c.pipeline.ForeignKeysOf(queue[0])
		queue = queue[1:]
		for i := range fks {
			if parent := fks[i].Parent; !seen[parent] {
				seen[parent] = true
				queue = append(queue, parent)
			}
		}
	}
	return seen
}
