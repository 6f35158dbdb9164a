package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/render"
)

// renderFlags are the flags of the render command.
type renderFlags struct {
	src          sourceFlags
	figure       figureFlags
	file, format string
	all          bool     // the whole set, into a folder
	figures      bool     // those of the configuration
	update       []string // the blocks of these Markdown files
	check        bool     // write nothing
}

func newRender() *cobra.Command {
	var flags renderFlags
	cmd := &cobra.Command{
		Use:   "render [PATH] -o FILE",
		Short: "Draw the pipeline.",
		Long: `The notation is that of dj.Diagram. By default every table is drawn; a schema is
named by its module, such as workflow.subject or just subject.

` + aboutPath + "\n\n" + aboutSelect,
		Example: `djdag render -o pipeline.svg                      every table
djdag render --collapse all -o overview.svg       one node for each schema
djdag render --focus imaging -o imaging.svg       one schema, open among its neighbours
djdag render --select 'Scan - all' -o scan.svg    a table and all that it depends on
djdag render --all -o docs/figures                the whole set, for the documentation
djdag render --figures --check                    are the figures of the configuration current?
djdag render --update README.md                   draw what stands in <!-- djdag: FLAGS --> blocks
djdag render examples/imaging --format dot | dot -Tpdf -o imaging.pdf`,
		Args: atMostOnePath,
		RunE: flags.run,
	}
	addFlags(cmd, "Output", func(fs *pflag.FlagSet) {
		fs.StringVarP(&flags.file, "output", "o", "", "write to `FILE`, in the format that its extension names; - is stdout")
		fs.StringVar(&flags.format, "format", "", fmt.Sprintf("write this `FORMAT` whatever FILE is called: %s", orList(formatNames())))
		fs.BoolVar(&flags.all, "all", false, "write the pipeline figure, one for each schema, and that of all tables to the folder FILE")
		fs.BoolVar(&flags.figures, "figures", false, "write the figures that the configuration names")
		fs.StringArrayVar(&flags.update, "update", nil, "write the figures of the Markdown `FILE` (repeatable)")
		fs.BoolVar(&flags.check, "check", false, "write nothing, but list what is not current and exit with 1")
	})
	// The only error is a flag that does not exist.
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formatNames(), cobra.ShellCompDirectiveNoFileComp))
	flags.figure.register(func(heading string, define func(*pflag.FlagSet)) { addFlags(cmd, heading, define) })
	flags.src.register(cmd)
	return cmd
}

func (r *renderFlags) run(cmd *cobra.Command, args []string) error {
	if err := r.validate(cmd); err != nil {
		return err
	}
	documents, err := readDocuments(r.update)
	if err != nil {
		return err
	}
	s, err := r.src.load(cmd, args)
	if err != nil {
		return err
	}
	drawings, err := r.drawings(s, documents)
	if err != nil {
		return err
	}
	s.printProblems(cmd.ErrOrStderr())
	s.remarkInactive(cmd.ErrOrStderr())
	ctx, stop := interruptible(cmd.Context())
	defer stop()
	figures, err := drawAll(ctx, cmd.ErrOrStderr(), s.Pipeline, drawings)
	if err != nil {
		return err
	}
	told := make(map[string]bool)
	for _, d := range figures {
		d.tell(cmd.ErrOrStderr(), told)
	}
	files, err := outputs(documents, figures)
	if err != nil {
		return err
	}
	r.remarkLeftovers(cmd.ErrOrStderr(), s.config, files)
	if r.check {
		return checkOutputs(cmd, files)
	}
	return r.write(cmd, files)
}

// drawings returns what the flags ask for. They are valid.
func (r *renderFlags) drawings(s *source, documents []*document) ([]drawing, error) {
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
		return wholeSet(s.Pipeline, r.file, format, opts), err
	}
	format, err := formatFor(r.file, r.format)
	return []drawing{{cmp.Or(r.file, stdoutName), format, opts}}, err
}

// validate checks what can be known of the flags before anything is read.
func (r *renderFlags) validate(cmd *cobra.Command) error {
	if err := namesSchemas(cmd.Flags()); err != nil {
		return err
	}
	var several []string
	for _, way := range []struct {
		flag  string
		given bool
	}{{"--all", r.all}, {"--figures", r.figures}, {"--update", r.update != nil}} {
		if way.given {
			several = append(several, way.flag)
		}
	}
	switch {
	case len(several) > 1:
		return usagef("%s exclude each other", strings.Join(several, " and "))
	case r.all:
		return r.validateAll(cmd)
	case len(several) == 1:
		return r.validateNamed(cmd, several[0])
	}
	format, err := formatFor(r.file, r.format)
	if err != nil {
		return err
	}
	toStdout := r.file == "" || r.file == stdoutName
	if toStdout && r.check {
		return usagef("--check compares with a file; name it with -o FILE")
	}
	if toStdout && format.Picture && isTerminal(cmd.OutOrStdout()) {
		return usagef("a picture is not written to a terminal; name a file with -o FILE, or pipe it on")
	}
	return nil
}

// validateNamed checks the flags beside one that gets its figures elsewhere.
func (r *renderFlags) validateNamed(cmd *cobra.Command, flag string) error {
	where := "the configuration"
	if flag == "--update" {
		where = "the first line of a block"
	}
	// What says how figures are drawn: the flags of one, and where to.
	own := pflag.NewFlagSet("", pflag.ContinueOnError)
	new(figureFlags).register(func(_ string, define func(*pflag.FlagSet)) { define(own) })
	var err error
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if err == nil && (own.Lookup(f.Name) != nil || f.Name == "output" || f.Name == "format") {
			err = usagef("--%s does not go with %s; write it into %s", f.Name, flag, where)
		}
	})
	return err
}

// formatFor returns the format called name, or else the one that file's
// extension stands for.
func formatFor(file, name string) (render.Format, error) {
	if name != "" {
		return formatCalled(name)
	}
	switch file {
	case "":
		return render.Format{}, usagef("nothing says where to draw; name a file with -o FILE, or a --format for stdout")
	case stdoutName:
		return render.Format{}, usagef("-o - needs a --format: %s", orList(formatNames()))
	}
	ext := strings.ToLower(filepath.Ext(file))
	var usual []string
	for _, f := range render.Formats() {
		if slices.Contains(f.Extensions, ext) {
			return f, nil
		}
		usual = append(usual, f.Extensions[0])
	}
	return render.Format{}, usagef("cannot tell the format of %s; call it %s, or choose with --format", file, orList(usual))
}

// formatCalled returns the format of this name, upper or lower case; the
// first one, if the name is empty.
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

func formatNames() []string {
	var names []string
	for _, f := range render.Formats() {
		names = append(names, f.Name)
	}
	return names
}
