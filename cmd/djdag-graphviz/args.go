package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// formats are the names that -T takes: those of Graphviz that need no fonts
// and no bitmaps.
var formats = []string{"dot", "json", "json0", "plain", "svg", "xdot"}

var formatNames = strings.Join(formats, "|")

// parseArgs reads "-Tformat" or "-T format".
func parseArgs(args []string) (format string, err error) {
	if len(args) == 0 {
		return "", errors.New("no format")
	}
	format, ok := strings.CutPrefix(args[0], "-T")
	rest := args[1:]
	if ok && format == "" && len(rest) > 0 {
		format, rest = rest[0], rest[1:]
	}
	switch {
	case !ok:
		return "", fmt.Errorf("unknown argument %q", args[0])
	case len(rest) > 0:
		return "", fmt.Errorf("unknown argument %q", rest[0])
	case !slices.Contains(formats, format):
		return "", fmt.Errorf("unknown format %q", format)
	}
	return format, nil
}
