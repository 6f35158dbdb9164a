package extract

import (
	"cmp"
	"path"
	"strconv"
	"strings"
)

// isPythonMagic reports whether a cell magic runs its cell as Python.
func isPythonMagic(code string) bool {
	name, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(code), "%%"), "\n")
	name, _, _ = strings.Cut(strings.TrimSpace(name), " ")
	switch name {
	case "time", "timeit", "capture", "prun", "python", "python3":
		return true
	}
	return false
}

// parseWriteFile parses the first line of a %%writefile cell. It returns the
// Python file that the cell writes and whether the cell appends to it; ok is
// false for any other cell, and for a file that is not Python.
func parseWriteFile(line string) (file string, appends, ok bool) {
	words := strings.Fields(line)
	if len(words) < 2 || words[0] != "%%writefile" && words[0] != "%%file" {
		return "", false, false
	}
	for _, w := range words[1 : len(words)-1] {
		appends = appends || w == "-a" || w == "--append"
	}
	file = strings.Trim(words[len(words)-1], `"'`)
	return file, appends, path.Ext(file) == ".py"
}

// An inputTransformer replaces IPython syntax in the lines of a cell by plain
// Python, line by line. IPython syntax can only stand at the start of a logical
// line, so the transformer keeps track of strings, brackets and continuations.
type inputTransformer struct {
	quote     string // the quotes of the open triple-quoted string, or ""
	brackets  int
	continued bool
}

// line returns the next line as Python.
func (s *inputTransformer) line(line string) string {
	if s.quote == "" && s.brackets == 0 && !s.continued {
		line = replaceMagic(line)
	}
	s.scan(line)
	return line
}

// replaceMagic returns a line as Python: IPython syntax is replaced, anything
// else stays.
func replaceMagic(line string) string {
	trimmed := strings.TrimLeft(line, " \t")
	if trimmed == "" {
		return line
	}
	indent := line[:len(line)-len(trimmed)]
	pass := indent + "pass"
	switch trimmed[0] {
	case '%':
		switch word, rest, _ := strings.Cut(trimmed, " "); word {
		case "%time":
			return indent + cmp.Or(strings.TrimSpace(rest), "pass")
		case "%run":
			return indent + `get_ipython().run_line_magic("run", ` + strconv.Quote(strings.TrimSpace(rest)) + ")"
		}
		return pass
	case '!', '?':
		return pass
	}
	if target, value, ok := strings.Cut(line, "="); ok && !strings.ContainsAny(target, "([{\"'#!<>") {
		if value = strings.TrimLeft(value, " \t"); value != "" && (value[0] == '!' || value[0] == '%') {
			return target + "= None" // x = !command, x = %magic
		}
	}
	if word, rest, ok := strings.Cut(trimmed, " "); ok && !strings.HasPrefix(strings.TrimLeft(rest, " "), "=") {
		switch word { // automagic
		case "pip", "conda", "run", "cd", "ls", "mkdir", "cat", "rm", "cp", "mv":
			return pass
		}
	}
	if strings.HasSuffix(strings.TrimRight(trimmed, " \t"), "?") && !strings.ContainsAny(trimmed, `"'#`) {
		return pass
	}
	return line
}

// scan updates the state at the end of a line.
func (s *inputTransformer) scan(line string) {
	s.continued = false
	for i := 0; i < len(line); i++ {
		if s.quote != "" { // inside """…"""
			switch {
			case line[i] == '\\':
				i++
			case strings.HasPrefix(line[i:], s.quote):
				i += len(s.quote) - 1
				s.quote = ""
			}
			continue
		}
		switch c := line[i]; c {
		case '#':
			return
		case '(', '[', '{':
			s.brackets++
		case ')', ']', '}':
			s.brackets = max(s.brackets-1, 0)
		case '\\':
			s.continued = i == len(line)-1
		case '"', '\'':
			if triple := strings.Repeat(string(c), 3); strings.HasPrefix(line[i:], triple) {
				s.quote = triple
				i += 2
				continue
			}
			for i++; i < len(line) && line[i] != c; i++ {
				if line[i] == '\\' {
					i++
				}
			}
		}
	}
}
