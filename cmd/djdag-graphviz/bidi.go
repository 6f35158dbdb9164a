package main

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/bidi"
)

// bidiRun is a part of a text that runs in one direction.
type bidiRun struct {
	start, end int
	level      int // of embedding
}

func (r bidiRun) isRightToLeft() bool { return r.level%2 == 1 }

// visualRuns parts a line of text into runs, and returns them in the order in
// which they stand from left to right. The line as a whole runs from left to
// right, as every text of an SVG does that does not say otherwise, even if it
// begins with a word in Hebrew.
//
// Source: Unicode Standard Annex 9, L2.
func visualRuns(text []rune) []bidiRun {
	var runs []bidiRun
	highest := 0
	for i, level := range embeddingLevels(text) {
		if last := len(runs) - 1; last >= 0 && runs[last].level == level {
			runs[last].end++
		} else {
			runs = append(runs, bidiRun{i, i + 1, level})
		}
		highest = max(highest, level)
	}
	for level := highest; level > 0; level-- {
		for i := 0; i < len(runs); i++ {
			j := i
			for j < len(runs) && runs[j].level >= level {
				j++
			}
			slices.Reverse(runs[i:j])
			i = j
		}
	}
	return runs
}

// visual returns the signs of a text in the order in which they stand from left
// to right. Where it runs to the left, brackets are turned with it, and marks
// still follow their letter.
//
// Source: Unicode Standard Annex 9, L3 and L4.
func visual(s string) string {
	if isASCII(s) {
		return s
	}
	text := []rune(s)
	var b strings.Builder
	for _, run := range visualRuns(text) {
		if !run.isRightToLeft() {
			b.WriteString(string(text[run.start:run.end]))
			continue
		}
		end := run.end
		for i := end - 1; i >= run.start; i-- {
			if class(text[i]) == bidi.NSM && i > run.start {
				continue
			}
			b.WriteRune(mirrored(text[i]))
			b.WriteString(string(text[i+1 : end]))
			end = i
		}
	}
	return b.String()
}

// mirrored returns the sign that a reader sees where the text runs to the left.
func mirrored(r rune) rune {
	const pairs = "<>«»‹›≤≥≪≫" // beside the brackets
	if p, _ := bidi.LookupRune(r); p.IsBracket() {
		return otherBracket(r)
	}
	signs := []rune(pairs)
	if i := slices.Index(signs, r); i >= 0 {
		return signs[i^1]
	}
	return r
}

// otherBracket returns the bracket that closes what r opens, or opens what it
// closes.
func otherBracket(r rune) rune { return []rune(bidi.ReverseString(string(r)))[0] }

func class(r rune) bidi.Class {
	p, _ := bidi.LookupRune(r)
	return p.Class()
}

// embeddingLevels returns the level of each sign of a line that runs from left
// to right. Signs of an even level do so too.
//
// Source: Unicode Standard Annex 9, whose rules the comments and the names of
// the functions refer to.
func embeddingLevels(text []rune) []int {
	levels := make([]int, len(text))
	classes := make([]bidi.Class, len(text))
	needed := false
	for i, r := range text {
		classes[i] = class(r)
		switch classes[i] {
		case bidi.L, bidi.EN, bidi.ES, bidi.ET, bidi.CS, bidi.B, bidi.S, bidi.WS, bidi.ON, bidi.NSM, bidi.BN:
		default:
			needed = true
		}
	}
	if !needed {
		return levels
	}
	p := &bidiParagraph{text: text, original: classes, classes: slices.Clone(classes), levels: levels}
	p.matchIsolates()
	p.explicit()
	for _, sequence := range p.sequences() {
		sequence.weak()
		sequence.brackets()
		sequence.neutral()
		sequence.implicit()
	}
	p.separators()
	return p.levels
}

// bidiParagraph is a text whose levels are being found.
type bidiParagraph struct {
	text     []rune
	original []bidi.Class
	classes  []bidi.Class // as the rules change them
	levels   []int
	match    []int // of the start of an isolate, the sign that ends it, and the reverse; or -1
}

// isIsolateStart reports whether a class begins an isolate.
func isIsolateStart(c bidi.Class) bool { return c == bidi.LRI || c == bidi.RLI || c == bidi.FSI }

// isRemoved reports whether rule X9 takes signs of a class out.
func isRemoved(c bidi.Class) bool {
	switch c {
	case bidi.LRE, bidi.RLE, bidi.LRO, bidi.RLO, bidi.PDF, bidi.BN:
		return true
	}
	return false
}

// matchIsolates finds the ends of isolates: BD9.
func (p *bidiParagraph) matchIsolates() {
	p.match = make([]int, len(p.text))
	var open []int
	for i, c := range p.original {
		p.match[i] = -1
		switch {
		case isIsolateStart(c):
			open = append(open, i)
		case c == bidi.PDI && len(open) > 0:
			start := open[len(open)-1]
			open = open[:len(open)-1]
			p.match[start], p.match[i] = i, start
		}
	}
}

