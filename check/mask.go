package check

import (
	"strings"

	"github.com/djdag/djdag/graph"
)

// masks are the places of secrets in the source. They cache the last line, because
// findings are sorted by position.
type masks struct {
	inLine map[graph.Pos][]graph.Credential // by path and line
	long   map[string][]graph.Credential    // by path: those of several lines

	pos    graph.Pos
	masked string
}

// masksOf returns the places of credentials, and those of the findings that report
// one.
func masksOf(credentials []graph.Credential, findings []graph.Diagnostic) *masks {
	m := &masks{inLine: make(map[graph.Pos][]graph.Credential), long: make(map[string][]graph.Credential)}
	for _, c := range credentials {
		m.add(c)
	}
	for _, d := range findings {
		if d.Rule == credentialsRule {
			m.add(graph.Credential{Pos: d.Pos, End: d.End})
		}
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

// minRepeated is the length in bytes from which a secret is masked wherever it occurs
// in its line. Shorter ones are parts of other words.
const minRepeated = 4

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
			if end-start >= minRepeated && strings.TrimSpace(line[start:end]) != "" {
				repeated = append(repeated, line[start:end], strings.Repeat("*", end-start))
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
	m.pos, m.masked = p, string(masked)
	if repeated != nil {
		m.masked = strings.NewReplacer(repeated...).Replace(m.masked)
	}
	return m.masked
}
