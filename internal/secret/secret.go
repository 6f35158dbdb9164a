// Package secret hides the values of credentials in texts.
package secret

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// minNear is the length in bytes from which a value is hidden wherever it occurs near
// the credential. Shorter ones are parts of other words.
const minNear = 4

// minDistinct is the length in bytes from which a value may be distinct.
const minDistinct = 8

// IsDistinct reports whether a value is that of a credential wherever it occurs: it is
// long, and no word or name. Many a password is "root" or "datajoint".
func IsDistinct(value string) bool {
	if len(value) < minDistinct {
		return false
	}
	letters, others := false, false
	for _, r := range value {
		letters = letters || unicode.IsLetter(r)
		others = others || !unicode.IsLetter(r) && r != '_' && r != '.' && r != '-' && !unicode.IsSpace(r)
	}
	return letters && others
}

// IsNearby reports whether to hide a value wherever it occurs in the line of its
// credential.
func IsNearby(value string) bool { return len(value) >= minNear && strings.TrimSpace(value) != "" }

// A Hider hides values in texts. Its zero value hides nothing. It takes a time that
// grows with the text, however many values there are.
type Hider struct{ replacer *strings.Replacer }

// NewHider returns a Hider of values. Of values that begin at one place, it hides the
// longest.
func NewHider(values ...string) Hider {
	values = slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" })
	if len(values) == 0 {
		return Hider{}
	}
	slices.SortFunc(values, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b)) })
	pairs := make([]string, 0, 2*len(values))
	for _, v := range slices.Compact(values) {
		pairs = append(pairs, v, strings.Repeat("*", len(v)))
	}
	return Hider{strings.NewReplacer(pairs...)}
}

// Hide returns a text in which a star stands for each byte of each value, so that
// columns stay the same.
func (h Hider) Hide(text string) string {
	if h.replacer == nil {
		return text
	}
	return h.replacer.Replace(text)
}
