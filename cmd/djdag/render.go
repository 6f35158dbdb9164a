package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/render"
)

// renderFlags holds the flags of the render command.
type renderFlags struct {
	src          sourceFlags
	figure       figureFlags
	file, format string
	all          bool     // the whole set, into a directory
	figures      bool     // the figures of the configuration
	update       []string // the figures in these Markdown files
	check        bool     // compare, write nothing
	watch        bool     // draw again after each change
	empty        emptyFlag
}

func newRender() *cobra.Command {
	var flags renderFlags
	cmd := &cobra.Command{
		Use:   "render [PATH] -o FILE",
		Short: "Draw the pipeline",
		Long: `Figures use the notation of dj.Diagram and show every table by default. Name a
schema by its module, such as workflow.subject or just subject.

` + aboutPath + "\n\n" + aboutSelect,
		Example: `djdag render -o pipeline.svg                      draw every table
djdag render --collapse all -o overview.svg       draw one node per schema
djdag render --focus imaging -o imaging.svg       draw one schema among its neighbours
djdag render --select 'Scan - all' -o scan.svg    draw a table and all its ancestors
djdag render --all -o docs/figures                draw all figures for the documentation
djdag render -o pipeline.html                     make a page to walk through in a browser
djdag render -o pipeline.svg --watch              draw again after each change of the source
djdag render --figures --check                    check that the configured figures are current
djdag render --update README.md                   update <!-- djdag: FLAGS --> blocks
djdag render examples/imaging --format dot | dot -Tpdf -o imaging.pdf`,
		Args: atMostOnePath,
		RunE: flags.run,
	}
	addFlags(cmd, "Output", func(fs *pflag.FlagSet) {
		fs.StringVarP(&flags.file, "output", "o", "", "Write to `FILE` in the format of its extension; - is stdout")
		fs.StringVar(&flags.format, "format", "", fmt.Sprintf("Write `FORMAT` whatever FILE is called: %s", orList(formatNames())))
		fs.BoolVar(&flags.all, "all", false, "Write an overview, a figure per schema and one of all tables to the directory FILE")
		fs.BoolVar(&flags.figures, "figures", false, "Write the figures of the configuration")
		fs.StringArrayVar(&flags.update, "update", nil, "Update the figures in the Markdown `FILE` (repeatable)")
		fs.BoolVar(&flags.check, "check", false, "Write nothing; list what is not current and exit with 1")
		fs.BoolVar(&flags.watch, "watch", false, "Draw again after each change of the source, until Ctrl-C")
		flags.empty.flag(fs)
	})
	// It fails only if the flag does not exist.
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formatNames(), cobra.ShellCompDirectiveNoFileComp))
	flags.figure.register(func(heading string, define func(*pflag.FlagSet)) { addFlags(cmd, heading, define) })
	completeSchemas(cmd, &flags.src)
	flags.src.register(cmd)
	return cmd
}

func (r *renderFlags) run(cmd *cobra.Command, args []string) error {
	if err := r.validate(cmd); err != nil {
		return err
	}
	if r.watch {
		return r.follow(cmd, args)
	}
	documents, err := readDocuments(r.update)
	if err != nil {
		return err
	}
	r.src.reads = r.figure.opts.Reads || slices.ContainsFunc(documents, (*document).drawsReads)
	r.src.readsIf = func(c *config) bool {
		return r.figures && slices.ContainsFunc(c.Figures, func(f figureConfig) bool { return f.Reads })
	}
	s, err := r.src.load(cmd, args)
	if err != nil {
		return err
	}
	ctx, stop := interruptible(cmd.Context())
	defer stop()
	files, err := r.draw(ctx, cmd, cmd.ErrOrStderr(), s, documents)
	if err != nil {
		return err
	}
	if r.check {
		return checkCurrent(cmd, files, "figure")
	}
	return r.write(cmd, files)
}

// draw draws what the flags, which are valid, ask for, and returns the files to write.
func (r *renderFlags) draw(ctx context.Context, cmd *cobra.Command, stderr io.Writer, s *source, documents []*document) ([]outputFile, error) {
	drawings, err := r.drawings(cmd, s, documents)
	if err != nil {
		return nil, err
	}
	if err := explore(cmd, s, drawings); err != nil {
		return nil, err
	}
	if err := r.empty.nothingDrawn(s); err != nil {
		s.printProblems(stderr)
		return nil, err
	}
	s.printDiagnostics(stderr)
	s.warnMissing(stderr)
	if reason := s.whyInactive(); reason != "" {
		notice(stderr, "%s", reason)
	}
	figures, err := drawAll(ctx, stderr, s.Pipeline, drawings)
	if err != nil {
		return nil, err
	}
	printed := make(map[string]bool)
	for _, d := range figures {
		d.printNotices(stderr, printed)
	}
	files, err := outputFiles(documents, figures)
	if err != nil {
		return nil, err
	}
	r.warnLeftovers(stderr, s.config, files)
	return files, nil
}

