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
