package main

import (
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/diff"
	"github.com/djdag/djdag/render"
)

// diffFlags holds the flags of the diff command.
type diffFlags struct {
	src      sourceFlags
	path     string // the project whose revisions are compared
	output   markedFlags
	all      bool // every schema is open in the figure
	exitCode bool
	failOn   string // "never", "migration" or "loss"
}

func newDiff() *cobra.Command {
	var flags diffFlags
	cmd := &cobra.Command{
		Use:   "diff [OLD] [NEW]",
		Short: "Show what changed between two versions, and what it means for a database",
		Long: `Compare two versions of a pipeline: tables, keys, attributes, foreign keys, indexes,
cycles and the build order. Each change comes with what it means for a database in
which the old version is deployed: nothing to do, alter() can do it, it needs a
migration, or it loses data. Tables whose keys change because of an ancestor's are
listed with the path.

OLD and NEW are Git revisions, which are read without a checkout, directories or
exports (.json files, or - for stdin). OLD...NEW compares NEW with the newest commit
that both have. By default OLD is HEAD, and NEW is the working tree.`,
		Example: `djdag diff                            compare HEAD with the working tree
djdag diff origin/main...             compare what is new since this branch left main
djdag diff v1.0 v2.0 -o changes.svg   draw what changed between two tags
djdag diff old.json new.json          compare two exports
djdag diff --fail-on loss main        fail if a change loses data
djdag diff main... --format markdown | gh pr comment --body-file -`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 2 {
				return usagef("diff takes OLD and NEW, not %d versions: %s", len(args), strings.Join(args, " "))
			}
			return nil
		},
		RunE: flags.run,
	}
	addFlags(cmd, "Versions", func(fs *pflag.FlagSet) {
		fs.StringVar(&flags.path, "path", ".", "Compare revisions of the project at `PATH`")
		flags.src.readsFlag(fs, "Compare what make() reads without a foreign key, too")
	})
	flags.output.register(cmd, textFormat{"text", []string{"", ".txt"}}, textFormat{"json", []string{".json"}}, textFormat{"markdown", []string{".md", ".markdown"}})
	addFlags(cmd, "Figure", func(fs *pflag.FlagSet) {
		fs.BoolVar(&flags.all, "all", false, "Open the schemas without changes, too")
	})
	addFlags(cmd, "Exit code", func(fs *pflag.FlagSet) {
		fs.BoolVar(&flags.exitCode, "exit-code", false, "Exit with 1 if anything changed")
		wordVar(fs, &flags.failOn, "fail-on", "Exit with 1 if a change needs a migration, or loses data", "never", diff.Migration.String(), diff.Loss.String())
	})
	flags.src.register(cmd)
	return cmd
}

func (f *diffFlags) run(cmd *cobra.Command, args []string) error {
	text, picture, err := f.output.chosen(cmd)
	if err != nil {
		return err
	}
	old, new, err := f.sources(cmd, args)
	if err != nil {
		return err
	}
	new.Diagnostics, _ = check.NewBaseline(old.Diagnostics).Filter(new.Diagnostics) // what is new
	new.printProblems(cmd.ErrOrStderr())
	new.warnMissing(cmd.ErrOrStderr())
	if len(old.Tables)+len(new.Tables) == 0 {
		notice(cmd.ErrOrStderr(), "no tables in %s and in %s", old.called, new.called)
	}
	d := diff.Compare(old.displayed(), new.displayed())
	if picture.Write != nil {
		err = f.draw(cmd, d, picture)
	} else {
		err = f.write(cmd, d, text, diff.FormatOptions{Old: old.called, New: new.called})
	}
	if err != nil {
		return err
	}
	if f.exitCode && !d.Empty() || f.failOn != "never" && d.Effect() >= f.worst() {
		return errFindings()
	}
	return nil
}

// write writes the difference as a text.
func (f *diffFlags) write(cmd *cobra.Command, d *diff.Diff, name string, opts diff.FormatOptions) error {
	texts := diff.Formats()
	text := texts[slices.IndexFunc(texts, func(t diff.Format) bool { return t.Name == name })]
	if name == "markdown" {
		if dir := filepath.ToSlash(filepath.Clean(f.path)); dir != "." {
			opts.Marker = dir
		}
		var err error
		if opts.Mermaid, err = pictureInMarkdown(d); err != nil {
			return err
		}
	}
	return writeArtifact(cmd, f.output.file, func(w io.Writer) error { return text.Write(w, d, opts) })
}

// draw draws both versions as one pipeline, with what changed in colour.
func (f *diffFlags) draw(cmd *cobra.Command, d *diff.Diff, format render.Format) error {
	u := d.Union()
	return f.output.draw(cmd, u.Pipeline, format, func(opts *render.Options) {
		opts.Marks = marksOf(u)
		if !f.all && format.Name != "html" { // the explorer opens and closes schemas itself
			opts.Collapse = unchangedSchemas(u)
		}
	})
}

// worst returns the effect of --fail-on.
func (f *diffFlags) worst() diff.Effect {
	if f.failOn == diff.Loss.String() {
		return diff.Loss
	}
	return diff.Migration
}
