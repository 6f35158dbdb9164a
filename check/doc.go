// Package check runs rules on a pipeline and prints their findings.
//
//	findings := check.Run(pipeline, check.Options{})
//	err := check.Text(os.Stdout, findings, check.TextOptions{Source: os.DirFS(".")})
//
// A finding is a [graph.Diagnostic]. Some findings, such as syntax errors and
// unresolved names, are already part of the pipeline. Run passes them on, and
// their rules are documented here like all others.
//
// The package reads files only from the file system in [Options]. It depends on
// the model alone, and knows nothing about how the source was read.
package check
