package main

import (
	"io"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// colorFlag is the --color of a command that prints findings.
type colorFlag struct{ when string }

func (c *colorFlag) register(cmd *cobra.Command, heading string) {
	addFlags(cmd, heading, func(fs *pflag.FlagSet) {
		wordVar(fs, &c.when, "color", "colour the findings; auto: on a terminal, unless NO_COLOR is set", "auto", "always", "never")
	})
}

// enabled reports whether text for w is coloured.
func (c *colorFlag) enabled(w io.Writer) bool {
	switch c.when {
	case "always":
		return true
	case "never":
		return false
	}
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && isTerminal(w)
}
