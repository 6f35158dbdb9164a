package database

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/graph"
)

// rows parses a catalog. A line that cannot be parsed is left out. A line is
//
//	schema NAME [SIGHT]
//	column SCHEMA TABLE NAME TYPE [null]
//	key    SCHEMA TABLE COLUMN,…
//	index  SCHEMA TABLE [unique:]COLUMN,…
//	ref    SCHEMA TABLE COLUMN=COLUMN,… SCHEMA TABLE
func rows(backend, text string) *catalog {
	c := &catalog{backend: backend}
	for n, line := range strings.Split(strings.TrimSpace(text), "\n") {
		f := append(strings.Fields(line), "", "", "", "", "", "")
		switch f[0] {
		case "schema":
			sight, err := graph.ParseSight(f[2])
			if err != nil {
				sight = graph.Whole
			}
			c.schemas = append(c.schemas, schemaRow{name: f[1], sight: sight})
		case "column":
			c.columns = append(c.columns, columnRow{schema: f[1], table: f[2], name: f[3], sqlType: f[4], nullable: f[5] == "null"})
		case "key", "index":
			columns, unique := strings.CutPrefix(f[3], "unique:")
			for i, column := range strings.Split(columns, ",") {
				c.indexes = append(c.indexes, indexRow{schema: f[1], table: f[2], index: fmt.Sprint(f[0], n), position: i, primary: f[0] == "key", unique: unique, column: column})
			}
		case "ref":
			for i, pair := range strings.Split(f[3], ",") {
				child, parent, _ := strings.Cut(pair, "=")
				c.keys = append(c.keys, foreignKeyRow{schema: f[1], table: f[2], constraint: fmt.Sprint(n), position: i, column: child, parentSchema: f[4], parentTable: f[5], parentColumn: parent})
			}
		}
	}
	return c
}

// shown returns the tables as text: ID, name, tier, master, and the definition.
func shown(t *testing.T, p *graph.Pipeline) string {
	t.Helper()
	if err := p.Validate(); err != nil {
		t.Fatal(err)
	}
	var export bytes.Buffer
	if err := p.Encode(&export); err != nil {
		t.Fatal(err)
	}
	if again, err := graph.Decode(&export); err != nil {
		t.Fatal(err)
	} else if diff := cmp.Diff(p, again); diff != "" {
		t.Errorf("the export loses something:\n%s", diff)
	}
	var b strings.Builder
	for i := range p.Tables {
		table := &p.Tables[i]
		fmt.Fprintf(&b, "%s %s %s", table.ID, table.Name, table.Tier)
		if table.Master != "" {
			fmt.Fprintf(&b, " of %s", table.Master)
		}
		if table.NewDimension {
			b.WriteString(" new")
		}
		b.WriteByte('\n')
		for line := range strings.Lines(table.Definition) {
			b.WriteString("    " + strings.Join(strings.Fields(line), " ") + "\n")
		}
		for _, fk := range p.ForeignKeysOf(table.ID) {
			fmt.Fprintf(&b, "  to %s %v primary=%t multi=%t aliased=%t nullable=%t unique=%t\n", fk.Parent, fk.AttrMap, fk.Primary, fk.Multi, fk.Aliased, fk.Nullable, fk.Unique)
		}
	}
	for _, x := range p.Externals {
		fmt.Fprintf(&b, "external %s %s %s %s\n", x.ID, x.Kind, x.Module, x.Class)
	}
	return b.String()
}

