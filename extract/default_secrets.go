package extract

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/credential"
	"github.com/djdag/djdag/graph"
)

// addDefaultSecrets adds the credentials that are defaults of attributes, such as
// password="hunter2" : varchar(32).
func addDefaultSecrets(p *graph.Pipeline, fsys fs.FS) {
	read := map[string][]string{} // the lines of each file or cell
	for i := range p.Tables {
		for _, a := range p.Tables[i].Attributes {
			if len(a.From) > 0 || a.Default == nil || !credential.IsSecretName(a.Name) {
				continue
			}
			value := strings.Trim(*a.Default, "\"'")
			if value == *a.Default || !credential.IsPlaintext(value) {
				continue // a number or a function
			}
			lines, known := read[a.Pos.Path]
			if !known {
				lines = linesAt(fsys, a.Pos)
				read[a.Pos.Path] = lines
			}
			if pos, ok := defaultPos(a, lines); ok {
				c := graph.Credential{Kind: secretKind(a.Name), Name: a.Name, Pos: pos, End: pos}
				c.End.Col += len(value)
				if !slices.ContainsFunc(p.Credentials, func(o graph.Credential) bool { return o.Pos == c.Pos }) {
					p.Credentials = append(p.Credentials, c)
				}
			}
		}
	}
}

// defaultPos returns the position of the text in the default of an attribute.
func defaultPos(a graph.Attribute, lines []string) (graph.Pos, bool) {
	if a.Pos.Line < 1 || a.Pos.Line > len(lines) || a.Pos.Col < 1 || a.Pos.Col > len(lines[a.Pos.Line-1]) {
		return graph.Pos{}, false
	}
	at := strings.Index(lines[a.Pos.Line-1][a.Pos.Col-1:], *a.Default)
	if at < 0 {
		return graph.Pos{}, false
	}
	pos := a.Pos
	pos.Col += at + 1 // the quote
	return pos, true
}
