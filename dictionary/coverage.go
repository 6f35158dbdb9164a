package dictionary

import "github.com/djdag/djdag/graph"

// A Coverage counts what could have a comment and has one: tables, and the attributes
// that they introduce.
type Coverage struct {
	All       int         `json:"all"`
	Commented int         `json:"commented"`
	Missing   []NoComment `json:"missing"` // the others, by ID, then as declared
}

// A NoComment is a table or an attribute without a comment.
type NoComment struct {
	Table     string    `json:"table"`     // ID
	Attribute string    `json:"attribute"` // "": the table itself
	Pos       graph.Pos `json:"-"`
}

// Percent returns the part with comments, from 0 to 100, rounded down: 100 means all.
func (c Coverage) Percent() int {
	if c.All == 0 {
		return 100
	}
	return c.Commented * 100 / c.All
}

// coverage counts the comments of the described tables. A table without a definition
// counts as one without a comment.
func (b *builder) coverage() Coverage {
	c := Coverage{Missing: []NoComment{}}
	add := func(comment string, what NoComment) {
		c.All++
		if comment != "" {
			c.Commented++
		} else {
			c.Missing = append(c.Missing, what)
		}
	}
	for i := range b.p.Tables {
		t := &b.p.Tables[i]
		if !b.shown[t.ID] {
			continue
		}
		add(t.Comment, NoComment{Table: t.ID, Pos: t.Pos})
		for _, a := range t.Attributes {
			if len(a.From) == 0 {
				add(a.Comment, NoComment{Table: t.ID, Attribute: a.Name, Pos: a.Pos})
			}
		}
	}
	return c
}
