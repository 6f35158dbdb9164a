// Package secret hides the values of credentials in texts.
package secret

import (
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

// Hide returns a text in which a star stands for each byte of each value, so that
// columns stay the same.
func Hide(text string, values ...string) string {
	for _, v := range values {
		if v != "" && strings.Contains(text, v) {
			text = strings.ReplaceAll(text, v, strings.Repeat("*", len(v)))
		}
	}
	return text
}
