// Package check judges a pipeline: a list of rules, each of which reads the
// model and reports findings, and printers for those.
//
//	findings := check.Run(pipeline, check.Options{})
//	err := check.Text(os.Stdout, findings, check.TextOptions{Source: os.DirFS(".")})
//
// A finding is a [graph.Diagnostic]. Some come from the reading of the source
// already, such as syntax errors and names that nothing resolves; they pass
// through, and have their rule here so that they are documented like all
// others.
//
// The package reads no files but through the file system that it is given,
// and judges the model alone: it knows nothing of how the source was read.
package check
