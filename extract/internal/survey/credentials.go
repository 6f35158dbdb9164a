package survey

import (
	"slices"

	"github.com/djdag/djdag/extract/internal/credential"
	"github.com/djdag/djdag/extract/internal/python"
)

// environ looks at environ["NAME"] = "…", environ.setdefault("NAME", "…"),
// environ.get("NAME", "…") and environ.get("NAME") or "…".
func (s *surveyor) environ(i int) {
	value := 0
	name := s.text(i + 2)
	switch {
	case s.is(i+1, "[") && s.are(i+3, "]", "="):
		value = i + 5
	case s.is(i+1, ".") && (s.is(i+2, "setdefault") || s.is(i+2, "get")):
		s.fallback(i + 3)
	}
	if value > 0 && credential.IsSecretName(name) {
		s.secret(name, value)
	}
}

// getenv looks at getenv("NAME", "…") and getenv("NAME") or "…".
func (s *surveyor) getenv(i int) { s.fallback(i + 1) }

// fallback looks at what the call at a bracket gives where a variable of the
// environment is not set.
func (s *surveyor) fallback(open int) {
	name, value := s.text(open+1), 0
	switch {
	case s.is(open, "(") && s.is(open+2, ","):
		value = open + 3
	case s.is(open, "(") && s.are(open+2, ")", "or"):
		value = open + 4
	}
	if value > 0 && credential.IsSecretName(name) {
		s.secret(name, value)
	}
}

// connect looks at the arguments of connect() of a package for databases.
func (s *surveyor) connect(i int) {
	if !s.is(i+1, "(") || !s.is(i-1, ".") {
		return
	}
	switch string(s.bytes(s.chainStart(i))) {
	case "pymysql", "psycopg2", "psycopg", "MySQLdb", "mysql":
		s.arguments(i+1, -1, "password")
	}
}

// connection looks at the arguments of conn(host, user, password). The bracket
// at a token opens them.
func (s *surveyor) connection(open int) { s.arguments(open, 2, "database.password") }

// arguments looks at the arguments of a call that takes a password, perhaps by
// position, and notes them by a name.
func (s *surveyor) arguments(open, place int, name string) {
	depth, position, first := 0, 0, true
	for i := open; i < len(s.tokens); i++ {
		switch string(s.bytes(i)) {
		case "(", "[", "{":
			depth++
			continue
		case ")", "]", "}":
			if depth--; depth == 0 {
				return
			}
		case ",":
			if depth == 1 {
				position++
				first = true
				continue
			}
		}
		if depth == 1 && first {
			switch {
			case s.are(i, "password", "="), s.are(i, "passwd", "="):
				s.secret(name, i+2)
			case position == place && (s.is(i+1, ",") || s.is(i+1, ")")):
				s.secret(name, i)
			case s.are(i, "*", "*"):
				s.keywords(i+2, name)
			}
		}
		first = false
	}
}

// keywords looks at what follows "**" in a call: a dict with a password, or a
// variable that holds one.
func (s *surveyor) keywords(i int, name string) {
	found := s.dict(i)
	if s.isWord(i) && s.ends(i+1) {
		found = s.bound(i)
	}
	for _, c := range found {
		if c.Name == "database.password" {
			c.Name = name
			s.add([]Credential{c})
		}
	}
}

// key looks at a key of a dict that names a secret.
func (s *surveyor) key(i int) {
	if !s.is(i+1, ":") {
		return
	}
	switch name := s.text(i); name {
	case "database.password", "secret_key":
		s.secret(name, i+2)
	}
}

// secret notes a string that is a secret, or the string that a variable holds,
// unless more is done with it.
func (s *surveyor) secret(name string, i int) {
	s.add(s.secretAt(name, i))
}

// secretAt returns the secrets that [surveyor.secret] notes.
func (s *surveyor) secretAt(name string, i int) []Credential {
	if s.isWord(i) && s.ends(i+1) {
		var found []Credential
		for _, c := range s.bound(i) {
			if c.Name == "" && credential.IsPlaintext(s.file.Slice(c.Start, c.End)) { // it is no dict
				found = append(found, Credential{name, c.Start, c.End})
			}
		}
		return found
	}
	if i >= len(s.tokens) {
		return nil
	}
	start, end, ok := s.file.Contents(s.tokens[i])
	if !ok || !credential.IsPlaintext(s.file.Slice(start, end)) {
		return nil
	}
	if i+1 < len(s.tokens) && !s.tokens[i+1].First {
		for _, sign := range []string{".", "%", "+", "["} {
			if s.is(i+1, sign) {
				return nil
			}
		}
	}
	return []Credential{{name, start, end}}
}

