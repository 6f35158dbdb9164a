package matlab_test

import (
	"testing"

	"github.com/djdag/djdag/extract/internal/matlab"
)

func TestSchema(t *testing.T) {
	for _, test := range []struct {
		name, in, pkg, database string
		ok                      bool
	}{
		{"literal", "obj = dj.Schema(dj.conn, 'animals', 'lab_animals');", "animals", "lab_animals", true},
		{"double quotes", `obj = dj.Schema(dj.conn, "animals", "lab_animals");`, "animals", "lab_animals", true},
		{"a prefix", "obj = dj.Schema(dj.conn, 'animals', [prefix 'animals']);", "", "", false},
		{"no call of dj.Schema", "function obj = getSchema\nend", "", "", false},
		{"not closed", "dj.Schema(dj.conn, 'animals', 'lab", "", "", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			pkg, database, ok := matlab.Schema(test.in)
			if ok != test.ok || ok && (pkg != test.pkg || database != test.database) {
				t.Errorf("got %q, %q, %v", pkg, database, ok)
			}
		})
	}
}

func TestDefinition(t *testing.T) {
	for _, test := range []struct {
		name, in, want string
		ok             bool
	}{
		{"a class", "%{\n# mice\nmouse : int\n%}\nclassdef Mouse < dj.Manual\nend", "# mice\nmouse : int", true},
		{"the old header", "%{\nanimals.Mouse (manual) # mice\nmouse : int\n%}\nclassdef Mouse < dj.Relvar\nend", " # mice\nmouse : int", true},
		{"carriage returns", "%{\r\nmouse : int\r\n%}\r\n", "mouse : int", true},
		{"below classdef", "classdef Mouse < dj.Manual\n%{\nmouse : int\n%}\nend", "mouse : int", true},
		{"none", "classdef Mouse < dj.Manual\nend", "", false},
		{"not closed", "%{\nmouse : int", "", false},
		{"empty", "", "", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, ok := matlab.Definition(test.in)
			if got != test.want || ok != test.ok {
				t.Errorf("got %q, %v", got, ok)
			}
		})
	}
}
