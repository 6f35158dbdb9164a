package datajoint

import (
	"bytes"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/python"
)

// boundNames are the names that the text of a file may bind outside functions. They are
// read off the text, since a branch that is not taken here may be taken elsewhere, and
// are indexed once: a file may have as many calls as lines.
type boundNames struct {
	// any: the text may bind names that it does not show.
	any bool
	// global has the names of global statements.
	global map[string]bool
	// at has the offsets of the places that may bind a name, ascending.
	at map[string][]int
}

// count returns how many places above an offset may bind a name. It is large where the
// text may bind any name.
func (b *boundNames) count(name string, offset int) int {
	if b.any || b.global[name] || strings.Contains(name, ".") {
		return 1 << 10
	}
	n, _ := slices.BinarySearch(b.at[name], offset)
	return n
}

// bindings counts how often the text above an offset, outside functions, may bind a
// name, in a branch that a setting of the machine decides, say. It is large where
// the text may bind any name.
func (l *Library) bindings(f *python.File, name string, offset int) int {
	b := l.bound[f]
	if b == nil {
		b = indexBoundNames(f)
		l.bound[f] = b
	}
	return b.count(name, offset)
}

// bindsAnyName reports whether a text may bind names that it does not show.
func bindsAnyName(f *python.File) bool {
	return slices.ContainsFunc([]string{"exec", "globals", "locals", "vars", "__dict__", "__getattr__", "setattr", "spawn_missing_classes", "make_classes"}, f.Contains)
}

func indexBoundNames(f *python.File) *boundNames {
	b := &boundNames{any: bindsAnyName(f), global: map[string]bool{}, at: map[string][]int{}}
	if b.any {
		return b
	}
	for _, line := range f.LinesWith("global ") {
		_, names, _ := strings.Cut(line, "global ")
		for name := range strings.SplitSeq(names, ",") {
			b.global[strings.TrimSpace(name)] = true
		}
	}
	for start, text := range f.PiecesOutsideFunctions() {
		b.index(start, text)
	}
	return b
}

// index adds the names of a piece of text that starts at an offset in the file.
func (b *boundNames) index(start int, text []byte) {
	used := map[string]int{} // the end of the last place of a name
	behind := false          // behind "import", "as" or "for" in the line
	before := ""             // the word before, if only blanks are between
	lineStart := true
	for i := 0; i < len(text); {
		c := text[i]
		if !isWordByte(c) {
			switch {
			case c == '\n':
				behind, lineStart = false, true
			case c != ' ' && c != '\t' && c != '\r' && c != '\f':
				before, lineStart = "", false
			}
			i++
			continue
		}
		end := wordEnd(text, i)
		word := string(text[i:end])
		if i >= used[word] {
			if to := placeEnd(text, i, end, behind, lineStart, before); to > 0 {
				b.at[word] = append(b.at[word], start+i)
				used[word] = to
			}
		}
		behind = behind || word == "import" || word == "as" || word == "for"
		before, lineStart = word, false
		i = end
	}
}

// placeEnd returns where the place ends at which the word from start to end is bound, or
// 0 if nothing there binds it.
func placeEnd(text []byte, start, end int, behind, lineStart bool, before string) int {
	if behind { // all of the line is one place
		if i := bytes.IndexByte(text[end:], '\n'); i >= 0 {
			return end + i
		}
		return len(text)
	}
	if before == "def" || before == "class" {
		return end
	}
	next := end
	for next < len(text) && strings.IndexByte(" \t\r\n\f", text[next]) >= 0 {
		next++
	}
	line := text[end:]
	if i := bytes.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	if lineStart && len(bytes.TrimSpace(line)) == 0 {
		return end
	}
	if next == len(text) {
		return 0
	}
	switch text[next] {
	case ',', ')':
		return next + 1
	case '=':
		if next+1 < len(text) && text[next+1] != '=' {
			return next + 2
		}
	case ':':
		rest := text[next:]
		if i := bytes.IndexByte(rest, '\n'); i >= 0 {
			rest = rest[:i]
		}
		if i := bytes.LastIndexByte(rest, '='); i >= 0 {
			return next + i + 1
		}
	}
	return 0
}

// wordEnd returns the end of the word that starts at an offset.
func wordEnd(text []byte, start int) int {
	for start < len(text) && isWordByte(text[start]) {
		start++
	}
	return start
}

// isWordByte reports whether a byte is part of a name. Those of other alphabets are
// taken for letters.
func isWordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || '0' <= c && c <= '9' || c >= 0x80
}
