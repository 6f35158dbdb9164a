package render

import (
	"regexp"
	"strings"

	"github.com/djdag/djdag/graph"
)

// A part of a definition is its text, what it is ("", or the class of its element), and
// the ID of the table that it refers to. The last ones are left out where they are "".
type definitionPart []string

// A highlighter takes definitions apart.
type highlighter struct{ attribute *regexp.Regexp }

func newHighlighter() highlighter {
	return highlighter{regexp.MustCompile(`^(\w+)((?:\s*=(?:"[^"]*"|'[^']*'|[^"':])*)?\s*:\s*)(.+)$`)}
}

// parts returns the parts of a definition, so that each can have its look, and its
// references can be links. The texts together are the definition without the empty lines
// around it.
func (h highlighter) parts(definition string, references []graph.ForeignKey) []definitionPart {
	text := strings.TrimRight(strings.TrimLeft(clean(definition), "\n"), " \t\n")
	if text == "" {
		return nil
	}
	var parts []definitionPart
	add := func(text, kind, table string) {
		last := len(parts) - 1
		switch {
		case text == "":
		case kind != "":
			parts = append(parts, definitionPart{text, kind})
		case table != "":
			parts = append(parts, definitionPart{text, "", table})
		case last >= 0 && len(parts[last]) == 1:
			parts[last][0] += text
		default:
			parts = append(parts, definitionPart{text})
		}
	}
	for line := range strings.Lines(text) {
		hash := commentStart(line)
		code := strings.TrimRight(line[:hash], " \t\n")
		body := strings.TrimLeft(code, " \t")
		add(code[:len(code)-len(body)], "", "")
		before, reference, refers := strings.Cut(body, "->")
		if m := h.attribute.FindStringSubmatch(body); refers {
			add(before, "", "")
			add("->", "arrow", "")
			name := strings.TrimLeft(reference, " \t")
			add(reference[:len(reference)-len(name)], "", "")
			add(name, "", referredTo(body, references))
		} else if strings.Trim(body, "-") == "" || strings.Trim(body, "_") == "" {
			add(body, "rule", "")
		} else if m != nil {
			add(m[1], "name", "")
			add(m[2], "", "")
			add(m[3], "type", "")
		} else {
			add(body, "", "")
		}
		add(line[len(code):hash], "", "")
		comment := strings.TrimRight(line[hash:], "\n")
		add(comment, "comment", "")
		add(line[hash+len(comment):], "", "")
	}
	return parts
}

// referredTo returns the ID of the parent whose foreign key has this text, or "".
func referredTo(text string, references []graph.ForeignKey) string {
	for i := range references {
		if strings.TrimSpace(clean(references[i].Text)) == text {
			return clean(references[i].Parent)
		}
	}
	return ""
}

// commentStart returns where the comment of a line starts: at the first # outside of
// quotes, or at the end of the line.
func commentStart(line string) int {
	var quote rune
	for i, r := range line {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '#':
			return i
		case r == '\'' || r == '"':
			quote = r
		}
	}
	return len(line)
}
