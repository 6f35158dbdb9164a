package credential

import "strings"

// A Found is a secret in a text.
type Found struct {
	Name       string // the setting or variable that holds it
	Start, End int    // byte offsets of its value, without quotes
}

// InLine returns the secrets in a line of a shell script, or of a file with commands
// in it, in order: NAME=value, ${NAME:-value}, --password=value, -pvalue of MySQL, the
// password in the address of a database, and "setting": "value".
func InLine(line string) []Found {
	text := withoutComment(line)
	var found []Found
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '=':
			found = appendNew(found, assignment(text, i)...)
		case '{':
			if i > 0 && text[i-1] == '$' {
				found = appendNew(found, fallback(text, i+1)...)
			}
		case ':':
			if strings.HasPrefix(text[i:], "://") {
				found = appendNew(found, address(text, i)...)
			} else if i > 0 && (text[i-1] == '"' || text[i-1] == '\'') {
				found = appendNew(found, item(text, i)...)
			}
		case 'p':
			if i > 1 && text[i-1] == '-' && strings.IndexByte(" '\"", text[i-2]) >= 0 {
				if program := client(text[:i-2]); program != "" {
					found = appendNew(found, inShell("the password of "+program, text, i+1)...)
				}
			}
		}
	}
	return found
}

// appendNew adds what begins after the last one, because the patterns overlap.
func appendNew(found []Found, more ...Found) []Found {
	for _, f := range more {
		if len(found) == 0 || f.Start >= found[len(found)-1].End {
			found = append(found, f)
		}
	}
	return found
}

// withoutComment cuts a comment of a shell off a line.
func withoutComment(line string) string {
	line = strings.TrimRight(line, "\r\n")
	if strings.HasPrefix(strings.TrimSpace(line), "#") {
		return ""
	}
	before, _, _ := strings.Cut(line, " #")
	return before
}

// assignment looks at NAME=value and --password=value around an equals sign.
func assignment(text string, sign int) []Found {
	start := sign
	for start > 0 && isNameByte(text[start-1]) {
		start--
	}
	name := text[start:sign]
	switch {
	case name == "password" && strings.HasSuffix(text[:start], "--"):
	case name != strings.ToUpper(name) || !IsSecretName(name) || name == "PASSWORD" || name == "TOKEN" || name == "SECRET":
		return nil // or too little to know what it is for
	case start > 0 && strings.IndexByte("$-.{", text[start-1]) >= 0: // another language, or an option
		return nil
	}
	return inShell(name, text, sign+1)
}

// maxValue limits the length of a secret in bytes.
const maxValue = 500

// inShell returns the word of a shell at an offset if it is a secret.
func inShell(name, text string, start int) []Found {
	if start < len(text) && (text[start] == '"' || text[start] == '\'') {
		quote := text[start]
		start++
		if end := strings.IndexByte(text[start:], quote); end >= 0 {
			return plain(name, text, start, start+end)
		}
	}
	end := start
	for end < len(text) && end < start+maxValue && strings.IndexByte(" \t\"'`;,)]}&|\\<>", text[end]) < 0 {
		end++
	}
	if end < len(text) && text[end] == '}' && strings.Contains(text[start:end], "${") {
		return nil // fallback sees it
	}
	return plain(name, text, start, end)
}

// plain returns a part of a text if it is a secret in plain text.
func plain(name, text string, start, end int) []Found {
	if value := text[start:end]; !IsPlaintextInShell(value) || strings.ContainsAny(value, "()") {
		return nil
	}
	return []Found{{name, start, end}}
}

// fallback looks at what follows "${": NAME:-value or NAME-value.
func fallback(text string, start int) []Found {
	end := start
	for end < len(text) && isNameByte(text[end]) {
		end++
	}
	name := text[start:end]
	rest := strings.TrimPrefix(text[end:], ":")
	if !strings.HasPrefix(rest, "-") || !(IsSecretName(name) || IsSecretName(keyBefore(text, start-2))) {
		return nil
	}
	start = len(text) - len(rest) + 1
	end = strings.IndexByte(text[start:], '}')
	if end < 0 {
		return nil
	}
	return plain(name, text, start, start+end)
}

