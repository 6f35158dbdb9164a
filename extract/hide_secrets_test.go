package extract_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djdag/djdag/extract"
)

// The model repeats no value of a credential: not in a definition, a default, a
// reference, a comment, a message or an ID, from code, notebooks and configuration.
func TestModelRepeatsNoSecret(t *testing.T) {
	cell, err := json.Marshal("import datajoint as dj\ndj.config['database.password'] = 'note-book5'\n# djdag: ignore[x] note-book5\n")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{
		"pyproject.toml": {Data: []byte("[tool.datajoint.stores.main]\nprotocol = 's3'\nsecret_key = 't0ml-secret'\nbucket = 't0ml-secret'\n")},
		"n.ipynb":        {Data: []byte(`{"nbformat":4,"cells":[{"cell_type":"code","source":` + string(cell) + `}]}`)},
		"lab.py": {Data: []byte(`import datajoint as dj
dj.config["database.password"] = "hunter2secret"
schema = dj.Schema("lab")

@schema
class A(dj.Manual):
    definition = """
    # mysql://root:c0mment-pw@host/db
    a : int  # postgresql://root:hunter2secret@host/db
    b = "mysql://root:root@host/db" : varchar(99)  # root is the user
    c : int  # the root of all
    password = "d3fault-pw" : varchar(9)
    api_token = '' : varchar(9)
    -> Missing(password='hunter2secret')
    -> Other(url="mysql://u:hunter3secret@h/d")
    -> Other(url="mysql://u:hunter4secret@h/d")
    """
`)},
	}
	p := project(t, files, extract.Options{Notebooks: true})
	var out bytes.Buffer
	if err := p.Encode(&out); err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"hunter2secret", "hunter3secret", "hunter4secret", "c0mment-pw", "d3fault-pw", "t0ml-secret", "note-book5"} {
		for line := range strings.Lines(out.String()) {
			if strings.Contains(line, secret) {
				t.Errorf("%s: %s", secret, line)
			}
		}
	}
	want := "# mysql://root:**********@host/db\na : int  # postgresql://root:*************@host/db\n" +
		"b = \"mysql://****:****@host/db\" : varchar(99)  # **** is the user\nc : int  # the root of all\npassword = \"**********\" : varchar(9)\napi_token = '' : varchar(9)\n" +
		"-> Missing(password='*************')" +
		strings.Repeat("\n-> Other(url=\"mysql://u:*************@h/d\")", 2)
	if got := p.Table("lab.A").Definition; got != want {
		t.Errorf("got the definition\n%s\nwant\n%s", got, want)
	}
	if err := p.Validate(); err != nil {
		t.Error(err)
	}
}
