package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// markedFlags decide how diff and impact write what they found: as text, or as a figure
// with marks. Call register before use.
type markedFlags struct {
	file, format string
	opts         render.Options
	texts        []textFormat
}

// A textFormat is a format that is no figure.
type textFormat struct {
	name       string
	extensions []string // "" is that of a file without one
}

// register defines the flags. The first of the texts is the default.
func (m *markedFlags) register(cmd *cobra.Command, texts ...textFormat) {
	m.texts = texts
	addFlags(cmd, "Output", func(fs *pflag.FlagSet) {
		fs.StringVarP(&m.file, "output", "o", stdoutName, "Write to `FILE` in the format of its extension; - is stdout")
		fs.StringVar(&m.format, "format", "", fmt.Sprintf("Write `FORMAT` whatever FILE is called: %s or one of render's", strings.Join(m.textNames(), ", ")))
	})
	// It fails only if the flag does not exist.
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(m.names(), cobra.ShellCompDirectiveNoFileComp))
	addFlags(cmd, "Figure", m.figureFlags)
}

func (m *markedFlags) figureFlags(fs *pflag.FlagSet) {
	enumVar(fs, &m.opts.Attributes, "attributes", "Show attributes inside the tables", render.NoAttributes, render.KeyAttributes, render.AllAttributes)
	enumVar(fs, &m.opts.Direction, "direction", "Direction from parents to children", render.TB, render.LR, render.BT, render.RL)
	enumVar(fs, &m.opts.Theme, "theme", "Colour theme", render.Light, render.Dark, render.Auto)
	fs.StringVar(&m.opts.Title, "title", "", "Print `TEXT` above the figure")
	fs.StringVar(&m.opts.Link, "link", "", "Link tables and edges to `URL`, such as https://host/{path}#L{line}")
}

// textNames returns the names of the formats of texts.
func (m *markedFlags) textNames() []string {
	var names []string
	for _, t := range m.texts {
		names = append(names, t.name)
	}
	return names
}

// names returns the names of the formats, those of texts first.
func (m *markedFlags) names() []string {
	names := m.textNames()
	for _, name := range formatNames() {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// chosen returns the name of the text to write, or the format of the figure; the other one
// is zero.
func (m *markedFlags) chosen(cmd *cobra.Command) (text string, picture render.Format, err error) {
	name := strings.ToLower(m.format)
	extension := strings.ToLower(filepath.Ext(m.file))
	for _, t := range m.texts {
		if t.name == name || name == "" && slices.Contains(t.extensions, extension) {
			return t.name, picture, m.noFigure(cmd)
		}
	}
	if name != "" && !slices.Contains(m.names(), name) {
		return "", picture, usagef("--format %q: want %s", m.format, orList(m.names()))
	}
	picture, err = formatFor(m.file, name)
	if err == nil && picture.Picture && m.file == stdoutName && isTerminal(cmd.OutOrStdout()) {
		err = usagef("refusing to write an image to a terminal; add -o FILE, or use a pipe")
	}
	return "", picture, err
}

// noFigure rejects the flags of a figure where there is none.
func (m *markedFlags) noFigure(cmd *cobra.Command) (err error) {
	own := pflag.NewFlagSet("", pflag.ContinueOnError)
	new(markedFlags).figureFlags(own)
	cmd.Flags().Visit(func(flag *pflag.Flag) {
		if err == nil && own.Lookup(flag.Name) != nil {
			err = usagef("--%s needs a figure; add -o FILE.svg", flag.Name)
		}
	})
	return err
}

// draw draws a figure with marks and a legend.
func (m *markedFlags) draw(cmd *cobra.Command, p *graph.Pipeline, format render.Format, change func(*render.Options)) error {
	opts := m.opts
	opts.Legend = true
	change(&opts)
	ctx, stop := interruptible(cmd.Context())
	defer stop()
	figures, err := drawAll(ctx, cmd.ErrOrStderr(), p, []drawing{{m.file, format, opts}})
	if err != nil {
		return err
	}
	figures[0].printNotices(cmd.ErrOrStderr(), make(map[string]bool))
	return (&outputFile{file: m.file, data: figures[0].data}).write(cmd)
}
