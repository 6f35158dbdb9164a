package graph

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
)

// The records of the JSON format. They mirror the model, field by field; what
// differs is that absent values are null and positions are flat.

type moduleJSON struct {
	Name    string       `json:"name"`
	Path    string       `json:"path"`
	Imports []importJSON `json:"imports"`
}

type importJSON struct {
	Module     string `json:"module"`
	Scope      string `json:"scope"`
	Text       string `json:"text"`
	Deferrable bool   `json:"deferrable"`
	// Path is left out where it is the module's, as it is but for notebooks.
	Path *string `json:"path,omitempty"`
	Line int     `json:"line"`
	Col  int     `json:"col"`
}

type schemaJSON struct {
	ID         string   `json:"id"`
	Name       *string  `json:"name"`
	Template   *string  `json:"template"`
	Modules    []string `json:"modules"`
	Active     bool     `json:"active"`
	Activation *posJSON `json:"activation"`
	posJSON
}

type tableJSON struct {
	ID           string          `json:"id"`
	Module       string          `json:"module"`
	Class        string          `json:"class"`
	Schema       string          `json:"schema"`
	Name         string          `json:"table_name"`
	Tier         string          `json:"tier"`
	Master       *string         `json:"master"`
	Active       bool            `json:"active"`
	Comment      string          `json:"comment"`
	PrimaryKey   []string        `json:"primary_key"`
	Attributes   []attributeJSON `json:"attributes"`
	Indexes      []indexJSON     `json:"indexes"`
	Provides     []string        `json:"provides"`
	Definition   string          `json:"definition"`
	NewDimension bool            `json:"introduces_dimension"`
	posJSON
}

type attributeJSON struct {
	Name     string  `json:"name"`
	Type     string  `json:"type"`
	Default  *string `json:"default"`
	Nullable bool    `json:"nullable"`
	Comment  string  `json:"comment"`
	InKey    bool    `json:"in_key"`
	Store    *string `json:"store"`
	From     []int   `json:"from"`
	Line     int     `json:"line"`
}

type indexJSON struct {
	Columns []string `json:"columns"`
	Unique  bool     `json:"unique"`
	Line    int      `json:"line"`
}

type foreignKeyJSON struct {
	Child    string  `json:"child"`
	Parent   string  `json:"parent"`
	AttrMap  attrMap `json:"attr_map"`
	Primary  bool    `json:"primary"`
	Multi    bool    `json:"multi"`
	Aliased  bool    `json:"aliased"`
	Nullable bool    `json:"nullable"`
	Unique   bool    `json:"unique"`
	Text     string  `json:"text"`
	posJSON
}

type externalJSON struct {
	ID   string `json:"id"`
	Kind string `json:"kind"`
}

