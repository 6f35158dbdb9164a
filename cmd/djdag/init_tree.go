package main

import (
	"slices"
	"strings"

	"github.com/djdag/djdag/internal/printable"
	"github.com/djdag/djdag/scaffold"
)

// projectTree returns the files of a project, its figures among them, as a tree
// below the name of the project.
func projectTree(name string, files []scaffold.File) string {
	paths := scaffold.Figures()
	for _, f := range files {
		paths = append(paths, f.Path)
	}
	slices.Sort(paths)
	var b strings.Builder
	b.WriteString(printable.Text(name) + "\n")
	printTree(&b, "", paths)
	return b.String()
}

// printTree prints a line for each first part of the paths, which are sorted, and
// below it what is in that directory.
func printTree(b *strings.Builder, indent string, paths []string) {
	for len(paths) > 0 {
		name, _, isDir := strings.Cut(paths[0], "/")
		n := 1
		var inside []string
		if isDir {
			n = 0
			for n < len(paths) && strings.HasPrefix(paths[n], name+"/") {
				inside = append(inside, strings.TrimPrefix(paths[n], name+"/"))
				n++
			}
		}
		paths = paths[n:]
		branch, below := "├── ", "│   "
		if len(paths) == 0 {
			branch, below = "└── ", "    "
		}
		b.WriteString(indent + branch + name + "\n")
		printTree(b, indent+below, inside)
	}
}
