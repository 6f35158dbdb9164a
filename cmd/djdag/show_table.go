package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/printable"
)

// A description is everything that djdag show prints about a table or an
// external node.
type description struct {
	tableLine
	definition        string // "" for an external node
	key               []keyLine
	unknown           []unknownPart
	parents, children []graph.ForeignKey
	rekeyed           []string // IDs of the tables whose keys would change with this key
	withReads         bool     // the two below were asked for
	reads, readBy     []readLine
}

// A keyLine is one attribute of a primary key with its origin.
type keyLine struct {
	Name       string   `json:"name"`
	Type       string   `json:"type"`
	Origin     string   `json:"origin"`      // ID of the table or external node that introduces it
	OriginName string   `json:"origin_name"` // its name there
	By         []string `json:"by"`          // the text of each foreign key that brings it
	Line       int      `json:"line"`
}

// An unknownPart is a part of a primary key that is not known.
type unknownPart struct {
	of string   // ID of the table or external node whose key it is
	by []string // the text of each foreign key that brings it
}

// describeTable describes the table or external node with this ID.
func describeTable(p *graph.Pipeline, id string) description {
	d := description{parents: p.ForeignKeysOf(id), children: p.ReferencesTo(id), rekeyed: p.Rekeyed(id)}
	lines := listTables(p)
	if i := slices.IndexFunc(lines, func(line tableLine) bool { return line.ID == id }); i >= 0 {
		d.tableLine = lines[i]
	}
	t := p.Table(id)
	if t == nil {
		return d
	}
	d.definition = t.Definition
	for _, name := range t.PrimaryKey {
		a := t.Attribute(name)
		if a == nil {
			continue
		}
		line := keyLine{Name: name, Type: a.Type, By: []string{}, Line: a.Pos.Line}
		line.Origin, line.OriginName = p.Origin(id, name)
		for _, i := range a.From {
			line.By = append(line.By, p.ForeignKeys[i].Text)
		}
		d.key = append(d.key, line)
	}
	for _, of := range t.UnknownKeys {
		part := unknownPart{of: of}
		for _, fk := range d.parents {
			parent := p.Table(fk.Parent)
			if fk.Primary && (fk.Parent == of || parent != nil && slices.Contains(parent.UnknownKeys, of)) {
				part.by = append(part.by, fk.Text)
			}
		}
		d.unknown = append(d.unknown, part)
	}
	return d
}

// json writes the format djdag-show/1: the fields of a table in djdag-list/1,
// and more.
func (d *description) json(w io.Writer) error {
	head, err := jsonFields(struct {
		Format string `json:"format"`
		tableLine
		Definition string `json:"definition"`
	}{"djdag-show/1", d.tableLine, d.definition})
	if err != nil {
		return err
	}
	var out bytes.Buffer
	out.WriteString("{" + head)
	err = errors.Join(
		appendRecords(&out, "key", d.key),
		appendRecords(&out, "parents", d.parents),
		appendRecords(&out, "children", d.children),
		appendRecords(&out, "rekeyed", d.rekeyed),
	)
	if d.withReads {
		err = errors.Join(err, appendRecords(&out, "reads", d.reads), appendRecords(&out, "read_by", d.readBy))
	}
	if err != nil {
		return err
	}
	out.WriteString("}\n")
	_, err = w.Write(printable.JSON(out.Bytes()))
	return err
}

// text writes paragraphs. It leaves out those without content.
func (d *description) text(w io.Writer) error {
	columns := newColumns(w, 2)
	if d.TableName != "" {
		writeRow(columns, d.Active, d.ID, d.Tier, d.name(), d.declaredAt())
		fmt.Fprintln(columns)
		for line := range strings.Lines(strings.Trim(d.definition, "\n") + "\n") {
			fmt.Fprintln(columns, strings.TrimRight("    "+cell(strings.TrimRight(line, "\r\n")), " "))
		}
	} else {
		writeRow(columns, d.Active, d.ID, d.Tier)
	}
	if len(d.key)+len(d.unknown) > 0 {
		fmt.Fprintln(columns, "\nPrimary key:")
	}
	for _, k := range d.key {
		fmt.Fprintf(columns, "  %s\t%s\t%s\n", cell(k.Name), cell(k.Type), cell(d.originText(k)))
	}
	for _, k := range d.unknown {
		fmt.Fprintf(columns, "  …\tunknown\t%s\n", cell(d.unknownText(k)))
	}
	textEdges(columns, "Parents", d.parents, func(fk graph.ForeignKey) string { return fk.Parent })
	textEdges(columns, "Children", d.children, func(fk graph.ForeignKey) string { return fk.Child })
	if len(d.rekeyed) > 0 {
		fmt.Fprintln(columns, "\nTables whose keys change with this key:")
	}
	for _, id := range d.rekeyed {
		fmt.Fprintf(columns, "  %s\n", cell(id))
	}
	textReads(columns, "Reads", d.reads)
	textReads(columns, "Is read by", d.readBy)
	return columns.Flush()
}

// originText says which table an attribute of the key comes from, and which
// foreign keys of this table bring it.
func (d *description) originText(k keyLine) string {
	switch by := strings.Join(k.By, " and "); {
	case k.Origin == d.ID:
		if k.Line == 0 { // read from a database
			return "declared here"
		}
		return fmt.Sprintf("declared on line %d", k.Line)
	case k.OriginName == k.Name:
		return fmt.Sprintf("from %s, via %s", k.Origin, by)
	default:
		return fmt.Sprintf("%s from %s, via %s", k.OriginName, k.Origin, by)
	}
}

// unknownText says whose key an unknown part is, and which foreign keys of this
// table bring it.
func (d *description) unknownText(k unknownPart) string {
	switch {
	case k.of == d.ID:
		return "the definition is not in the source"
	case len(k.by) == 0:
		return "the key of " + k.of
	}
	return fmt.Sprintf("the key of %s, via %s", k.of, strings.Join(k.by, " and "))
}

// textEdges writes foreign keys, each with the table at its other end.
func textEdges(w io.Writer, title string, fks []graph.ForeignKey, end func(graph.ForeignKey) string) {
	if len(fks) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s:\n", title)
	for _, fk := range fks {
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s\n", cell(end(fk)), cell(fk.Pos.String()), edgeKind(fk), cell(fk.Text))
	}
}

// edgeKind describes a foreign key in the words of the manual.
func edgeKind(fk graph.ForeignKey) string {
	words := []string{"secondary"}
	if fk.Primary {
		words[0] = "primary"
	}
	for _, also := range []struct {
		is   bool
		word string
	}{
		{fk.Aliased, "renamed"},
		{fk.Nullable, "nullable"},
		{fk.Unique, "unique"},
	} {
		if also.is {
			words = append(words, also.word)
		}
	}
	return strings.Join(words, ", ")
}
