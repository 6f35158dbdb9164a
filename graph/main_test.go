package graph_test

import "flag"

// update rewrites the golden files: go test ./graph -update
var update = flag.Bool("update", false, "rewrite the golden files of testdata")
