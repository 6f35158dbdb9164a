package graph

import (
	"fmt"
	"strings"
)

// parseEnum returns the value from 0 to last whose String method returns text.
// The error says what kind of value is unknown, and lists the known values.
func parseEnum[T interface {
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
