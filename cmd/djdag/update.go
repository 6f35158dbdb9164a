package main

import (
	"cmp"
	"os"
	"path"
	"path/filepath"

	"github.com/spf13/pflag"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// A document is a Markdown file with figures in blocks.
type document struct {
	file    string
	text    []byte
	blocks  []block
	figures []blockFigure // one for each block
}

// A blockFigure is what the first line of a block asks for.
type blockFigure struct {
	figureFlags
	output string // a picture beside the document, slash-separated; empty: the block holds the figure itself
	format render.Format
}

// readDocuments reads Markdown files. The result is nil if there are none.
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

// readDocument reads a Markdown file and what its blocks ask for.
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

// parseBlock reads the flags of a figure as a shell would.
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
		return f, flagMistake(fs, err, "a block takes the flags of render about a figure")
	}
	if err := namesSchemas(fs); err != nil {
		return f, err
	}
	if fs.NArg() > 0 {
		return f, usagef("unexpected %q; a block takes the flags of render about a figure", fs.Arg(0))
	}
	switch {
	case f.output == stdoutName:
		return f, usagef("a block holds a text figure or links to a file; write -o FILE, or leave it out")
	case path.IsAbs(filepath.ToSlash(f.output)) || filepath.IsAbs(f.output):
		return f, usagef("-o %s: want a path from the folder of the document, as a link has it", f.output)
	case f.output == "":
		f.format, err = formatCalled(cmp.Or(format, "mermaid"))
		if err == nil && f.format.Picture {
			err = usagef("a picture in %s needs a file; add -o FILE", f.format.Name)
		}
		return f, err
	}
	f.format, err = formatFor(f.output, format)
	return f, err
}

// drawings returns those of the document: first its blocks, then the pictures.
func (d *document) drawings(s *source) ([]drawing, error) {
	var drawings []drawing
	for i, f := range d.figures {
		opts, err := f.options(s)
		if err != nil {
			return nil, usagef("%s: %w", d.blocks[i].pos, err)
		}
		drawings = append(drawings, drawing{d.pictureFile(i), f.format, opts})
	}
	return drawings, nil
}

// pictureFile returns the file of a block's picture, or that of the document
// itself.
func (d *document) pictureFile(i int) string {
	if output := d.figures[i].output; output != "" {
		return filepath.Join(filepath.Dir(d.file), filepath.FromSlash(output))
	}
	return d.file
}

// updated returns the new text of the document, given what was drawn.
func (d *document) updated(figures []drawn) []byte {
	contents := make([]string, len(figures))
	for i, f := range figures {
		if output := d.figures[i].output; output != "" {
			contents[i] = imageLink(cmp.Or(f.opts.Title, "Figure of the pipeline"), output)
		} else {
			contents[i] = codeBlock(f.format.Name, f.data)
		}
	}
	return replaceBlocks(d.text, d.blocks, contents)
}

// stale returns the places of the blocks that would change.
func (d *document) stale(figures []drawn) []graph.Pos {
	var places []graph.Pos
	for i, b := range d.blocks {
		one := &document{text: d.text, blocks: d.blocks[i : i+1], figures: d.figures[i : i+1]}
		if string(one.updated(figures[i:i+1])) != string(d.text) {
			places = append(places, b.pos)
		}
	}
	return places
}
