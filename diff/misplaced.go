package diff

import "slices"

// misplaced returns the indices of a smallest set of numbers without which the list is
// ascending, in ascending order. The numbers are distinct.
//
// Source: C. Schensted, Longest increasing and decreasing subsequences.
func misplaced(list []int) []int {
	var tops []int // of a longest ascending run that ends with each length: an index
	before := make([]int, len(list))
	for i, x := range list {
		k, _ := slices.BinarySearchFunc(tops, x, func(at, x int) int { return list[at] - x })
		if before[i] = -1; k > 0 {
			before[i] = tops[k-1]
		}
		if k == len(tops) {
			tops = append(tops, i)
		} else {
			tops[k] = i
		}
	}
	inPlace := make([]bool, len(list))
	if len(tops) > 0 {
		for i := tops[len(tops)-1]; i >= 0; i = before[i] {
			inPlace[i] = true
		}
	}
	var moved []int
	for i := range list {
		if !inPlace[i] {
			moved = append(moved, i)
		}
	}
	return moved
}
