package check

import (
	"encoding/json"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/djdag/djdag/graph"
)

// credentialRules are about secrets in files that are shared.
func credentialRules() []Rule {
	return []Rule{
		{Code: "credentials", Title: "a password or key stands in a file", Severity: graph.Warning, Run: credentials},
	}
}

func credentials(p *Pass) {
	// Few files mention a password, and to compile this takes as long as to
	// look through fifty of them.
	places := sync.OnceValue(secretPlaces)
	for i := range p.Pipeline.Modules {
		p.secretsInPython(p.Pipeline.Modules[i].Path, places)
	}
	for _, name := range p.files.names() {
		switch base := path.Base(name); {
		case base == "datajoint.json" || base == "dj_local_conf.json":
			p.secretsInConfig(name)
		case isCompose(base):
			p.secretsInEnvironment(name)
		case isDockerfile(base):
			p.secretsInDockerfile(name)
		case base == ".env":
			if !p.ignoredByGit(name) {
				p.secretsInEnvironment(name)
			}
		}
	}
	list, _, _ := p.files.pyproject()
	for _, s := range list {
		if len(s.key) > 1 && s.key[0] == "tool" && s.key[1] == "datajoint" && s.kind == unstable.String && isSecret(s.key[len(s.key)-1]) && isLiteral(s.text) {
			p.reportSecret(s.key[len(s.key)-1], s.pos, s.end)
		}
	}
}

func (p *Pass) reportSecret(name string, pos, end graph.Pos) {
	p.Report(graph.Diagnostic{
		Message: fmt.Sprintf("%s is written out here, for all who can read the repository; take it from the environment, and change it", name),
		Pos:     pos,
		End:     end,
	})
}

// isSecret reports whether a name is that of a secret.
func isSecret(name string) bool {
	low := strings.ToLower(name)
	return strings.HasSuffix(low, "password") || strings.HasSuffix(low, "_pass") || strings.HasSuffix(low, "_passwd") ||
		slices.Contains([]string{"secret_key", "account_key", "connection_string", "token", "secret"}, low) ||
		strings.HasSuffix(low, "_secret") || strings.HasSuffix(low, "secret_key") || strings.HasSuffix(low, "_token")
}

// isLiteral reports whether a value is a secret itself, rather than the place
// of one, a gap to fill in, or nothing.
func isLiteral(value string) bool {
	v := strings.ToLower(strings.TrimSpace(value))
	if v == "" || slices.Contains([]string{"null", "none", "~", "true", "false", "password", "your_password", "changeme", "change_me", "..."}, v) {
		return false
	}
	// The variable that holds it, such as DJ_PASS.
	variable := regexp.MustCompile(`^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$`)
	// Stars or crosses; $VAR, ${VAR}, %VAR%, %s, %(name)s; {}, {name}, {{ name }};
	// <a password>; yourpass, test_password; "enter it here". Anything else may
	// be a password.
	gap := regexp.MustCompile(`^enter .*here$|^[*x•]+$|^\$\w+$|\$\{[^}]*\}|^%\w+%$|^%s$|%\(\w+\)s|\{\}|\{\{?\s*[a-z_][\w.]*\s*\}|^<.*>$|^(your|my|some|test|example|dummy|fake)[-_ ]?(pass|passwd|password|secret|token|key)$`)
	return !gap.MatchString(v) && !variable.MatchString(strings.TrimSpace(value))
}

// isFixed is isLiteral where $ is a reference, as in the shell, and other signs
// may mean something, as in YAML.
func isFixed(value string) bool { return isLiteral(value) && !strings.ContainsAny(value, "${<*%") }

// A secretPlace is where a secret stands in Python: behind what the pattern
// matches, which ends before a string. The pattern may have a group for the
// name of the setting.
type secretPlace struct {
	pattern *regexp.Regexp
	name    string // where there is no group
}

// secretPlaces lists where DataJoint is given secrets: by settings, in the call
// that connects, and in variables of the environment.
func secretPlaces() []secretPlace {
	const (
		call     = `\b(?:dj|datajoint)\.(?:conn|Connection)\(`
		argument = `\s*(?:"[^"\n]*"|'[^'\n]*'|[^,()"'\n]+)\s*,\s*`
		theirs   = "the database's password"
	)
	return []secretPlace{
		{regexp.MustCompile(`\bconfig(?:\.database\.password|\[\s*["']database\.password["']\s*\])\s*=\s*`), theirs},
		{regexp.MustCompile(`\bconfig\[\s*["'][^"'\n]*secret_key["']\s*\]\s*=\s*`), secretKey},
		{regexp.MustCompile(`["']database\.password["']\s*:\s*`), theirs},
		{regexp.MustCompile(`["']secret_key["']\s*:\s*`), secretKey},
		{regexp.MustCompile(call + argument + argument), theirs},
		{regexp.MustCompile(call + `(?:[^()]|\([^()]*\))*?\bpassword\s*=\s*`), theirs},
		{regexp.MustCompile(`\benviron(?:\[\s*|\.setdefault\(\s*)["'](\w+)["']\s*(?:\]\s*=|,)\s*`), ""},
	}
}

// secretsInPython finds strings in the places of secrets.
func (p *Pass) secretsInPython(file string, places func() []secretPlace) {
	for path, text := range p.texts(file) {
		if !slices.ContainsFunc(words(), func(w string) bool { return w != ignoreWord && strings.Contains(text, w) }) {
			continue
		}
		for _, place := range places() {
			for _, m := range place.pattern.FindAllStringSubmatchIndex(text, -1) {
				name := place.name
				if len(m) > 2 {
					name = text[m[2]:m[3]]
				}
				from, to, ok := plainString(text, m[1])
				if !ok || len(m) > 2 && !isSecret(name) || !isLiteral(text[from:to]) {
					continue
				}
				pos := position(path, text, from)
				p.reportSecret(name, pos, textEnd(pos, text[from:to]))
			}
		}
	}
}

