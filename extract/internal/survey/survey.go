// Package survey searches the whole text of a module, whether or not it ever
// runs: for the tables that it inserts into, the names that it uses from the
// package datajoint, where it sets up object stores, credentials in the code,
// and comments addressed to djdag.
//
// The evaluation cannot find these. It runs only what Python would run on
// import, but make() and main() count here too. So the survey searches the
// tokens of the file for a few short patterns. Strings and comments are not
// code and match nothing.
package survey

import (
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/python"
)

// A Survey is what the text of a file mentions. All slices are in source order;
// offsets are byte offsets in the file.
type Survey struct {
	Inserts     []Name // each name once, at its first insert
	Uses        []Use
	Stores      []int // offsets of the expressions that set up stores
	Credentials []Credential
	References  []Reference
	Directives  []python.Directive // comments addressed to djdag
}

// A Reference is a use as a secret of a name that the file does not bind to a string:
// perhaps a constant of another module.
type Reference struct {
	Setting string // the setting or variable that gets it
	Text    string // as written, such as "consts.PASSWORD"
	Offset  int
}

// A Name is a dotted name, such as "lab.Session".
type Name struct {
	Text   string
	Offset int
}

// A Use is a use of a name from the package datajoint.
type Use struct {
	Name string // relative to the package, such as "schema"
	Text string // as written, such as "dj.schema"
	// Offset is the offset of Text.
	Offset int
	// Guarded reports that the code expects that datajoint lacks the name: it
	// catches the error, or it asks first.
	Guarded bool
}

// A Credential is a string literal with a secret.
type Credential struct {
	Name       string // the setting or variable that holds it
	Start, End int    // offsets of the contents of the string
}

// Of surveys a file.
func Of(f *python.File) Survey {
	s := surveyor{file: f, modules: datajointNames(f)}
	s.found.Directives = f.Directives("djdag")
	s.importedNames()
	if len(s.modules) > 0 || len(s.found.Uses) > 0 || slices.ContainsFunc(triggers(), f.Contains) {
		for _, c := range []byte("icegCI") {
			s.initials[c] = true
		}
		s.calls = connectionNames(f)
		for name := range s.calls {
			s.initials[name[0]] = true
		}
		s.keys = f.Contains("secret_key") || f.Contains("secret_access_key")
		if s.keys {
			s.initials['s'], s.initials['a'] = true, true
		}
		s.addresses = f.Contains("://") && (f.Contains("mysql") || f.Contains("mariadb") || f.Contains("postgres"))
		s.global, s.local = map[string][]Credential{}, map[string][]Credential{}
		for name := range s.modules {
			s.initials[name[0]] = true
		}
		for s.tokens = range f.Tokens {
			s.batch()
		}
		slices.SortStableFunc(s.found.Uses, func(a, b Use) int { return a.Offset - b.Offset })
		s.markGuarded()
		slices.SortFunc(s.found.Credentials, func(a, b Credential) int { return a.Start - b.Start })
	}
	return s.found
}

// Constants returns the strings that the variables of a module and the attributes of
// its classes may hold, by their names, such as "Config.PASSWORD".
func Constants(f *python.File) map[string][]Credential {
	s := surveyor{file: f, calls: map[string]call{}, global: map[string][]Credential{}, local: map[string][]Credential{}}
	for s.tokens = range f.Tokens {
		depth := 0
		for i, t := range s.tokens {
			if t.First && depth == 0 {
				s.line(i)
			}
			if t.Kind == python.Op {
				switch s.bytes(i)[0] {
				case '(', '[', '{':
					depth++
				case ')', ']', '}':
					depth = max(depth-1, 0)
				}
			}
		}
	}
	for name, found := range s.global {
		s.global[name] = slices.DeleteFunc(found, func(c Credential) bool { return c.Name != "" })
	}
	return s.global
}

// batch searches the tokens of some whole logical lines.
func (s *surveyor) batch() {
	depth := 0
	for i, t := range s.tokens {
		s.size = int(t.End)
		if t.First && depth == 0 {
			s.line(i)
			s.lines = append(s.lines, s.offset(i))
		}
		switch {
		case t.Kind == python.Op:
			switch s.bytes(i)[0] {
			case '(', '[', '{':
				depth++
			case ')', ']', '}':
				depth = max(depth-1, 0)
			}
		case t.Kind == python.Word && s.initials[s.bytes(i)[0]]:
			s.word(i)
		case t.Kind == python.String && s.addresses:
			s.address(i)
			s.key(i)
		case t.Kind == python.String && t.End-t.Start >= int32(len(`"secret_key"`)) && t.End-t.Start <= int32(len(`r"""database.password"""`)):
			s.key(i)
		}
	}
}