// add notes secrets, each once.
func (s *surveyor) add(found []Credential) {
	for _, c := range found {
		if !slices.ContainsFunc(s.found.Credentials, func(have Credential) bool { return have.Start == c.Start }) {
			s.found.Credentials = append(s.found.Credentials, c)
		}
	}
}

// ends reports whether an expression ends before a token.
func (s *surveyor) ends(i int) bool {
	if i >= len(s.tokens) || s.tokens[i].First {
		return true
	}
	switch string(s.bytes(i)) {
	case ",", ")", "}", ";":
		return true
	}
	return false
}

// dict returns the passwords in a dict that begins at a token, as {…} or
// dict(…).
func (s *surveyor) dict(i int) []Credential {
	switch {
	case s.is(i, "{"):
		return s.secretsIn(i)
	case s.are(i, "dict", "("):
		return s.secretsIn(i + 1)
	}
	return nil
}

// secretsIn returns the passwords that keys and keywords name between a bracket
// and the one that closes it.
func (s *surveyor) secretsIn(open int) []Credential {
	var found []Credential
	for i, end := open+1, s.closing(open); i < end; i++ {
		text := s.text(i)
		if s.is(i+1, ":") && (text == "password" || text == "passwd" || text == "database.password") ||
			s.are(i, "password", "=") || s.are(i, "passwd", "=") || s.are(i, "database__password", "=") {
			found = append(found, s.secretAt("database.password", i+2)...)
		}
	}
	return found
}

// line looks at the first token of a logical line: a function that begins or
// ends here, or a variable that is bound.
func (s *surveyor) line(i int) {
	if !s.isWord(i) {
		return
	}
	outermost := s.outermost(i)
	if outermost && s.inFunction {
		s.inFunction = false
		clear(s.local)
	}
	def := i
	if s.is(i, "async") {
		def++
	}
	if s.is(def, "def") && s.is(def+2, "(") {
		s.inFunction = true
		clear(s.local)
		s.parameters(def + 2)
		return
	}
	value := i + 2
	if s.is(i+1, ":") && s.isWord(i+2) && !s.tokens[i+2].First { // name: type = value
		value = i + 4
	}
	if !s.is(value-1, "=") {
		return
	}
	found := s.value(value)
	if found == nil && !s.isBound(i) {
		return // most variables
	}
	name := string(s.bytes(i))
	switch {
	case s.inFunction:
		s.local[name] = found
	case outermost:
		s.global[name] = found
	default: // in a branch
		s.global[name] = append(slices.Clip(s.global[name]), found...)
	}
}

// isBound reports whether the name at a token is bound to a secret.
func (s *surveyor) isBound(i int) bool {
	_, local := s.local[string(s.bytes(i))]
	_, global := s.global[string(s.bytes(i))]
	return local || global
}

// outermost reports whether the line of a token is not indented.
func (s *surveyor) outermost(i int) bool {
	at := s.offset(i)
	return at == 0 || s.file.Slice(at-1, at) == "\n" || s.file.Slice(at-1, at) == "\r"
}

// parameters notes that the parameters of a function hide the variables of the
// module.
func (s *surveyor) parameters(open int) {
	for i, end := open+1, s.closing(open); i < end; i++ {
		if s.isWord(i) && s.isBound(i) && (s.is(i-1, "(") || s.is(i-1, ",") || s.is(i-1, "*")) {
			s.local[string(s.bytes(i))] = nil
		}
	}
}

// value returns what may be secrets in the value of a variable: a string, without
// a name, or those of a dict.
func (s *surveyor) value(i int) []Credential {
	if i < len(s.tokens) && s.tokens[i].Kind == python.String {
		if i+1 < len(s.tokens) && !s.tokens[i+1].First && !s.is(i+1, ";") {
			return nil
		}
		if start, end, ok := s.file.Contents(s.tokens[i]); ok {
			return []Credential{{"", start, end}}
		}
		return nil
	}
	return s.dict(i)
}

// bound returns what the name at a token is bound to.
func (s *surveyor) bound(i int) []Credential {
	if found, ok := s.local[string(s.bytes(i))]; ok {
		return found
	}
	return s.global[string(s.bytes(i))]
}
