package main

import (
	"slices"

	"golang.org/x/text/unicode/bidi"
)

// bidiSequence is an isolating run sequence: signs of one level that follow on
// each other when isolates between them are left out.
//
// Source: Unicode Standard Annex 9, whose rules the comments refer to.
type bidiSequence struct {
	*bidiParagraph
	signs         []int // their places in the text
	level         int
	before, after bidi.Class // L or R: what stands around it
}

func (s *bidiSequence) class(i int) bidi.Class         { return s.classes[s.signs[i]] }
func (s *bidiSequence) setClass(i int, c bidi.Class)   { s.classes[s.signs[i]] = c }
func (s *bidiSequence) originalClass(i int) bidi.Class { return s.original[s.signs[i]] }

// weak resolves marks, numbers and what belongs to them: W1 to W7.
func (s *bidiSequence) weak() {
	s.marksAndDigits()
	s.numberSigns()
	strong := s.before
	for i := range s.signs {
		switch s.class(i) {
		case bidi.L, bidi.R:
			strong = s.class(i)
		case bidi.ES, bidi.ET, bidi.CS: // W6
			s.setClass(i, bidi.ON)
		case bidi.EN: // W7
			if strong == bidi.L {
				s.setClass(i, bidi.L)
			}
		}
	}
}

// marksAndDigits is W1 to W3.
func (s *bidiSequence) marksAndDigits() {
	previous, strong := s.before, s.before
	for i := range s.signs {
		c := s.class(i)
		if c == bidi.NSM { // W1
			c = previous
			if isIsolateStart(previous) || previous == bidi.PDI {
				c = bidi.ON
			}
		}
		previous = c
		switch c {
		case bidi.L, bidi.R:
			strong = c
		case bidi.AL: // W3
			strong = c
			c = bidi.R
		case bidi.EN: // W2
			if strong == bidi.AL {
				c = bidi.AN
			}
		}
		s.setClass(i, c)
	}
}

// numberSigns is W4 and W5.
func (s *bidiSequence) numberSigns() {
	n := len(s.signs)
	for i := 1; i+1 < n; i++ {
		c, around := s.class(i), s.class(i-1)
		if around == s.class(i+1) && (c == bidi.CS && (around == bidi.EN || around == bidi.AN) || c == bidi.ES && around == bidi.EN) {
			s.setClass(i, around)
		}
	}
	for i := 0; i < n; i++ {
		if s.class(i) != bidi.ET {
			continue
		}
		end := i
		for end < n && s.class(end) == bidi.ET {
			end++
		}
		if i > 0 && s.class(i-1) == bidi.EN || end < n && s.class(end) == bidi.EN {
			for j := i; j < end; j++ {
				s.setClass(j, bidi.EN)
			}
		}
		i = end - 1
	}
}

// direction returns the direction of a sign as the rules for neutral ones see
// it, or ON.
func (s *bidiSequence) direction(i int) bidi.Class {
	switch s.class(i) {
	case bidi.L:
		return bidi.L
	case bidi.R, bidi.EN, bidi.AN:
		return bidi.R
	}
	return bidi.ON
}

// maxBrackets is how many may be open at a time: BD16.
const maxBrackets = 63

// bracketPairs returns the places of brackets that belong together, by the
// opening one: BD16.
func (s *bidiSequence) bracketPairs() [][2]int {
	type opening struct {
		closedBy rune
		at       int
	}
	var open []opening
	var pairs [][2]int
	for i, at := range s.signs {
		property, _ := bidi.LookupRune(s.text[at])
		if !property.IsBracket() || s.class(i) != bidi.ON {
			continue
		}
		if property.IsOpeningBracket() {
			if len(open) == maxBrackets {
				return nil
			}
			open = append(open, opening{sameBracket(otherBracket(s.text[at])), i})
			continue
		}
		for j := len(open) - 1; j >= 0; j-- {
			if open[j].closedBy == sameBracket(s.text[at]) {
				pairs = append(pairs, [2]int{open[j].at, i})
				open = open[:j]
				break
			}
		}
	}
	slices.SortFunc(pairs, func(a, b [2]int) int { return a[0] - b[0] })
	return pairs
}

// sameBracket returns the sign that is canonically equivalent to a bracket.
func sameBracket(r rune) rune {
	switch r {
	case '\u2329':
		return '\u3008'
	case '\u232A':
		return '\u3009'
	}
	return r
}

// brackets gives pairs of brackets the direction of what they enclose, or of
// what stands before them: N0.
func (s *bidiSequence) brackets() {
	embedding := directionOf(s.level)
	for _, pair := range s.bracketPairs() {
		found := bidi.ON
		for i := pair[0] + 1; i < pair[1] && found != embedding; i++ {
			if d := s.direction(i); d != bidi.ON {
				found = d
			}
		}
		if found == bidi.ON {
			continue
		}
		if found != embedding {
			context := s.before
			for i := pair[0] - 1; i >= 0; i-- {
				if d := s.direction(i); d != bidi.ON {
					context = d
					break
				}
			}
			if context != found {
				found = embedding
			}
		}
		for _, i := range pair {
			s.setClass(i, found)
			for i++; i < len(s.signs) && s.originalClass(i) == bidi.NSM; i++ {
				s.setClass(i, found)
			}
		}
	}
}

// neutral gives other signs the direction of both sides, or else that of the
// level: N1 and N2.
func (s *bidiSequence) neutral() {
	left := s.before
	for i := 0; i < len(s.signs); {
		if d := s.direction(i); d != bidi.ON {
			left = d
			i++
			continue
		}
		end := i
		for end < len(s.signs) && s.direction(end) == bidi.ON {
			end++
		}
		right := s.after
		if end < len(s.signs) {
			right = s.direction(end)
		}
		direction := directionOf(s.level)
		if left == right {
			direction = left
		}
		for ; i < end; i++ {
			s.setClass(i, direction)
		}
	}
}

// implicit raises the levels of what runs against its own: I1 and I2.
func (s *bidiSequence) implicit() {
	for i, at := range s.signs {
		c := s.class(i)
		switch {
		case s.level%2 == 0 && c == bidi.R, s.level%2 == 1 && c != bidi.R:
			s.levels[at] = s.level + 1
		case s.level%2 == 0 && (c == bidi.EN || c == bidi.AN):
			s.levels[at] = s.level + 2
		default:
			s.levels[at] = s.level
		}
	}
}
