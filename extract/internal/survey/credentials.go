package survey

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

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
	case s.is(open, "(") && s.are(open+2, ",", "default", "="):
		value = open + 5
	case s.is(open, "(") && s.is(open+2, ","):
		value = open + 3
	case s.is(open, "(") && s.are(open+2, ")", "or"):
		value = open + 4
	}
	if value > 0 && credential.IsSecretName(name) {
		s.secret(name, value)
	}
}

// A call says where a function takes a password.
type call struct {
	name    string // of the credential
	place   int    // by position; -1 means never
	keyword string // by this name, and by "password" and "passwd"
}

// datajointCall is that of conn(host, user, password).
func datajointCall() call { return call{"database.password", 2, "password"} }

// packages lists the packages with a function connect() that takes a password, and
// its position: connect(host, user, password) before pymysql 1.0.
func packages() map[string]call {
	return map[string]call{
		"pymysql": {"password", 2, "password"}, "MySQLdb": {"password", 2, "passwd"}, "mysql.connector": {"password", -1, "password"},
		"mariadb": {"password", -1, "password"}, "psycopg2": {"password", -1, "password"}, "psycopg": {"password", -1, "password"},
	}
}

// connectionNames returns the functions that a file imports by name, or calls in a
// package with another name, and that take a password: "connect" and "sql.connect".
func connectionNames(f *python.File) map[string]call {
	calls := map[string]call{}
	known := packages()
	for _, i := range f.Imports {
		for _, n := range i.Names {
			name := cmp.Or(n.Alias, n.Name)
			c, ok := known[i.Path]
			switch {
			case i.From && i.Level == 0 && i.Path == "datajoint" && slices.Contains([]string{"conn", "Connection", "Instance"}, n.Name):
				calls[name] = datajointCall()
			case i.From && i.Level == 0 && ok && n.Name == "connect":
				calls[name] = c
			}
		}
	}
	return calls
}

// connect looks at the arguments of connect() of a package for databases.
func (s *surveyor) connect(i int) {
	if !s.is(i+1, "(") || !s.is(i-1, ".") {
		return
	}
	name := ""
	for n := s.chainStart(i); n < i-1; n++ {
		name += string(s.bytes(n))
	}
	if c, ok := packages()[s.origin(name)]; ok {
		s.arguments(i+1, c)
	}
}

// origin returns the package that the file imports by a name, or the name itself.
func (s *surveyor) origin(name string) string {
	for _, i := range s.file.Imports {
		for _, n := range i.Names {
			switch {
			case n.Alias == name && !i.From:
				return n.Name
			case i.From && i.Level == 0 && cmp.Or(n.Alias, n.Name) == name: // from mysql import connector
				return i.Path + "." + n.Name
			}
		}
	}
	return name
}

// connection looks at the arguments of conn(host, user, password). The bracket
// at a token opens them.
func (s *surveyor) connection(open int) { s.arguments(open, datajointCall()) }

// arguments looks at the arguments of a call that takes a password.
func (s *surveyor) arguments(open int, c call) {
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
			case s.are(i, "password", "="), s.are(i, "passwd", "="), s.are(i, c.keyword, "="):
				s.secret(c.name, i+2)
			case position == c.place && !s.is(i+1, "="):
				s.secret(c.name, i)
			case s.are(i, "*", "*"):
				s.keywords(i+2, c.name)
			}
		}
		first = false
	}
}

// address looks at a string for the addresses of databases, such as
// mysql://me:password@host.
func (s *surveyor) address(i int) {
	t := s.tokens[i]
	for _, a := range credential.InAddresses(string(s.bytes(i))) {
		s.add([]Credential{{"database.password", int(t.Start) + a.Start, int(t.Start) + a.End}})
	}
}

