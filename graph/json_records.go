package graph

import (
	"bytes"
	"cmp"
	"encoding/json"
)

// The records of the JSON format mirror the model field by field, except that
// absent values are null and positions are inlined.

type projectJSON struct {
	HasPyproject     bool                 `json:"has_pyproject"`
	HasDataJointJSON bool                 `json:"has_datajoint_json"`
	Partial          bool                 `json:"partial"`
	DataJoint        requirementJSON      `json:"datajoint"`
	Backend          *backendJSON         `json:"backend"`
	Stores           []storeJSON          `json:"stores"`
	DefaultStores    []storeReferenceJSON `json:"default_stores"`
	CodeStores       []posJSON            `json:"code_stores"`
	NewKeysAllowed   bool                 `json:"new_keys_allowed,omitempty"`
	Plugins          bool                 `json:"plugins,omitempty"`
	HasReads         bool                 `json:"has_reads,omitempty"`
}

type requirementJSON struct {
	Oldest *string `json:"oldest"`
	Before *string `json:"before"`
	posJSON
}

type backendJSON struct {
	Name string `json:"name"`
	posJSON
}

type storeJSON struct {
	Name     string        `json:"name"`
	Protocol *string       `json:"protocol"`
	Settings []settingJSON `json:"settings"`
	posJSON
	endJSON
}

type settingJSON struct {
	Key   string  `json:"key"`
	Kind  string  `json:"kind"`
	Empty bool    `json:"empty"`
	Text  *string `json:"text"`
	posJSON
	endJSON
}

type storeReferenceJSON struct {
	Key   string `json:"key"`
	Store string `json:"store"`
	posJSON
}

type moduleJSON struct {
	Name    string       `json:"name"`
	Path    string       `json:"path"`
	Outside bool         `json:"outside,omitempty"`
	Imports []importJSON `json:"imports"`
	Inserts []insertJSON `json:"inserts"`
	Uses    []useJSON    `json:"uses"`
}

type importJSON struct {
	Module     string             `json:"module"`
	Names      []importedNameJSON `json:"names"`
	Others     int                `json:"others"`
	Scope      string             `json:"scope"`
	Text       string             `json:"text"`
	Deferrable bool               `json:"deferrable"`
	Breaks     bool               `json:"breaks,omitempty"`
	Preloaded  bool               `json:"preloaded,omitempty"`
	placeJSON
}

type importedNameJSON struct {
	Name string  `json:"name"`
	As   *string `json:"as"`
}

type insertJSON struct {
	Name string `json:"name"`
	placeJSON
}

type useJSON struct {
	Name string `json:"name"`
	Text string `json:"text"`
	// Guarded is absent where it is false, as before it existed.
	Guarded bool `json:"guarded,omitempty"`
	placeJSON
}

type schemaJSON struct {
	ID         string    `json:"id"`
	Name       *string   `json:"name"`
	Template   *string   `json:"template"`
	Modules    []string  `json:"modules"`
	Active     bool      `json:"active"`
	Existing   bool      `json:"existing,omitempty"`
	Activation *posJSON  `json:"activation"`
	Places     []posJSON `json:"places"`
	posJSON
}

type tableJSON struct {
	ID            string          `json:"id"`
	Module        string          `json:"module"`
	Class         string          `json:"class"`
	Schema        string          `json:"schema"`
	Name          string          `json:"table_name"`
	Tier          string          `json:"tier"`
	Master        *string         `json:"master"`
	Active        bool            `json:"active"`
	Comment       string          `json:"comment"`
	PrimaryKey    []string        `json:"primary_key"`
	UnknownKeys   []string        `json:"unknown_keys,omitempty"`
	Attributes    []attributeJSON `json:"attributes"`
	Indexes       []indexJSON     `json:"indexes"`
	Provides      []string        `json:"provides"`
	Reads         []readJSON      `json:"reads,omitempty"`
	Definition    string          `json:"definition"`
	HasDefinition bool            `json:"has_definition"`
	NewDimension  bool            `json:"introduces_dimension"`
	posJSON
}

type attributeJSON struct {
	Name     string  `json:"name"`
	Type     string  `json:"type"`
	SQLType  string  `json:"sql_type,omitempty"`
	Default  *string `json:"default"`
	Nullable bool    `json:"nullable"`
	Comment  string  `json:"comment"`
	InKey    bool    `json:"in_key"`
	Store    *string `json:"store"`
	From     []int   `json:"from"`
	placeJSON
	// The positions of the type and the store are relative to that of the
	// attribute, and nil if unknown.
	TypeAt  *spotJSON `json:"type_at,omitempty"`
	StoreAt *spotJSON `json:"store_at,omitempty"`
}

