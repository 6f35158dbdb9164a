package survey

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/extract/internal/python"
)

func survey(t testing.TB, text string) Survey {
	t.Helper()
	p := python.NewParser()
	defer p.Close()
	f, err := p.File(context.Background(), []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return Of(f)
}

func TestInserts(t *testing.T) {
	const text = `
def make(self, key):
    self.insert1(key)
    self.Trial.insert([])
    lab.Session().insert1(key, skip_duplicates=True)
    "Quoted.insert1(key)"  # Commented.insert(key)
    Session.insert1(key); Session.insert(key)
    tables[0].insert1(key)
    f(x).insert1(key)
    Other.inserted = Other.insert_all()
    map(Passed.insert1, keys)
`
	var got []string
	for _, n := range survey(t, text).Inserts {
		got = append(got, n.Text)
		if !strings.HasPrefix(text[n.Offset:], n.Text) {
			t.Errorf("%s is not at offset %d", n.Text, n.Offset)
		}
	}
	want := []string{"self", "self.Trial", "lab.Session", "Session", "Passed"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestGuardedUses: a use is guarded where the code expects that it fails.
func TestGuardedUses(t *testing.T) {
	const text = `import datajoint as dj
try:
    from datajoint.hash import key_hash
except ImportError:
    key_hash = dj.guarded
else:
    dj.guarded
dj.plain
try:
    dj.plain
except ValueError:
    pass
if not hasattr(dj, "x"):
    dj.guarded
    """
text
    """
    dj.guarded
elif a:
    dj.guarded
dj.plain
x = dj.guarded if hasattr(dj, "guarded") else 3
`
	var got []string
	for _, u := range survey(t, text).Uses {
		got = append(got, fmt.Sprint(u.Name, " ", u.Guarded))
	}
	want := []string{
		"hash.key_hash true", "guarded true", "guarded true", "plain false", "plain false", "guarded true", "guarded true", "guarded true",
		"plain false", "guarded true",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestUses(t *testing.T) {
	const text = `"""dj.ERD in a text"""
import os, datajoint as dj
import datajoint.errors
import datajoint.hash as h
from datajoint import ERD as Erd, Manual
from datajoint.errors import DataJointError
from .datajoint import schema

schema = dj.schema("lab")  # dj.Di
class A(dj.Manual): pass
draw.dj.schemas = f"{dj.Diagram}"

def draw():
    import datajoint as d
    d.create_virtual_module("a", "b")
    raise datajoint.errors.LostConnectionError(h.key_hash({}))
`
	var got []string
	for _, u := range survey(t, text).Uses {
		got = append(got, u.Name+" as "+u.Text)
		if !strings.HasPrefix(text[u.Offset:], u.Text) {
			t.Errorf("%s is not at offset %d", u.Text, u.Offset)
		}
	}
	want := []string{
		"errors as datajoint.errors", "hash as datajoint.hash", "ERD as ERD", "errors.DataJointError as DataJointError", "schema as dj.schema",
		"create_virtual_module as d.create_virtual_module",
		"errors.LostConnectionError as datajoint.errors.LostConnectionError", "hash.key_hash as h.key_hash",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// checkLines compares what is found in a text with the "# want" comments in it.
func checkLines(t *testing.T, text string, found func(Survey) []string) {
	t.Helper()
	var want []string
	for line := range strings.Lines(text) {
		if _, said, ok := strings.Cut(strings.TrimSpace(line), "# want "); ok {
			want = append(want, said)
		}
	}
	if diff := cmp.Diff(want, found(survey(t, text))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestStores(t *testing.T) {
	const text = `
import datajoint as dj
dj.config["stores"] = {}                    # want dj.config["st
dj.config["stores"]["main"] = {}            # want dj.config["st
dj.config["stores.main"] = {}               # want dj.config["st
dj.config.stores["main"]["bucket"] = "b"    # want dj.config.sto
dj.config.stores |= more                    # want dj.config.sto
dj.config.stores.update(main={})            # want dj.config.sto
config["stores"].setdefault("main", {})     # want config["store
dj.config.update({"stores": {}})            # want dj.config.upd
dj.config.update(stores={})                 # want dj.config.upd
dj.config.update({"loglevel": "INFO"})
same = dj.config["stores"] == {}
main = dj.config.stores["main"]
dj.config["loglevel"] = "stores"
# dj.config["stores"] = {}
print('dj.config["stores"] = {}')

def later():
    dj.config["stores"] = {}                # want dj.config["st
`
	checkLines(t, text, func(s Survey) []string {
		var got []string
		for _, offset := range s.Stores {
			got = append(got, text[offset:offset+13])
		}
		return got
	})
}

func TestCredentials(t *testing.T) {
	const text = `
import os
import datajoint as dj
dj.config["database.password"] = "hunter2"            # want database.password: hunter2
dj.config.database.password = r'hunter\2'             # want database.password: hunter\2
dj.config["raw.secret_key"] = """hunter2"""           # want secret_key: hunter2
dj.config.update({"database.password": "hunter2"})    # want database.password: hunter2
stores = {"raw": {"secret_key": "hunter2"}}           # want secret_key: hunter2
dj.conn("host", "me", "hunter2")                      # want database.password: hunter2
dj.conn(host(), f(a, b), "hunter2")                   # want database.password: hunter2
dj.Connection(host=x, user=y, password="hunter2")     # want database.password: hunter2
os.environ["DJ_PASS"] = "hunter2"                     # want DJ_PASS: hunter2
os.environ.setdefault("DJ_PASS", "hunter2")           # want DJ_PASS: hunter2
PW = "hunter2"                                        # want database.password: hunter2
dj.config["database.password"] = PW
again: str = "hunter3"                                # want database.password: hunter3
dj.conn("host", "me", again)
creds = dict(host="host", password="hunter2")         # want database.password: hunter2
dj.conn(**creds)
dj.conn(**{"password": "hunter2"})                    # want database.password: hunter2
dj.config.update({"database": {"password": "hunter2"}})  # want database.password: hunter2
dj.config.update(dict(password="hunter2"))            # want database.password: hunter2
settings = {"database.host": "h", "password": "hunter2"}  # want database.password: hunter2
dj.config.update(settings)
dj.config["database"]["password"] = "hunter2"         # want database.password: hunter2
dj.Instance("host", "me", "hunter2")                  # want database.password: hunter2
os.environ.get("DJ_PASS", "hunter2")                  # want DJ_PASS: hunter2
os.getenv("DJ_PASS", "hunter2")                       # want DJ_PASS: hunter2
os.getenv("DJ_PASS") or "hunter2"                     # want DJ_PASS: hunter2
pymysql.connect(host="h", user="u", password="hunter2")  # want password: hunter2
mysql.connector.connect(host="h", passwd="hunter2")   # want password: hunter2
dj.conn("host", "me", ask("password"))
unused = "hunter2"
unused_dict = dict(password="hunter2")
changed = "hunter2"
changed = ask()
dj.conn("host", "me", changed)
dj.conn("host", "me", again + x)
dj.conn("host", "me", again[1:])
os.getenv("DJ_USER", "hunter2")
os.getenv("DJ_PASS", "")
os.environ.get("DJ_PASS", None)
other.connect(password="hunter2")
dj.conn("host", "me", "hunter" + "2")
dj.conn("host", "me")
other.conn("host", "me", "hunter2")
dj.config["database.password"] = f"{password}"
dj.config["database.password"] = "{}".format(x)
dj.config["database.password"] = "hunter%d" % 2
dj.config["database.password"] == "hunter2"
dj.config["database.user"] = "hunter2"
os.environ["DJ_USER"] = "hunter2"
os.environ["DJ_PASS"] = word
text = 'dj.config["database.password"] = "hunter2"'
word = "hunter2"
def connect(host, word):
    dj.conn(host, "me", word)
def connect(host):
    pw = "hunter2"                                    # want database.password: hunter2
    dj.conn(host, "me", pw)
def connect(host):
    dj.conn(host, "me", pw)
if x:
    given = "hunter2"                                 # want database.password: hunter2
else:
    given = ask()
dj.config["database.password"] = given
# dj.config["database.password"] = "hunter2"
getenv("DJ_PASS", default="hunter2")                  # want DJ_PASS: hunter2
items = {"user": "me", "pw": "hunter2", "x": "y"}     # want database.password: hunter2
dj.config["database.password"] = items["pw"]
dj.conn("host", "me", items["x"])
class Config:
    USER = "me"
    PASSWORD = "hunter2"                              # want database.password: hunter2
    def password(self): return "hunter2"
class Other:
    PASSWORD = "hunter2"
dj.config["database.password"] = Config.PASSWORD
def connect(host="db", *, user: str = "me", password: str = "hunter2"):  # want database.password: hunter2
    dj.conn(host, user, password)
def login(host, pw):
    dj.config["database.password"] = pw
login("db", "hunter2")                                # want database.password: hunter2
login("db", pw="hunter2")                             # want database.password: hunter2
login("db", ask())
pymysql.connect("db", "me", "hunter2", "lab")         # want password: hunter2
pymysql.connect("db", "me")
sqlalchemy.create_engine("mysql+pymysql://me:hunter2@db/lab")  # want database.password: hunter2
sqlalchemy.create_engine(f"mysql://{user}:{pw}@db/lab")
sqlalchemy.create_engine("mysql://user:password@db/lab")
requests.get("https://me:hunter2@db/lab")
boto3.client("s3", aws_secret_access_key="hunter2")   # want aws_secret_access_key: hunter2
minio.Minio("s3", access_key="me", secret_key="hunter2")  # want secret_key: hunter2
minio.Minio("s3", access_key="me", secret_key=key)
dj.config["database.password"] = f"hunter2"           # want database.password: hunter2
# the last string is not closed                       # want database.password: hunter2
dj.config["database.password"] = "hunter2
`
	checkLines(t, text, func(s Survey) []string {
		var got []string
		for _, c := range s.Credentials {
			got = append(got, fmt.Sprintf("%s: %s", c.Name, text[c.Start:c.End]))
		}
		return got
	})
}

func TestImportedConnect(t *testing.T) {
	const text = `
from pymysql import connect
from datajoint import conn as dj_conn, config
import MySQLdb as sql
from mysql import connector
connect("db", "me", "hunter2")                        # want password: hunter2
dj_conn("db", "me", "hunter2")                        # want database.password: hunter2
sql.connect("db", "me", "hunter2")                    # want password: hunter2
connector.connect(host="db", password="hunter2")      # want password: hunter2
config["database.password"] = "hunter2"               # want database.password: hunter2
def connect(): pass
x.connect("db", "me", "hunter2")
`
	checkLines(t, text, func(s Survey) []string {
		var got []string
		for _, c := range s.Credentials {
			got = append(got, fmt.Sprintf("%s: %s", c.Name, text[c.Start:c.End]))
		}
		return got
	})
}

func TestReferences(t *testing.T) {
	const text = `
import datajoint as dj
import consts
from settings import PW
dj.config["database.password"] = PW                   # want PW
dj.conn("db", "me", consts.Db.PASSWORD)               # want consts.Db.PASSWORD
dj.conn("db", "me", ask())
dj.conn("db", "me", None)                             # want None
local = ask()
class A:
    def connect(self, pw):
        x = pw
        dj.conn("db", "me", self.pw)
        dj.conn("db", "me", pw)
`
	checkLines(t, text, func(s Survey) []string {
		var got []string
		for _, r := range s.References {
			got = append(got, r.Text)
			if !strings.HasPrefix(text[r.Offset:], r.Text) {
				t.Errorf("%s is not at offset %d", r.Text, r.Offset)
			}
		}
		return got
	})
}

func TestConstants(t *testing.T) {
	const text = `
PW = "hunter2"
class Config:
    PASSWORD: str = "hunter3"
    def f(self):
        PASSWORD = "hunter4"
PORT = 3306
other = ask()
`
	p := python.NewParser()
	defer p.Close()
	f, err := p.File(context.Background(), []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for name, all := range Constants(f) {
		for _, c := range all {
			got[name] += text[c.Start:c.End]
		}
	}
	if diff := cmp.Diff(map[string]string{"PW": "hunter2", "Config.PASSWORD": "hunter3"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// FuzzOf checks that what is found in any text has valid offsets.
func FuzzOf(f *testing.F) {
	f.Add("import datajoint as dj\ndj.config.update(stores={'a': [")
	f.Add("dj.conn(((,'',password=")
	f.Add(".insert()\n).insert\nenviron['PASS']=")
	f.Fuzz(func(t *testing.T, text string) {
		p := python.NewParser()
		defer p.Close()
		file, err := p.File(context.Background(), []byte(text))
		if err != nil {
			t.Skip()
		}
		s := Of(file)
		for _, c := range s.Credentials {
			if c.Start > c.End {
				t.Errorf("credential %+v", c)
			}
			file.LineCol(c.End)
		}
		for _, n := range s.Inserts {
			if n.Text == "" {
				t.Error("an insert without a table")
			}
		}
	})
}
