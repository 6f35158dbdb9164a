package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/djdag/djdag/dictionary"
	"github.com/djdag/djdag/internal/printable"
	"github.com/djdag/djdag/render"
)

// files returns the files of the dictionary, with their contents.
func (d *docsFlags) files(cmd *cobra.Command, s *source, content *dictionary.Dictionary, tables []string) ([]outputFile, error) {
	if d.format == "json" {
		data, err := dictionaryJSON(content)
		file := d.output
		if file == "" {
			file = stdoutName
		}
		return []outputFile{{file: file, data: data}}, err
	}
	var files []outputFile
	pages, err := d.pages(content)
	if err != nil {
		return nil, err
	}
	for _, page := range pages {
		files = append(files, outputFile{file: d.file(page.Name + "." + d.format), data: page.Text})
	}
	figures, err := d.figures(cmd, s, content, tables)
	if err != nil {
		return nil, err
	}
	files = append(files, figures...)
	for _, f := range files {
		if err := d.mayWrite(f.file); err != nil {
			return nil, err
		}
	}
	return files, d.warnLeftovers(cmd, files)
}

// pages returns the pages in the format.
func (d *docsFlags) pages(content *dictionary.Dictionary) ([]dictionary.Page, error) {
	if d.format == "html" {
		return content.HTML()
	}
	return content.Markdown(), nil
}

// file returns a file of the directory, given its slash-separated path there.
func (d *docsFlags) file(name string) string {
	return filepath.Join(d.output, filepath.FromSlash(name))
}

// figures draws the figures of all pages.
func (d *docsFlags) figures(cmd *cobra.Command, s *source, content *dictionary.Dictionary, tables []string) ([]outputFile, error) {
	format, err := formatCalled("svg")
	if err != nil {
		return nil, err
	}
	draw := func(page string, opts render.Options) drawing {
		opts.Theme = d.theme
		return drawing{d.file(dictionary.Figure(page)), format, opts}
	}
	drawings := []drawing{draw(dictionary.IndexPage, render.Options{Tables: tables, Link: d.link, CollapseAll: true})}
	for _, schema := range content.Schemas {
		drawings = append(drawings, draw(schema.Page, render.Options{Tables: tables, Link: d.link, Focus: []string{schema.ID}}))
	}
	ctx, stop := interruptible(cmd.Context())
	defer stop()
	drawn, err := drawAll(ctx, cmd.ErrOrStderr(), s.Pipeline, drawings)
	if err != nil {
		return nil, err
	}
	notation, err := drawAll(ctx, cmd.ErrOrStderr(), dictionary.Sample(), []drawing{
		draw(dictionary.NotationPage, render.Options{Collapse: []string{dictionary.SampleNeighbour}}),
	})
	if err != nil {
		return nil, err
	}
	var files []outputFile
	printed := make(map[string]bool)
	for _, f := range append(drawn, notation...) {
		f.printNotices(cmd.ErrOrStderr(), printed)
		files = append(files, outputFile{file: f.file, data: f.data})
	}
	return files, nil
}

// mayWrite returns an error if a file is another's, or if a link leads out of the
// directory.
func (d *docsFlags) mayWrite(file string) error {
	if !isBelow(d.output, file) {
		return fmt.Errorf("cannot write %s: a link leads out of %s", filepath.ToSlash(file), filepath.ToSlash(d.output))
	}
	switch _, err := os.Stat(file); {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return cannot("write", file, err)
	case !isOwn(file):
		return fmt.Errorf("%s is not a file of djdag docs; move it away, or write to another directory", filepath.ToSlash(file))
	}
	return nil
}

// isOwn reports whether djdag docs may have written a file.
func isOwn(file string) bool {
	if filepath.Ext(file) == ".svg" {
		return isFigure(file)
	}
	f, err := os.Open(file)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 4096) // the heading comes first
	n, _ := io.ReadFull(f, head)
	return bytes.Contains(head[:n], []byte(dictionary.Mark))
}

// warnLeftovers warns about pages and figures that no schema has any more. It deletes
// none.
func (d *docsFlags) warnLeftovers(cmd *cobra.Command, files []outputFile) error {
	if d.selected.selection != nil {
		return nil
	}
	known := make(map[string]bool)
	for _, f := range files {
		known[fileIdentity(f.file)] = true
	}
	for _, pattern := range []struct{ dir, ext string }{{d.output, "." + d.format}, {filepath.Dir(d.file(dictionary.Figure(""))), ".svg"}} {
		there, err := os.ReadDir(pattern.dir)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return cannot("read", pattern.dir, err)
		}
		for _, entry := range there {
			file := filepath.Join(pattern.dir, entry.Name())
			if filepath.Ext(file) == pattern.ext && !known[fileIdentity(file)] && isOwn(file) {
				notice(cmd.ErrOrStderr(), "%s does not belong to these pages; delete it if its schema is gone", filepath.ToSlash(file))
			}
		}
	}
	return nil
}

// dictionaryJSON returns the dictionary in the format djdag-docs/1.
func dictionaryJSON(d *dictionary.Dictionary) ([]byte, error) {
	head, err := jsonFields(struct {
		Format   string              `json:"format"`
		Title    string              `json:"title"`
		Stages   [][]string          `json:"stages"`
		Cycle    string              `json:"cycle"`
		Coverage dictionary.Coverage `json:"coverage"`
	}{"djdag-docs/1", d.Title, d.Stages, d.Cycle, d.Coverage})
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.WriteString("{" + head)
	if err := errors.Join(appendRecords(&out, "schemas", d.Schemas), appendRecords(&out, "externals", d.Externals)); err != nil {
		return nil, err
	}
	out.WriteString("}\n")
	return printable.JSON(out.Bytes()), nil
}
