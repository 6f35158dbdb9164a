// Package credential recognises passwords and keys by the names of settings and
// by their values. It knows nothing of files or Python.
package credential

import (
	"slices"
	"strings"
)

// IsSecretName reports whether a setting, argument or variable with this name
// holds a secret.
func IsSecretName(name string) bool {
	low := strings.ToLower(name)
	if strings.HasSuffix(low, "_empty_password") || strings.HasSuffix(low, "random_root_password") {
		return false // switches of the images of MySQL and MariaDB
	}
	for _, end := range []string{"password", "_pass", "_passwd", "_pwd", "_secret", "secret_key", "secret_access_key", "_token"} {
		if strings.HasSuffix(low, end) {
			return true
		}
	}
	return slices.Contains([]string{"account_key", "connection_string", "token", "secret"}, low)
}

// IsPasswordKey reports whether an item of a dict with this key may be a password.
// Its use has to tell.
func IsPasswordKey(key string) bool {
	low := strings.ToLower(key)
	return slices.Contains([]string{"pw", "pwd", "pass", "passwd", "passphrase"}, low) || strings.HasSuffix(low, "_pw") || IsSecretName(key)
}

// IsDatabaseSecret reports whether a setting with this path of keys is the password
// of a database, in a file that may be about anything.
func IsDatabaseSecret(path []string) bool {
	if len(path) == 0 || !IsPasswordKey(path[len(path)-1]) {
		return false
	}
	words := strings.FieldsFunc(strings.ToLower(strings.Join(path, ".")), func(r rune) bool { return strings.ContainsRune("._- ", r) })
	return slices.ContainsFunc(words, func(word string) bool {
		return slices.Contains([]string{"database", "databases", "db", "mysql", "mariadb", "postgres", "postgresql", "datajoint", "dj"}, word)
	})
}

// IsPlaintext reports whether the value of such a setting is itself a secret,
// rather than a reference to one, a placeholder, or empty.
func IsPlaintext(value string) bool {
	text := strings.TrimSpace(value)
	return text != "" && !isWordForNothing(strings.ToLower(text)) && !isPlaceholder(strings.ToLower(text)) && !isReference(text)
}

// isWordForNothing reports whether a value is one that a setting has until somebody
// sets it.
func isWordForNothing(low string) bool {
	return slices.Contains([]string{
		"null", "none", "nil", "~", "true", "false", "yes", "no", "on", "off", "0", "1", "undefined",
		"password", "passwd", "pass", "pwd", "secret", "changeme", "change_me", "change-me", "todo", "tbd", "placeholder", "redacted",
	}, low)
}

// isPlaceholder reports whether a text asks for a secret, or stands for one, such as
// "<password>", "your-password", "enter it here" or "···".
func isPlaceholder(low string) bool {
	if strings.Trim(low, "*x•·●…._-?#") == "" || low[0] == '<' && low[len(low)-1] == '>' || low[0] == '[' && low[len(low)-1] == ']' {
		return true
	}
	if strings.HasPrefix(low, "enter ") && strings.HasSuffix(low, "here") || strings.Contains(low, "example") {
		return true
	}
	for _, owner := range []string{"your", "my", "some", "test", "dummy", "fake"} {
		rest, ok := strings.CutPrefix(low, owner)
		rest = strings.TrimLeft(rest, "-_ ")
		switch {
		case !ok:
		case slices.Contains([]string{"pass", "passwd", "password", "secret", "token", "key"}, rest),
			owner == "your" && containsAny(rest, "pass", "secret", "token", "key"):
			return true
		}
	}
	asks := containsAny(low, "pass", "secret", "token", "key")
	return asks && (containsAny(low, "_here", "-here", " here", "replace") || strings.HasPrefix(low, "insert") || strings.HasPrefix(low, "put"))
}

// isReference reports whether a text names the place of a secret: the name of a
// variable, such as DJ_PASS, or $VAR, ${VAR}, %VAR%, %s, %(name)s, {}, {name} or
// {{ name }}.
func isReference(text string) bool {
	rest, dollar := strings.CutPrefix(text, "$")
	switch {
	case dollar && isWord(rest), text == "%s":
		return true
	case len(text) > 2 && text[0] == '%' && text[len(text)-1] == '%' && isWord(text[1:len(text)-1]):
		return true
	case strings.Contains(text, "${") && strings.Contains(text[strings.Index(text, "${"):], "}"):
		return true
	}
	if _, after, ok := strings.Cut(text, "%("); ok && strings.Contains(after, ")s") {
		return true
	}
	if _, after, ok := strings.Cut(text, "{"); ok {
		inner, _, closed := strings.Cut(strings.TrimLeft(after, "{"), "}")
		if inner = strings.TrimSpace(inner); closed && (inner == "" || isWord(strings.ReplaceAll(inner, ".", "_")) && (inner[0] < '0' || inner[0] > '9')) {
			return true
		}
	}
	return isVariable(text)
}

// isVariable reports whether a text is the name of a variable of the environment, in
// several words, such as DJ_PASS.
func isVariable(text string) bool {
	words := strings.Split(text, "_")
	if len(words) < 2 || text[0] < 'A' {
		return false
	}
	return !slices.ContainsFunc(words, func(word string) bool {
		return word == "" || strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != ""
	})
}

// isWord reports whether a text is letters, digits and underscores.
func isWord(text string) bool {
	for i := range len(text) {
		if !isNameByte(text[i]) {
			return false
		}
	}
	return text != ""
}

func isNameByte(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

func containsAny(text string, words ...string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(text, word) })
}

// IsPlaintextInShell is [IsPlaintext] for shell files, where "$" starts a
// reference, and for YAML, where other characters may be syntax.
func IsPlaintextInShell(value string) bool {
	return IsPlaintext(value) && !strings.ContainsAny(value, "${<*%")
}
