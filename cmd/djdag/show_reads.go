package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/djdag/djdag/graph"
)

// A readLine is what one table's make() does with another table, at the first place.
type readLine struct {
	Table      string   `json:"table"` // the one at the other end; "" where the code could not be followed
	Kind       string   `json:"kind"`
	Cover      string   `json:"cover"`
	Sure       bool     `json:"sure"`
	Restricted bool     `json:"restricted"` // by the key, in all places
	Through    []string `json:"through"`
	Text       string   `json:"text"`
	Path       string   `json:"path"`
	Line       int      `json:"line"`
	Col        int      `json:"col"`

	pos graph.Pos
}

// listReads returns what the table's make() reads and writes, and which tables' make()
// do so with it. Each pair of tables has one line for each kind.
func listReads(p *graph.Pipeline, id string) (reads, readBy []readLine) {
	covers := p.Covers()
	type use struct{ reader, table, kind string }
	seen := make(map[use]int)
	add := func(list *[]readLine, reader, other string, r *graph.Read) {
		key := use{reader, r.Table, r.Kind.String()}
		if i, ok := seen[key]; ok {
			(*list)[i].Restricted = (*list)[i].Restricted && r.Restricted
			(*list)[i].Sure = (*list)[i].Sure || !r.Likely
			return
		}
		seen[key] = len(*list)
		*list = append(*list, readLine{
			Table: other, Kind: r.Kind.String(), Cover: covers.Of(reader, r.Table).String(), Sure: !r.Likely, Restricted: r.Restricted,
			Through: r.Through, Text: r.Text, Path: r.Pos.Path, Line: r.Pos.Line, Col: r.Pos.Col, pos: r.Pos,
		})
	}
	for i := range p.Tables {
		t := &p.Tables[i]
		for j := range t.Reads {
			switch r := &t.Reads[j]; {
			case t.ID == id:
				add(&reads, t.ID, r.Table, r)
			case r.Table == id:
				add(&readBy, t.ID, t.ID, r)
			}
		}
	}
	return reads, readBy
}

// textReads writes a paragraph of reads.
func textReads(w io.Writer, title string, reads []readLine) {
	if len(reads) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s:\n", title)
	for _, r := range reads {
		name := r.Table
		if name == "" {
			name = "unknown"
		}
		words := []string{r.Kind}
		if r.Table != "" && r.Cover != graph.Declared.String() {
			words = append(words, r.Cover)
		}
		if !r.Sure && r.Table != "" {
			words = append(words, "likely")
		}
		if r.Kind == graph.Fetched.String() && !r.Restricted {
			words = append(words, "not by the key")
		}
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s\n", cell(name), cell(r.pos.String()), strings.Join(words, ", "), cell(strings.Join(r.Through, " > ")))
	}
}
