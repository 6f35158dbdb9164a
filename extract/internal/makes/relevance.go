package makes

import (
	"bytes"
	"iter"
	"slices"

	"github.com/djdag/djdag/extract/internal/interp"
)

// Parsing a body takes a hundred times as long as reading its words, and most functions
// that a make() calls compute numbers. So one that gets no table is parsed only if its
// words may lead to one.

// A relevance knows which functions and classes may lead to a table.
type relevance struct {
	known map[any]bool
	// unsure are those found irrelevant since the question began that is being
	// answered: one that leads to itself is taken for irrelevant meanwhile.
	unsure []any
	depth  int
	again  map[any]int // how often each was asked about anew
}

// maxAgain is how often a question is answered anew before the answer is yes.
const maxAgain = 4

func newRelevance() *relevance { return &relevance{known: map[any]bool{}, again: map[any]int{}} }

// of answers for a function or a class, by asking about what it mentions.
func (r *relevance) of(key any, ask func() bool) bool {
	if known, ok := r.known[key]; ok {
		return known
	}
	if r.again[key]++; r.again[key] > maxAgain {
		r.known[key] = true
		return true
	}
	r.known[key] = false
	r.unsure = append(r.unsure, key)
	r.depth++
	relevant := ask()
	r.depth--
	if relevant {
		r.known[key] = true
	}
	if r.depth == 0 {
		for _, k := range r.unsure {
			if relevant && !r.known[k] {
				delete(r.known, k)
			}
		}
		r.unsure = nil
	}
	return relevant
}

// ofFunction reports whether a function may lead to a table that it was not given: one
// of its words means a table in its module, or something that may lead to one.
func (r *relevance) ofFunction(w *walker, f *interp.Function) bool {
	return r.of(f, func() bool {
		return f.Def != nil && f.Module.File != nil && r.depth < maxRelevance && r.ofText(w, f, f.Def.Text(f.Module.File))
	})
}

// maxRelevance is how many functions and classes within one another are asked about.
const maxRelevance = 200

func (r *relevance) ofText(w *walker, f *interp.Function, text []byte) bool {
	outside := w.l.FrameIn(f)
	seen := map[string]bool{}
	var inOrder []string
	var modules []*interp.Module
	for token := range words(text) {
		word := string(token)
		if seen[word] {
			continue
		}
		seen[word] = true
		inOrder = append(inOrder, word)
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
		if _, unknown := v.(interp.Unknown); unknown && w.assigns.last(f.Module, word) != nil {
			return true // maybe to a query
		}
		if m, ok := v.(*interp.Module); ok {
			modules = append(modules, m)
		} else if r.ofValue(w, v, 0) {
			return true
		}
	}
	for _, m := range modules {
		for _, word := range inOrder {
			if v, ok := w.l.Member(m, word); ok && (r.ofValue(w, v, 0) || w.bindsUnknown(m, word)) {
				return true
			}
		}
	}
	return f.Class != nil && w.l.IsTable(f.Class) && (seen["self"] || seen["cls"])
}

// bindsUnknown reports whether a module binds a name to something unknown, which may be a
// query.
func (w *walker) bindsUnknown(m *interp.Module, name string) bool {
	v, _ := m.Scope.Get(name)
	_, unknown := v.(interp.Unknown)
	return unknown && w.assigns.last(m, name) != nil
}

// ofValue reports whether a value may lead to a table.
func (r *relevance) ofValue(w *walker, v interp.Value, depth int) bool {
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
	case interp.ModuleLike: // in a module or a class, as "from . import lab" there; or a virtual module
		return true
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
func (r *relevance) ofClass(w *walker, c *interp.Class) bool {
	return r.of(c, func() bool {
		if _, table := w.l.TargetOf(c); table {
			return true
		}
		return slices.ContainsFunc(c.Members(nil), func(name string) bool {
			v, _ := c.Find(name, nil)
			f, ok := v.(*interp.Function)
			return ok && r.ofFunction(w, f)
		})
	})
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

// hasTables reports whether a value holds tables, queries or functions.
func (fr *frame) hasTables(v value) bool {
	found := false
	v.walk(func(w value) {
		for _, t := range w.of {
			switch t := t.(type) {
			case *query, *closure, *method, *queryMethod, *parent, upstream, universe:
				found = true
			case object:
				found = found || fr.relevant.ofValue(fr.walker, t.Value, 0)
			}
		}
	})
	return found
}

// isRelevant reports whether a call of a function may lead to a table.
func (fr *frame) isRelevant(f *interp.Function, self value, args arguments) bool {
	if fr.relevant.ofFunction(fr.walker, f) || fr.hasTables(self) {
		return true
	}
	for _, a := range args.all() {
		if fr.hasTables(a.value) {
			return true
		}
	}
	return false
}
