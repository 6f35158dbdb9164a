package check

import (
	"io/fs"
	"strings"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/secret"
)

// masks are the places of secrets in the source. They cache the last line, because
// findings are sorted by position.
type masks struct {
	inLine map[graph.Pos][]graph.Credential // by path and line
	long   map[string][]graph.Credential    // by path: those of several lines
	// everywhere hides values that are masked wherever they occur.
	everywhere secret.Hider

	pos    graph.Pos
	masked string
}

// masksOf returns the places of credentials, and those of the findings that report
// one, in the files of the source.
func masksOf(credentials []graph.Credential, findings []graph.Diagnostic, source fs.FS) *masks {
	m := &masks{inLine: make(map[graph.Pos][]graph.Credential), long: make(map[string][]graph.Credential)}
	for _, c := range credentials {
		m.add(c)
	}
	for _, d := range findings {
		if d.Rule == credentialsRule {
			m.add(graph.Credential{Pos: d.Pos, End: d.End})
		}
	}
	if len(findings) > 0 {
		src := sources{fsys: source}
		var distinct []string
		for _, c := range credentials {
			line, ok := src.line(c.Pos)
			if from, to := c.Pos.Col-1, c.End.Col-1; ok && c.End.Line == c.Pos.Line && from >= 0 && from < to && to <= len(line) && secret.IsDistinct(line[from:to]) {
				distinct = append(distinct, line[from:to])
			}
		}
		m.everywhere = secret.NewHider(distinct...)
	}
	return m
}

func (m *masks) add(c graph.Credential) {
	switch {
	case c.Pos.Line < 1 || c.Pos.Col < 1 || c.End.Line < c.Pos.Line:
	case c.End.Line == c.Pos.Line:
		m.inLine[lineOf(c.Pos)] = append(m.inLine[lineOf(c.Pos)], c)
	default:
		m.long[c.Pos.Path] = append(m.long[c.Pos.Path], c)
	}
}

// apply returns a line of a file in which a star stands for each byte of a secret, so
// that columns stay the same.
func (m *masks) apply(p graph.Pos, line string) string {
	p = lineOf(p)
	if p == m.pos {
		return m.masked
	}
	masked := []byte(line)
	var repeated []string
	hide := func(start, end int) {
		if start = max(start, 0); start < end && end <= len(line) {
			copy(masked[start:end], strings.Repeat("*", end-start))
			if secret.IsNearby(line[start:end]) {
				repeated = append(repeated, line[start:end])
			}
		}
	}
	for _, c := range m.inLine[p] {
		hide(c.Pos.Col-1, c.End.Col-1)
	}
	for _, c := range m.long[p.Path] {
		switch {
		case p.Line < c.Pos.Line || p.Line > c.End.Line:
		case p.Line == c.Pos.Line:
			hide(c.Pos.Col-1, len(line))
		case p.Line == c.End.Line:
			hide(0, c.End.Col-1)
		default:
			hide(0, len(line))
		}
	}
	m.pos, m.masked = p, m.everywhere.Hide(secret.NewHider(repeated...).Hide(string(masked)))
	return m.masked
}
