package datajoint

import (
	"bytes"
	"strings"

	"github.com/djdag/djdag/extract/internal/python"
)

// handedOn returns the names of undecided classes that some code may declare, or derive
// from: those that stand anywhere as a value of their own, as in "schema(Session)",
// "[Session, Trial]" or "class Day(Session):". It looks at the text, since functions that
// are not called are no more than that. References in definitions, names of attributes,
// and imports do not count, unless an import calls it anything else.
func (l *Library) handedOn() map[string]bool {
	asked := map[string]bool{}
	for _, u := range l.undecided {
		asked[u.class.Name] = true
	}
	found := map[string]bool{}
	for _, mod := range l.Modules() {
		if mod.File == nil {
			continue
		}
		for _, i := range mod.File.Imports {
			for _, n := range i.Names {
				if n.Alias != "" && n.Alias != n.Name && asked[n.Name] {
					found[n.Name] = true
				}
			}
		}
		for at, line := range mod.File.Lines() {
			noteValues(mod.File, at, line, asked, found)
		}
	}
	return found
}

// noteValues adds to found the names that a line has as values.
func noteValues(f *python.File, at int, line []byte, asked, found map[string]bool) {
	code, _, _ := bytes.Cut(line, []byte("#"))
	if bytes.Contains(code, []byte("->")) {
		return
	}
	declares := false // the word before is "class", at the start of the line
	for i := 0; i < len(code); {
		if !isWordByte(code[i]) {
			i++
			continue
		}
		end := wordEnd(code, i)
		word := code[i:end]
		if !declares && asked[string(word)] && isValue(code[end:]) && !f.InImport(at+i) {
			found[string(word)] = true
		}
		declares = string(word) == "class" && len(bytes.TrimSpace(code[:i])) == 0
		i = end
	}
}

// isValue reports whether what follows a name makes it a value of its own.
func isValue(after []byte) bool {
	after = bytes.TrimSpace(after)
	return len(after) == 0 || strings.IndexByte(",)]}:=", after[0]) >= 0
}
