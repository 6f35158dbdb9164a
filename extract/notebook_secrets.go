package extract

import (
	"bytes"
	"context"
	"io"
	"slices"

	"github.com/djdag/djdag/extract/internal/credential"
	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/notebook"
)

// maxNotebook is the size in bytes up to which notebooks are searched for
// credentials.
const maxNotebook = 32 << 20

// addNotebooks adds the credentials in the project's notebooks: those that their
// cells printed and, of notebooks that were not analysed, those in the source. A
// pipeline without its notebooks shares them all the same.
func (r *resolver) addNotebooks() {
	if len(r.project.opts.Entries) > 0 {
		return
	}
	analysed := map[string]bool{}
	for _, s := range r.project.modules.all() {
		if s.tree != nil && s.shown == s.path && r.library.Loaded(s.unit.Name) {
			analysed[s.path] = true
		}
	}
	for _, name := range r.project.notebooks {
		if !r.project.isTarget(name) {
			continue
		}
		text := r.project.notebook(name)
		if !maySecret(text) {
			continue
		}
		r.addPrinted(name, text)
		if !analysed[name] {
			r.addNotebook(name)
		}
	}
}

// notebook returns the text of a notebook, or nil if it is too large. It is read
// once only, so nothing should keep it.
func (p *project) notebook(name string) []byte {
	file, err := p.modules.project().FS.Open(name)
	if err != nil {
		return nil
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxNotebook+1))
	if err != nil || len(text) > maxNotebook {
		return nil
	}
	return text
}

// maySecret reports whether a notebook has a word without which it has no
// credentials.
func maySecret(text []byte) bool {
	return slices.ContainsFunc([]string{"passw", "PASS", "secret", "SECRET", "TOKEN", "conn(", "Connection(", "Instance("}, func(word string) bool {
		return bytes.Contains(text, []byte(word))
	})
}

// addPrinted adds the secrets in the output of a notebook, each once for a cell.
func (r *resolver) addPrinted(name string, text []byte) {
	for i, output := range notebook.Outputs(text) {
		for _, secret := range credential.Printed(output) {
			r.out.Credentials = append(r.out.Credentials, graph.Credential{
				Kind: graph.PrintedSecret, Name: secret, Pos: graph.Pos{Path: graph.CellPath(name, i+1)},
			})
		}
	}
}

// addNotebook adds the credentials in the source of a notebook, and the comments
// in their lines.
func (r *resolver) addNotebook(name string) {
	s := r.project.modules.project().source(name)
	s.read(context.Background(), r.project.parser)
	if s.err != nil {
		return
	}
	first := len(r.out.Credentials)
	r.addCredentials(s)
	for _, remark := range s.survey.Directives {
		at := s.place(remark.Offset())
		if slices.ContainsFunc(r.out.Credentials[first:], func(c graph.Credential) bool { return c.Pos.Path == at.Path && c.Pos.Line == at.Line }) {
			r.out.Comments = append(r.out.Comments, graph.Comment{Text: remark.Text, Pos: at})
		}
	}
}
