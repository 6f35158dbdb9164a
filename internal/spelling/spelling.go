// Package spelling suggests corrections of misspelt words.
package spelling

import (
	"strings"
	"unicode/utf8"

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
	letters := count(word)
	for _, k := range known {
		if len(k) >= len(word)+least || len(k) > maxLength || letters.apart(k) >= least {
			continue
		}
		if d := levenshtein.ComputeDistance(word, strings.ToLower(k)); d < least {
			near, least = k, d
		}
	}
	return near
}

// bag counts the letters of a word, by their last five bits, which ignores case.
type bag [32]int8

func count(word string) (b bag) {
	for i := range len(word) {
		if word[i] < utf8.RuneSelf { // others are several bytes of one letter
			b[word[i]&31]++
		}
	}
	return b
}

// apart returns a lower bound of the edit distance to a word: an edit changes at most
// one letter of each. It costs far less than the distance, and most words are
// far apart.
func (b bag) apart(word string) int {
	other := count(word)
	missing, surplus := 0, 0
	for i := range b {
		if d := int(b[i]) - int(other[i]); d > 0 {
			missing += d
		} else {
			surplus -= d
		}
	}
	return max(missing, surplus)
}
