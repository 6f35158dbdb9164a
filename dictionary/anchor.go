package dictionary

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/djdag/djdag/graph"
)

// A heading is the heading of a table on the page of its schema, with its anchor.
type heading struct{ text, anchor string }

// headings returns the headings of the tables of one page, in order. Classes of the
// same name have their modules in front.
//
// An anchor is the class in lower case, without its dots: "session" for Session,
// "sessionfile" for Session.File. A second one of that name on the page ends in -1, the
// next in -2. GitHub and MyST give such headings these anchors, too, so a link is right
// whether a program heeds the anchor in the text or that of the heading. The heading of
// a page has two words: no class has its anchor.
func headings(tables []*graph.Table) []heading {
	classes := make(map[string]int)
	for _, t := range tables {
		classes[t.Class]++
	}
	var all []heading
	taken := make(map[string]bool)
	for _, t := range tables {
		h := heading{text: t.Class}
		if classes[t.Class] > 1 {
			h.text = t.ID
		}
		name := anchor(h.text)
		h.anchor = name
		for n := 1; taken[h.anchor]; n++ {
			h.anchor = fmt.Sprintf("%s-%d", name, n)
		}
		taken[h.anchor] = true
		all = append(all, h)
	}
	return all
}

// anchor returns the anchor of a name that no other table of the page has.
func anchor(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '_':
			return unicode.ToLower(r)
		}
		return -1
	}, name)
	if name == "" {
		return "table"
	}
	return name
}
