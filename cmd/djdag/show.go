package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/djdag/djdag/graph"
)

// aboutTable explains how a table is named in the help of the commands that
// take one.
const aboutTable = `A table is named by its ID, such as workflow.subject.Subject, or by as much of the
end of that as makes it unique: subject.Subject, Subject.`

func newShow() *cobra.Command {
	var src sourceFlags
	cmd := &cobra.Command{
		Use:   "show TABLE [PATH]",
		Short: "Show one table: its definition, key, parents and children.",
		Long: `For each attribute of the key it says where that comes from, and for the whole key
which tables would have another one if it changed.

` + aboutTable + "\n\n" + aboutPath,
		Example: `djdag show Scan
djdag show imaging.Segmentation.Mask examples/imaging`,
		ValidArgsFunction: completeTables(&src, 1),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 1 || len(args) > 2 {
				return usagef("show takes a TABLE and at most one PATH, not %q", strings.Join(args, " "))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := src.load(cmd, args[1:])
			if err != nil {
				return err
			}
			id, err := s.find(args[0])
			if err != nil {
				return err
			}
			s.printProblems(cmd.ErrOrStderr())
			return writeArtifact(cmd, stdoutName, func(w io.Writer) error { return showTable(w, s.shown(), id) })
		},
	}
	src.register(cmd)
	return cmd
}

// find returns the ID of the table or external that the command line calls so.
func (s *source) find(name string) (id string, err error) {
	id, err = s.Find(name)
	if err != nil {
		return "", usagef("%w", withoutColumn(err))
	}
	return id, nil
}

// completeTables completes the first n arguments with the tables of the
// project in the current folder, by their classes.
func completeTables(src *sourceFlags, n int) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) >= n {
			return nil, cobra.ShellCompDirectiveDefault // the path
		}
		s, err := src.load(cmd, nil)
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		var names []string
		for _, t := range s.Tables {
			names = append(names, cobra.CompletionWithDesc(t.Class, t.Comment))
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	}
}

// showTable writes all that there is to know about a table or external, in
// paragraphs of which those that have nothing to say are left out.
func showTable(w io.Writer, p *graph.Pipeline, id string) error {
	columns := newColumns(w, 2)
	if t := p.Table(id); t != nil {
		showDeclaration(columns, p, t)
		showKey(columns, p, t)
	} else {
		for _, x := range p.Externals {
			if x.ID == id {
				fmt.Fprintf(columns, "%s\t%s\n", printable(id), x.Kind)
			}
		}
	}
	showEdges(columns, "Parents", p.ForeignKeysOf(id), func(fk graph.ForeignKey) string { return fk.Parent })
	showEdges(columns, "Children", p.ReferencesTo(id), func(fk graph.ForeignKey) string { return fk.Child })
	showList(columns, "Keys that change with its key", p.Rekeyed(id))
	return columns.Flush()
}

// showDeclaration writes the name of a table, its place and its definition.
func showDeclaration(w io.Writer, p *graph.Pipeline, t *graph.Table) {
	row(w, t.Active, t.ID, t.Tier.String(), t.Schema+"."+t.Name, t.Pos.String())
	fmt.Fprintln(w)
	for line := range strings.Lines(strings.Trim(t.Definition, "\n") + "\n") {
		// A tab would be a cell.
		fmt.Fprintln(w, strings.TrimRight("    "+printable(strings.ReplaceAll(strings.TrimRight(line, "\r\n"), "\t", "    ")), " "))
	}
}

// showKey writes where each attribute of the primary key comes from.
func showKey(w io.Writer, p *graph.Pipeline, t *graph.Table) {
	if len(t.PrimaryKey) == 0 {
		return
	}
	fmt.Fprintln(w, "\nPrimary key:")
	for _, name := range t.PrimaryKey {
		a := attribute(t, name)
		if a == nil {
			continue
		}
		fmt.Fprintf(w, "  %s\t%s\t%s\n", printable(name), printable(a.Type), printable(describeOrigin(p, t, a)))
	}
}

// describeOrigin says which table an attribute begins in, and which lines of
// this one bring it.
func describeOrigin(p *graph.Pipeline, t *graph.Table, a *graph.Attribute) string {
	table, name := origin(p, t, a.Name)
	if table == t.ID {
		return fmt.Sprintf("declared in line %d", a.Line)
	}
	var lines []string
	for _, i := range a.From {
		lines = append(lines, p.ForeignKeys[i].Text)
	}
	if name == a.Name {
		return fmt.Sprintf("of %s, by %s", table, strings.Join(lines, " and "))
	}
	return fmt.Sprintf("%s of %s, by %s", name, table, strings.Join(lines, " and "))
}

// origin follows an attribute up the foreign keys that bring it, to the table
// or external that has it first, and its name there. In a cycle it stops
// where it has been before.
func origin(p *graph.Pipeline, t *graph.Table, name string) (table, attr string) {
	table = t.ID
	for seen := map[string]bool{}; t != nil && !seen[t.ID]; t = p.Table(table) {
		seen[t.ID] = true
		a := attribute(t, name)
		if a == nil || len(a.From) == 0 {
			break
		}
		fk := &p.ForeignKeys[a.From[0]]
		table = fk.Parent
		for _, pair := range fk.AttrMap {
			if pair.Child == name {
				name = pair.Parent
				break
			}
		}
	}
	return table, name
}

// attribute returns the attribute of that name, or nil.
func attribute(t *graph.Table, name string) *graph.Attribute {
	for i := range t.Attributes {
		if t.Attributes[i].Name == name {
			return &t.Attributes[i]
		}
	}
	return nil
}

// showEdges writes foreign keys with the table at their other end.
func showEdges(w io.Writer, title string, fks []graph.ForeignKey, end func(graph.ForeignKey) string) {
	if len(fks) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s:\n", title)
	for _, fk := range fks {
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s\n", printable(end(fk)), fk.Pos, edgeKind(fk), printable(fk.Text))
	}
}

// edgeKind says what a foreign key does, in the words of the manual.
func edgeKind(fk graph.ForeignKey) string {
	words := []string{"secondary"}
	if fk.Primary {
		words[0] = "primary"
	}
	for _, also := range []struct {
		is   bool
		word string
	}{
		{fk.Aliased, "renamed"},
		{fk.Nullable, "nullable"},
		{fk.Unique, "unique"},
	} {
		if also.is {
			words = append(words, also.word)
		}
	}
	return strings.Join(words, ", ")
}

func showList(w io.Writer, title string, ids []string) {
	if len(ids) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s:\n", title)
	for _, id := range ids {
		fmt.Fprintf(w, "  %s\n", printable(id))
	}
}
