package main

import (
	"cmp"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// A document is a Markdown file with blocks.
type document struct {
	file    string
	text    []byte
	blocks  []block
	figures []blockFigure // one per block
}

// A blockFigure is the figure that the first line of a block asks for.
type blockFigure struct {
	figureFlags
	output string // an image file relative to the document, slash-separated; "": the block holds the figure
	format render.Format
	themes bool // the flags name no theme: the image comes in a light and a dark one
}

// darkOutput returns the image for dark pages, relative to the document.
func (f *blockFigure) darkOutput() string {
	ext := path.Ext(f.output)
	return strings.TrimSuffix(f.output, ext) + "-dark" + ext
}

// drawings returns how many drawings the figure has.
func (f *blockFigure) drawings() int {
	if f.themes {
		return 2
	}
	return 1
}

// drawsReads reports whether a block asks for what make() reads.
func (d *document) drawsReads() bool {
	return slices.ContainsFunc(d.figures, func(f blockFigure) bool { return f.opts.Reads })
}

// readDocuments reads Markdown files. It returns nil without files.
func readDocuments(files []string) ([]*document, error) {
	var all []*document
	for _, file := range files {
		d, err := readDocument(file)
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}

// readDocument reads a Markdown file and parses its blocks.
func readDocument(file string) (*document, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, cannot("read", file, err)
	}
	d := &document{file: file, text: text}
	if d.blocks, err = findBlocks(filepath.ToSlash(file), text); err != nil {
		return nil, err
	}
	for _, b := range d.blocks {
		f, err := parseBlock(b.words)
		if err != nil {
			return nil, usagef("%s: %w", b.pos, err)
		}
		d.figures = append(d.figures, f)
	}
	return d, nil
}

// parseBlock parses the flags of a block, quoted as in a shell.
func parseBlock(text string) (blockFigure, error) {
	var f blockFigure
	words, err := splitWords(text)
	if err != nil {
		return f, err
	}
	fs := pflag.NewFlagSet("", pflag.ContinueOnError)
	fs.Usage = func() {}
	var format string
	fs.StringVarP(&f.output, "output", "o", "", "")
	fs.StringVar(&format, "format", "", "")
	f.register(func(_ string, define func(*pflag.FlagSet)) { define(fs) })
	if err := fs.Parse(words); err != nil {
		return f, explainFlagError(fs, err, "a block takes the figure flags of djdag render")
	}
	if err := validateSchemaFlags(fs); err != nil {
		return f, err
	}
	if fs.NArg() > 0 {
		return f, usagef("unexpected %q; a block takes the figure flags of djdag render", fs.Arg(0))
	}
	switch {
	case f.output == stdoutName:
		return f, usagef("-o -: a block cannot write to stdout; use -o FILE, or drop -o for a text figure")
	case path.IsAbs(filepath.ToSlash(f.output)) || filepath.IsAbs(f.output):
		return f, usagef("-o %s: want a path relative to the document", f.output)
	case f.output == "":
		f.format, err = formatCalled(cmp.Or(format, "mermaid"))
		if err == nil && f.format.Picture {
			err = usagef("format %s needs a file; add -o FILE", f.format.Name)
		}
		return f, err
	}
	f.format, err = formatFor(f.output, format)
	if err == nil && f.format.Name == "html" {
		err = usagef("-o %s: a page is no image; make it with djdag render -o, and link to it", f.output)
	}
	f.themes = f.format.Picture && f.format.Name != "pdf" && !fs.Changed("theme")
	return f, err
}

// drawings returns the drawings of the blocks: for each one, or a light and a dark
// one.
func (d *document) drawings(s *source) ([]drawing, error) {
	var drawings []drawing
	for i, f := range d.figures {
		opts, err := f.options(s)
		if err != nil {
			return nil, usagef("%s: %w", d.blocks[i].pos, err)
		}
		file := d.imageFile(i)
		if !isBelow(s.root(), file) && !isBelow(filepath.Dir(d.file), file) {
			return nil, usagef("%s: -o %s is outside the project; a figure stays in it", d.blocks[i].pos, f.output)
		}
		drawings = append(drawings, drawing{file, f.format, opts})
		if f.themes {
			opts.Theme = render.Dark
			drawings = append(drawings, drawing{d.beside(f.darkOutput()), f.format, opts})
		}
	}
	return drawings, nil
}

// beside returns the path of a file relative to the document.
func (d *document) beside(output string) string {
	return filepath.Join(filepath.Dir(d.file), filepath.FromSlash(output))
}

// imageFile returns the image file of a block, or the document itself if the
// block holds the figure.
func (d *document) imageFile(i int) string {
	if output := d.figures[i].output; output != "" {
		return d.beside(output)
	}
	return d.file
}

// updated returns the new text of the document, given the first drawing of each block.
func (d *document) updated(figures []drawnFigure) []byte {
	contents := make([]string, len(figures))
	for i, f := range figures {
		alt := cmp.Or(f.opts.Title, "Figure of the pipeline")
		switch output := d.figures[i].output; {
		case output == "":
			contents[i] = codeBlock(f.format.Name, f.data)
		case d.figures[i].themes:
			contents[i] = themedImage(alt, output, d.figures[i].darkOutput())
		default:
			contents[i] = imageLink(alt, output)
		}
	}
	return replaceBlocks(d.text, d.blocks, contents)
}

// stale returns the positions of the blocks that would change.
func (d *document) stale(figures []drawnFigure) []graph.Pos {
	var positions []graph.Pos
	for i, b := range d.blocks {
		one := &document{text: d.text, blocks: d.blocks[i : i+1], figures: d.figures[i : i+1]}
		if string(one.updated(figures[i:i+1])) != string(d.text) {
			positions = append(positions, b.pos)
		}
	}
	return positions
}