type diagnosticJSON struct {
	Rule     string `json:"rule"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
	posJSON
	EndLine int           `json:"end_line"`
	EndCol  int           `json:"end_col"`
	Related []relatedJSON `json:"related"`
}

type relatedJSON struct {
	Message string `json:"message"`
	posJSON
}

// A posJSON is a [Pos]; unknown parts are "" and 0.
type posJSON struct {
	Path string `json:"path"`
	Line int    `json:"line"`
	Col  int    `json:"col"`
}

func posToJSON(p Pos) posJSON { return posJSON(p) }

func (p posJSON) pos() Pos { return Pos(p) }

// optional is null for the empty string.
func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// orEmpty is the inverse of optional.
func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// convert maps a list. It gives an empty list, not nil, for an empty one.
func convert[T, U any](list []T, f func(*T) U) []U {
	out := make([]U, len(list))
	for i := range list {
		out[i] = f(&list[i])
	}
	return out
}

// convertBack is convert for reading, where an empty list becomes nil.
func convertBack[T, U any](list []T, f func(*T) (U, error)) ([]U, error) {
	if len(list) == 0 {
		return nil, nil
	}
	out := make([]U, len(list))
	for i := range list {
		var err error
		if out[i], err = f(&list[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func notNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func nilIfEmpty[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return list
}

func moduleToJSON(m *Module) moduleJSON {
	return moduleJSON{
		Name: m.Name,
		Path: m.Path,
		Imports: convert(m.Imports, func(i *Import) importJSON {
			j := importJSON{Module: i.Module, Scope: i.Scope.String(), Text: i.Text, Deferrable: i.Deferrable, Line: i.Pos.Line, Col: i.Pos.Col}
			if i.Pos.Path != m.Path {
				j.Path = &i.Pos.Path
			}
			return j
		}),
	}
}

func (j *moduleJSON) value() (Module, error) {
	imports, err := convertBack(j.Imports, func(i *importJSON) (Import, error) {
		scope, err := ParseScope(i.Scope)
		path := j.Path
		if i.Path != nil {
			path = *i.Path
		}
		return Import{Module: i.Module, Scope: scope, Text: i.Text, Deferrable: i.Deferrable, Pos: Pos{Path: path, Line: i.Line, Col: i.Col}}, err
	})
	return Module{Name: j.Name, Path: j.Path, Imports: imports}, err
}

func schemaToJSON(s *Schema) schemaJSON {
	j := schemaJSON{
		ID:       s.ID,
		Name:     optional(s.Name),
		Template: optional(s.Template),
		Modules:  notNil(s.Modules),
		Active:   s.Active,
		posJSON:  posToJSON(s.Pos),
	}
	if s.Activation != (Pos{}) {
		a := posToJSON(s.Activation)
		j.Activation = &a
	}
	return j
}

func (j *schemaJSON) value() (Schema, error) {
	s := Schema{
		ID:       j.ID,
		Name:     orEmpty(j.Name),
		Template: orEmpty(j.Template),
		Modules:  nilIfEmpty(j.Modules),
		Active:   j.Active,
		Pos:      j.pos(),
	}
	if j.Activation != nil {
		s.Activation = j.Activation.pos()
	}
	return s, nil
}

func tableToJSON(t *Table) tableJSON {
	return tableJSON{
		ID:         t.ID,
		Module:     t.Module,
		Class:      t.Class,
		Schema:     t.Schema,
		Name:       t.Name,
		Tier:       t.Tier.String(),
		Master:     optional(t.Master),
		Active:     t.Active,
		Comment:    t.Comment,
		PrimaryKey: notNil(t.PrimaryKey),
		Attributes: convert(t.Attributes, func(a *Attribute) attributeJSON {
			return attributeJSON{
				Name:     a.Name,
				Type:     a.Type,
				Default:  a.Default,
				Nullable: a.Nullable,
				Comment:  a.Comment,
				InKey:    a.InKey,
				Store:    optional(a.Store),
				From:     notNil(a.From),
				Line:     a.Line,
			}
		}),
		Indexes: convert(t.Indexes, func(x *Index) indexJSON {
			return indexJSON{Columns: notNil(x.Columns), Unique: x.Unique, Line: x.Line}
		}),
		Provides:     convert(t.Provides, func(m *ClassMember) string { return m.String() }),
		Definition:   t.Definition,
		NewDimension: t.NewDimension,
		posJSON:      posToJSON(t.Pos),
	}
}

func (j *tableJSON) value() (Table, error) {
	tier, err := ParseTier(j.Tier)
	attributes, _ := convertBack(j.Attributes, func(a *attributeJSON) (Attribute, error) {
		return Attribute{
			Name:     a.Name,
			Type:     a.Type,
			Default:  a.Default,
			Nullable: a.Nullable,
			Comment:  a.Comment,
			InKey:    a.InKey,
			Store:    orEmpty(a.Store),
			From:     nilIfEmpty(a.From),
			Line:     a.Line,
		}, nil
	})
	provides, unknown := convertBack(j.Provides, func(s *string) (ClassMember, error) { return ParseClassMember(*s) })
	err = cmp.Or(err, unknown)
	indexes, _ := convertBack(j.Indexes, func(x *indexJSON) (Index, error) {
		return Index{Columns: nilIfEmpty(x.Columns), Unique: x.Unique, Line: x.Line}, nil
	})
	return Table{
		ID:           j.ID,
		Module:       j.Module,
		Class:        j.Class,
		Schema:       j.Schema,
		Name:         j.Name,
		Tier:         tier,
		Master:       orEmpty(j.Master),
		Active:       j.Active,
		Comment:      j.Comment,
		PrimaryKey:   nilIfEmpty(j.PrimaryKey),
		Attributes:   attributes,
		Indexes:      indexes,
		Provides:     provides,
		Definition:   j.Definition,
		NewDimension: j.NewDimension,
		Pos:          j.pos(),
	}, err
}

func foreignKeyToJSON(fk *ForeignKey) foreignKeyJSON {
	return foreignKeyJSON{
		Child:    fk.Child,
		Parent:   fk.Parent,
		AttrMap:  fk.AttrMap,
		Primary:  fk.Primary,
		Multi:    fk.Multi,
		Aliased:  fk.Aliased,
		Nullable: fk.Nullable,
		Unique:   fk.Unique,
		Text:     fk.Text,
		posJSON:  posToJSON(fk.Pos),
	}
}

// MarshalJSON writes the foreign key as it stands in [Format].
func (fk ForeignKey) MarshalJSON() ([]byte, error) { return marshal(foreignKeyToJSON(&fk)) }

func (j *foreignKeyJSON) value() (ForeignKey, error) {
	return ForeignKey{
		Child:    j.Child,
		Parent:   j.Parent,
		AttrMap:  nilIfEmpty([]AttrPair(j.AttrMap)),
		Primary:  j.Primary,
		Multi:    j.Multi,
		Aliased:  j.Aliased,
		Nullable: j.Nullable,
		Unique:   j.Unique,
		Text:     j.Text,
		Pos:      j.pos(),
	}, nil
}

func externalToJSON(x *External) externalJSON {
	return externalJSON{ID: x.ID, Kind: x.Kind.String()}
}

func (j *externalJSON) value() (External, error) {
	kind, err := ParseExternalKind(j.Kind)
	return External{ID: j.ID, Kind: kind}, err
}

func diagnosticToJSON(d *Diagnostic) diagnosticJSON {
	return diagnosticJSON{
		Rule:     d.Rule,
		Severity: d.Severity.String(),
		Message:  d.Message,
		posJSON:  posToJSON(d.Pos),
		EndLine:  d.End.Line,
		EndCol:   d.End.Col,
		Related: convert(d.Related, func(r *Related) relatedJSON {
			return relatedJSON{Message: r.Message, posJSON: posToJSON(r.Pos)}
		}),
	}
}

// MarshalJSON writes the diagnostic as it stands in [Format].
func (d Diagnostic) MarshalJSON() ([]byte, error) { return marshal(diagnosticToJSON(&d)) }

// marshal leaves it to the outer encoder what to escape.
func marshal(record any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	err := enc.Encode(record)
	return buf.Bytes(), err
}

func (j *diagnosticJSON) value() (Diagnostic, error) {
	severity, err := ParseSeverity(j.Severity)
	related, _ := convertBack(j.Related, func(r *relatedJSON) (Related, error) {
		return Related{Message: r.Message, Pos: r.pos()}, nil
	})
	d := Diagnostic{
		Rule:     j.Rule,
		Severity: severity,
		Message:  j.Message,
		Pos:      j.pos(),
		Related:  related,
	}
	if j.EndLine != 0 || j.EndCol != 0 {
		d.End = Pos{Path: j.Path, Line: j.EndLine, Col: j.EndCol}
	}
	return d, err
}

// An attrMap is a JSON object, child's name to parent's, that keeps its order.
type attrMap []AttrPair

// MarshalJSON implements [json.Marshaler].
func (m attrMap) MarshalJSON() ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	buf.WriteByte('{')
	for i, p := range m {
		if i > 0 {
			buf.WriteByte(',')
		}
		if err := enc.Encode(p.Child); err != nil {
			return nil, err
		}
		buf.WriteByte(':')
		if err := enc.Encode(p.Parent); err != nil {
			return nil, err
		}
	}
	buf.WriteByte('}')
	return buf.Bytes(), nil // the outer encoder drops the newlines
}

// UnmarshalJSON implements [json.Unmarshaler].
func (m *attrMap) UnmarshalJSON(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	*m = nil
	if t, err := dec.Token(); err != nil {
		return err
	} else if t != json.Delim('{') {
		return fmt.Errorf("attr_map: want an object, got %s", describe(t))
	}
	for dec.More() {
		child, err := dec.Token()
		if err != nil {
			return err
		}
		value, err := dec.Token()
		if err != nil {
			return err
		}
		parent, ok := value.(string)
		if !ok {
			return fmt.Errorf("attr_map: want the name of an attribute, got %s", describe(value))
		}
		*m = append(*m, AttrPair{Child: child.(string), Parent: parent})
	}
	return nil
}

// describe names a JSON token's kind for a message.
func describe(t json.Token) string {
	switch t := t.(type) {
	case json.Delim:
		if t == '[' || t == ']' {
			return "an array"
		}
		return "an object"
	case string:
		return "a string"
	case float64, json.Number:
		return "a number"
	case bool:
		return "true or false"
	}
	return "null"
}
