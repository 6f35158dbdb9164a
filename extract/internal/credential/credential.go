// Package credential tells passwords and keys from other settings, by their
// names and by what is written in their place. It knows neither files nor
// Python.
package credential

import (
	"regexp"
	"slices"
	"strings"
)

// IsSecretName reports whether a setting, an argument or a variable of this name
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

// IsPlaintext reports whether a value is a secret itself, rather than the
// place of one, a gap to fill in, or nothing.
func IsPlaintext(value string) bool {
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

// IsPlaintextInShell is [IsPlaintext] for files of a shell, where "$" begins a reference,
// and for YAML, where other signs may mean something.
func IsPlaintextInShell(value string) bool {
	return IsPlaintext(value) && !strings.ContainsAny(value, "${<*%")
}
