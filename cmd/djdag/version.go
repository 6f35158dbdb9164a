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
		Short:   "Print the version",
		Example: "djdag version",
		Args:    noArguments,
		RunE:    printVersion,
	}
}

// printVersion prints the version.
func printVersion(cmd *cobra.Command, _ []string) error {
	return writeArtifact(cmd, stdoutName, func(w io.Writer) error {
		_, err := fmt.Fprintln(w, version())
		return err
	})
}

// version returns the version, the Go version and the platform on one line.
func version() string {
	return fmt.Sprintf("djdag %s %s %s/%s", buildVersion(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// buildVersion returns the version that the Go tool stamped into the program.
func buildVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "unknown"
}
