package datajoint

import (
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/graph"
)

// externalAt returns the node of a dotted path. It takes the first component
// with a capital for the class, behind the package, else the last component.
func externalAt(path string, kind graph.ExternalKind) graph.External {
	names := strings.Split(path, ".")
	class := 1 + slices.IndexFunc(names[1:], interp.IsCapital)
	if class == 0 {
		class = len(names) - 1
	}
	return graph.External{
		ID: path, Kind: kind, Module: strings.Join(names[:class], "."), Class: strings.Join(names[class:], "."),
	}
}

// externalTable returns the table of this path, or nil. What is unknown but
// holds a schema that declares tables holds these as well, like a virtual
// module.
func (l *Library) externalTable(path string) *Table {
	names := strings.Split(path, ".")
	for i := len(names) - 1; i > 0; i-- {
		if t := l.tableIn(objectIdentity+strings.Join(names[:i], ".")+".schema", names[i:]); t != nil {
			return t
		}
	}
	return nil
}

// inside reports whether a path leads into an analysed module: of what it
// names nothing is known, but where it comes from.
func (l *Library) inside(path string) bool {
	for i := strings.LastIndexByte(path, '.'); i > 0; i = strings.LastIndexByte(path[:i], '.') {
		if mod := l.Imported(path[:i]); mod != nil {
			name, _, _ := strings.Cut(path[i+1:], ".")
			_, bound := mod.Scope.Get(name)
			return bound
		}
	}
	return false
}
