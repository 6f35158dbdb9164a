package render

import (
	"fmt"
	"strings"
)

// Routing is how lines lead from parents to children.
type Routing uint8

// The routings.
const (
	// AutoRouting is Orthogonal for figures of schemas, for a schema among its
	// neighbours, and for figures of many tables, and Curves for others.
	AutoRouting Routing = iota
	// Curves are smooth lines.
	Curves
	// Orthogonal lines are horizontal and vertical, with round corners.
	Orthogonal
)

// String returns "auto", "curves" or "orthogonal".
func (r Routing) String() string {
	switch r {
	case AutoRouting:
		return "auto"
	case Curves:
		return "curves"
	case Orthogonal:
		return "orthogonal"
	}
	return fmt.Sprintf("Routing(%d)", uint8(r))
}

// ParseRouting is the inverse of [Routing.String]. It ignores case.
func ParseRouting(s string) (Routing, error) {
	for r := AutoRouting; r <= Orthogonal; r++ {
		if strings.EqualFold(r.String(), s) {
			return r, nil
		}
	}
	return 0, fmt.Errorf("unknown routing %q; want auto, curves or orthogonal", s)
}

// orthogonal reports whether the figure has lines at right angles.
func (f *figure) orthogonal() bool {
	switch f.opts.Routing {
	case Curves:
		return false
	case Orthogonal:
		return true
	}
	return f.isPipeline() || len(f.opts.Focus) > 0 || f.ranks() != nil
}
