package projectfiles

import (
	"path"
	"regexp"
	"strings"

	"github.com/djdag/djdag/extract/internal/credential"
	"github.com/djdag/djdag/graph"
)

// environment records secrets in NAME=value and NAME: value, as in shell and
// Docker Compose files.
func (r *reader) environment(name string, text []byte) {
	assignment := regexp.MustCompile(`^\s*(?:-\s*["']?|export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*(?:=|:\s)\s*["']?([^"'#\s]*)`)
	inline := regexp.MustCompile(`^\s*(?:-\s*)?env(?:ironment)?\s*:\s*[{\[]`)
	pair := regexp.MustCompile(`([A-Za-z_][A-Za-z0-9_]*)["']?\s*(?:=|:\s)\s*["']?([^"',}\]#\s]*)`)
	at := graph.Pos{Path: name}
	for line := range strings.Lines(string(text)) {
		at.Line++
		if i := inline.FindStringIndex(line); i != nil {
			r.assignments(at, line, i[1], pair)
		} else {
			r.assignments(at, line, 0, assignment)
		}
	}
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
// whose value also ends up in the image.
func (r *reader) dockerfile(name string, text []byte) {
	instruction := regexp.MustCompile(`(?i)^\s*(?:ENV|ARG)\s+`)
	pair := regexp.MustCompile(`([A-Za-z_][A-Za-z0-9_]*)=["']?([^"'\s\\]*)`)
	old := regexp.MustCompile(`^([A-Za-z_][A-Za-z0-9_]*)\s+["']?([^"'\s\\]+)`)
	at := graph.Pos{Path: name}
	continued := false // the instruction goes on from the previous line
	for line := range strings.Lines(string(text)) {
		at.Line++
		start := 0
		if i := instruction.FindStringIndex(line); i != nil && !continued {
			start = i[1]
			if old.MatchString(line[start:]) {
				r.assignments(at, line, start, old)
				continue
			}
		} else if !continued {
			continue
		}
		r.assignments(at, line, start, pair)
		continued = strings.HasSuffix(strings.TrimSpace(line), "\\")
	}
}

// assignments records the secrets in a line from an offset on. The pattern has
// two groups: a name and a value.
func (r *reader) assignments(at graph.Pos, line string, offset int, pair *regexp.Regexp) {
	for _, m := range pair.FindAllStringSubmatchIndex(line[offset:], -1) {
		name, value := line[offset+m[2]:offset+m[3]], line[offset+m[4]:offset+m[5]]
		if credential.IsSecretName(name) && credential.IsPlaintextInShell(value) {
			at.Col = offset + m[4] + 1
			end := at
			end.Col += len(value)
			r.credential(name, at, end)
		}
	}
}
