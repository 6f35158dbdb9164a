package definition_test

import (
	"strings"
	"testing"

	"github.com/djdag/djdag/extract/internal/definition"
)

// TestTypes lists types that some datajoint version from 0.12 to 2.x accepts,
// with the object store in them, and types that none accepts.
func TestTypes(t *testing.T) {
	known := map[string]string{
		// Core types.
		"int8": "", "int16": "", "int32": "", "int64": "", "float32": "", "float64": "", "bool": "", "uuid": "",
		"json": "", "jsonb": "", "bytes": "", "date": "", "datetime": "", "datetime(6)": "", "datetime (6)": "",
		"char(1)": "", "varchar(255)": "", "varchar (255)": "", "VARCHAR(8)": "", "enum('a','b')": "", "enum ( 'a' )": "",
		"enum('(', ')')": "", "decimal(8,3)": "", "decimal( 8 , 3 )": "",
		// Native types.
		"int": "", "INT": "", "integer": "", "tinyint": "", "smallint": "", "mediumint": "", "bigint": "", "int(11)": "",
		"int unsigned": "", "int (11) unsigned auto_increment": "", "serial": "", "decimal": "", "numeric(5)": "",
		"decimal(5,2) unsigned": "", "double": "", "float": "", "real": "", "float unsigned": "", "double(8,2)": "",
		"time": "", "time(3)": "", "timestamp": "", "year": "", "tinyblob": "", "smallblob": "", "mediumblob": "",
		"longblob": "", "tinytext": "", "text": "", "mediumtext": "", "longtext": "",
		// Codecs, and the types of datajoint 0.12 to 0.14.
		"<blob>": "", "<blob@>": "", "<blob@main>": "main", "<filepath@raw>": "raw", "<object@main>": "main",
		"<npy@main>": "main", "<my-codec>": "", "< graph @ main >": "main", "boolean": "", "blob": "", "attach": "",
		"object": "", "blob@main": "main", "attach@main": "main", "filepath@raw": "raw", "object@main": "main",
		"blob@my-store_2": "my-store_2",
		// Before 0.12.
		"external": "external", "external-raw": "raw",
	}
	for name, store := range known {
		text := "a : " + name + "  # c"
		d := definition.Parse(text)
		if len(d.Problems) > 0 || len(d.Items) != 1 {
			t.Errorf("%q: %+v", name, d.Problems)
			continue
		}
		if a := d.Items[0].Attribute; a.Type != name || a.Store != store || a.Comment != "c" {
			t.Errorf("%q: got type %q, store %q, comment %q; want store %q", name, a.Type, a.Store, a.Comment, store)
		} else if !strings.HasPrefix(text[a.StoreOffset:], store) {
			t.Errorf("%q: the store has the offset %d", name, a.StoreOffset)
		}
	}
	unknown := []string{
		"in", "int16(3)", "int32 unsigned", "bool(1)", "uuid(16)", "json()", "float64(2)", "char", "varchar", "varchar()",
		"varchar(8) x", "enum", "enum('a'", "date x", "datetime 6", "timestamp default now()", "double precision",
		"float64 unsigned", "decimal(5,2) signed", "string", "str", "blob@", "blob@2", "blob @main", "array@main",
		"filepath", "filepath@", "external-", "external-2", "text(5)", "longblob@main", "<>", "<blob", "blob>", "<blob@main", "5", "(int)",
		"größe",
	}
	for _, name := range unknown {
		d := definition.Parse("a : " + name)
		if len(d.Problems) != 1 || d.Problems[0].Rule != "attribute-type" {
			t.Errorf("%q: got %+v, want one attribute-type", name, d.Problems)
		}
	}
}