// keyBefore returns the name before "=" or ":" at the end of a text, or "".
func keyBefore(text string, end int) string {
	before := strings.TrimRight(text[:end], " \"'")
	if before == "" || before[len(before)-1] != '=' && before[len(before)-1] != ':' {
		return ""
	}
	before = strings.TrimRight(before[:len(before)-1], " \"'")
	start := len(before)
	for start > 0 && isNameByte(before[start-1]) {
		start--
	}
	return before[start:]
}

// item looks at "setting": "value" around a colon.
func item(text string, colon int) []Found {
	quote := text[colon-1]
	start := strings.LastIndexByte(text[:colon-1], quote)
	if start < 0 {
		return nil
	}
	name := text[start+1 : colon-1]
	if !IsSecretName(name[strings.LastIndexByte(name, '.')+1:]) || strings.ContainsAny(name, " \n") {
		return nil
	}
	value := colon + 1
	for value < len(text) && text[value] == ' ' {
		value++
	}
	if value == len(text) || text[value] != '"' && text[value] != '\'' {
		return nil
	}
	quote = text[value]
	value++
	end := value
	for end < len(text) && end < value+maxValue && text[end] != quote && text[end] != '\n' {
		if text[end] == '\\' {
			end++
		}
		end++
	}
	if end = min(end, len(text)); !IsPlaintext(text[value:end]) {
		return nil
	}
	return []Found{{name, value, end}}
}

// InAddresses returns the passwords in the addresses of databases in a text, as in
// mysql://me:password@host.
func InAddresses(text string) []Found {
	var found []Found
	for at := 0; ; at++ {
		i := strings.Index(text[at:], "://")
		if i < 0 {
			return found
		}
		at += i
		found = append(found, address(text, at)...)
	}
}

// address looks at the address around "://".
func address(text string, colon int) []Found {
	start := colon
	for start > 0 && (isNameByte(text[start-1]) || text[start-1] == '+') {
		start--
	}
	scheme, _, _ := strings.Cut(strings.ToLower(text[start:colon]), "+")
	switch scheme {
	case "mysql", "mariadb", "postgres", "postgresql":
	default:
		return nil
	}
	from := colon + len("://")
	end := from
	for end < len(text) && strings.IndexByte(" \t\r\n\"'`/?#<>()", text[end]) < 0 {
		end++
	}
	at := strings.LastIndexByte(text[from:end], '@')
	if at < 0 {
		return nil
	}
	user, password, ok := strings.Cut(text[from:from+at], ":")
	if !ok || !IsPlaintextInShell(password) {
		return nil
	}
	return []Found{{"the password of " + user, from + len(user) + 1, from + at}}
}

// clients are programs of MySQL that take a password as -pvalue.
func clients() []string {
	return []string{"mysql", "mysqldump", "mysqladmin", "mysqlimport", "mariadb", "mariadb-dump", "mariadb-admin"}
}

// client returns the program of MySQL that gets the option that follows a text, or "".
func client(text string) string {
	text = text[max(0, len(text)-maxValue):]
	if i := strings.LastIndexAny(text, "|;&"); i >= 0 {
		text = text[i+1:]
	}
	last, at := "", -1
	for _, name := range clients() {
		if i := lastWord(text, name); i > at {
			last, at = name, i
		}
	}
	return last
}

// lastWord returns the offset of the last occurrence of a word that nothing but a path
// precedes, or -1.
func lastWord(text, word string) int {
	for end := len(text); ; {
		i := strings.LastIndex(text[:end], word)
		if i < 0 {
			return -1
		}
		after := i + len(word)
		if (i == 0 || strings.IndexByte(" \t!/\"'[(&|;`", text[i-1]) >= 0) && (after == len(text) || strings.IndexByte(" \t\"',", text[after]) >= 0) {
			return i
		}
		end = i
	}
}
