// Package spelling finds what a misspelt word was meant to be.
package spelling

import (
	"strings"

	"github.com/agnivade/levenshtein"
)

// maxLength bounds the words that are compared, in bytes: the work grows with
// the product of their lengths.
const maxLength = 100

// Nearest returns the known word that is the fewest edits away from another
// one, upper and lower case alike; of several, the first. It is "" where none is
// near: one edit away for two or three letters, two for up to seven, and one more
// for every four.
func Nearest(word string, known []string) string {
	if len(word) < 2 || len(word) > maxLength {
		return ""
	}
	word = strings.ToLower(word)
	near, least := "", 1+min((len(word)+2)/3, 1+len(word)/4)
	for _, k := range known {
		if len(k) >= len(word)+least || len(k) > maxLength {
			continue
		}
		if d := levenshtein.ComputeDistance(word, strings.ToLower(k)); d < least {
			near, least = k, d
		}
	}
	return near
}
