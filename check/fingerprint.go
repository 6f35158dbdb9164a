package check

import (
	"encoding/hex"
	"fmt"
	"hash/fnv"

	"github.com/djdag/djdag/graph"
)

// fingerprints identifies each finding by what it says of which file, and not
// by its line: it stays the same when lines move. Of findings that say the
// same of one file the first, second and so on are told apart.
func fingerprints(findings []graph.Diagnostic) []string {
	count := make(map[[3]string]int)
	ids := make([]string, len(findings))
	for i, d := range findings {
		key := [3]string{d.Rule, d.Pos.Path, d.Message}
		count[key]++
		sum := fnv.New128a()
		fmt.Fprintf(sum, "%q %q %q %d", d.Rule, d.Pos.Path, d.Message, count[key])
		ids[i] = hex.EncodeToString(sum.Sum(nil))
	}
	return ids
}
