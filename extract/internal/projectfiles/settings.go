package projectfiles

import (
	"strings"

	"github.com/djdag/djdag/extract/internal/credential"
	"github.com/djdag/djdag/graph"
)

// A setting is a key in a TOML or JSON file, with its position.
type setting struct {
	path   []string // such as "tool", "datajoint", "stores", "main", "protocol"
	table  bool     // it contains other settings
	header bool     // it is the header of a TOML table, such as "[tool.datajoint]"
	kind   graph.ValueKind
	text   string  // the value, if it is a string
	number float64 // the value, if it is a number in a JSON file
	null   bool
	// pos and end are the positions of the key; end is exclusive.
	pos, end graph.Pos
	// valuePos and valueEnd are the positions of the contents of a string.
	valuePos, valueEnd graph.Pos
}

// key returns the last name in the path.
func (s *setting) key() string { return s.path[len(s.path)-1] }

// isSecret reports whether the value is a secret in plain text.
func (s *setting) isSecret() bool {
	key := s.key()
	return s.kind == graph.TextValue && credential.IsSecretName(key[strings.LastIndexByte(key, '.')+1:]) && credential.IsPlaintext(s.text)
}
