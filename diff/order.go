package diff

import "github.com/djdag/djdag/graph"

// order returns the modules of both versions whose place in the build order changed: a
// smallest set without which the order is the same. It is empty if a cycle leaves no
// order in one of the versions.
func (c *comparison) order() []Move {
	before, err := c.old.Order(graph.OrderOptions{})
	if err != nil {
		return nil
	}
	after, err := c.new.Order(graph.OrderOptions{})
	if err != nil {
		return nil
	}
	oldPlace := make(map[string]int)
	for i, s := range before {
		oldPlace[s.ID] = i
	}
	var modules []string // of both, in the new order
	var places []int     // in the old order
	for _, s := range after {
		if i, ok := oldPlace[s.ID]; ok {
			modules = append(modules, s.ID)
			places = append(places, i)
		}
	}
	var moves []Move
	for _, at := range misplaced(places) {
		m := Move{Module: modules[at]}
		for i := at - 1; i >= 0 && m.After == ""; i-- {
			if places[i] > places[at] {
				m.After = modules[i]
			}
		}
		for i := at + 1; i < len(modules) && m.After == "" && m.Before == ""; i++ {
			if places[i] < places[at] {
				m.Before = modules[i]
			}
		}
		moves = append(moves, m)
	}
	return moves
}
