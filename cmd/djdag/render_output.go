package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/printable"
)

// An outputFile is a file to write.
type outputFile struct {
	file string // or "-"
	data []byte
	// For a document: its text when it was read, and the stale blocks, which
	// --check lists in place of the file.
	before []byte
	blocks []graph.Pos
}

// outputFiles returns the files to write, given the drawn figures: first those
// of the documents, in order, then the others.
func outputFiles(documents []*document, figures []drawnFigure) ([]outputFile, error) {
	var files []outputFile
	seen := make(map[string]int) // index in files by identity
	var images []drawnFigure
	for _, d := range documents {
		var own []drawnFigure // the first of each block
		for i := range d.figures {
			n := d.figures[i].drawings()
			own = append(own, figures[0])
			if d.figures[i].output != "" {
				images = append(images, figures[:n]...)
			}
			figures = figures[n:]
		}
		id := fileIdentity(d.file)
		if _, twice := seen[id]; !twice {
			seen[id] = len(files)
			files = append(files, outputFile{file: d.file, data: d.updated(own), before: d.text, blocks: d.stale(own)})
		}
	}
	add := func(f drawnFigure) error {
		id := fileIdentity(f.file)
		i, twice := seen[id]
		switch {
		case !twice:
			seen[id] = len(files)
			files = append(files, outputFile{file: f.file, data: f.data})
		case files[i].before != nil:
			return usagef("a figure would overwrite the document %s", f.file)
		case !bytes.Equal(files[i].data, f.data):
			return usagef("two different figures would be written to %s", f.file)
		}
		return nil
	}
	for _, f := range append(images, figures...) {
		if err := add(f); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// fileIdentity returns the same string for all names of one file, whether it
// exists or not. It ignores case, as some file systems do: a project is checked
// out on several.
func fileIdentity(file string) string {
	if file == stdoutName {
		return file
	}
	return strings.ToLower(realPath(file))
}

// write writes the files.
func (r *renderFlags) write(cmd *cobra.Command, files []outputFile) error {
	for _, f := range files {
		write := f.write
		if r.all || r.figures || r.update != nil {
			write = f.renew
		}
		if err := write(cmd); err != nil {
			return err
		}
	}
	return nil
}

// write writes the file.
func (f *outputFile) write(cmd *cobra.Command) error {
	return writeArtifact(cmd, f.file, func(w io.Writer) error {
		_, err := w.Write(f.data)
		return err
	})
}

// renew writes the file, and its directory, unless it is current: it keeps the
// modification time for tools such as make.
func (f *outputFile) renew(cmd *cobra.Command) error {
	current, err := os.ReadFile(f.file)
	if err == nil && bytes.Equal(current, f.data) {
		return nil
	}
	if f.before != nil && !bytes.Equal(current, f.before) {
		return fmt.Errorf("%s changed while its figures were being drawn; run the command again", f.file)
	}
	dir := filepath.Dir(f.file)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return cannot("create", dir, err)
	}
	return f.write(cmd)
}

// warnLeftovers warns about figures in the directory of --all that neither
// --all nor --figures draws any more, because their schema is gone. Only an SVG
// can be recognised as a figure of djdag.
func (r *renderFlags) warnLeftovers(stderr io.Writer, c *config, files []outputFile) {
	if !r.all || r.figure.selected.selection != nil {
		return
	}
	there, err := os.ReadDir(r.file)
	if err != nil {
		return
	}
	known := make(map[string]bool)
	for _, f := range files {
		known[fileIdentity(f.file)] = true
	}
	for i := range c.Figures {
		known[fileIdentity(c.resolve(c.Figures[i].output()))] = true
	}
	for _, entry := range there {
		file := filepath.Join(r.file, entry.Name())
		if filepath.Ext(file) == ".svg" && !known[fileIdentity(file)] && isFigure(file) {
			notice(stderr, "%s does not belong to this set; delete it if its schema is gone", file)
		}
	}
}

// isFigure reports whether a file is an SVG written by djdag.
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

// checkCurrent lists the files and blocks that are missing or stale; what is the word
// for one of them. If there are any, it returns an error with exit code 1.
func checkCurrent(cmd *cobra.Command, files []outputFile, what string) error {
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
		case !sameText(current, f.data):
			stale = append(stale, f.file+": stale")
		}
	}
	if stale == nil {
		return nil
	}
	for _, line := range stale {
		if _, err := fmt.Fprintln(cmd.OutOrStdout(), printable.Text(filepath.ToSlash(line))); err != nil {
			return err
		}
	}
	notice(cmd.ErrOrStderr(), "%s not current; run the command without --check", plural(len(stale), what))
	return errFindings()
}

// sameText reports whether a file has the wanted content, apart from line
// endings that Git converted.
func sameText(current, want []byte) bool {
	return bytes.Equal(current, want) || bytes.Equal(bytes.ReplaceAll(current, []byte("\r\n"), []byte("\n")), want)
}
