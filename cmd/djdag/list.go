package main

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/printable"
)

func newList() *cobra.Command {
	var src sourceFlags
	var selected selectFlag
	var tables bool
	var format string
	cmd := &cobra.Command{
		Use:   "list [PATH]",
		Short: "List the schemas or the tables",
		Long: `Print one schema per line with its number of tables and its modules. With --tables,
print one table per line with its tier, database name and position in the source.

` + aboutPath + "\n\n" + aboutSelect,
		Example: `djdag list                                  list the schemas
djdag list --tables examples/imaging        list the tables
djdag list --tables --select 'tier:part'    list the tables of one tier
djdag list --tables --format csv | grep ,computed,`,
		Args: atMostOnePath,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := src.load(cmd, args)
			if err != nil {
				return err
			}
			if err := selected.restrict(s); err != nil {
				return err
			}
			s.printDiagnostics(cmd.ErrOrStderr())
			s.warnMissing(cmd.ErrOrStderr())
			shown := s.displayed()
			var out listing = listSchemas(shown)
			if tables {
				out = listTables(shown)
			}
			return writeArtifact(cmd, stdoutName, func(w io.Writer) error {
				switch format {
				case "json":
					return out.json(w)
				case "csv":
					return out.csv(w)
				}
				return out.text(w)
			})
		},
	}
	addFlags(cmd, "Content", func(fs *pflag.FlagSet) {
		fs.BoolVar(&tables, "tables", false, "List tables instead of schemas")
		selected.flag(fs, "List only what `EXPRESSION` selects")
	})
	addFlags(cmd, "Output", func(fs *pflag.FlagSet) {
		wordVar(fs, &format, "format", "Output format: aligned columns, djdag-list/1, or comma-separated values", "text", "json", "csv")
	})
	src.register(cmd)
	return cmd
}

// A listing writes itself in each format of the list command.
type listing interface {
	text(io.Writer) error
	json(io.Writer) error
	csv(io.Writer) error
}

const listHead = `"format":"djdag-list/1"`

// A schemaLine is one line of a listing of schemas.
type schemaLine struct {
	ID      string         `json:"id"`
	Modules []string       `json:"modules"`
	Active  bool           `json:"active"`
	Tables  int            `json:"tables"`
	Tiers   map[string]int `json:"tiers"` // every tier, even without tables
	Path    string         `json:"path"`
	Line    int            `json:"line"`
}

type schemaLines []schemaLine

func listSchemas(p *graph.Pipeline) schemaLines {
	number := make(map[string]int, len(p.Schemas))
	lines := make(schemaLines, len(p.Schemas))
	for i, s := range p.Schemas {
		number[s.ID] = i
		lines[i] = schemaLine{
			ID: s.ID, Modules: append([]string{}, s.Modules...), Active: s.Active,
			Tiers: make(map[string]int), Path: s.Pos.Path, Line: s.Pos.Line,
		}
		for _, t := range tiers() {
			lines[i].Tiers[t.String()] = 0
		}
	}
	for _, t := range p.Tables {
		if i, ok := number[t.Schema]; ok {
			lines[i].Tables++
			lines[i].Tiers[t.Tier.String()]++
		}
	}
	return lines
}

func tiers() []graph.Tier {
	return []graph.Tier{graph.Manual, graph.Lookup, graph.Imported, graph.Computed, graph.Part}
}

func (lines schemaLines) text(w io.Writer) error {
	columns := newColumns(w, 2)
	for _, s := range lines {
		var counts []string
		for _, t := range tiers() {
			if n := s.Tiers[t.String()]; n > 0 {
				counts = append(counts, fmt.Sprintf("%d %s", n, t))
			}
		}
		writeRow(columns, s.Active, s.ID, plural(s.Tables, "table"), strings.Join(counts, ", "), strings.Join(s.Modules, ", "))
	}
	return columns.Flush()
}

func (lines schemaLines) json(w io.Writer) error {
	return writeRecords(w, listHead, "schemas", lines)
}

func (lines schemaLines) csv(w io.Writer) error {
	header := []string{"id", "modules", "active", "tables"}
	for _, t := range tiers() {
		header = append(header, t.String())
	}
	out := csv.NewWriter(w)
	writeCSV(out, append(header, "path", "line"))
	for _, s := range lines {
		row := []string{s.ID, strings.Join(s.Modules, " "), strconv.FormatBool(s.Active), strconv.Itoa(s.Tables)}
		for _, t := range tiers() {
			row = append(row, strconv.Itoa(s.Tiers[t.String()]))
		}
		writeCSV(out, append(row, s.Path, strconv.Itoa(s.Line)))
	}
	out.Flush()
	return out.Error()
}

