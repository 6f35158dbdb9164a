// Package spelling suggests corrections of misspelt words.
package spelling

import (
	"strings"

	"github.com/agnivade/levenshtein"
)

// maxLength is the maximum length of compared words, in bytes. The time grows
// with the product of the lengths.
const maxLength = 100

// Nearest returns the known word with the smallest edit distance to word, or the
// first of several. It ignores case. It returns "" if the distance exceeds 1 for
// words of two or three bytes, 2 for up to seven, and 1 more for every further
// four.
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
