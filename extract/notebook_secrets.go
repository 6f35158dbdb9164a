package extract

import (
	"bytes"
	"context"
	"io"
	"slices"

	"github.com/djdag/djdag/extract/internal/credential"
	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/notebook"
)

// maxNotebook is the size in bytes up to which notebooks are searched for
// credentials.
const maxNotebook = 32 << 20

// A notebookSecrets is what a notebook of the project shows, whether or not it is
// analysed.
type notebookSecrets struct {
	name    string
	printed [][]string // names of secrets, by cell
	source  *source    // nil if it holds none
	stores  bool       // an attribute may name an object store
}

// searchNotebooks searches the project's notebooks for credentials. A project
// shares its notebooks even if no pipeline is read from them.
func (p *project) searchNotebooks(ctx context.Context) []notebookSecrets {
	if len(p.opts.Entries) > 0 {
		return nil
	}
	var parser *python.Parser
	var raw []byte
	var all []notebookSecrets
	for _, name := range p.notebooks {
		if ctx.Err() != nil {
			break
		}
		if !p.isTarget(name) {
			continue
		}
		raw = p.notebook(name, raw)
		text := notebook.WithoutMedia(raw)
		found := notebookSecrets{name: name, stores: containsAny(text, "blob@", "attach@", "filepath@", "object@", "npy@")}
		if containsAny(text, "_PASS", "_SECRET", "_TOKEN", "database.password", "secret_key") {
			for _, output := range notebook.Outputs(text) {
				found.printed = append(found.printed, credential.Printed(output))
			}
		}
		// Those that are analysed are searched with the other source.
		if !p.opts.Notebooks && mayHoldCredentials(text) && slices.ContainsFunc(cells(text), mayHoldCredentials[string]) {
			if parser == nil {
				parser = python.NewParser()
				defer parser.Close()
			}
			s := p.modules.project().source(name)
			s.text = text
			if s.read(ctx, parser); s.err == nil && len(s.survey.Credentials) > 0 {
				found.source = s
			}
		}
		if found.printed != nil || found.source != nil || found.stores {
			all = append(all, found)
		}
	}
	return all
}

// notebook reads a notebook into the memory of buf. It is empty if it cannot be
// read or is too large.
func (p *project) notebook(name string, buf []byte) []byte {
	file, err := p.modules.project().FS.Open(name)
	if err != nil {
		return buf[:0]
	}
	defer file.Close()
	read := bytes.NewBuffer(buf[:0])
	if info, err := file.Stat(); err == nil && info.Size() <= maxNotebook {
		read.Grow(int(info.Size()) + bytes.MinRead)
	}
	n, err := read.ReadFrom(io.LimitReader(file, maxNotebook+1))
	if err != nil || n > maxNotebook {
		return read.Bytes()[:0]
	}
	return read.Bytes()
}

// cells returns the source of the cells of a notebook. Parsing it is much more
// work, and what cells printed says "password" more often than their source.
func cells(text []byte) []string {
	nb, err := notebook.Parse(text)
	if err != nil {
		return nil
	}
	var sources []string
	for _, c := range nb.Cells {
		if c.Code {
			sources = append(sources, c.Source)
		}
	}
	return sources
}

// mayHoldCredentials reports whether a text has a word that is near any
// credential. Most notebooks call conn() without one.
func mayHoldCredentials[Text []byte | string](text Text) bool {
	b := []byte(text)
	return containsAny(b, "passw", "_PASS", "_SECRET", "_TOKEN", "secret_key", "Connection(", "Instance(") ||
		bytes.Count(b, []byte("conn(")) > bytes.Count(b, []byte("conn()"))
}

// containsAny reports whether a text contains one of the words.
func containsAny(text []byte, words ...string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return bytes.Contains(text, []byte(word)) })
}

// addNotebooks adds the credentials in the project's notebooks: those that their
// cells printed, each once for a cell, and of notebooks that were not analysed,
// those in the source.
func (r *resolver) addNotebooks(found []notebookSecrets) {
	analysed := map[string]bool{}
	for _, s := range r.project.modules.all() {
		if s.tree != nil && s.shown == s.path && r.library.Loaded(s.unit.Name) {
			analysed[s.path] = true
		}
	}
	for _, n := range found {
		for i, names := range n.printed {
			for _, name := range names {
				r.out.Credentials = append(r.out.Credentials, graph.Credential{
					Kind: graph.PrintedSecret, Name: name, Pos: graph.Pos{Path: graph.CellPath(n.name, i+1)},
				})
			}
		}
		if analysed[n.name] {
			continue
		}
		if n.source != nil {
			r.addNotebook(n.source)
		}
		if n.stores {
			r.out.Project.Partial = true
		}
	}
}

// addNotebook adds the credentials in the source of a notebook, and the comments
// in their lines.
func (r *resolver) addNotebook(s *source) {
	first := len(r.out.Credentials)
	r.addCredentials(s)
	for _, remark := range s.survey.Directives {
		at := s.place(remark.Offset())
		if slices.ContainsFunc(r.out.Credentials[first:], func(c graph.Credential) bool { return c.Pos.Path == at.Path && c.Pos.Line == at.Line }) {
			r.out.Comments = append(r.out.Comments, graph.Comment{Text: remark.Text, Pos: at})
		}
	}
}