func TestPipeline(t *testing.T) {
	for _, c := range []struct{ name, backend, in, want string }{
		{"tables and foreign keys", "mysql", `
			schema lab
			column lab subject id int(11)
			column lab subject name varchar(20)
			column lab subject father int(11) null
			column lab _session id int(11)
			column lab _session session int(11)
			column lab _session__file id int(11)
			column lab _session__file session int(11)
			column lab _session__file file varchar(20)
			key lab subject id
			key lab _session id,session
			key lab _session__file id,session,file
			index lab subject father
			index lab subject unique:name
			ref lab subject father=id lab subject
			ref lab _session id=id lab subject
			ref lab _session__file session=session,id=id lab _session`, `
lab.Session _session imported new
    -> Subject
    session : int
  to lab.Subject [{id id}] primary=true multi=true aliased=false nullable=false unique=false
lab.Session.File _session__file part of lab.Session new
    -> master
    file : varchar(20)
  to lab.Session [{id id} {session session}] primary=true multi=true aliased=false nullable=false unique=false
lab.Subject subject manual new
    id : int
    ---
    name : varchar(20)
    -> [nullable] Subject.proj(father="id")
    unique index (name)
  to lab.Subject [{father id}] primary=false multi=true aliased=true nullable=true unique=false
`},
		{"hidden tables, columns and parents", "mysql", `
			schema lab
			column lab ~log id int(11)
			column lab ~lineage table_name varchar(64)
			column lab ~external_raw hash binary(16)
			column lab __scan id int(11)
			column lab __scan movie binary(16)
			column lab __scan _job_start_time datetime(3) null
			column lab state _singleton tinyint(1)
			column lab state value int(11)
			key lab __scan id
			key lab state _singleton
			index lab __scan movie
			index lab __scan _job_start_time
			ref lab __scan movie=hash lab ~external_raw`, `
lab.Scan __scan computed new
    id : int
    ---
    movie : binary(16)
lab.State state manual
    ---
    value : int
`},
		{"a parent that is not read, and names that are taken", "mysql", `
			schema lab
			schema lab-
			column lab session id int(11)
			column lab #session id int(11)
			column lab #session__part id int(11)
			column lab- lost__part id int(11)
			key lab session id
			key lab #session id
			key lab #session__part id
			key lab- lost__part id
			ref lab session id=key other _session
			ref lab #session id=key other session`, `
lab.Session session manual
    -> other.Session.proj(id="key")
  to other.Session [{id key}] primary=true multi=false aliased=true nullable=false unique=false
lab.Session_2 #session lookup
    -> other.Session_2.proj(id="key")
  to other.Session_2 [{id key}] primary=true multi=false aliased=true nullable=false unique=false
lab.Session_2.Part #session__part part of lab.Session_2 new
    id : int
lab_.Lost.Part lost__part part of lab_.Lost new
    id : int
external other.Session virtual other Session
external other.Session_2 virtual other Session
`},
		{"unique foreign keys, and indexes that nobody declared", "mysql", `
			schema lab
			column lab a id int
			column lab b id int
			column lab b a int
			column lab b c int
			column lab b d int
			key lab a id
			key lab b id
			index lab b unique:a
			index lab b c
			index lab b d
			ref lab b a=id lab a
			ref lab b c=id lab a`, `
lab.A a manual new
    id : int
lab.B b manual new
    id : int
    ---
    -> [unique] A.proj(a="id")
    -> A.proj(c="id")
    d : int
    index (d)
  to lab.A [{a id}] primary=false multi=true aliased=true nullable=false unique=true
  to lab.A [{c id}] primary=false multi=true aliased=true nullable=false unique=false
`},
		{"PostgreSQL makes no index for a foreign key", "postgresql", `
			schema lab
			column lab a id integer
			column lab b id integer
			column lab b a integer
			key lab a id
			key lab b id
			index lab b a
			ref lab b a=id lab a
			ref lab b a=id lab a`, `
lab.A a manual new
    id : integer
lab.B b manual new
    id : integer
    ---
    -> A.proj(a="id")
    index (a)
  to lab.A [{a id}] primary=false multi=true aliased=true nullable=false unique=false
`},
		{"a schema that is not seen, and a cycle", "mysql", `
			schema hidden hidden
			schema lab partial
			column hidden x id int
			column lab a id int
			column lab b id int
			key lab a id
			key lab b id
			ref lab a id=id lab b
			ref lab b id=id lab a`, `
lab.A a manual
    -> B
  to lab.B [{id id}] primary=true multi=false aliased=false nullable=false unique=false
lab.B b manual
    -> A
  to lab.A [{id id}] primary=true multi=false aliased=false nullable=false unique=false
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := shown(t, rows(c.backend, c.in).pipeline())
			if diff := cmp.Diff(strings.TrimPrefix(c.want, "\n"), got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// The types of inherited attributes are the parents', along any number of foreign keys.
func TestInheritedTypes(t *testing.T) {
	c := rows("mysql", `
		schema lab
		column lab c x int
		column lab b y int
		column lab a z int
		key lab a z
		key lab b y
		key lab c x
		ref lab b y=z lab a
		ref lab c x=y lab b`)
	c.columns[2].comment = ":int32:the number"
	p := c.pipeline()
	for _, id := range []string{"lab.A", "lab.B", "lab.C"} {
		if a := p.Table(id).Attributes[0]; a.Type != "int32" || a.Comment != "the number" || a.SQLType != "int" {
			t.Errorf("%s: got %q %q %q", id, a.Type, a.SQLType, a.Comment)
		}
	}
}

// FuzzPipeline: whatever a catalog says, the pipeline is valid and survives an export.
func FuzzPipeline(f *testing.F) {
	f.Add(true, "schema lab\ncolumn lab a id int\ncolumn lab a__b id int null\nkey lab a id\nref lab a__b id=id lab a\nindex lab a__b unique:id")
	f.Add(false, "schema lab\nschema lab-\nschema lab.\ncolumn lab- #a id int\ncolumn lab- a id int\nref lab- a id=x,id=y lab- a\nref lab- #a no=id x ~y")
	f.Fuzz(func(t *testing.T, mysql bool, text string) {
		backend := "postgresql"
		if mysql {
			backend = "mysql"
		}
		c := rows(backend, strings.ToValidUTF8(text, "?"))
		seen := map[string]bool{} // a server has no two schemas, tables or columns of one name
		c.schemas = slices.DeleteFunc(c.schemas, func(s schemaRow) bool { return twice(seen, s.name) })
		c.columns = slices.DeleteFunc(c.columns, func(r columnRow) bool { return twice(seen, r.schema, r.table, r.name) })
		c.keys = slices.DeleteFunc(c.keys, func(r foreignKeyRow) bool { return twice(seen, r.schema, r.table, r.constraint, r.column) })
		c.indexes = slices.DeleteFunc(c.indexes, func(r indexRow) bool { return twice(seen, r.schema, r.table, r.index, r.column) })
		shown(t, c.pipeline())
	})
}

// twice notes a name of several words, and reports whether it was there before.
func twice(seen map[string]bool, words ...string) bool {
	name := strings.Join(words, "\x00")
	defer func() { seen[name] = true }()
	return seen[name]
}
