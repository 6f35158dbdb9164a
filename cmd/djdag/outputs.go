package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/graph"
)

// An output is a file as it should be.
type output struct {
	file string // or "-"
	data []byte
	// Of a document: what it was when it was read, and the parts that would
	// change. They are told in place of the file.
	before []byte
	blocks []graph.Pos
}

// outputs returns the files that the figures make. The first figures are those
// of the documents, in their order.
func outputs(documents []*document, figures []drawn) ([]output, error) {
	var files []output
	seen := make(map[string]int) // the index in files, by identity
	var pictures []drawn
	for _, d := range documents {
		own := figures[:len(d.blocks)]
		figures = figures[len(d.blocks):]
		for i, f := range own {
			if d.figures[i].output != "" {
				pictures = append(pictures, f)
			}
		}
		id := identity(d.file)
		if _, twice := seen[id]; !twice {
			seen[id] = len(files)
			files = append(files, output{file: d.file, data: d.updated(own), before: d.text, blocks: d.stale(own)})
		}
	}
	add := func(f drawn) error {
		id := identity(f.file)
		i, twice := seen[id]
		switch {
		case !twice:
			seen[id] = len(files)
			files = append(files, output{file: f.file, data: f.data})
		case files[i].before != nil:
			return usagef("a figure is to be written to %s, which is a document with figures", f.file)
		case !bytes.Equal(files[i].data, f.data):
			return usagef("two different figures are to be written to %s", f.file)
		}
		return nil
	}
	for _, f := range append(pictures, figures...) {
		if err := add(f); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// identity returns what two names of one file share, whether it is there or
// not. Names that differ in case are one: some file systems do not tell them
// apart, and a project is checked out on several.
func identity(file string) string {
	if file == stdoutName {
		return file
	}
	if abs, err := filepath.Abs(file); err == nil {
		file = abs
	}
	if real, err := filepath.EvalSymlinks(file); err == nil {
		file = real
	} else if dir, err := filepath.EvalSymlinks(filepath.Dir(file)); err == nil {
		file = filepath.Join(dir, filepath.Base(file))
	}
	return strings.ToLower(file)
}

// write writes the files.
func (r *renderFlags) write(cmd *cobra.Command, files []output) error {
	for _, f := range files {
		if r.all || r.figures || r.update != nil {
			current, err := os.ReadFile(f.file)
			if err == nil && bytes.Equal(current, f.data) {
				continue // leave its time alone, for the tools that go by that
			}
			if f.before != nil && !bytes.Equal(current, f.before) {
				return fmt.Errorf("%s changed while its figures were drawn; run the command again", f.file)
			}
			dir := filepath.Dir(f.file)
			if err := os.MkdirAll(dir, 0o777); err != nil {
				return cannot("make", dir, err)
			}
		}
		err := writeArtifact(cmd, f.file, func(w io.Writer) error {
			_, err := w.Write(f.data)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// remarkLeftovers tells on stderr which figures beside the whole set no run like
// this one draws: those of schemas that are gone. Only an SVG says whose it is.
func (r *renderFlags) remarkLeftovers(stderr io.Writer, c *config, files []output) {
	if !r.all || r.figure.selected.selection != nil {
		return
	}
	there, err := os.ReadDir(r.file)
	if err != nil {
		return
	}
	known := make(map[string]bool)
	for _, f := range files {
		known[identity(f.file)] = true
	}
	for i := range c.Figures {
		known[identity(c.at(c.Figures[i].output()))] = true
	}
	for _, entry := range there {
		file := filepath.Join(r.file, entry.Name())
		if filepath.Ext(file) == ".svg" && !known[identity(file)] && isFigure(file) {
			fmt.Fprintf(stderr, "djdag: %s is not of this set; if its schema is gone, delete it\n", check.Printable(file))
		}
	}
}

// isFigure reports whether a file is an SVG of djdag.
func isFigure(file string) bool {
	f, err := os.Open(file)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 512)
	n, _ := io.ReadFull(f, head)
	return bytes.Contains(head[:n], []byte(` class="djdag `))
}

// checkOutputs lists the files and blocks that are not as they should be. If
// there are any, the command ends with that.
func checkOutputs(cmd *cobra.Command, files []output) error {
	var stale []string
	for _, f := range files {
		current, err := os.ReadFile(f.file)
		switch {
		case os.IsNotExist(err):
			stale = append(stale, f.file+": missing")
		case err != nil:
			return cannot("read", f.file, err)
		case f.blocks != nil:
			for _, pos := range f.blocks {
				stale = append(stale, pos.String()+": stale")
			}
		case !same(current, f.data):
			stale = append(stale, f.file+": stale")
		}
	}
	if stale == nil {
		return nil
	}
	for _, line := range stale {
		if _, err := fmt.Fprintln(cmd.OutOrStdout(), filepath.ToSlash(line)); err != nil {
			return err
		}
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "djdag: %s not current; run the command without --check\n", plural(len(stale), "figure"))
	return errFindings()
}

// same compares a file with what it should be, whatever Git has made of its
// line ends.
func same(current, want []byte) bool {
	return bytes.Equal(current, want) || bytes.Equal(bytes.ReplaceAll(current, []byte("\r\n"), []byte("\n")), want)
}
