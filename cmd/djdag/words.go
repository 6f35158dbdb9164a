package main

import (
	"errors"
	"strings"
)

// splitWords parts a line into words as a shell does, and takes away the
// quotation marks and backslashes that hold a word together. Nothing is
// expanded: a $ is a $. It fails where the line ends within quotation marks or
// after a backslash.
//
// Source: POSIX.1-2024, Shell Command Language, 2.2 Quoting.
func splitWords(line string) ([]string, error) {
	var words []string
	var word []byte
	begun := false // even if it is empty so far, as "" is
	quote := byte(0)
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case c == quote:
			quote = 0
		case quote == '\'':
			word = append(word, c)
		case c == '\\':
			if i++; i == len(line) {
				return nil, errors.New("nothing follows the backslash at the end")
			}
			if quote == '"' && !strings.ContainsRune("$`\"\\", rune(line[i])) {
				word = append(word, c)
			}
			word = append(word, line[i])
			begun = true
		case quote == '"':
			word = append(word, c)
		case c == '\'' || c == '"':
			quote, begun = c, true
		case c == ' ' || c == '\t':
			if begun {
				words = append(words, string(word))
			}
			word, begun = word[:0], false
		default:
			word = append(word, c)
			begun = true
		}
	}
	if quote != 0 {
		return nil, errors.New("a quotation mark is missing")
	}
	if begun {
		words = append(words, string(word))
	}
	return words, nil
}