// triggers returns strings that occur in every file with something to find,
// apart from uses of datajoint. A file without them need not be searched.
func triggers() []string {
	return []string{".insert", "passw", "secret_key", "secret_access_key", "Connection(", "environ", "getenv", "stores", "mysql", "postgres"}
}

// A surveyor searches the tokens of a file.
type surveyor struct {
	file    *python.File
	tokens  []python.Token    // the current batch
	modules map[string]string // see datajointNames
	// initials has the first bytes of the words that word looks for.
	initials [256]bool
	found    Survey
	lines    []int // the offsets of the logical lines
	size     int   // the offset of the end of the last token

	calls     map[string]call // functions that take a password, by the names that the file gives them
	keys      bool            // the file mentions keys of object stores
	addresses bool            // the file may have addresses of databases

	// What names are bound to, in the module and in the function that is looked at. A
	// name may have a dot, as in "Config.PASSWORD".
	global, local map[string][]Credential
	inFunction    bool
	class         string // that is looked at, or ""
	function      string // of the module, that is looked at, or ""
	params        []string
}

// datajointNames returns the names that a file binds to the package datajoint
// and its modules. The values are the modules' paths below datajoint; that of
// the package itself is "".
func datajointNames(f *python.File) map[string]string {
	names := map[string]string{}
	for _, i := range f.Imports {
		if i.From {
			continue
		}
		for _, n := range i.Names {
			root, rest, _ := strings.Cut(n.Name, ".")
			switch {
			case root != "datajoint":
			case n.Alias != "":
				names[n.Alias] = rest
			default:
				names[root] = ""
			}
		}
	}
	return names
}

// importedNames records the names that the file imports from datajoint.
func (s *surveyor) importedNames() {
	for _, i := range s.file.Imports {
		root, module, _ := strings.Cut(i.Path, ".")
		if !i.From {
			s.importedModules(i)
		}
		if !i.From || i.Level > 0 || root != "datajoint" {
			continue
		}
		for _, n := range i.Names {
			s.use(Use{Name: join(module, n.Name), Text: n.Name, Offset: n.Offset()})
		}
	}
}

