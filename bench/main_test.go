package bench_test

import (
	"flag"
	"fmt"
	"os"
	"testing"
)

// Flags that make the test binary do something else than test.
var (
	parseFlag    = flag.String("parse", "", "parse the files of `PROJECT` with tree-sitter alone")
	generateFlag = flag.Int("generate", 0, "generate a project of `N` tables in the directory that follows")
)

func TestMain(m *testing.M) {
	flag.Parse()
	var err error
	switch {
	case *parseFlag != "":
		err = parse(*parseFlag)
	case *generateFlag > 0:
		err = generate(flag.Arg(0), *generateFlag)
	default:
		os.Exit(m.Run())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
