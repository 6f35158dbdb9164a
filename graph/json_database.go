package graph

// The record of [Database]. An export of source has none.
type databaseJSON struct {
	Backend string               `json:"backend"`
	Server  string               `json:"server"`
	Schemas []databaseSchemaJSON `json:"schemas"`
	Lineage []lineageJSON        `json:"lineage"`
}

type databaseSchemaJSON struct {
	Name       string `json:"name"`
	Sight      string `json:"sight"`
	HasLineage bool   `json:"has_lineage"`
}

type lineageJSON struct {
	Schema    string `json:"schema"`
	Table     string `json:"table_name"`
	Attribute string `json:"attribute"`
	Origin    string `json:"origin"`
}

func databaseToJSON(d *Database) databaseJSON {
	return databaseJSON{
		Backend: d.Backend,
		Server:  d.Server,
		Schemas: convert(d.Schemas, func(s *DatabaseSchema) databaseSchemaJSON {
			return databaseSchemaJSON{Name: s.Name, Sight: s.Sight.String(), HasLineage: s.HasLineage}
		}),
		Lineage: convert(d.Lineage, func(l *Lineage) lineageJSON {
			return lineageJSON{Schema: l.Schema, Table: l.Table, Attribute: l.Attribute, Origin: l.Origin}
		}),
	}
}

func (j *databaseJSON) value() (*Database, error) {
	schemas, err := convertBack(j.Schemas, func(s *databaseSchemaJSON) (DatabaseSchema, error) {
		sight, err := ParseSight(s.Sight)
		return DatabaseSchema{Name: s.Name, Sight: sight, HasLineage: s.HasLineage}, err
	})
	return &Database{
		Backend: j.Backend,
		Server:  j.Server,
		Schemas: schemas,
		Lineage: nilIfEmpty(convert(j.Lineage, func(l *lineageJSON) Lineage {
			return Lineage{Schema: l.Schema, Table: l.Table, Attribute: l.Attribute, Origin: l.Origin}
		})),
	}, err
}