// importedModules records the modules of datajoint in "import datajoint.x".
func (s *surveyor) importedModules(i *python.Import) {
	for _, n := range i.Names {
		if module, ok := strings.CutPrefix(n.Name, "datajoint."); ok {
			s.use(Use{Name: module, Text: n.Name, Offset: n.Offset()})
		}
	}
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// use records a use of datajoint. It skips the tiers, because tables show
// these.
func (s *surveyor) use(u Use) {
	switch root, _, _ := strings.Cut(u.Name, "."); root {
	case "Manual", "Lookup", "Imported", "Computed", "Part":
		return
	}
	s.found.Uses = append(s.found.Uses, u)
}

// bytes returns the text of a token.
func (s *surveyor) bytes(i int) []byte { return s.file.Bytes(s.tokens[i]) }

// offset returns the offset of a token in the file.
func (s *surveyor) offset(i int) int { return int(s.tokens[i].Start) }

// is reports whether token i exists and has a text.
func (s *surveyor) is(i int, text string) bool {
	return i >= 0 && i < len(s.tokens) && string(s.bytes(i)) == text
}

// are reports whether the tokens from i on have these texts.
func (s *surveyor) are(i int, texts ...string) bool {
	for n, text := range texts {
		if !s.is(i+n, text) {
			return false
		}
	}
	return true
}

// isWord reports whether token i exists and is a name or keyword.
func (s *surveyor) isWord(i int) bool {
	return i >= 0 && i < len(s.tokens) && s.tokens[i].Kind == python.Word
}

// text returns the contents of a plain string, or "" for any other token.
func (s *surveyor) text(i int) string {
	if i < 0 || i >= len(s.tokens) {
		return ""
	}
	start, end, ok := s.file.Contents(s.tokens[i])
	if !ok {
		return ""
	}
	return s.file.Slice(start, end)
}

// word searches what starts with a word.
func (s *surveyor) word(i int) {
	switch string(s.bytes(i)) {
	case "insert", "insert1":
		if s.is(i-1, ".") {
			s.insert(i - 2)
		}
		return
	case "config":
		s.config(i)
	case "environ":
		s.environ(i)
	case "getenv":
		s.getenv(i)
	case "connect":
		s.connect(i)
	case "secret_key", "aws_secret_access_key":
		if s.is(i+1, "=") && (s.is(i-1, "(") || s.is(i-1, ",")) {
			s.secret(string(s.bytes(i)), i+2)
		}
	case "conn", "Connection", "Instance":
		if s.is(i-1, ".") && s.isWord(i-2) && s.is(i+1, "(") {
			if path, ok := s.modules[string(s.bytes(i-2))]; ok && path == "" {
				s.connection(i + 1)
			}
		}
	}
	if len(s.calls) > 0 && s.is(i+1, "(") && !s.is(i-1, ".") && !s.is(i-1, "def") {
		if c, ok := s.calls[string(s.bytes(i))]; ok {
			s.arguments(i+1, c)
		}
	}
	if path, ok := s.modules[string(s.bytes(i))]; ok && !s.is(i-1, ".") && !s.file.InImport(s.offset(i)) {
		if chain := s.chain(i + 1); chain != "" {
			s.use(Use{Name: join(path, chain), Text: string(s.bytes(i)) + "." + chain, Offset: s.offset(i)})
		}
	}
}

// chain returns the dotted name whose first dot is token i, such as "a.b" for
// ".a.b(".
func (s *surveyor) chain(i int) string {
	var names []string
	for ; s.is(i, ".") && s.isWord(i+1); i += 2 {
		names = append(names, string(s.bytes(i+1)))
	}
	return strings.Join(names, ".")
}

// chainStart returns the index of the first token of the dotted name whose last
// token is i.
func (s *surveyor) chainStart(i int) int {
	for s.is(i-1, ".") && s.isWord(i-2) {
		i -= 2
	}
	return i
}

// insert records the table before ".insert": the dotted name that ends at token
// i, or a call of one without arguments.
func (s *surveyor) insert(i int) {
	if s.is(i, ")") && s.is(i-1, "(") {
		i -= 2
	}
	if !s.isWord(i) {
		return
	}
	first := s.chainStart(i)
	name := ""
	for n := first; n <= i; n++ {
		name += string(s.bytes(n))
	}
	if !slices.ContainsFunc(s.found.Inserts, func(n Name) bool { return n.Text == name }) {
		s.found.Inserts = append(s.found.Inserts, Name{name, s.offset(first)})
	}
}

// config searches a use of dj.config for passwords and stores that it sets.
func (s *surveyor) config(i int) {
	switch key := s.text(i + 2); {
	case s.are(i+1, ".", "database", ".", "password", "="):
		s.secret("database.password", i+6)
	case s.is(i+1, "[") && s.is(i+3, "]"):
		s.configItem(i, key)
	case s.is(i+1, ".") && s.is(i+2, "override") && s.is(i+3, "("):
		s.add(s.named(s.secretsIn(i + 3)))
	case s.are(i+1, ".", "stores"):
		s.stores(i, i+3)
	case s.is(i+1, ".") && (s.is(i+2, "update") || s.is(i+2, "setdefault")) && s.is(i+3, "("):
		s.add(s.named(s.secretsIn(i + 3)))
		if s.isWord(i+4) && s.is(i+5, ")") {
			s.add(s.named(s.bound(string(s.bytes(i + 4)))))
		}
		if s.namesStores(i + 4) {
			s.store(i)
		}
	}
}

// configItem searches a use of config[key].
func (s *surveyor) configItem(i int, key string) {
	set := s.is(i+4, "=")
	switch {
	case set && key == "database.password":
		s.secret(key, i+5)
	case key == "database" && s.is(i+4, "[") && s.text(i+5) == "password" && s.are(i+6, "]", "="):
		s.secret("database.password", i+8)
	case set && strings.HasSuffix(key, "secret_key"):
		s.secret("secret_key", i+5)
	case set && strings.HasPrefix(key, "stores."):
		s.store(i)
	case key == "stores":
		s.stores(i, i+4)
	}
}

// stores records config.stores, or an item of it, if the code assigns or
// updates it. i is the token "config" and end the token after "stores".
func (s *surveyor) stores(i, end int) {
	for s.is(end, "[") {
		end = s.closing(end) + 1
	}
	if s.is(end, "=") || s.is(end, "|=") ||
		s.is(end, ".") && (s.is(end+1, "update") || s.is(end+1, "setdefault")) && s.is(end+2, "(") {
		s.store(i)
	}
}

// store records that the dotted name which ends at token i sets up a store.
func (s *surveyor) store(i int) {
	s.found.Stores = append(s.found.Stores, s.offset(s.chainStart(i)))
}

// namesStores reports whether the arguments from token i on mention stores, as
// a keyword or as a key.
func (s *surveyor) namesStores(i int) bool {
	for end := s.closing(i - 1); i < end; i++ {
		text := s.text(i)
		if s.is(i, "stores") || text == "stores" || strings.HasPrefix(text, "stores.") {
			return true
		}
	}
	return false
}

// closing returns the index of the bracket that closes the one at token i, or
// the number of tokens.
func (s *surveyor) closing(i int) int {
	depth := 0
	for ; i < len(s.tokens); i++ {
		if s.tokens[i].Kind != python.Op {
			continue
		}
		switch string(s.bytes(i)) {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(s.tokens)
}
