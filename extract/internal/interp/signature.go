package interp

import (
	"strings"

	"github.com/djdag/djdag/extract/internal/python"
)

// TakesPositional returns how many positional arguments a method takes, itself
// among them, judging by its text alone; a method with "*args" takes any
// number. It is not known of what is no plain function.
func (f *Function) TakesPositional() (n int, known bool) {
	if f.Def == nil || f.Module.File == nil {
		return 0, false
	}
	for _, d := range f.Def.Decorators {
		if name, ok := d.(*python.Name); !ok || name.ID != "staticmethod" && name.ID != "classmethod" {
			return 0, false
		}
	}
	params, ok := parameters(string(f.Def.Text(f.Module.File)))
	if !ok {
		return 0, false
	}
	for _, p := range params {
		switch {
		case p == "*" || strings.HasPrefix(p, "**"):
			return n, true
		case strings.HasPrefix(p, "*"):
			return 0, false
		case p != "/":
			n++
		}
	}
	return n, true
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