// keywords looks at what follows "**" in a call: a dict with a password, or a
// variable that holds one.
func (s *surveyor) keywords(i int, name string) {
	found := s.dict(i)
	if s.isWord(i) && s.ends(i+1) {
		found = s.bound(string(s.bytes(i)))
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
	if s.isWord(i) && (i+1 == len(s.tokens) || s.tokens[i+1].Kind != python.String) {
		return s.held(name, i)
	}
	if i >= len(s.tokens) {
		return nil
	}
	start, end, ok := s.contents(i)
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

// held returns the secret that a variable holds, the attribute of a class, or the item
// of a dict, whose name begins at a token. If it is that of another module, or a
// parameter of the function, the survey says so.
func (s *surveyor) held(name string, i int) []Credential {
	first := i
	for s.is(i+1, ".") && s.isWord(i+2) {
		i += 2
	}
	dotted := ""
	for n := first; n <= i; n++ {
		dotted += string(s.bytes(n))
	}
	kind := ""
	if key := s.text(i + 2); s.is(i+1, "[") && s.is(i+3, "]") && key != "" {
		kind = "[" + key
		i += 3
	}
	if !s.ends(i + 1) {
		return nil
	}
	if first == i && slices.Contains(s.params, dotted) && s.local[dotted] == nil {
		s.takesPassword(name, dotted)
		return nil
	}
	known := s.bound(dotted)
	var found []Credential
	for _, c := range known {
		if c.Name == kind && credential.IsPlaintext(s.file.Slice(c.Start, c.End)) { // it is no dict, or that item of one
			found = append(found, Credential{name, c.Start, c.End})
		}
	}
	if known == nil && kind == "" && !s.inFunctionOnly(dotted) {
		s.found.References = append(s.found.References, Reference{name, dotted, s.offset(first)})
	}
	return found
}

// inFunctionOnly reports whether a name is one of the function that is looked at.
func (s *surveyor) inFunctionOnly(name string) bool {
	root, _, _ := strings.Cut(name, ".")
	_, local := s.local[root]
	return local || root == "self" || slices.Contains(s.params, root)
}

// takesPassword notes that a function of the module passes its parameter on as a
// password.
func (s *surveyor) takesPassword(name, param string) {
	if _, known := s.calls[s.function]; known || s.function == "" {
		return
	}
	s.calls[s.function] = call{name, slices.Index(s.params, param), param}
	s.initials[s.function[0]] = true
}

// contents returns the offsets of the text of a string, also of one that is not
// closed, and of an f-string without values.
func (s *surveyor) contents(i int) (start, end int, ok bool) {
	if start, end, ok = s.file.Contents(s.tokens[i]); ok || s.tokens[i].Kind != python.String {
		return start, end, ok
	}
	text := s.bytes(i)
	quote := bytes.IndexAny(text, "\"'")
	if bytes.ContainsAny(text[:quote], "bB") || bytes.IndexByte(text, '{') >= 0 {
		return 0, 0, false
	}
	width := 1
	if triple := bytes.Repeat(text[quote:quote+1], 3); bytes.HasPrefix(text[quote:], triple) && len(text) > quote+3 {
		width = 3
	}
	inner := bytes.TrimRight(bytes.TrimSuffix(text[quote+width:], text[quote:quote+width]), "\r\n")
	start = s.offset(i) + quote + width
	return start, start + len(inner), len(inner) > 0
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
		key := text
		if s.isWord(i) && s.is(i+1, "=") {
			key = string(s.bytes(i))
		}
		if (s.is(i+1, ":") || s.is(i+1, "=")) && credential.IsPasswordKey(key) {
			found = append(found, s.secretAt("["+key, i+2)...) // if the item is used
		}
	}
	return found
}

// line looks at the first token of a logical line: a function or class that begins or
// ends here, or a variable that is bound.
func (s *surveyor) line(i int) {
	if !s.isWord(i) {
		return
	}
	outermost := s.outermost(i)
	if outermost {
		s.class, s.function = "", ""
		if s.inFunction {
			s.inFunction, s.params = false, nil
			clear(s.local)
		}
	}
	def := i
	if s.is(i, "async") {
		def++
	}
	switch {
	case s.is(i, "class") && outermost && s.isWord(i+1):
		s.class = string(s.bytes(i + 1))
		return
	case s.is(def, "def") && s.is(def+2, "("):
		s.inFunction, s.params, s.function = true, nil, ""
		if outermost {
			s.function = string(s.bytes(def + 1))
		}
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
	if found == nil && !s.isBound(i) && !slices.Contains(s.params, string(s.bytes(i))) {
		return // most variables
	}
	name := string(s.bytes(i))
	if s.class != "" && !s.inFunction {
		name = s.class + "." + name
	}
	switch {
	case s.inFunction:
		s.local[name] = found
	case outermost || s.class != "":
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

// parameters notes the parameters of a function, which hide the variables of the
// module, and their defaults.
func (s *surveyor) parameters(open int) {
	depth := 0
	for i, end := open, s.closing(open); i < end; i++ {
		switch string(s.bytes(i)) {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			depth--
		}
		if depth != 1 || !s.isWord(i+1) || !(s.is(i, "(") || s.is(i, ",") || s.is(i, "*")) {
			continue
		}
		name := string(s.bytes(i + 1))
		s.params = append(s.params, name)
		value := i + 3
		for s.is(value-1, ":") || value < end && depth == 1 && !s.is(value-1, "=") && !s.is(value-1, ",") { // name: type = value
			value++
		}
		if s.is(value-1, "=") && value < end {
			if found := s.value(value); found != nil {
				s.local[name] = found
			}
		}
	}
}

// value returns what may be secrets in the value of a variable: a string, without
// a name, or those of a dict.
func (s *surveyor) value(i int) []Credential {
	if i < len(s.tokens) && s.tokens[i].Kind == python.String {
		if !s.ends(i + 1) {
			return nil
		}
		if start, end, ok := s.contents(i); ok {
			return []Credential{{"", start, end}}
		}
		return nil
	}
	return s.dict(i)
}

// bound returns what a name is bound to.
func (s *surveyor) bound(name string) []Credential {
	if found, ok := s.local[name]; ok {
		return found
	}
	return s.global[name]
}

// named returns the secrets that have the name of a setting. Those of other items of a
// dict may be anything.
func (s *surveyor) named(found []Credential) []Credential {
	return slices.DeleteFunc(slices.Clone(found), func(c Credential) bool { return strings.HasPrefix(c.Name, "[") || c.Name == "" })
}