// isFirstStrongRight reports whether the first strong sign from the start of
// an isolate on runs to the left: P2 and P3.
func (p *bidiParagraph) isFirstStrongRight(start int) bool {
	for i := start + 1; i < len(p.text) && i != p.match[start]; i++ {
		switch c := p.original[i]; {
		case c == bidi.L:
			return false
		case c == bidi.R || c == bidi.AL:
			return true
		case isIsolateStart(c):
			if p.match[i] < 0 {
				return false
			}
			i = p.match[i]
		}
	}
	return false
}

// embedding is an entry of the directional status stack.
type embedding struct {
	level    int
	override bidi.Class // ON: none
	isolate  bool
}

// maxDepth is the highest level that a text may ask for: BD2.
const maxDepth = 125

// explicit finds the levels that the text asks for: X1 to X8.
func (p *bidiParagraph) explicit() {
	stack := []embedding{{override: bidi.ON}}
	top := func() *embedding { return &stack[len(stack)-1] }
	var overflowIsolates, overflowEmbeddings, isolates int
	place := func(i int) {
		p.levels[i] = top().level
		if top().override != bidi.ON {
			p.classes[i] = top().override
		}
	}
	push := func(rightToLeft bool, override bidi.Class, isolate bool) bool {
		level := (top().level + 2) &^ 1
		if rightToLeft {
			level = (top().level + 1) | 1
		}
		if level > maxDepth || overflowIsolates > 0 || overflowEmbeddings > 0 {
			return false
		}
		stack = append(stack, embedding{level, override, isolate})
		return true
	}
	for i, c := range p.original {
		switch {
		case c == bidi.RLE || c == bidi.LRE || c == bidi.RLO || c == bidi.LRO:
			override := map[bidi.Class]bidi.Class{bidi.RLO: bidi.R, bidi.LRO: bidi.L, bidi.RLE: bidi.ON, bidi.LRE: bidi.ON}[c]
			if !push(c == bidi.RLE || c == bidi.RLO, override, false) && overflowIsolates == 0 {
				overflowEmbeddings++
			}
		case isIsolateStart(c):
			place(i)
			if push(c == bidi.RLI || c == bidi.FSI && p.isFirstStrongRight(i), bidi.ON, true) {
				isolates++
			} else {
				overflowIsolates++
			}
		case c == bidi.PDI:
			switch {
			case overflowIsolates > 0:
				overflowIsolates--
			case isolates > 0:
				overflowEmbeddings = 0
				for !top().isolate {
					stack = stack[:len(stack)-1]
				}
				stack = stack[:len(stack)-1]
				isolates--
			}
			place(i)
		case c == bidi.PDF:
			switch {
			case overflowIsolates > 0:
			case overflowEmbeddings > 0:
				overflowEmbeddings--
			case !top().isolate && len(stack) > 1:
				stack = stack[:len(stack)-1]
			}
		case c == bidi.B:
			p.levels[i] = 0
		case c != bidi.BN:
			place(i)
		}
	}
}

// sequences returns the isolating run sequences: X10.
func (p *bidiParagraph) sequences() []*bidiSequence {
	var all []*bidiSequence
	var kept []int // without what X9 removes
	for i, c := range p.original {
		if !isRemoved(c) {
			kept = append(kept, i)
		}
	}
	continued := make(map[int]*bidiSequence) // by the sign that ends the isolate
	for start := 0; start < len(kept); {
		end := start + 1
		for end < len(kept) && p.levels[kept[end]] == p.levels[kept[start]] {
			end++
		}
		first, last := kept[start], kept[end-1]
		s := continued[first]
		if s == nil {
			s = &bidiSequence{bidiParagraph: p, level: p.levels[first]}
			before := 0
			if start > 0 {
				before = p.levels[kept[start-1]]
			}
			s.before = directionOf(max(before, s.level))
			all = append(all, s)
		}
		s.signs = append(s.signs, kept[start:end]...)
		after := 0
		if isIsolateStart(p.original[last]) {
			if p.match[last] >= 0 {
				continued[p.match[last]] = s
			}
		} else if end < len(kept) {
			after = p.levels[kept[end]]
		}
		s.after = directionOf(max(after, s.level))
		start = end
	}
	return all
}

// directionOf returns the class of strong signs that run as a level does.
func directionOf(level int) bidi.Class {
	if level%2 == 1 {
		return bidi.R
	}
	return bidi.L
}

// separators gives separators, and the white space before them and at the end,
// the level of the paragraph: L1. What X9 removed takes the level of the sign
// before it, so that it parts no run.
func (p *bidiParagraph) separators() {
	level := 0
	for i, c := range p.original {
		if isRemoved(c) {
			p.levels[i] = level
		}
		level = p.levels[i]
	}
	trailing := true
	for i := len(p.text) - 1; i >= 0; i-- {
		switch c := p.original[i]; {
		case c == bidi.B || c == bidi.S:
			trailing = true
			p.levels[i] = 0
		case c == bidi.WS || isIsolateStart(c) || c == bidi.PDI || isRemoved(c):
			if trailing {
				p.levels[i] = 0
			}
		default:
			trailing = false
		}
	}
}
