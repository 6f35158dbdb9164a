package extract

import (
	"cmp"
	"path"
	"strconv"
	"strings"
)

// isPythonMagic reports whether a cell magic runs the cell as Python.
func isPythonMagic(code string) bool {
	name, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(code), "%%"), "\n")
	name, _, _ = strings.Cut(strings.TrimSpace(name), " ")
	switch name {
	case "time", "timeit", "capture", "prun", "python", "python3":
		return true
	}
	return false
}

// parseWriteFile returns the Python file that a cell with this first line writes,
// and whether the cell only adds to it.
func parseWriteFile(line string) (file string, more, ok bool) {
	words := strings.Fields(line)
	if len(words) < 2 || words[0] != "%%writefile" && words[0] != "%%file" {
		return "", false, false
	}
	for _, w := range words[1 : len(words)-1] {
		more = more || w == "-a" || w == "--append"
	}
	file = strings.Trim(words[len(words)-1], `"'`)
	return file, more, path.Ext(file) == ".py"
}

// A shell goes through the lines of a cell as IPython does, and replaces what
// is its own by plain Python of as many lines. Only the start of a logical line
// can be IPython's, so it keeps track of strings, brackets and continuations.
type inputTransformer struct {
	quote     string // that of the open triple-quoted string, or ""
	brackets  int
	continued bool
}

// plain returns the line as Python.
func (s *inputTransformer) line(line string) string {
	if s.quote == "" && s.brackets == 0 && !s.continued {
		line = replaceMagic(line)
	}
	s.scan(line)
	return line
}

// replaceMagic replaces a line that IPython takes for itself.
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
		case "pip", "conda", "cd", "ls", "mkdir", "cat", "rm", "cp", "mv":
			return pass
		}
	}
	if strings.HasSuffix(strings.TrimRight(trimmed, " \t"), "?") && !strings.ContainsAny(trimmed, `"'#`) {
		return pass
	}
	return line
}

// scan follows the line to know whether the next one starts a logical line.
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
