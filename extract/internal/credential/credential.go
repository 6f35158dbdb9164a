// Package credential recognises passwords and keys by the names of settings and
// by their values. It knows nothing of files or Python.
package credential

import (
	"regexp"
	"slices"
	"strings"
)

// IsSecretName reports whether a setting, argument or variable with this name
// holds a secret.
func IsSecretName(name string) bool {
	low := strings.ToLower(name)
	for _, end := range []string{"password", "_pass", "_passwd", "_secret", "secret_key", "_token"} {
		if strings.HasSuffix(low, end) {
			return true
		}
	}
	return slices.Contains([]string{"account_key", "connection_string", "token", "secret"}, low)
}

// IsPlaintext reports whether the value of such a setting is itself a secret,
// rather than a reference to one, a placeholder, or empty.
func IsPlaintext(value string) bool {
	v := strings.ToLower(strings.TrimSpace(value))
	if v == "" || slices.Contains([]string{"null", "none", "~", "true", "false", "password", "your_password", "changeme", "change_me", "..."}, v) {
		return false
	}
	// The name of a variable that holds the secret, such as DJ_PASS.
	variable := regexp.MustCompile(`^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$`)
	// "enter it here"; stars or crosses; $VAR, ${VAR}, %VAR%, %s, %(name)s; {},
	// {name}, {{ name }}; <a password>; yourpass, test_password. Anything else
	// may be a password.
	placeholder := regexp.MustCompile(`^enter .*here$|^[*x•]+$|^\$\w+$|\$\{[^}]*\}|^%\w+%$|^%s$|%\(\w+\)s|\{\}|\{\{?\s*[a-z_][\w.]*\s*\}|^<.*>$|^(your|my|some|test|example|dummy|fake)[-_ ]?(pass|passwd|password|secret|token|key)$`)
	return !placeholder.MatchString(v) && !variable.MatchString(strings.TrimSpace(value))
}

// IsPlaintextInShell is [IsPlaintext] for shell files, where "$" starts a
// reference, and for YAML, where other characters may be syntax.
func IsPlaintextInShell(value string) bool {
	return IsPlaintext(value) && !strings.ContainsAny(value, "${<*%")
}

// Printed returns the names of the secrets that a text shows, sorted: variables
// of the environment, one in a line, and settings of DataJoint in a dict.
func Printed(text string) []string {
	if !slices.ContainsFunc([]string{"PASS", "SECRET", "TOKEN", "password", "secret_key"}, func(word string) bool { return strings.Contains(text, word) }) {
		return nil
	}
	variable := regexp.MustCompile(`(?m)^(?:export\s+|env:\s+)?([A-Z][A-Z0-9_]*)=["']?([^\s"']+)["']?\s*$`)
	item := regexp.MustCompile(`["'](database\.password|secret_key|[A-Z][A-Z0-9_]*)["']\s*:\s*(?:"([^"\n]+)"|'([^'\n]+)')`)
	var names []string
	for _, m := range variable.FindAllStringSubmatch(text, -1) {
		if IsSecretName(m[1]) && IsPlaintextInShell(m[2]) {
			names = append(names, m[1])
		}
	}
	for _, m := range item.FindAllStringSubmatch(text, -1) {
		if IsSecretName(m[1][strings.LastIndexByte(m[1], '.')+1:]) && IsPlaintext(m[2]+m[3]) {
			names = append(names, m[1])
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
