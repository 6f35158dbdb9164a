package bench_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Flags of BenchmarkTable.
var (
	tableFlag = flag.String("table", "", "write the table to `FILE`")
	runsFlag  = flag.Int("runs", 5, "measure each cell of the table `N` times")
	mostFlag  = flag.Int("most", 100_000, "measure with up to `N` tables")
)

// sizes returns the columns of the table, as numbers of tables.
func sizes() []int { return []int{100, 1_000, 10_000, 100_000} }

// BenchmarkTable measures each step for each size and writes a table of the medians, in
// Markdown. Run it with .ci/bench.
func BenchmarkTable(b *testing.B) {
	bin := build(b)
	all := steps(bin)
	measured := make([]map[int]usage, len(all)) // of each step, by size
	for i := range all {
		measured[i] = map[int]usage{}
	}
	for _, tables := range sizes() {
		if tables > *mostFlag {
			break
		}
		p := newProject(b, bin, tables)
		for i, s := range all {
			if s.most > 0 && tables > s.most {
				continue
			}
			runs := make([]usage, max(*runsFlag, 1))
			for r := range runs {
				runs[r] = run(b, s.command(b, p))
			}
			measured[i][tables] = median(runs)
			fmt.Fprintf(os.Stderr, "%s, %s tables: %v\n", s.name, thousands(tables), measured[i][tables])
		}
	}
	table := new(bytes.Buffer)
	fmt.Fprint(table, "| wall time / CPU time / memory |")
	for _, tables := range sizes() {
		fmt.Fprintf(table, " %s tables |", thousands(tables))
	}
	fmt.Fprint(table, " CPU time per further table |\n|", strings.Repeat("---|", len(sizes())+2), "\n")
	for i, s := range all {
		fmt.Fprintf(table, "| %s |", s.name)
		for _, tables := range sizes() {
			if used, ok := measured[i][tables]; ok {
				fmt.Fprintf(table, " %v |", used)
			} else {
				fmt.Fprint(table, " |")
			}
		}
		fmt.Fprintf(table, " %s |\n", slope(measured[i]))
	}
	if *tableFlag == "" {
		fmt.Print("\n", table)
	} else if err := os.WriteFile(*tableFlag, table.Bytes(), 0o666); err != nil {
		b.Fatal(err)
	}
}

// newProject generates a project and draws the figure of it.
func newProject(b *testing.B, bin string, tables int) project {
	dir := b.TempDir()
	p := project{dir: filepath.Join(dir, "generated"), dot: filepath.Join(dir, "generated.dot")}
	if err := generate(p.dir, tables); err != nil {
		b.Fatal(err)
	}
	run(b, exec.Command(filepath.Join(bin, "djdag"), "render", p.dir, "--format", "dot", "-o", p.dot))
	return p
}

// slope returns the CPU time that one more table takes, from each size to the next, of
// 1,000 tables and more: equal times mean that a step takes time in proportion to the
// size of the project.
func slope(bySize map[int]usage) string {
	var slopes []string
	all := sizes()
	for i := 1; i+1 < len(all); i++ {
		less, isMeasured := bySize[all[i]]
		more, isMeasuredToo := bySize[all[i+1]]
		if isMeasured && isMeasuredToo {
			each := (more.cpu - less.cpu) / time.Duration(all[i+1]-all[i])
			slopes = append(slopes, fmt.Sprintf("%d µs", each.Microseconds()))
		}
	}
	return strings.Join(slopes, ", ")
}

// thousands returns a number with a comma between thousands: "10,000".
func thousands(n int) string {
	if n < 1_000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1_000), n%1_000)
}
