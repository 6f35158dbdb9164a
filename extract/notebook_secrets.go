package extract

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"

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
	printed [][]string         // names of secrets, by cell
	shell   []graph.Credential // in magics and shell commands
	source  *source            // nil if it holds none
	stores  bool               // an attribute may name an object store
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
		if containsAny(text, "_PASS", "_SECRET", "_TOKEN", "database.password", "secret_key", "mysql", "postgres", `\"password`, `'password`) {
			for _, output := range notebook.Outputs(text) {
				found.printed = append(found.printed, credential.Printed(output))
			}
		}
		mayHold := mayHoldCredentials(text)
		var sources []string
		if mayHold {
			sources = cells(text)
			found.shell = shellSecrets(name, sources)
		}
		// Those that are analysed are searched with the other source.
		if !p.opts.Notebooks && mayHold && slices.ContainsFunc(sources, mayHoldCredentials[string]) {
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
		if found.printed != nil || found.shell != nil || found.source != nil || found.stores {
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

// cells returns the source of the cells of a notebook, "" for text. Parsing it is much
// more work, and what cells printed says "password" more often than their source.
func cells(text []byte) []string {
	nb, err := notebook.Parse(text)
	if err != nil {
		return nil
	}
	sources := make([]string, len(nb.Cells))
	for i, c := range nb.Cells {
		if c.Code {
			sources[i] = c.Source
		}
	}
	return sources
}

// shellSecrets returns the credentials in the lines of cells that are not Python: a
// magic such as %env, a command after "!", and all lines of a cell for a shell.
func shellSecrets(name string, sources []string) []graph.Credential {
	var all []graph.Credential
	for i, source := range sources {
		inShell := slices.ContainsFunc([]string{"%%bash", "%%sh", "%%script", "%%cmd"}, func(magic string) bool { return strings.HasPrefix(strings.TrimSpace(source), magic) })
		at := graph.Pos{Path: graph.CellPath(name, i+1)}
		for line := range strings.Lines(source) {
			at.Line++
			trimmed := strings.TrimSpace(line)
			if !inShell && (trimmed == "" || trimmed[0] != '%' && trimmed[0] != '!' && !strings.Contains(trimmed, "= !")) {
				continue
			}
			found := credential.InLine(line)
			if words := strings.Fields(line); len(words) == 3 && (words[0] == "%env" || words[0] == "%set_env") && credential.IsSecretName(words[1]) && credential.IsPlaintextInShell(words[2]) {
				start := strings.LastIndex(line, words[2])
				found = append(found, credential.Found{Name: words[1], Start: start, End: start + len(words[2])})
			}
			for _, f := range found {
				pos, end := at, at
				pos.Col, end.Col = f.Start+1, f.End+1
				all = append(all, graph.Credential{Name: f.Name, Pos: pos, End: end})
			}
		}
	}
	return all
}

// mayHoldCredentials reports whether a text has a word that is near any
// credential. Most notebooks call conn() without one.
func mayHoldCredentials[Text []byte | string](text Text) bool {
	b := []byte(text)
	return containsAny(b, "passw", "_PASS", "_SECRET", "_TOKEN", "secret_key", "secret_access_key", "Connection(", "Instance(", "mysql", "postgres") ||
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
					Kind: graph.PrintedSecret, Name: name, Pos: graph.Pos{Path: graph.CellPath(n.name, i+1), Line: 1, Col: 1},
				})
			}
		}
		r.out.Credentials = append(r.out.Credentials, n.shell...)
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
