package projectfiles

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/credential"
	"github.com/djdag/djdag/graph"
)

// patterns find assignments. Their groups are a name, and the value in double quotes,
// in single quotes, or without.
type patterns struct {
	line   *regexp.Regexp // NAME=value or NAME: value at the start of a line
	inline *regexp.Regexp // the start of "environment: {"
	pair   *regexp.Regexp // an assignment in such a list
	docker *regexp.Regexp // ENV NAME=value
	legacy *regexp.Regexp // ENV NAME value
}

func newPatterns() patterns {
	const name, quoted = `([A-Za-z_][A-Za-z0-9_.-]*)`, `(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|`
	return patterns{
		line:   regexp.MustCompile(`^\s*(?:-\s*["']?|export\s+)?` + name + `["']?\s*(?:=|:\s|:$)\s*` + quoted + `(.*))`),
		inline: regexp.MustCompile(`^\s*(?:-\s*)?env(?:ironment)?\s*:\s*[{\[]`),
		pair:   regexp.MustCompile(name + `["']?\s*(?:=|:\s)\s*` + quoted + `([^"',}\]\s]*))`),
		docker: regexp.MustCompile(name + `=` + quoted + `([^"'\s\\]*))`),
		legacy: regexp.MustCompile(`^` + name + `\s+` + quoted + `([^"'\s\\]+))`),
	}
}

// An assigned is a value with a name, and the offsets of the value in its line.
type assigned struct {
	name, value string
	start, end  int
}

// assignments returns what a pattern finds in a line from an offset on.
func assignments(pattern *regexp.Regexp, line string, offset int) []assigned {
	var all []assigned
	for _, m := range pattern.FindAllStringSubmatchIndex(line[offset:], -1) {
		a := assigned{name: line[offset+m[2] : offset+m[3]]}
		for group := 4; group < len(m); group += 2 {
			if m[group] >= 0 {
				a.start, a.end = offset+m[group], offset+m[group+1]
			}
		}
		a.value = line[a.start:a.end]
		all = append(all, a)
	}
	return all
}

// firstAssignment returns the assignment that a line starts with. A value without
// quotes ends at a comment, and after "=" at white space or a quote.
func (p *patterns) firstAssignment(line string) (assigned, bool) {
	found := assignments(p.line, strings.TrimRight(line, " \t\r\n"), 0)
	if len(found) == 0 {
		return assigned{}, false
	}
	a := found[0]
	if a.start > 0 && strings.IndexByte("\"'", line[a.start-1]) >= 0 {
		return a, true
	}
	if end := strings.Index(a.value, " #"); end >= 0 {
		a.value = a.value[:end]
	}
	if strings.HasSuffix(strings.TrimRight(line[:a.start], " \t"), "=") {
		if end := strings.IndexAny(a.value, " \t\"'"); end >= 0 {
			a.value = a.value[:end]
		}
	}
	a.value = strings.TrimRight(a.value, " \t\"'")
	a.end = a.start + len(a.value)
	return a, true
}

// environment records secrets in NAME=value and NAME: value, as in files of the
// environment and of Docker Compose, in the name and value of Kubernetes, and in
// commands.
func (r *reader) environment(name string, text []byte) {
	p := r.patterns()
	at := graph.Pos{Path: name}
	variable := "" // that the next line gives a value
	for line := range strings.Lines(string(text)) {
		at.Line++
		if i := p.inline.FindStringIndex(line); i != nil {
			r.assigned(at, assignments(p.pair, line, i[1])...)
		} else if a, ok := p.firstAssignment(line); ok {
			switch last := variable; {
			case a.name == "name":
				variable = a.value
				continue
			case a.name == "value" && last != "":
				a.name = last
			}
			r.assigned(at, a)
		}
		variable = ""
		r.commands(at, line)
	}
}

