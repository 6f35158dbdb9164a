package check

import (
	"encoding/hex"
	"fmt"
	"hash/fnv"

	"github.com/djdag/djdag/graph"
)

// fingerprints returns a unique ID for each finding. It depends on the rule, the
// file and the message, but not on the line, so it stays the same when lines
// move. Findings that agree in all three are numbered.
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
