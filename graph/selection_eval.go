package graph

// eval returns the nodes that a selector selects. The caller may change the set.
// Errors lack their Text. Left operands are evaluated in a loop instead of by
// recursion, because a sum may have many terms.
func (n *nodeGraph) eval(s *selector) (nodeSet, *SelectionError) {
	var outer []*selector
	for ; s.op != opName; s = s.left {
		outer = append(outer, s)
	}
	set, err := n.resolve(s)
	for err == nil && len(outer) > 0 {
		err = n.apply(outer[len(outer)-1], set)
		outer = outer[:len(outer)-1]
	}
	return set, err
}

// apply changes the set, the left operand of s, into the result of s.
func (n *nodeGraph) apply(s *selector, set nodeSet) *SelectionError {
	switch s.op {
	case opDown:
		expand(set, n.children, s.levels)
		return nil
	case opUp:
		expand(set, n.parents, s.levels)
		return nil
	}
	right, err := n.eval(s.right)
	if err != nil {
		return err
	}
	for v := range set {
		switch s.op {
		case opUnion:
			set[v] = set[v] || right[v]
		case opDifference:
			set[v] = set[v] && !right[v]
		case opIntersection:
			set[v] = set[v] && right[v]
		}
	}
	return nil
}
