package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/djdag/djdag/graph"
)

// An output is a file as it should be.
type output struct {
	file string // or "-"
	data []byte
	// blocks are the parts of a document that would change. They are told in
	// place of the file.
	blocks []graph.Pos
}

// outputs returns the files that the figures make. The first figures are those
// of the documents, in their order.
func outputs(documents []*document, figures []drawn) ([]output, error) {
	var files []output
	picture := make(map[string][]byte)
	add := func(f drawn) error {
		if data, twice := picture[f.file]; twice && !bytes.Equal(data, f.data) {
			return usagef("two different figures are to be written to %s", f.file)
		} else if !twice {
			picture[f.file] = f.data
			files = append(files, output{file: f.file, data: f.data})
		}
		return nil
	}
	for _, d := range documents {
		own := figures[:len(d.blocks)]
		figures = figures[len(d.blocks):]
		files = append(files, output{file: d.file, data: d.updated(own), blocks: d.stale(own)})
		for i, f := range own {
			if d.figures[i].output == "" {
				continue
			}
			if err := add(f); err != nil {
				return nil, err
			}
		}
	}
	for _, f := range figures {
		if err := add(f); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// write writes the files.
func (r *renderFlags) write(cmd *cobra.Command, files []output) error {
	for _, f := range files {
		if r.all || r.figures || r.update != nil {
			if current, err := os.ReadFile(f.file); err == nil && bytes.Equal(current, f.data) {
				continue // leave its time alone, for the tools that go by that
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