type indexJSON struct {
	Columns []string `json:"columns"`
	Unique  bool     `json:"unique"`
	placeJSON
	ColumnsAt []spotJSON `json:"columns_at,omitempty"`
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
	ID     string  `json:"id"`
	Kind   string  `json:"kind"`
	Module *string `json:"module"`
	Class  *string `json:"class"`
}

type codecJSON struct {
	Name      string  `json:"name"`
	Inline    *string `json:"inline"`
	Stored    *string `json:"stored"`
	StoreOnly bool    `json:"store_only"`
	// InlineOnly is absent where it is false, as before it existed.
	InlineOnly bool `json:"inline_only,omitempty"`
	posJSON
}

type commentJSON struct {
	Text string `json:"text"`
	posJSON
}

type credentialJSON struct {
	Kind string `json:"kind"`
	Name string `json:"name"`
	posJSON
	endJSON
}

type diagnosticJSON struct {
	Rule     string `json:"rule"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
	posJSON
	endJSON
	Related []relatedJSON `json:"related"`
}

type relatedJSON struct {
	Message string `json:"message"`
	posJSON
}

func projectToJSON(p *Project) projectJSON {
	j := projectJSON{
		HasPyproject:     p.HasPyproject,
		HasDataJointJSON: p.HasDataJointJSON,
		Partial:          p.Partial,
		DataJoint: requirementJSON{
			Oldest:  optionalVersion(p.DataJoint.Oldest),
			Before:  optionalVersion(p.DataJoint.Before),
			posJSON: posToJSON(&p.DataJoint.Pos),
		},
		Stores: convert(p.Stores, func(s *Store) storeJSON {
			return storeJSON{
				Name:     s.Name,
				Protocol: optional(s.Protocol),
				Settings: convert(s.Settings, func(x *StoreSetting) settingJSON {
					return settingJSON{Key: x.Key, Kind: x.Kind.String(), Empty: x.Empty, Text: optional(x.Text), posJSON: posToJSON(&x.Pos), endJSON: endToJSON(x.End)}
				}),
				posJSON: posToJSON(&s.Pos),
				endJSON: endToJSON(s.End),
			}
		}),
		DefaultStores: convert(p.DefaultStores, func(r *StoreReference) storeReferenceJSON {
			return storeReferenceJSON{Key: r.Key, Store: r.Store, posJSON: posToJSON(&r.Pos)}
		}),
		CodeStores:     convert(p.CodeStores, posToJSON),
		NewKeysAllowed: p.NewKeysAllowed,
		Plugins:        p.Plugins,
		HasReads:       p.HasReads,
	}
	if p.Backend != "" {
		j.Backend = &backendJSON{Name: p.Backend, posJSON: posToJSON(&p.BackendPos)}
	}
	return j
}

func (j *projectJSON) value() (Project, error) {
	p := Project{
		HasPyproject: j.HasPyproject, HasDataJointJSON: j.HasDataJointJSON, Partial: j.Partial,
		NewKeysAllowed: j.NewKeysAllowed, Plugins: j.Plugins, HasReads: j.HasReads, DataJoint: Requirement{Pos: j.DataJoint.pos()},
	}
	var err error
	if p.DataJoint.Oldest, err = versionOrZero(j.DataJoint.Oldest); err != nil {
		return p, err
	}
	if p.DataJoint.Before, err = versionOrZero(j.DataJoint.Before); err != nil {
		return p, err
	}
	if j.Backend != nil {
		p.Backend, p.BackendPos = j.Backend.Name, j.Backend.pos()
	}
	p.Stores, err = convertBack(j.Stores, (*storeJSON).value)
	p.DefaultStores = nilIfEmpty(convert(j.DefaultStores, func(r *storeReferenceJSON) StoreReference {
		return StoreReference{Key: r.Key, Store: r.Store, Pos: r.pos()}
	}))
	p.CodeStores = nilIfEmpty(convert(j.CodeStores, (*posJSON).pos))
	return p, err
}

func (j *storeJSON) value() (Store, error) {
	settings, err := convertBack(j.Settings, func(x *settingJSON) (StoreSetting, error) {
		kind, err := ParseValueKind(x.Kind)
		return StoreSetting{Key: x.Key, Kind: kind, Empty: x.Empty, Text: orEmpty(x.Text), Pos: x.pos(), End: x.end(x.Path)}, err
	})
	return Store{Name: j.Name, Protocol: orEmpty(j.Protocol), Settings: settings, Pos: j.pos(), End: j.end(j.Path)}, err
}

// optionalVersion returns nil for the unknown version.
func optionalVersion(v Version) *string {
	if !v.Known() {
		return nil
	}
	s := v.String()
	return &s
}

// versionOrZero is the inverse of [optionalVersion].
func versionOrZero(s *string) (Version, error) {
	if s == nil {
		return Version{}, nil
	}
	return ParseVersion(*s)
}

func moduleToJSON(m *Module) moduleJSON {
	return moduleJSON{
		Name: m.Name,
		Path: m.Path, Outside: m.Outside,
		Imports: convert(m.Imports, func(i *Import) importJSON {
			return importJSON{
				Module: i.Module,
				Names: convert(i.Names, func(n *ImportedName) importedNameJSON {
					return importedNameJSON{Name: n.Name, As: optional(n.As)}
				}),
				Others:     i.Others,
				Scope:      i.Scope.String(),
				Text:       i.Text,
				Deferrable: i.Deferrable,
				Breaks:     i.Breaks,
				Preloaded:  i.Preloaded,
				placeJSON:  placeToJSON(i.Pos, m.Path),
			}
		}),
		Inserts: convert(m.Inserts, func(i *Insert) insertJSON {
			return insertJSON{Name: i.Name, placeJSON: placeToJSON(i.Pos, m.Path)}
		}),
		Uses: convert(m.Uses, func(u *Use) useJSON {
			return useJSON{Name: u.Name, Text: u.Text, Guarded: u.Guarded, placeJSON: placeToJSON(u.Pos, m.Path)}
		}),
	}
}

func (j *moduleJSON) value() (Module, error) {
	imports, err := convertBack(j.Imports, func(i *importJSON) (Import, error) {
		scope, err := ParseScope(i.Scope)
		names := nilIfEmpty(convert(i.Names, func(n *importedNameJSON) ImportedName {
			return ImportedName{Name: n.Name, As: orEmpty(n.As)}
		}))
		return Import{
			Module: i.Module, Names: names, Others: i.Others, Scope: scope, Text: i.Text, Deferrable: i.Deferrable, Breaks: i.Breaks, Preloaded: i.Preloaded, Pos: i.pos(j.Path),
		}, err
	})
	inserts := nilIfEmpty(convert(j.Inserts, func(i *insertJSON) Insert {
		return Insert{Name: i.Name, Pos: i.pos(j.Path)}
	}))
	uses := nilIfEmpty(convert(j.Uses, func(u *useJSON) Use {
		return Use{Name: u.Name, Text: u.Text, Guarded: u.Guarded, Pos: u.pos(j.Path)}
	}))
	return Module{Name: j.Name, Path: j.Path, Outside: j.Outside, Imports: imports, Inserts: inserts, Uses: uses}, err
}

func schemaToJSON(s *Schema) schemaJSON {
	j := schemaJSON{
		ID:       s.ID,
		Name:     optional(s.Name),
		Template: optional(s.Template),
		Modules:  notNil(s.Modules),
		Active:   s.Active,
		Existing: s.Existing,
		Places:   convert(s.Places, posToJSON),
		posJSON:  posToJSON(&s.Pos),
	}
	if s.Activation != (Pos{}) {
		a := posToJSON(&s.Activation)
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
		Existing: j.Existing,
		Places:   nilIfEmpty(convert(j.Places, (*posJSON).pos)),
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
		PrimaryKey: notNil(t.PrimaryKey), UnknownKeys: t.UnknownKeys,
		Attributes: convert(t.Attributes, func(a *Attribute) attributeJSON {
			return attributeJSON{
				Name:      a.Name,
				Type:      a.Type,
				SQLType:   a.SQLType,
				Default:   a.Default,
				Nullable:  a.Nullable,
				Comment:   a.Comment,
				InKey:     a.InKey,
				Store:     optional(a.Store),
				From:      notNil(a.From),
				placeJSON: placeToJSON(a.Pos, t.Pos.Path),
				TypeAt:    optionalSpot(a.TypePos, a.Pos),
				StoreAt:   optionalSpot(a.StorePos, a.Pos),
			}
		}),
		Indexes: convert(t.Indexes, func(x *Index) indexJSON {
			j := indexJSON{Columns: notNil(x.Columns), Unique: x.Unique, placeJSON: placeToJSON(x.Pos, t.Pos.Path)}
			for _, p := range x.ColumnPos {
				j.ColumnsAt = append(j.ColumnsAt, spotToJSON(p, x.Pos))
			}
			return j
		}),
		Provides:      convert(t.Provides, func(m *ClassMember) string { return m.String() }),
		Reads:         readsToJSON(t),
		Definition:    t.Definition,
		HasDefinition: t.HasDefinition,
		NewDimension:  t.NewDimension,
		posJSON:       posToJSON(&t.Pos),
	}
}

func (j *tableJSON) value() (Table, error) {
	tier, err := ParseTier(j.Tier)
	attributes := nilIfEmpty(convert(j.Attributes, func(a *attributeJSON) Attribute {
		at := a.pos(j.Path)
		return Attribute{
			Name:     a.Name,
			Type:     a.Type,
			SQLType:  a.SQLType,
			Default:  a.Default,
			Nullable: a.Nullable,
			Comment:  a.Comment,
			InKey:    a.InKey,
			Store:    orEmpty(a.Store),
			From:     nilIfEmpty(a.From),
			Pos:      at,
			TypePos:  posOrZero(a.TypeAt, at),
			StorePos: posOrZero(a.StoreAt, at),
		}
	}))
	provides, unknown := convertBack(j.Provides, func(s *string) (ClassMember, error) { return ParseClassMember(*s) })
	reads, wrong := convertBack(j.Reads, func(r *readJSON) (Read, error) { return r.value(j.Path) })
	err = cmp.Or(err, unknown, wrong)
	indexes := nilIfEmpty(convert(j.Indexes, func(x *indexJSON) Index {
		at := x.pos(j.Path)
		columns := nilIfEmpty(convert(x.ColumnsAt, func(s *spotJSON) Pos { return s.pos(at) }))
		return Index{Columns: nilIfEmpty(x.Columns), Unique: x.Unique, Pos: at, ColumnPos: columns}
	}))
	return Table{
		ID:            j.ID,
		Module:        j.Module,
		Class:         j.Class,
		Schema:        j.Schema,
		Name:          j.Name,
		Tier:          tier,
		Master:        orEmpty(j.Master),
		Active:        j.Active,
		Comment:       j.Comment,
		PrimaryKey:    nilIfEmpty(j.PrimaryKey),
		UnknownKeys:   nilIfEmpty(j.UnknownKeys),
		Attributes:    attributes,
		Indexes:       indexes,
		Provides:      provides,
		Reads:         reads,
		Definition:    j.Definition,
		HasDefinition: j.HasDefinition,
		NewDimension:  j.NewDimension,
		Pos:           j.pos(),
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
		posJSON:  posToJSON(&fk.Pos),
	}
}

// MarshalJSON returns the foreign key as a record of [Format].
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
	return externalJSON{ID: x.ID, Kind: x.Kind.String(), Module: optional(x.Module), Class: optional(x.Class)}
}

func (j *externalJSON) value() (External, error) {
	kind, err := ParseExternalKind(j.Kind)
	return External{ID: j.ID, Kind: kind, Module: orEmpty(j.Module), Class: orEmpty(j.Class)}, err
}

func codecToJSON(c *Codec) codecJSON {
	return codecJSON{Name: c.Name, Inline: optional(c.Inline), Stored: optional(c.Stored), StoreOnly: c.StoreOnly, InlineOnly: c.InlineOnly, posJSON: posToJSON(&c.Pos)}
}

func (j *codecJSON) value() (Codec, error) {
	return Codec{Name: j.Name, Inline: orEmpty(j.Inline), Stored: orEmpty(j.Stored), StoreOnly: j.StoreOnly, InlineOnly: j.InlineOnly, Pos: j.pos()}, nil
}

func commentToJSON(c *Comment) commentJSON {
	return commentJSON{Text: c.Text, posJSON: posToJSON(&c.Pos)}
}

func (j *commentJSON) value() (Comment, error) { return Comment{Text: j.Text, Pos: j.pos()}, nil }

func credentialToJSON(c *Credential) credentialJSON {
	return credentialJSON{Kind: c.Kind.String(), Name: c.Name, posJSON: posToJSON(&c.Pos), endJSON: endToJSON(c.End)}
}

func (j *credentialJSON) value() (Credential, error) {
	kind, err := ParseCredentialKind(j.Kind)
	return Credential{Kind: kind, Name: j.Name, Pos: j.pos(), End: j.end(j.Path)}, err
}

func diagnosticToJSON(d *Diagnostic) diagnosticJSON {
	return diagnosticJSON{
		Rule:     d.Rule,
		Severity: d.Severity.String(),
		Message:  d.Message,
		posJSON:  posToJSON(&d.Pos),
		endJSON:  endToJSON(d.End),
		Related: convert(d.Related, func(r *Related) relatedJSON {
			return relatedJSON{Message: r.Message, posJSON: posToJSON(&r.Pos)}
		}),
	}
}

// MarshalJSON returns the diagnostic as a record of [Format].
func (d Diagnostic) MarshalJSON() ([]byte, error) { return marshal(diagnosticToJSON(&d)) }

// marshal does not escape HTML: the outer encoder does if it is set to.
func marshal(record any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	err := enc.Encode(record)
	return buf.Bytes(), err
}

func (j *diagnosticJSON) value() (Diagnostic, error) {
	severity, err := ParseSeverity(j.Severity)
	related := nilIfEmpty(convert(j.Related, func(r *relatedJSON) Related {
		return Related{Message: r.Message, Pos: r.pos()}
	}))
	d := Diagnostic{
		Rule:     j.Rule,
		Severity: severity,
		Message:  j.Message,
		Pos:      j.pos(),
		End:      j.end(j.Path),
		Related:  related,
	}
	return d, err
}
