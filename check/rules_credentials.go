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
	assignment := sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\bconfig\[\s*["'](database\.password|[^"']*secret_key)["']\s*\]\s*=\s*["']([^"']*)["']|\bconfig\.database\.password\s*=\s*["']([^"']*)["']|["'](secret_key)["']\s*:\s*["']([^"']*)["']`)
	})
	for i := range p.Pipeline.Modules {
		p.secretsInPython(p.Pipeline.Modules[i].Path, assignment)
	}
	for _, name := range p.files.names() {
		switch base := path.Base(name); {
		case base == "datajoint.json" || base == "dj_local_conf.json":
			p.secretsInConfig(name)
		case isCompose(base):
			p.secretsInEnvironment(name)
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
	return v != "" && !strings.ContainsAny(v, "${<*%") &&
		!slices.Contains([]string{"null", "none", "~", "true", "false", "password", "your_password", "changeme", "change_me", "xxx", "xxxx", "..."}, v)
}

// secretsInPython finds assignments to DataJoint's settings: what the pattern
// matches, with the values in its groups 2, 3 and 5.
func (p *Pass) secretsInPython(file string, assignment func() *regexp.Regexp) {
	for pos, line := range p.telling(file, password, secretKey) {
		m := assignment().FindStringSubmatchIndex(line)
		if m == nil {
			continue
		}
		name, from, to := "the database's password", 0, 0
		for _, group := range []int{2, 3, 5} {
			if m[2*group] >= 0 {
				from, to = m[2*group], m[2*group+1]
			}
		}
		if strings.Contains(line[m[0]:m[1]], secretKey) {
			name = secretKey
		}
		if isLiteral(line[from:to]) {
			pos.Col = from + 1
			p.reportSecret(name, pos, textEnd(pos, line[from:to]))
		}
	}
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
	text, ok := p.files.read(file)
	if !ok {
		return
	}
	assignment := regexp.MustCompile(`^\s*(?:-\s*["']?|export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*(?:=|:\s)\s*["']?([^"'#\s]*)`)
	number := 0
	for line := range strings.Lines(string(text)) {
		number++
		m := assignment.FindStringSubmatchIndex(line)
		if m == nil {
			continue
		}
		if key, value := line[m[2]:m[3]], line[m[4]:m[5]]; isSecret(key) && isLiteral(value) {
			pos := graph.Pos{Path: file, Line: number, Col: m[4] + 1}
			p.reportSecret(key, pos, textEnd(pos, value))
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
