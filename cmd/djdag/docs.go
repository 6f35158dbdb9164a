package main

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/dictionary"
	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/printable"
	"github.com/djdag/djdag/render"
)

// docsFlags holds the flags of the docs command.
type docsFlags struct {
	src           sourceFlags
	selected      selectFlag
	output        string // a directory; with JSON a file
	format        string
	title, link   string
	theme         render.Theme
	nav           string
	check         bool
	minComments   int // in percent
	withoutTables emptyFlag
}

func newDocs() *cobra.Command {
	var flags docsFlags
	cmd := &cobra.Command{
		Use:   "docs [PATH] -o DIR",
		Short: "Write the data dictionary: pages about all schemas and tables",
		Long: `Write Markdown for GitHub, MkDocs and Sphinx, or HTML: an index, a page per schema
with its figure and its tables, and a page about the notation.

` + aboutPath + "\n\n" + aboutSelect,
		Example: `djdag docs -o docs/tables                     write the pages and their figures
djdag docs -o site --format html              write pages for a browser, which need no other program
djdag docs -o docs/tables --check             check that they are current
djdag docs -o docs/tables --nav mkdocs        print a menu for mkdocs.yml, too
djdag docs -o docs/tables --min-comments 80   fail unless 80 % of the tables and attributes have a comment
djdag docs --format json | jq '.coverage'`,
		Args: atMostOnePath,
		RunE: flags.run,
	}
	addFlags(cmd, "Content", func(fs *pflag.FlagSet) {
		flags.selected.flag(fs, "Describe only the tables that `EXPRESSION` selects")
		fs.StringVar(&flags.title, "title", "", "Head the index with `TEXT`")
		fs.StringVar(&flags.link, "link", "", "Link tables to `URL`, such as https://host/{path}#L{line}")
		enumVar(fs, &flags.theme, "theme", "Colour theme of the figures", render.Auto, render.Light, render.Dark, render.Classic)
	})
	addFlags(cmd, "Output", func(fs *pflag.FlagSet) {
		fs.StringVarP(&flags.output, "output", "o", "", "Write to the directory `DIR`; with --format json, to a file")
		wordVar(fs, &flags.format, "format", "Output format: pages in Markdown or HTML, or djdag-docs/1", docsFormats()...)
		wordVar(fs, &flags.nav, "nav", "Print a menu of the pages, too", "none", "mkdocs", "sphinx")
		fs.BoolVar(&flags.check, "check", false, "Write nothing; list what is not current and exit with 1")
		fs.IntVar(&flags.minComments, "min-comments", 0, "List what has no comment and exit with 1 unless `N` percent have one")
		flags.withoutTables.flag(fs)
	})
	flags.src.register(cmd)
	return cmd
}

func (d *docsFlags) run(cmd *cobra.Command, args []string) error {
	if err := d.validate(); err != nil {
		return err
	}
	s, err := d.src.load(cmd, args)
	if err != nil {
		return err
	}
	d.configure(cmd, s.config)
	if err := d.validateOutput(); err != nil {
		return err
	}
	tables, err := d.selected.tables(s)
	if err != nil {
		return err
	}
	if err := d.withoutTables.nothingDrawn(s); err != nil {
		s.printProblems(cmd.ErrOrStderr())
		return err
	}
	s.printDiagnostics(cmd.ErrOrStderr())
	s.warnMissing(cmd.ErrOrStderr())
	content := dictionary.Of(s.Pipeline, dictionary.Options{
		Title: d.title, Tables: tables, Pages: pageNames(s.Pipeline),
		Source: func(pos graph.Pos) string { return render.SourceLink(d.link, pos) },
	})
	files, err := d.files(cmd, s, content, tables)
	if err != nil {
		return err
	}
	if d.check {
		err = checkCurrent(cmd, files, "file")
	} else {
		err = d.write(cmd, content, files)
	}
	if err != nil && !errors.As(err, new(*exitError)) {
		return err
	}
	return cmp.Or(d.demandComments(cmd, s, content.Coverage), err) // stale pages are no reason to leave comments out
}

// validate checks the flags before anything is read.
func (d *docsFlags) validate() error {
	if d.check && d.nav != "none" {
		return usagef("--nav does not work with --check: both print to stdout")
	}
	if err := validPercent(d.minComments); err != nil {
		return usagef("--min-comments %d: %w", d.minComments, err)
	}
	return nil
}

// validateOutput checks what flags and configuration say together.
func (d *docsFlags) validateOutput() error {
	switch toStdout := d.output == "" || d.output == stdoutName; {
	case d.format != "json" && toStdout:
		return usagef("docs writes several files; add -o DIR")
	case toStdout && d.check:
		return usagef("--check needs a file to compare with; add -o FILE")
	case d.nav != "none" && d.format == "json":
		return usagef("--nav lists pages; it does not work with --format json")
	case d.nav != "none" && d.format == "html":
		return usagef("--nav does not work with --format html: its pages have a menu")
	}
	return nil
}

// pageNames returns the names of the pages of all schemas, by schema ID. MkDocs takes a
// README for an index.
func pageNames(p *graph.Pipeline) map[string]string {
	figures := schemaFigures(p, render.Options{})
	names := make(map[string]string, len(figures))
	for i, name := range fileNames(figures, dictionary.IndexPage, dictionary.NotationPage, "readme") {
		names[figures[i].schema] = name
	}
	return names
}

// write writes the files, and prints the menu.
func (d *docsFlags) write(cmd *cobra.Command, content *dictionary.Dictionary, files []outputFile) error {
	for _, f := range files {
		write := f.renew
		if f.file == stdoutName {
			write = f.write
		}
		if err := write(cmd); err != nil {
			return err
		}
	}
	if d.nav == "none" {
		return nil
	}
	_, err := fmt.Fprint(cmd.OutOrStdout(), d.menu(content.Markdown()))
	return err
}

// demandComments lists what has no comment if too much has none, and returns an error
// with exit code 1.
func (d *docsFlags) demandComments(cmd *cobra.Command, s *source, c dictionary.Coverage) error {
	if c.Percent() >= d.minComments {
		return nil
	}
	for _, none := range c.Missing {
		what := none.Table
		if none.Attribute != "" {
			what = fmt.Sprintf("attribute %s of %s", none.Attribute, none.Table)
		}
		line := fmt.Sprintf("%s: %s has no comment", s.displayPos(none.Pos), what)
		if _, err := fmt.Fprintln(cmd.OutOrStdout(), printable.Text(line)); err != nil {
			return err
		}
	}
	notice(cmd.ErrOrStderr(), "%d of %d tables and attributes have a comment: %d %%, but --min-comments wants %d %%", c.Commented, c.All, c.Percent(), d.minComments)
	return errFindings()
}
