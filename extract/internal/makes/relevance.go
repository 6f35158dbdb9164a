package makes

import (
	"bytes"
	"iter"

	"github.com/djdag/djdag/extract/internal/interp"
)

// Parsing a body takes a hundred times as long as reading its words, and most functions
// that a make() calls compute numbers. So one that gets no table is parsed only if its
// words may lead to one.

// A relevance knows which functions and classes may lead to a table.
type relevance map[any]bool

// ofFunction reports whether a function may lead to a table that it was not given: one
// of its words means a table in its module, or something that may lead to one.
func (r relevance) ofFunction(w *walker, f *interp.Function) bool {
	if known, ok := r[f]; ok {
		return known
	}
	r[f] = false // of one that calls itself
	relevant := f.Def != nil && f.Module.File != nil && r.ofText(w, f, f.Def.Text(f.Module.File))
	r[f] = relevant
	return relevant
}

func (r relevance) ofText(w *walker, f *interp.Function, text []byte) bool {
	outside := w.l.FrameIn(f)
	seen := map[string]bool{}
	var modules []*interp.Module
	for token := range words(text) {
		word := string(token)
		if seen[word] {
			continue
		}
		seen[word] = true
		switch word {
		case "import", "getattr", "globals", "upstream":
			return true
		}
		if f.Class != nil {
			if v, ok := f.Class.Find(word, nil); ok && r.ofValue(w, v, 0) {
				return true
			}
		}
		v := w.l.Force(outside.Name(word))
		if m, ok := v.(*interp.Module); ok {
			modules = append(modules, m)
		} else if r.ofValue(w, v, 0) {
			return true
		}
	}
	for _, m := range modules {
		for word := range seen {
			if v, ok := w.l.Member(m, word); ok && r.ofValue(w, v, 0) {
				return true
			}
		}
	}
	return f.Class != nil && w.l.IsTable(f.Class) && (seen["self"] || seen["cls"])
}

// ofValue reports whether a value may lead to a table.
func (r relevance) ofValue(w *walker, v interp.Value, depth int) bool {
	if f, _, ok := interp.Method(v); ok {
		v = f
	}
	switch v := v.(type) {
	case *interp.Function:
		return r.ofFunction(w, v)
	case *interp.Class:
		return r.ofClass(w, v)
	case *interp.Instance:
		return r.ofClass(w, v.Class)
	case *interp.Module:
		return true // in a module or a class, as "from . import lab" there
	case *interp.Map:
		for _, k := range v.Keys[:min(len(v.Keys), maxCopied)] {
			if depth < maxNesting && r.ofValue(w, v.Vals[k], depth+1) {
				return true
			}
		}
		return false
	case nil, interp.Unknown, interp.None, interp.Bool, interp.Int, interp.Float, *interp.Str, *interp.Late, *interp.Builtin:
		return false
	}
	target, ok := w.l.TargetOf(v)
	return ok && target.IsSure() || v.TypeName() == "list"
}

// ofClass reports whether a class is a table, or may lead to one.
func (r relevance) ofClass(w *walker, c *interp.Class) bool {
	if known, ok := r[c]; ok {
		return known
	}
	_, table := w.l.TargetOf(c)
	r[c] = table
	for _, name := range c.Members(nil) {
		if table {
			break
		}
		v, _ := c.Find(name, nil)
		if f, ok := v.(*interp.Function); ok {
			table = r.ofFunction(w, f)
		}
	}
	r[c] = table
	return table
}

// words yields the words of a text of Python, without those of strings and comments.
func words(text []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for i := 0; i < len(text); {
			switch c := text[i]; {
			case isWordByte(c):
				start := i
				for i < len(text) && isWordByte(text[i]) {
					i++
				}
				if (c < '0' || c > '9') && !yield(text[start:i]) {
					return
				}
			case c == '#':
				for i < len(text) && text[i] != '\n' {
					i++
				}
			case c == '"' || c == '\'':
				i += quoted(text[i:])
			default:
				i++
			}
		}
	}
}

// quoted returns the length of the string that a text starts with.
func quoted(text []byte) int {
	quote := text[:1]
	if len(text) >= 3 && text[1] == text[0] && text[2] == text[0] {
		quote = text[:3]
	}
	for i := len(quote); i < len(text); i++ {
		switch {
		case text[i] == '\\':
			i++
		case bytes.HasPrefix(text[i:], quote):
			return i + len(quote)
		case text[i] == '\n' && len(quote) == 1:
			return i
		}
	}
	return len(text)
}

func isWordByte(c byte) bool {
	return c == '_' || c >= 0x80 || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

// hasTables reports whether arguments hold tables, queries or functions.
func (fr *frame) hasTables(v value, depth int) bool {
	if depth > maxNesting {
		return false
	}
	for _, t := range v.of {
		switch t := t.(type) {
		case *query, *closure, *method, *queryMethod, *parent, upstream, universe:
			return true
		case *list:
			for _, e := range t.elts {
				if fr.hasTables(e, depth+1) {
					return true
				}
			}
		case *record:
			if fr.hasTables(t.field(), depth+1) {
				return true
			}
		case object:
			if fr.relevant.ofValue(fr.walker, t.Value, 0) {
				return true
			}
		}
	}
	return false
}

// isRelevant reports whether a call of a function may lead to a table.
func (fr *frame) isRelevant(f *interp.Function, self value, args arguments) bool {
	if fr.relevant.ofFunction(fr.walker, f) || fr.hasTables(self, 0) {
		return true
	}
	for _, a := range args.all() {
		if fr.hasTables(a.value, 0) {
			return true
		}
	}
	return false
}
