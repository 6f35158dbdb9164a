package diff

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/printable"
)

// FormatName names the format of [JSON]. It may gain fields without a new name, but no
// field changes its meaning.
const FormatName = "djdag-diff/1"

type (
	jsonHead struct {
		Format  string  `json:"format"`
		Old     string  `json:"old"`
		New     string  `json:"new"`
		Effect  string  `json:"effect"`
		Summary Summary `json:"summary"`
	}
	jsonPos struct {
		Path string `json:"path"`
		Line int    `json:"line"`
		Col  int    `json:"col"`
	}
	jsonSchema struct {
		ID          string   `json:"id"`
		Status      string   `json:"status"`
		Old         string   `json:"old"`
		New         string   `json:"new"`
		Modules     []string `json:"modules"`
		OldModules  []string `json:"old_modules"`
		Activated   bool     `json:"activated"`
		Deactivated bool     `json:"deactivated"`
		Effect      string   `json:"effect"`
		Reason      string   `json:"reason"`
		jsonPos
	}
	jsonTable struct {
		ID      string       `json:"id"`
		OldID   *string      `json:"old_id"`
		Status  string       `json:"status"`
		Tier    string       `json:"tier"`
		Schema  string       `json:"schema"`
		Name    string       `json:"table_name"`
		Effect  string       `json:"effect"`
		OldKey  []string     `json:"old_key"`
		NewKey  []string     `json:"new_key"`
		Rekeyed bool         `json:"rekeyed"`
		Origin  *string      `json:"origin"`
		Via     []jsonHop    `json:"via"`
		Changes []jsonChange `json:"changes"`
		jsonPos
	}
	jsonChange struct {
		Kind   string `json:"kind"`
		Name   string `json:"name"`
		Old    string `json:"old"`
		New    string `json:"new"`
		Key    bool   `json:"key"`
		Effect string `json:"effect"`
		Reason string `json:"reason"`
		jsonPos
	}
	jsonHop struct {
		From string `json:"from"`
		To   string `json:"to"`
		Kind string `json:"kind"`
		Text string `json:"text"`
		jsonPos
	}
	jsonStore struct {
		Name    string `json:"name"`
		Status  string `json:"status"`
		Setting string `json:"setting"`
		Old     string `json:"old"`
		New     string `json:"new"`
		Effect  string `json:"effect"`
		Reason  string `json:"reason"`
		jsonPos
	}
	jsonCycle struct {
		Status  string    `json:"status"`
		Kind    string    `json:"kind"`
		Members []string  `json:"members"`
		Hops    []jsonHop `json:"hops"`
	}
	jsonMove struct {
		Module string `json:"module"`
		After  string `json:"after"`
		Before string `json:"before"`
	}
)

// JSON writes a difference in the format djdag-diff/1, one record per line. The effects,
// statuses and kinds are those of their String methods; empty lists are written as [].
// Characters that are not seen are escaped.
func JSON(w io.Writer, d *Diff, opts FormatOptions) error {
	var out bytes.Buffer
	head, err := encode(jsonHead{FormatName, opts.Old, opts.New, d.Effect().String(), d.Summary()})
	if err != nil {
		return err
	}
	out.Write(head[:len(head)-len("}")])
	for _, list := range []struct {
		name string
		add  func() error
	}{
		{"schemas", func() error { return appendList(&out, d.Schemas, schemaJSON) }},
		{"tables", func() error { return appendList(&out, d.Tables, tableJSON) }},
		{"stores", func() error { return appendList(&out, d.Stores, storeJSON) }},
		{"cycles", func() error { return appendList(&out, d.Cycles, cycleJSON) }},
		{"order", func() error { return appendList(&out, d.Order, func(m *Move) any { return jsonMove(*m) }) }},
	} {
		fmt.Fprintf(&out, ",\n%q:[", list.name)
		if err := list.add(); err != nil {
			return err
		}
		out.WriteByte(']')
	}
	out.WriteString("}\n")
	_, err = w.Write(printable.JSON(out.Bytes()))
	return err
}

// appendList appends the records of a list.
func appendList[T any](out *bytes.Buffer, list []T, record func(*T) any) error {
	for i := range list {
		text, err := encode(record(&list[i]))
		if err != nil {
			return err
		}
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteByte('\n')
		out.Write(text)
	}
	return nil
}

// encode returns a record as JSON on one line.
func encode(record any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false) // "-> Session" should stay legible
	err := e.Encode(record)
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), err
}

func posJSON(p graph.Pos) jsonPos { return jsonPos{p.Path, p.Line, p.Col} }

func schemaJSON(s *Schema) any {
	return jsonSchema{
		s.ID, s.Status.String(), s.Old, s.New, listed(s.Modules), listed(s.OldModules), s.Activated, s.Deactivated,
		s.Effect.String(), s.Reason, posJSON(s.Pos),
	}
}

func tableJSON(t *Table) any {
	record := jsonTable{
		ID: t.ID, Status: t.Status.String(), Tier: t.Tier.String(), Schema: t.Schema, Name: t.Name, Effect: t.Effect.String(),
		OldKey: listed(t.OldKey), NewKey: listed(t.NewKey), Rekeyed: t.Rekeyed(), Via: hopsJSON(t.Path),
		Changes: []jsonChange{}, jsonPos: posJSON(t.Pos),
	}
	if t.OldID != "" {
		record.OldID = &t.OldID
	}
	if t.Rekeyed() {
		record.Origin = &t.Origin
	}
	for _, c := range t.Changes {
		record.Changes = append(record.Changes, jsonChange{
			c.Kind.String(), c.Name, c.Old, c.New, c.Key, c.Effect.String(), c.Reason, posJSON(c.Pos),
		})
	}
	return record
}

func storeJSON(s *Store) any {
	return jsonStore{s.Name, s.Status.String(), s.Setting, s.Old, s.New, s.Effect.String(), s.Reason, posJSON(s.Pos)}
}

func cycleJSON(c *Cycle) any {
	return jsonCycle{c.Status.String(), c.Kind.String(), listed(c.Members), hopsJSON(c.Hops)}
}

func hopsJSON(hops []graph.Hop) []jsonHop {
	list := []jsonHop{}
	for _, h := range hops {
		list = append(list, jsonHop{h.From, h.To, h.Kind.String(), h.Text, posJSON(h.Pos)})
	}
	return list
}

// listed returns a list that is not nil.
func listed(list []string) []string { return append([]string{}, list...) }