// drawings returns the drawings that the flags, which are valid, ask for.
func (r *renderFlags) drawings(cmd *cobra.Command, s *source, documents []*document) ([]drawing, error) {
	switch {
	case r.figures:
		return s.config.drawings(s)
	case documents != nil:
		var all []drawing
		for _, d := range documents {
			drawings, err := d.drawings(s)
			if err != nil {
				return nil, err
			}
			all = append(all, drawings...)
		}
		return all, nil
	}
	opts, err := r.figure.options(s)
	if err != nil {
		return nil, err
	}
	if r.all {
		format, err := formatCalled(r.format)
		return allDrawings(s.Pipeline, r.file, format, opts), err
	}
	format, err := formatFor(r.file, r.format)
	if format.Name == "html" && !cmd.Flags().Changed("theme") {
		opts.Theme = render.Auto // as every page in a browser
	}
	return []drawing{{cmp.Or(r.file, stdoutName), format, opts}}, err
}

// validate checks the flags before anything is read.
func (r *renderFlags) validate(cmd *cobra.Command) error {
	if err := validateSchemaFlags(cmd.Flags()); err != nil {
		return err
	}
	var modes []string
	for _, mode := range []struct {
		flag  string
		given bool
	}{{"--all", r.all}, {"--figures", r.figures}, {"--update", r.update != nil}} {
		if mode.given {
			modes = append(modes, mode.flag)
		}
	}
	switch {
	case r.watch && r.check:
		return usagef("--watch draws and --check does not; leave out one of them")
	case len(modes) > 1:
		return usagef("%s exclude each other", strings.Join(modes, " and "))
	case r.all:
		return r.validateAll(cmd)
	case len(modes) == 1:
		return r.validateNamed(cmd, modes[0])
	}
	format, err := formatFor(r.file, r.format)
	if err != nil {
		return err
	}
	toStdout := r.file == "" || r.file == stdoutName
	if toStdout && r.watch {
		return usagef("--watch needs a file to write again and again; add -o FILE")
	}
	if toStdout && r.check {
		return usagef("--check needs a file to compare with; add -o FILE")
	}
	if toStdout && format.Picture && isTerminal(cmd.OutOrStdout()) {
		return usagef("refusing to write an image to a terminal; add -o FILE, or use a pipe")
	}
	return nil
}

// validateNamed checks that --figures or --update comes without the flags of a
// figure: these belong into the configuration or the block.
func (r *renderFlags) validateNamed(cmd *cobra.Command, flag string) error {
	where := "the configuration"
	if flag == "--update" {
		where = "the first line of a block"
	}
	// The flags of one figure and of its output.
	own := pflag.NewFlagSet("", pflag.ContinueOnError)
	new(figureFlags).register(func(_ string, define func(*pflag.FlagSet)) { define(own) })
	var err error
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if err == nil && (own.Lookup(f.Name) != nil || f.Name == "output" || f.Name == "format") {
			err = usagef("--%s does not work with %s; put it into %s", f.Name, flag, where)
		}
	})
	return err
}

// formatFor returns the format called name or, without a name, the format of the
// file extension.
func formatFor(file, name string) (render.Format, error) {
	if name != "" {
		return formatCalled(name)
	}
	switch file {
	case "":
		return render.Format{}, usagef("no output; add -o FILE, or --format for stdout")
	case stdoutName:
		return render.Format{}, usagef("-o - needs a --format: %s", orList(formatNames()))
	}
	ext := strings.ToLower(filepath.Ext(file))
	var extensions []string
	for _, f := range render.Formats() {
		if slices.Contains(f.Extensions, ext) {
			return f, nil
		}
		extensions = append(extensions, f.Extensions[0])
	}
	return render.Format{}, usagef("unknown extension of %s; use %s, or add --format", file, orList(extensions))
}

// formatCalled returns the format called name, in any case, or the first format if
// the name is empty.
func formatCalled(name string) (render.Format, error) {
	all := render.Formats()
	if name == "" {
		return all[0], nil
	}
	i := slices.IndexFunc(all, func(f render.Format) bool { return strings.EqualFold(f.Name, name) })
	if i < 0 {
		return render.Format{}, usagef("--format %q: want %s", name, orList(formatNames()))
	}
	return all[i], nil
}

// formatNames returns the names of the formats of figures.
func formatNames() []string {
	var names []string
	for _, f := range render.Formats() {
		names = append(names, f.Name)
	}
	return names
}
