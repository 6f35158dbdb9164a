package main

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

// stamp is the version, the commit and the day of the commit of a program in a
// package, such as "v1.2.0 4673a6d0c1f2 2026-11-30". The linker sets it: see
// packaging/djdag_build/programs.py. A package is also built where there is no
// Git, and has to be the same there. Empty for programs of "go build" and "go
// install", which the Go tool stamps.
var stamp string

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

// version returns the version, the commit with its day, the Go version and the
// platform on one line. There is no commit if the source came without Git.
func version() string {
	info, _ := debug.ReadBuildInfo()
	b := readBuild(stamp, info)
	commit := ""
	if b.commit != "" {
		commit = fmt.Sprintf(" (%s of %s)", b.commit, b.day)
	}
	return fmt.Sprintf("djdag %s%s %s %s/%s", b.version, commit, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// buildVersion returns the version alone.
func buildVersion() string {
	info, _ := debug.ReadBuildInfo()
	return readBuild(stamp, info).version
}

// A build says which source a program is made of.
type build struct {
	version string // "unknown" if it is
	commit  string // twelve digits, with "+dirty" if files differed from it; may be ""
	day     string // the day of the commit in UTC; "" without a commit
}

// readBuild returns what the stamp of the linker says or, if it is empty, the Go
// tool in info. info may be nil.
func readBuild(stamp string, info *debug.BuildInfo) build {
	if stamp != "" {
		b := build{}
		b.version, stamp, _ = strings.Cut(stamp, " ")
		b.commit, b.day, _ = strings.Cut(stamp, " ")
		return b
	}
	b := build{version: "unknown"}
	if info == nil {
		return b
	}
	if info.Main.Version != "" {
		b.version = info.Main.Version
	}
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	revision, time := settings["vcs.revision"], settings["vcs.time"]
	if revision == "" || time == "" {
		return b
	}
	b.commit = revision[:min(12, len(revision))]
	if settings["vcs.modified"] == "true" {
		b.commit += "+dirty"
	}
	b.day, _, _ = strings.Cut(time, "T") // "2026-11-30T01:49:07Z", in UTC
	return b
}