// plainString returns where the contents of a string of Python are that starts
// at an offset. It reports false where there is none, or more is done with it.
func plainString(text string, offset int) (from, to int, ok bool) {
	text = text[:offset+lineLength(text[offset:])]
	if rest := text[offset:]; rest != "" && strings.ContainsRune("rRbBuU", rune(rest[0])) {
		offset++
	}
	rest := text[offset:]
	if rest == "" || rest[0] != '"' && rest[0] != '\'' {
		return 0, 0, false
	}
	n := stringLength(rest)
	if n < 2 || rest[n-1] != rest[0] {
		return 0, 0, false
	}
	if after := strings.TrimLeft(rest[n:], " \t"); after != "" && strings.ContainsRune(".%+[", rune(after[0])) {
		return 0, 0, false
	}
	return offset + 1, offset + n - 1, true
}

// secretsInConfig finds the passwords of DataJoint's own files.
func (p *Pass) secretsInConfig(file string) {
	text, ok := p.files.read(file)
	if !ok || p.ignoredByGit(file) || !json.Valid(text) {
		return
	}
	pair := regexp.MustCompile(`"([A-Za-z_.]*)"\s*:\s*"([^"]*)"`)
	number := 0
	for line := range strings.Lines(string(text)) {
		number++
		for _, m := range pair.FindAllStringSubmatchIndex(line, -1) {
			key, value := line[m[2]:m[3]], line[m[4]:m[5]]
			if isSecret(key[strings.LastIndexByte(key, '.')+1:]) && isLiteral(value) {
				pos := graph.Pos{Path: file, Line: number, Col: m[4] + 1}
				p.reportSecret(key, pos, textEnd(pos, value))
			}
		}
	}
}

// secretsInEnvironment finds NAME=value and NAME: value, as in the files of
// the shell and of Docker Compose.
func (p *Pass) secretsInEnvironment(file string) {
	assignment := regexp.MustCompile(`^\s*(?:-\s*["']?|export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*(?:=|:\s)\s*["']?([^"'#\s]*)`)
	inline := regexp.MustCompile(`^\s*environment\s*:\s*[{\[]`)
	pair := regexp.MustCompile(`([A-Za-z_][A-Za-z0-9_]*)["']?\s*(?:=|:\s)\s*["']?([^"',}\]#\s]*)`)
	text, _ := p.files.read(file)
	at := graph.Pos{Path: file}
	for line := range strings.Lines(string(text)) {
		at.Line++
		if i := inline.FindStringIndex(line); i != nil {
			p.secretsInLine(at, line, i[1], pair)
		} else {
			p.secretsInLine(at, line, 0, assignment)
		}
	}
}

// secretsInDockerfile finds ENV NAME=value and ENV NAME value, and ARG as well,
// whose value is in the image, too.
func (p *Pass) secretsInDockerfile(file string) {
	instruction := regexp.MustCompile(`(?i)^\s*(?:ENV|ARG)\s+`)
	pair := regexp.MustCompile(`([A-Za-z_][A-Za-z0-9_]*)=["']?([^"'\s\\]*)`)
	old := regexp.MustCompile(`^([A-Za-z_][A-Za-z0-9_]*)\s+["']?([^"'\s\\]+)`)
	text, _ := p.files.read(file)
	at := graph.Pos{Path: file}
	goesOn := false // the instruction of the line before
	for line := range strings.Lines(string(text)) {
		at.Line++
		start := 0
		if i := instruction.FindStringIndex(line); i != nil && !goesOn {
			start = i[1]
			if old.MatchString(line[start:]) {
				p.secretsInLine(at, line, start, old)
				continue
			}
		} else if !goesOn {
			continue
		}
		p.secretsInLine(at, line, start, pair)
		goesOn = strings.HasSuffix(strings.TrimSpace(line), "\\")
	}
}

// secretsInLine finds what a pattern matches in a line, from an offset on: a
// name and a value.
func (p *Pass) secretsInLine(at graph.Pos, line string, offset int, pair *regexp.Regexp) {
	for _, m := range pair.FindAllStringSubmatchIndex(line[offset:], -1) {
		name, value := line[offset+m[2]:offset+m[3]], line[offset+m[4]:offset+m[5]]
		if isSecret(name) && isFixed(value) {
			at.Col = offset + m[4] + 1
			p.reportSecret(name, at, textEnd(at, value))
		}
	}
}

// ignoredByGit reports whether .gitignore names the file, in the plain ways
// that people do so.
func (p *Pass) ignoredByGit(file string) bool {
	for _, dir := range []string{path.Dir(file), "."} {
		text, _ := p.files.read(path.Join(dir, ".gitignore"))
		for line := range strings.Lines(string(text)) {
			pattern := strings.Trim(strings.TrimSpace(line), "/")
			if pattern == "" || pattern[0] == '#' {
				continue
			}
			if ok, err := path.Match(strings.TrimPrefix(pattern, "**/"), path.Base(file)); ok && err == nil || pattern == file {
				return true
			}
		}
	}
	return false
}

// isCompose reports whether a file is one of Docker Compose.
func isCompose(base string) bool {
	ext := path.Ext(base)
	return (ext == ".yml" || ext == ".yaml") && (strings.HasPrefix(base, "docker-compose") || strings.HasPrefix(base, "compose"))
}
