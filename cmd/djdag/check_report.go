package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/graph"
)

// reportFlags decide how findings are written.
type reportFlags struct {
	printer    findingsPrinter
	format     string
	files      reportFiles
	errorsOnly bool
	statistics bool
	quiet      bool
}

func (r *reportFlags) flags(fs *pflag.FlagSet) {
	wordVar(fs, &r.format, "format", fmt.Sprintf("`FORMAT`: %s", orList(checkFormats())), checkFormats()...)
	fs.Var(&r.files, "output", "Also write the findings to FILE (repeatable)")
	fs.BoolVar(&r.errorsOnly, "errors-only", false, "Report only errors")
	fs.BoolVar(&r.statistics, "statistics", false, "Print the number of findings of each rule in place of the findings")
	fs.BoolVarP(&r.quiet, "quiet", "q", false, "Do not count the findings on stderr")
	r.printer.flag(fs)
}

// validate rejects flags that contradict each other.
func (r *reportFlags) validate(cmd *cobra.Command) error {
	if r.errorsOnly {
		for _, flag := range []string{"strict", "max-warnings", "write-baseline"} {
			if cmd.Flags().Changed(flag) {
				return usagef("--errors-only and --%s exclude each other", flag)
			}
		}
	}
	if r.statistics && cmd.Flags().Changed("format") && r.format != "text" {
		return usagef("--statistics replaces the findings on stdout; drop --format %[1]s, or write --output %[1]s=FILE", r.format)
	}
	return nil
}

// reported returns the findings to report.
func (r *reportFlags) reported(findings []graph.Diagnostic) []graph.Diagnostic {
	if !r.errorsOnly {
		return findings
	}
	return slices.DeleteFunc(slices.Clone(findings), func(d graph.Diagnostic) bool { return d.Severity != graph.Error })
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
	opts := check.FormatOptions{Source: s.shownFiles(), Version: buildVersion(), Credentials: s.displayCredentials()}
	if r.files != nil || r.format == "markdown" {
		opts.Cycles = s.displayed().Cycles()
	}
	if err := r.print(cmd.OutOrStdout(), s, findings, opts); err != nil {
		return cannot("write to", "stdout", err)
	}
	for _, report := range r.files {
		err := writeArtifact(cmd, report.file, func(w io.Writer) error { return report.format.Write(w, findings, opts) })
		if err != nil {
			return err
		}
	}
	if counts := countFindings(findings); counts != "" && !r.quiet {
		notice(cmd.ErrOrStderr(), "%s", counts)
	}
	return nil
}

// print writes the findings to stdout, or their statistics.
func (r *reportFlags) print(stdout io.Writer, s *source, findings []graph.Diagnostic, opts check.FormatOptions) error {
	if r.statistics {
		return writeStatistics(stdout, findings)
	}
	all := check.Formats()
	f := all[slices.IndexFunc(all, func(f check.Format) bool { return f.Name == r.format })]
	if f.Name == "text" || f.Name == "concise" {
		findings = s.placed(findings)
		return r.printer.print(stdout, findings, func(w io.Writer) error { return f.Write(w, findings, opts) })
	}
	return f.Write(stdout, findings, opts)
}

// countFindings counts the findings of each severity: "1 error, 2 warnings", or ""
// without findings.
func countFindings(findings []graph.Diagnostic) string {
	count := make(map[graph.Severity]int)
	for _, f := range findings {
		count[f.Severity]++
	}
	var counts []string
	for severity := graph.Error; severity <= graph.Note; severity++ {
		if n := count[severity]; n > 0 {
			counts = append(counts, plural(n, severity.String()))
		}
	}
	return strings.Join(counts, ", ")
}

// writeStatistics writes a line for each rule that has findings: their severity
// and number, worst first.
func writeStatistics(w io.Writer, findings []graph.Diagnostic) error {
	type kind struct {
		severity graph.Severity
		rule     string
	}
	count := make(map[kind]int)
	for _, f := range findings {
		count[kind{f.Severity, f.Rule}]++
	}
	kinds := slices.SortedFunc(maps.Keys(count), func(a, b kind) int {
		return cmp.Or(cmp.Compare(a.severity, b.severity), cmp.Compare(count[b], count[a]), cmp.Compare(a.rule, b.rule))
	})
	titles := make(map[string]string)
	for _, r := range check.Rules() {
		titles[r.Code] = r.Title
	}
	width := 0
	for _, n := range count {
		width = max(width, len(strconv.Itoa(n)))
	}
	columns := newColumns(w, 2)
	for _, k := range kinds {
		fmt.Fprintf(columns, "%*d\t%s\t%s\t%s\n", width, count[k], k.severity, k.rule, titles[k.rule])
	}
	return columns.Flush()
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
