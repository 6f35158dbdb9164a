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

// reportFlags say how findings are written.
type reportFlags struct {
	printer findingsPrinter
	format  string
	files   reportFiles
}

func (r *reportFlags) flags(fs *pflag.FlagSet) {
	wordVar(fs, &r.format, "format", fmt.Sprintf("`FORMAT`: %s", orList(checkFormats())), checkFormats()...)
	fs.Var(&r.files, "output", "write them to FILE as well (repeatable)")
	r.printer.flag(fs)
}

func checkFormats() []string {
	var names []string
	for _, f := range check.Formats() {
		names = append(names, f.Name)
	}
	return names
}

// write prints the findings and writes the reports.
func (r *reportFlags) write(cmd *cobra.Command, s *source, findings []graph.Diagnostic) error {
	opts := check.FormatOptions{Source: folder("."), Version: buildVersion()}
	if r.files != nil || r.format == "markdown" {
		opts.Cycles = s.shown().Cycles()
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

// A reportFile is a file of findings.
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
		return fmt.Errorf("want %s for FORMAT", orList(checkFormats()))
	}
	*r = append(*r, reportFile{all[i], file})
	return nil
}

func (r *reportFiles) Type() string { return "FORMAT=FILE" }
