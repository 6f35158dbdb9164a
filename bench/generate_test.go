// Package bench_test measures what djdag takes on generated pipelines of up to 100,000
// tables. ".ci/bench" prints the result, docs/performance.md has it.
package bench_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const (
	tablesPerModule = 10
	// importsPerModule is how many earlier modules a module imports at most, and
	// importsReach how far back they lie.
	importsPerModule, importsReach = 3, 20
	secondaryAttributes            = 4
)

// generate writes a project with a number of tables, a multiple of [tablesPerModule],
// into a directory. The same number gives the same files.
//
// The first table of a module has a key of its own, which each other table gets from an
// earlier one of the module, so keys do not grow from module to module. Half of the
// tables have a nullable reference to a table of an imported module. All have a few
// attributes and comments, and those that populate() fills have a make().
func generate(dir string, tables int) error {
	source := filepath.Join(dir, "src", "workflow")
	if err := os.MkdirAll(source, 0o777); err != nil {
		return err
	}
	files := map[string]string{
		filepath.Join(dir, "pyproject.toml"): `[project]
name = "generated"
version = "1.0"
dependencies = ["datajoint>=0.14"]

[tool.setuptools.packages.find]
where = ["src"]
`,
		filepath.Join(source, "__init__.py"): "",
	}
	for name, text := range files {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			return err
		}
	}
	random := rand.New(rand.NewPCG(1, uint64(tables)))
	for number := range tables / tablesPerModule {
		m := newModule(number, random)
		if err := os.WriteFile(filepath.Join(source, moduleName(number)+".py"), []byte(m.text()), 0o666); err != nil {
			return err
		}
	}
	return nil
}

func moduleName(number int) string { return fmt.Sprintf("m%05d", number) }

// A module is one file of a generated project.
type module struct {
	number  int
	imports []int // ascending
	random  *rand.Rand
}

func newModule(number int, random *rand.Rand) module {
	m := module{number: number, random: random}
	reach := min(number, importsReach)
	for range min(reach, importsPerModule) {
		m.imports = append(m.imports, number-1-random.IntN(reach))
	}
	slices.Sort(m.imports)
	m.imports = slices.Compact(m.imports)
	return m
}

func (m module) text() string {
	var b strings.Builder
	b.WriteString("import datajoint as dj\n\n")
	for _, i := range m.imports {
		fmt.Fprintf(&b, "from . import %s\n", moduleName(i))
	}
	fmt.Fprintf(&b, "\nschema = dj.Schema(\"bench_%s\")\n", moduleName(m.number))
	for t := range tablesPerModule {
		m.table(&b, t)
	}
	return b.String()
}

// table writes the class of a table.
func (m module) table(b *strings.Builder, number int) {
	tier, key := "Manual", fmt.Sprintf("id_%d : int  # counts from 1", m.number)
	if number > 0 {
		tier = []string{"Manual", "Lookup", "Imported", "Computed"}[m.random.IntN(4)]
		key = "-> " + m.class(m.random.IntN(number))
	}
	fmt.Fprintf(b, "\n\n@schema\nclass %s(dj.%s):\n    definition = \"\"\"\n    # table %d of the module\n    %s\n    ---\n",
		m.class(number), tier, number, key)
	if len(m.imports) > 0 && m.random.IntN(2) == 0 {
		other := module{number: m.imports[m.random.IntN(len(m.imports))]}
		fmt.Fprintf(b, "    -> [nullable] %s.%s\n", moduleName(other.number), other.class(m.random.IntN(tablesPerModule)))
	}
	for a := range secondaryAttributes {
		fmt.Fprintf(b, "    value_%d=null : float  # measured value %d\n", a, a)
	}
	b.WriteString("    \"\"\"\n")
	if tier == "Imported" || tier == "Computed" {
		b.WriteString("\n    def make(self, key):\n        value = sum(range(10))\n        self.insert1(dict(key, value_0=value))\n")
	}
}

// class returns the class name of a table, which no other module has.
func (m module) class(table int) string { return fmt.Sprintf("T%dx%d", m.number, table) }
