package check

import (
	"fmt"
	"strings"
)

// joinQuoted formats names for a message: "a", "b" and "c".
func joinQuoted(names []string) string { return join(quoted(names), " and ") }

// joinQuotedOr formats names for a message: "a", "b" or "c".
func joinQuotedOr(names []string) string { return join(quoted(names), " or ") }

// joinAnd formats names for a message: a, b and c.
func joinAnd(names []string) string { return join(names, " and ") }

// join formats names for a message, with last between the last two.
func join(names []string, last string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + last + names[len(names)-1]
}

func quoted(names []string) []string {
	q := make([]string, len(names))
	for i, n := range names {
		q[i] = fmt.Sprintf("%q", n)
	}
	return q
}

// oneOf formats a choice of names for a message. It abbreviates a long list.
func oneOf(names []string) string {
	const maxNames = 6
	if len(names) > maxNames {
		return fmt.Sprintf("one of %s, …", strings.Join(names[:maxNames], ", "))
	}
	return "one of " + strings.Join(names, ", ")
}
