package projectfiles

import (
	"strings"

	"github.com/djdag/djdag/extract/internal/credential"
	"github.com/djdag/djdag/graph"
)

// A setting is a key of a TOML or JSON file, with its place.
type setting struct {
	path  []string // the whole of it, such as "tool", "datajoint", "stores", "main", "protocol"
	table bool     // it holds other settings
	// header: it is the header of a table of TOML, "[tool.datajoint]".
	header bool
	kind   graph.ValueKind
	text   string // of a text
	yes    bool   // it is true, in JSON
	// pos and end enclose the key.
	pos, end graph.Pos
	// valuePos and valueEnd enclose the contents of a text. Of a TOML file they
	// are not known.
	valuePos, valueEnd graph.Pos
}

// key is the last name of the path.
func (s *setting) key() string { return s.path[len(s.path)-1] }

// isSecret reports whether the value is a secret that is written out.
func (s *setting) isSecret() bool {
	key := s.key()
	return s.kind == graph.TextValue && credential.IsSecretName(key[strings.LastIndexByte(key, '.')+1:]) && credential.IsPlaintext(s.text)
}
