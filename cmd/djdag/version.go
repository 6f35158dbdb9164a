package main

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version of djdag and what it was built with.",
		Example: "djdag version",
		Args:    noArguments,
		RunE:    printVersion,
	}
}

func printVersion(cmd *cobra.Command, _ []string) error {
	return writeArtifact(cmd, stdoutName, func(w io.Writer) error {
		_, err := fmt.Fprintln(w, version())
		return err
	})
}

// version describes this program on one line.
func version() string {
	return fmt.Sprintf("djdag %s %s %s/%s", buildVersion(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// buildVersion returns what the Go tool stamped into this program.
func buildVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "unknown"
}
