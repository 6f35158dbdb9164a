package extract

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/newline"
	"github.com/djdag/djdag/internal/notebook"
	"github.com/djdag/djdag/internal/secret"
)

// hideSecrets puts stars in place of the values of credentials in the texts of the
// pipeline: in definitions, defaults, comments, references and messages. What is
// written or printed from the model repeats none then.
//
// A value is hidden in the texts of its line. One that is no word is hidden wherever
// it occurs.
func hideSecrets(p *graph.Pipeline, fsys fs.FS) {
	lines := linesWithSecrets(p.Credentials, fsys)
	if lines == nil {
		return
	}
	at := make(map[graph.Pos][]string, len(lines)) // values, by path and line
	var distinct []string
	for _, line := range lines {
		at[line.pos] = line.values
		for _, v := range line.values {
			if secret.IsDistinct(v) {
				distinct = append(distinct, v)
			}
		}
	}
	inFile := map[string][]secretLine{} // by line
	for _, line := range lines {
		inFile[line.pos.Path] = append(inFile[line.pos.Path], line)
	}
	for _, lines := range inFile {
		slices.SortFunc(lines, func(a, b secretLine) int { return a.pos.Line - b.pos.Line })
	}
	everywhere := secret.NewHider(distinct...)
	// hide hides what is secret in a text that is near some positions.
	hide := func(text *string, near ...graph.Pos) {
		*text = everywhere.Hide(*text)
		for _, pos := range near {
			*text = hideNearby(*text, at[graph.Pos{Path: pos.Path, Line: pos.Line}])
		}
	}
	for i := range p.Diagnostics {
		d := &p.Diagnostics[i]
		hide(&d.Message, d.Pos)
		for j := range d.Related {
			r := &d.Related[j]
			hide(&r.Message, r.Pos, d.Pos)
			hide(&d.Message, r.Pos)
		}
	}
	for i := range p.Tables {
		t := &p.Tables[i]
		for j := range t.Attributes {
			a := &t.Attributes[j]
			if a.Default != nil {
				text := *a.Default
				hide(&text, a.Pos)
				a.Default = &text
			}
			hide(&a.Comment, a.Pos)
		}
		hide(&t.Comment)
		t.Definition = hideInDefinition(t, inFile[t.Pos.Path])
		hide(&t.Definition)
	}
	for i := range p.ForeignKeys {
		hide(&p.ForeignKeys[i].Text, p.ForeignKeys[i].Pos)
	}
	for i := range p.Comments {
		hide(&p.Comments[i].Text, p.Comments[i].Pos)
	}
	for i := range p.Project.Stores {
		for j := range p.Project.Stores[i].Settings {
			s := &p.Project.Stores[i].Settings[j]
			hide(&s.Text, s.Pos)
		}
	}
	hideInIDs(p, everywhere)
	p.Sort()
}

// hideNearby hides values in a text of their line.
func hideNearby(text string, values []string) string {
	if len(values) == 0 {
		return text
	}
	return secret.NewHider(slices.DeleteFunc(slices.Clone(values), func(v string) bool { return !secret.IsNearby(v) })...).Hide(text)
}

// maxClassLines is the number of lines, beside those of the definition, in which that
// stands below the name of its class.
const maxClassLines = 1_000

// hideInDefinition returns the definition of a table without the values in those of
// its lines that are lines with a credential. These are those of its file, by line.
func hideInDefinition(t *graph.Table, secrets []secretLine) string {
	if t.Definition == "" || len(secrets) == 0 {
		return t.Definition
	}
	lines := strings.Split(t.Definition, "\n")
	first, _ := slices.BinarySearchFunc(secrets, t.Pos.Line+1, func(s secretLine, line int) int { return s.pos.Line - line })
	for _, source := range secrets[first:] {
		if source.pos.Line > t.Pos.Line+len(lines)+maxClassLines {
			break
		}
		for i, line := range lines {
			if trimmed := strings.TrimSpace(line); trimmed != "" && strings.Contains(source.text, trimmed) {
				lines[i] = hideNearby(line, source.values)
			}
		}
	}
	return strings.Join(lines, "\n")
}

// hideInIDs hides values in the IDs of what is no table. The ID of an unresolved
// reference is its text.
func hideInIDs(p *graph.Pipeline, everywhere secret.Hider) {
	hidden := map[string]string{}
	for i := range p.Externals {
		x := &p.Externals[i]
		if id := everywhere.Hide(x.ID); id != x.ID {
			hidden[x.ID] = id
			x.ID = id
		}
	}
	if len(hidden) == 0 {
		return
	}
	seen := map[string]bool{} // two references may have differed in a secret alone
	p.Externals = slices.DeleteFunc(p.Externals, func(x graph.External) bool {
		again := seen[x.ID]
		seen[x.ID] = true
		return again
	})
	rename := func(id *string) {
		if to, ok := hidden[*id]; ok {
			*id = to
		}
	}
	for i := range p.ForeignKeys {
		rename(&p.ForeignKeys[i].Parent)
	}
	for i := range p.Tables {
		for j := range p.Tables[i].UnknownKeys {
			rename(&p.Tables[i].UnknownKeys[j])
		}
	}
}

// A secretLine is a line of the source with credentials.
type secretLine struct {
	pos    graph.Pos // without a column
	text   string
	values []string // of the credentials in it
}

// linesWithSecrets returns the lines with credentials, in the order of these. Of a
// value of several lines, each has its part. It leaves out files that cannot be read.
func linesWithSecrets(credentials []graph.Credential, fsys fs.FS) []secretLine {
	var found []secretLine
	index := map[graph.Pos]int{}
	read := map[string][]string{} // the lines of each file or cell
	for _, c := range credentials {
		lines, known := read[c.Pos.Path]
		if !known {
			lines = linesAt(fsys, c.Pos)
			read[c.Pos.Path] = lines
		}
		for n := max(c.Pos.Line, 1); n <= c.End.Line && n <= len(lines); n++ {
			line := lines[n-1]
			from, to := 0, len(line)
			if n == c.Pos.Line {
				from = c.Pos.Col - 1
			}
			if n == c.End.Line {
				to = c.End.Col - 1
			}
			if from < 0 || to > len(line) || from >= to {
				continue
			}
			at := graph.Pos{Path: c.Pos.Path, Line: n}
			i, known := index[at]
			if !known {
				i = len(found)
				index[at] = i
				found = append(found, secretLine{pos: at, text: line})
			}
			found[i].values = append(found[i].values, line[from:to])
		}
	}
	return found
}

// linesAt returns the lines of the file or cell at a position, or nil.
func linesAt(fsys fs.FS, at graph.Pos) []string {
	file, number := at.Cell()
	text, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil
	}
	if number > 0 {
		nb, err := notebook.Parse(text)
		if err != nil || number > len(nb.Cells) {
			return nil
		}
		text = []byte(nb.Cells[number-1].Source)
	}
	return strings.Split(string(newline.Unify(text)), "\n")
}
