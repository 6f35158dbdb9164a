package graph

import "fmt"

type readJSON struct {
	Table      *string  `json:"table"`
	Kind       string   `json:"kind"`
	Sure       string   `json:"sure"`
	Restricted bool     `json:"restricted"`
	Text       string   `json:"text"`
	Through    []string `json:"through"`
	placeJSON
}

// The values of "sure".
const (
	certain = "certain"
	likely  = "likely"
)

// readsToJSON converts the reads of a table. It returns nil if there are none, so that
// the field is absent.
func readsToJSON(t *Table) []readJSON {
	if len(t.Reads) == 0 {
		return nil
	}
	return convert(t.Reads, func(r *Read) readJSON {
		j := readJSON{
			Table: optional(r.Table), Kind: r.Kind.String(), Sure: certain, Restricted: r.Restricted,
			Text: r.Text, Through: notNil(r.Through), placeJSON: placeToJSON(r.Pos, t.Pos.Path),
		}
		if r.Likely {
			j.Sure = likely
		}
		return j
	})
}

// value returns a read of a table whose class is in a file.
func (j *readJSON) value(file string) (Read, error) {
	r := Read{
		Table: orEmpty(j.Table), Likely: j.Sure == likely, Restricted: j.Restricted,
		Text: j.Text, Through: nilIfEmpty(j.Through), Pos: j.pos(file),
	}
	var err error
	if r.Kind, err = ParseReadKind(j.Kind); err != nil {
		return r, err
	}
	if j.Sure != certain && j.Sure != likely {
		return r, fmt.Errorf("unknown value %q of sure; want %s or %s", j.Sure, certain, likely)
	}
	return r, nil
}
