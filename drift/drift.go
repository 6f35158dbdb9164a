package drift

import (
	"cmp"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// A Difference is something in which the code and the database disagree.
type Difference struct {
	Kind Kind
	// Table is the ID of the table in the pipeline from source, and Deployed that in
	// the pipeline of the database. Each is empty where the table does not exist, and
	// both are for a whole schema.
	Table, Deployed string
	// Schema and Name are the names of the schema and the table in the database. Name
	// is empty for a whole schema.
	Schema, Name string
	Attribute    string // or empty
	// Code and Database are what each side has; empty for nothing.
	Code, Database string
	// Message says what differs, and what to do if that is certain.
	Message string
	Pos     graph.Pos // in the source; the zero value where it has nothing
}

// A Report is the result of a comparison.
type Report struct {
	Differences []Difference // by position; those without one by Schema, Name and Attribute
	Tables      int          // how many tables are on both sides and were compared
}

// Options decide what [Compare] reports. The zero value reports what concerns the
// schemas of the source.
type Options struct {
	// Undeclared says of which deployed schemas to report that the source does not
	// declare them. Nil: of none.
	Undeclared func(schema string) bool
	Ignore     []Kind // the kinds to leave out
}

// Compare compares a pipeline from source with a deployed one, whose
// [graph.Pipeline.Database] is not nil.
func Compare(source, deployed *graph.Pipeline, opts Options) *Report {
	c := &comparison{source: source, deployed: deployed, opts: opts}
	c.types = columnTypes{backend: deployed.Database.Backend, server: deployed.Database.Server, codecs: source.Codecs}
	c.matchSchemas()
	c.matchTables()
	c.compareTables()
	c.compareLineage()
	c.report.Differences = slices.DeleteFunc(c.report.Differences, func(d Difference) bool { return slices.Contains(opts.Ignore, d.Kind) })
	slices.SortStableFunc(c.report.Differences, Difference.compare)
	return &c.report
}

// A comparison is a comparison under way.
type comparison struct {
	source, deployed *graph.Pipeline
	opts             Options
	types            columnTypes
	// schemas holds the deployed schemas by the ID of the schema in the source.
	schemas map[string]string
	pairs   []pair // the tables on both sides
	// names holds the names in the code of deployed tables with another prefix, by ID.
	names  map[string]string
	report Report
}

// A pair is a table on both sides: in the source, and in the database.
type pair struct{ here, live *graph.Table }

// add adds a difference.
func (c *comparison) add(d Difference) { c.report.Differences = append(c.report.Differences, d) }

// compare puts differences in order.
func (d Difference) compare(e Difference) int {
	placeless := func(p graph.Pos) int {
		if p.IsValid() {
			return 0
		}
		return 1
	}
	return cmp.Or(
		cmp.Compare(placeless(d.Pos), placeless(e.Pos)),
		d.Pos.Compare(e.Pos),
		strings.Compare(d.Schema, e.Schema),
		strings.Compare(d.Name, e.Name),
		cmp.Compare(d.Kind, e.Kind),
		strings.Compare(d.Attribute, e.Attribute),
		strings.Compare(d.Message, e.Message),
	)
}
