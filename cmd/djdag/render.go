package main

import (
	"fmt"
	"io"
	"os"
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
	all          bool
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
djdag render examples/imaging --format dot | dot -Tpdf -o imaging.pdf`,
		Args: atMostOnePath,
		RunE: flags.run,
	}
	addFlags(cmd, "Output", func(fs *pflag.FlagSet) {
		fs.StringVarP(&flags.file, "output", "o", "", "write to `FILE`, in the format that its extension names; - is stdout")
		fs.StringVar(&flags.format, "format", "", fmt.Sprintf("write this `FORMAT` whatever FILE is called: %s", orList(formatNames())))
		fs.BoolVar(&flags.all, "all", false, "write the pipeline figure, one for each schema, and that of all tables to the folder FILE")
	})
	flags.figure.register(func(heading string, define func(*pflag.FlagSet)) { addFlags(cmd, heading, define) })
	flags.src.register(cmd)
	return cmd
}

func (r *renderFlags) run(cmd *cobra.Command, args []string) error {
	format, err := r.chooseFormat(cmd)
	if err != nil {
		return err
	}
	s, err := r.src.load(cmd, args)
	if err != nil {
		return err
	}
	opts, err := r.figure.options(s)
	if err != nil {
		return err
	}
	s.printProblems(cmd.ErrOrStderr())
	drawings := []drawing{{r.file, format, opts}}
	if r.all {
		drawings = wholeSet(s.Pipeline, r.file, format, opts)
	}
	results, err := drawAll(cmd.Context(), cmd.ErrOrStderr(), s.Pipeline, drawings)
	if err != nil {
		return err
	}
	if r.all {
		if err := os.MkdirAll(r.file, 0o777); err != nil {
			return cannot("make", r.file, err)
		}
	}
	for _, d := range results {
		d.tell(cmd.ErrOrStderr())
		if err := writeArtifact(cmd, d.file, d.write); err != nil {
			return err
		}
	}
	return nil
}

func (d drawn) write(w io.Writer) error {
	_, err := w.Write(d.data)
	return err
}

// tell prints what the format could not show.
func (d drawn) tell(stderr io.Writer) {
	for _, n := range d.notices {
		fmt.Fprintf(stderr, "djdag: %s: %s\n", d.file, n)
	}
}

// chooseFormat checks the flags about output, and returns the format.
func (r *renderFlags) chooseFormat(cmd *cobra.Command) (render.Format, error) {
	if r.all {
		if err := r.checkAll(cmd); err != nil {
			return render.Format{}, err
		}
		return formatCalled(r.format)
	}
	format, err := formatFor(r.file, r.format)
	if err != nil {
		return format, err
	}
	if r.file == "" {
		r.file = stdoutName
	}
	if r.file == stdoutName && format.Picture && isTerminal(cmd.OutOrStdout()) {
		return format, usagef("a picture is not written to a terminal; name a file with -o FILE, or pipe it on")
	}
	return format, nil
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
