package check

import (
	"fmt"
	"strings"
)

// quoted lists names for a message: "a", "b" and "c".
func quoted(names []string) string {
	q := make([]string, len(names))
	for i, n := range names {
		q[i] = fmt.Sprintf("%q", n)
	}
	return listOf(q)
}

// listOf joins names for a message: a, b and c.
func listOf(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// some lists a few names for a message.
func some(names []string) string {
	const few = 6
	if len(names) > few {
		return fmt.Sprintf("one of %s, …", strings.Join(names[:few], ", "))
	}
	return "one of " + strings.Join(names, ", ")
}