// settings records the passwords of databases in YAML that may be about anything.
func (r *reader) settings(name string, text []byte) {
	if !bytes.Contains(bytes.ToLower(text), []byte("pass")) && !bytes.Contains(text, []byte("pw")) {
		return
	}
	type key struct {
		name   string
		indent int
	}
	p := r.patterns()
	at := graph.Pos{Path: name}
	var path []key // of the line
	for line := range strings.Lines(string(text)) {
		at.Line++
		trimmed := strings.TrimLeft(line, " -")
		if strings.TrimSpace(trimmed) == "" || trimmed[0] == '#' {
			continue
		}
		indent := len(line) - len(trimmed)
		for len(path) > 0 && path[len(path)-1].indent >= indent {
			path = path[:len(path)-1]
		}
		a, ok := p.firstAssignment(line)
		if !ok || len(path) > maxObjects || !strings.HasPrefix(strings.TrimLeft(trimmed[min(len(trimmed), len(a.name)):], "\"' "), ":") { // also code in YAML
			continue
		}
		path = append(path, key{a.name, indent})
		var names []string
		for _, k := range path {
			names = append(names, k.name)
		}
		if credential.IsDatabaseSecret(names) {
			a.name = strings.Join(names, ".")
			r.value(at, a)
		}
	}
}

// shell records the secrets in a script.
func (r *reader) shell(name string, text []byte) {
	at := graph.Pos{Path: name}
	for line := range strings.Lines(string(text)) {
		at.Line++
		r.commands(at, line)
	}
}

// isStack reports whether YAML describes services with an environment: Docker Compose
// or Kubernetes.
func isStack(text []byte) bool {
	return hasKey(text, "services") || hasKey(text, "apiVersion") && hasKey(text, "kind")
}

// hasKey reports whether a line of YAML starts with a key.
func hasKey(text []byte, key string) bool {
	return bytes.HasPrefix(text, []byte(key+":")) || bytes.Contains(text, []byte("\n"+key+":"))
}

// secretFile records a secret that is all of a file, whose name is that of the
// setting, such as "stores.main.secret_key".
func (r *reader) secretFile(name string, text []byte) {
	setting := path.Base(name)
	value, _, _ := strings.Cut(string(text), "\n")
	value = strings.TrimRight(value, "\r")
	last := setting[strings.LastIndexByte(setting, '.')+1:]
	if (credential.IsSecretName(last) || last == "credentials") && credential.IsPlaintext(value) {
		at := graph.Pos{Path: name, Line: 1, Col: 1}
		end := at
		end.Col += len(value)
		r.credential(setting, at, end)
	}
}

// dockerfile records secrets in ENV NAME=value, ENV NAME value, and in ARG,
// whose value also ends up in the image, and in commands.
func (r *reader) dockerfile(name string, text []byte) {
	instruction := regexp.MustCompile(`(?i)^\s*(?:ENV|ARG)\s+`)
	p := r.patterns()
	at := graph.Pos{Path: name}
	inside, continued := false, false // an ENV or ARG; the instruction goes on from the previous line
	for line := range strings.Lines(string(text)) {
		at.Line++
		start := 0
		if !continued {
			i := instruction.FindStringIndex(line)
			if inside = i != nil; inside {
				start = i[1]
			}
		}
		if legacy := assignments(p.legacy, line, start); inside && !continued && legacy != nil {
			r.assigned(at, legacy...)
		} else if inside {
			r.assigned(at, assignments(p.docker, line, start)...)
		}
		r.commands(at, line)
		continued = strings.HasSuffix(strings.TrimSpace(line), "\\")
	}
}

// commands records the secrets in a command.
func (r *reader) commands(at graph.Pos, line string) {
	for _, f := range credential.InLine(line) {
		r.value(at, assigned{f.Name, line[f.Start:f.End], f.Start, f.End})
	}
}

// assigned records the secrets among assignments in a line.
func (r *reader) assigned(at graph.Pos, all ...assigned) {
	for _, a := range all {
		if credential.IsSecretName(a.name) {
			r.value(at, a)
		}
	}
}

// value records an assigned value if it is in plain text. A line may show it in
// several ways.
func (r *reader) value(at graph.Pos, a assigned) {
	at.Col = a.start + 1
	known := slices.ContainsFunc(r.inLine, func(pos graph.Pos) bool { return pos == at })
	if known || !credential.IsPlaintextInShell(a.value) {
		return
	}
	if len(r.inLine) > 0 && r.inLine[0].Line != at.Line {
		r.inLine = r.inLine[:0]
	}
	r.inLine = append(r.inLine, at)
	end := at
	end.Col += len(a.value)
	r.credential(a.name, at, end)
}
