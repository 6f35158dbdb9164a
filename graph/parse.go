package graph

import (
	"fmt"
	"strings"
)

// parse finds the value, of those from 0 to last, whose String is the text.
// The error calls it what it should have been.
func parse[T interface {
	~uint8
	fmt.Stringer
}](what, text string, last T) (T, error) {
	words := make([]string, last+1)
	for v := range words {
		words[v] = T(v).String()
		if words[v] == text {
			return T(v), nil
		}
	}
	return 0, fmt.Errorf("unknown %s %q; want %s or %s", what, text, strings.Join(words[:last], ", "), words[last])
}
