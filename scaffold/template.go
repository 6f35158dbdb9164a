package scaffold

import (
	"embed"
	"fmt"
	"strings"
)

// The templates have the extension of the file that they become, or none where
// the name would mean something to a tool in this repository.
//
//go:embed templates
var templates embed.FS

// A template is text with names in double braces, {{project}}, for which there is
// a value, and with lines that only some projects have:
//
//	{{if docs mysql}}
//	...
//	{{else}}
//	...
//	{{end}}
//
// Such a line is alone, and "if" means that all of the words hold. One "if" is
// not inside another.
//
// It is not text/template because that would link every exported method of the
// program, a sixth of its size.
type template struct {
	values map[string]string
	holds  map[string]bool
}

// expand returns the text of a template of that name. It fails on a name or a
// word that it does not know.
func (t *template) expand(name string) (string, error) {
	text, err := templates.ReadFile("templates/" + name)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	keep, number := true, 0
	for line := range strings.Lines(string(text)) {
		number++
		switch command := strings.TrimSpace(line); {
		case strings.HasPrefix(command, "{{if ") && strings.HasSuffix(command, "}}"):
			words := strings.Fields(strings.TrimSuffix(strings.TrimPrefix(command, "{{if "), "}}"))
			if keep, err = t.all(words); err != nil {
				return "", fmt.Errorf("template %s:%d: %w", name, number, err)
			}
		case command == "{{else}}":
			keep = !keep
		case command == "{{end}}":
			keep = true
		case keep:
			line, err := t.fill(line)
			if err != nil {
				return "", fmt.Errorf("template %s:%d: %w", name, number, err)
			}
			out.WriteString(line)
		}
	}
	return out.String(), nil
}

// all reports whether all words hold.
func (t *template) all(words []string) (bool, error) {
	for _, word := range words {
		if holds, known := t.holds[word]; !known {
			return false, fmt.Errorf("unknown word %q", word)
		} else if !holds {
			return false, nil
		}
	}
	return true, nil
}

// fill replaces the names in a line by their values.
func (t *template) fill(line string) (string, error) {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(line, "{{")
		out.WriteString(before)
		if !found {
			return out.String(), nil
		}
		name, after, closed := strings.Cut(rest, "}}")
		value, known := t.values[name]
		if !closed || !known {
			return "", fmt.Errorf("unknown name %q", name)
		}
		out.WriteString(value)
		line = after
	}
}
