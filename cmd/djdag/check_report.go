package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/graph"
)

// reportFlags decide how findings are written.
type reportFlags struct {
	printer findingsPrinter
	format  string
	files   reportFiles
}

func (r *reportFlags) flags(fs *pflag.FlagSet) {
	wordVar(fs, &r.format, "format", fmt.Sprintf("`FORMAT`: %s", orList(checkFormats())), checkFormats()...)
	fs.Var(&r.files, "output", "Also write the findings to FILE (repeatable)")
	r.printer.flag(fs)
}

// checkFormats returns the names of the formats of findings.
func checkFormats() []string {
	var names []string
	for _, f := range check.Formats() {
		names = append(names, f.Name)
	}
	return names
}

// write prints the findings and writes the report files.
func (r *reportFlags) write(cmd *cobra.Command, s *source, findings []graph.Diagnostic) error {
	opts := check.FormatOptions{Source: dirFS("."), Version: buildVersion()}
	if r.files != nil || r.format == "markdown" {
		opts.Cycles = s.displayed().Cycles()
	}
	for _, f := range check.Formats() {
		if f.Name != r.format {
			continue
		}
		write := func(w io.Writer) error { return f.Write(w, findings, opts) }
		print := write
		if f.Name == "text" || f.Name == "concise" {
			print = func(w io.Writer) error { return r.printer.print(w, findings, write) }
		}
		if err := print(cmd.OutOrStdout()); err != nil {
			return cannot("write to", "stdout", err)
		}
	}
	for _, report := range r.files {
		err := writeArtifact(cmd, report.file, func(w io.Writer) error { return report.format.Write(w, findings, opts) })
		if err != nil {
			return err
		}
	}
	return nil
}

// reportFiles is a repeatable flag of the form FORMAT=FILE.
type reportFiles []reportFile

// A reportFile is a file to write findings to.
type reportFile struct {
	format check.Format
	file   string
}

func (r *reportFiles) String() string { return "" }

func (r *reportFiles) Set(s string) error {
	name, file, ok := strings.Cut(s, "=")
	if !ok || file == "" || file == stdoutName {
		return errors.New("want FORMAT=FILE, such as sarif=djdag.sarif")
	}
	all := check.Formats()
	i := slices.IndexFunc(all, func(f check.Format) bool { return strings.EqualFold(f.Name, name) })
	if i < 0 {
		return fmt.Errorf("want FORMAT to be %s", orList(checkFormats()))
	}
	*r = append(*r, reportFile{all[i], file})
	return nil
}

func (r *reportFiles) Type() string { return "FORMAT=FILE" }
