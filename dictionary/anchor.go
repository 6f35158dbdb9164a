package dictionary

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/djdag/djdag/graph"
)

// A heading is the heading of a table on the page of its schema, with its anchor.
type heading struct{ text, anchor string }

// headings returns the headings of the tables of one page, in order: their classes, or
// their IDs where two modules have a class of the same name. Where anchors would still
// be the same, the name in the database follows in parentheses.
//
// The anchor is the one that GitHub and MyST make of the heading, so a link is right
// whether a program heeds the anchor in the text or that of the heading: "session" for
// Session, "sessionfile" for Session.File. The heading of a page has two words, so no
// class has its anchor.
func headings(tables []*graph.Table) []heading {
	all := make([]heading, len(tables))
	for i, t := range tables {
		all[i].text = t.Class
	}
	twice := repeated(all, func(h heading) string { return h.text })
	for i, t := range tables {
		if twice[i] {
			all[i].text = t.ID
		}
	}
	twice = repeated(all, func(h heading) string { return anchor(h.text) })
	taken := make(map[string]bool)
	for i, t := range tables {
		h := &all[i]
		if twice[i] {
			h.text += " (" + t.Name + ")"
		}
		name := anchor(h.text)
		h.anchor = name
		for n := 1; taken[h.anchor]; n++ {
			h.anchor = fmt.Sprintf("%s-%d", name, n)
		}
		taken[h.anchor] = true
	}
	return all
}

// repeated marks the headings whose key another one has, too.
func repeated(all []heading, key func(heading) string) []bool {
	uses := make(map[string]int)
	for _, h := range all {
		uses[key(h)]++
	}
	marks := make([]bool, len(all))
	for i, h := range all {
		marks[i] = uses[key(h)] > 1
	}
	return marks
}

// anchor returns the anchor that GitHub makes of a heading that it has not met before:
// in lower case, with dashes for spaces, and without punctuation.
//
// Source: the filter for tables of contents of github.com/gjtorikian/html-pipeline.
func anchor(text string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '_', r == '-':
			return unicode.ToLower(r)
		case r == ' ':
			return '-'
		}
		return -1
	}, text)
	if name == "" {
		return "table"
	}
	return name
}