// A tableLine is one line of a listing of tables: a table or an external node.
type tableLine struct {
	ID         string   `json:"id"`
	Tier       string   `json:"tier"` // of an external node, its kind
	Schema     string   `json:"schema"`
	TableName  string   `json:"table_name"`
	PrimaryKey []string `json:"primary_key"`
	Active     bool     `json:"active"`
	Comment    string   `json:"comment"`
	Path       string   `json:"path"`
	Line       int      `json:"line"`
	// The tables and external nodes whose unknown key is part of this one.
	UnknownKeys []string `json:"unknown_keys"`
	pos         graph.Pos
}

// name returns the database name of the table, or "" for an external node.
func (t *tableLine) name() string {
	if t.TableName == "" {
		return ""
	}
	return t.Schema + "." + t.TableName
}

// declaredAt returns the position of the table in the source, or "" if it is
// unknown.
func (t *tableLine) declaredAt() string {
	if !t.pos.IsValid() {
		return ""
	}
	return t.pos.String()
}

type tableLines []tableLine

func listTables(p *graph.Pipeline) tableLines {
	lines := make(tableLines, 0, len(p.Tables)+len(p.Externals))
	for _, t := range p.Tables {
		lines = append(lines, tableLine{
			ID: t.ID, Tier: t.Tier.String(), Schema: t.Schema, TableName: t.Name,
			PrimaryKey: append([]string{}, t.PrimaryKey...), Active: t.Active, Comment: t.Comment,
			Path: t.Pos.Path, Line: t.Pos.Line, UnknownKeys: append([]string{}, t.UnknownKeys...), pos: t.Pos,
		})
	}
	for _, x := range p.Externals {
		lines = append(lines, tableLine{ID: x.ID, Tier: x.Kind.String(), PrimaryKey: []string{}, UnknownKeys: []string{x.ID}, Active: true})
	}
	return lines
}

func (lines tableLines) text(w io.Writer) error {
	columns := newColumns(w, 2)
	for _, t := range lines {
		writeRow(columns, t.Active, t.ID, t.Tier, t.name(), t.declaredAt())
	}
	return columns.Flush()
}

func (lines tableLines) json(w io.Writer) error {
	return writeRecords(w, listHead, "tables", lines)
}

func (lines tableLines) csv(w io.Writer) error {
	out := csv.NewWriter(w)
	writeCSV(out, []string{"id", "tier", "schema", "table_name", "primary_key", "active", "comment", "path", "line", "unknown_keys"})
	for _, t := range lines {
		writeCSV(out, []string{
			t.ID, t.Tier, t.Schema, t.TableName, strings.Join(t.PrimaryKey, " "),
			strconv.FormatBool(t.Active), t.Comment, t.Path, strconv.Itoa(t.Line), strings.Join(t.UnknownKeys, " "),
		})
	}
	out.Flush()
	return out.Error()
}

// writeRow writes the cells of a line, "-" for an empty one, so that every line has
// the same number of columns. It marks what is declared but never activated.
func writeRow(w io.Writer, active bool, cells ...string) {
	for i, text := range cells {
		cells[i] = cell(cmp.Or(text, "-"))
	}
	line := strings.Join(cells, "\t")
	if !active {
		line += " (inactive)"
	}
	fmt.Fprintln(w, line)
}

// writeCSV writes a row whose cells are text in a spreadsheet, too.
func writeCSV(out *csv.Writer, row []string) {
	for i, text := range row {
		row[i] = csvCell(text)
	}
	out.Write(row) // Flush and Error follow
}

// csvCell returns a text as a cell. A spreadsheet would take one that starts with
// such a character, perhaps after blanks, for a formula, unless a quote stands before
// it.
//
// Source: CSV Injection, owasp.org.
func csvCell(text string) string {
	text = printable.Text(text)
	start := strings.TrimLeftFunc(text, unicode.IsSpace)
	if strings.HasPrefix(text, "\t") || strings.IndexAny(start, "=+-@＝＋－＠") == 0 {
		return "'" + text
	}
	return text
}
