package interp

import (
	"bytes"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/python"
)

// A Signature is the parameters of a method, itself among them.
type Signature struct {
	Positional int // how many arguments it takes by position
	// Required lists the parameters that need an argument by position, and Named
	// those that need one by name.
	Required, Named []string
	// Any: it takes any number of arguments by position.
	Any bool
}

// Signature returns the parameters of a method, judging by its text alone. It is
// not known of what is no plain function.
func (f *Function) Signature() (s Signature, known bool) {
	if f.Def == nil || f.Module.File == nil {
		return s, false
	}
	for _, d := range f.Def.Decorators {
		if name, ok := d.(*python.Name); !ok || name.ID != "staticmethod" && name.ID != "classmethod" {
			return s, false
		}
	}
	params, ok := parameters(string(f.Def.Text(f.Module.File)))
	if !ok {
		return s, false
	}
	named := false // behind a star
	for _, p := range params {
		head, _, hasDefault := strings.Cut(p, "=")
		word, _, _ := strings.Cut(head, ":")
		word = strings.TrimSpace(word)
		switch {
		case p == "/":
		case strings.HasPrefix(p, "**"):
		case strings.HasPrefix(p, "*"):
			named = true
			s.Any = s.Any || p != "*"
		case named:
			if !hasDefault {
				s.Named = append(s.Named, word)
			}
		default:
			s.Positional++
			if !hasDefault {
				s.Required = append(s.Required, word)
			}
		}
	}
	return s, true
}

// parameters takes the parameters of a function apart.
func parameters(text string) (params []string, ok bool) {
	open := strings.IndexByte(text, '(')
	if open < 0 || strings.Contains(text[:open], "[") {
		return nil, false
	}
	depth, start := 0, open+1
	add := func(end int) {
		if p := strings.TrimSpace(text[start:end]); p != "" {
			params = append(params, p)
		}
		start = end + 1
	}
	for i := open; i < len(text); i++ {
		switch text[i] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth--; depth == 0 {
				add(i)
				return params, true
			}
		case ',':
			if depth == 1 {
				add(i)
			}
		case '"', '\'', '#':
			return nil, false // a default or a comment may hold anything
		}
	}
	return nil, false
}

// IsStatic reports whether a function of a class takes no object.
func (f *Function) IsStatic() bool { return f.kind == staticMethod }

// Doings lists what a function of the source may do. It reports false for one
// that cannot be parsed.
func (m *Machine) Doings(f *Function) (python.Doings, bool) {
	if f.Def == nil || f.Module.File == nil {
		return python.Doings{}, false
	}
	return m.parser.Doings(f.Module.File, f.Def)
}

// Mentions reports whether the text of a function contains one of these words.
// It reports true for a function without a text.
func (f *Function) Mentions(words ...string) bool {
	if f.Def == nil || f.Module.File == nil {
		return true
	}
	text := f.Def.Text(f.Module.File)
	return slices.ContainsFunc(words, func(w string) bool { return bytes.Contains(text, []byte(w)) })
}

// IsAsync reports whether a function of the source is a coroutine.
func (f *Function) IsAsync() bool {
	return f.Def != nil && f.Module.File != nil && bytes.HasPrefix(f.Def.Text(f.Module.File), []byte("async"))
}

// FrameIn returns a frame that looks names up as the body of a function does,
// without its own.
func (m *Machine) FrameIn(f *Function) *Frame {
	if f.closure != nil {
		return m.NewFrame(f.Module, f.closure)
	}
	return m.NewFrame(f.Module, f.Module.Scope)
}

// Required returns the parameters that a method called on an object does not go
// without, apart from the object itself. They are not known of what is no plain
// function.
func (f *Function) Required() (names []string, known bool) {
	if f.Def == nil || len(f.Def.Decorators) > 0 {
		return nil, false
	}
	s, known := f.Signature()
	return slices.Concat(s.Required[min(1, len(s.Required)):], s.Named), known
}
