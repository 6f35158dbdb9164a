//go:build unix

package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/djdag/djdag/graph"
)

// cleanDatabaseEnvironment leaves nothing of the machine in the settings.
func cleanDatabaseEnvironment(t *testing.T) {
	t.Helper()
	for _, name := range []string{"DJ_HOST", "DJ_PORT", "DJ_USER", "DJ_PASS", "DJ_DATABASE_NAME", "DJ_USE_TLS"} {
		t.Setenv(name, "")
	}
	t.Setenv("HOME", t.TempDir())
}

// as runs the program with the password of a user. No output may have it.
func (s *databaseServer) as(t *testing.T, password string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	t.Setenv("DJ_PASS", password)
	code, stdout, stderr = runWith(t, "", args...)
	for _, text := range []string{stdout, stderr} {
		if password != "" && strings.Contains(text, password) {
			t.Errorf("djdag %q prints the password:\n%s", args, text)
		}
	}
	// The port differs between runs.
	return code, stdout, strings.ReplaceAll(stderr, fmt.Sprint(s.port), "PORT")
}

// decoded returns the pipeline in an export.
func decoded(t *testing.T, export string) *graph.Pipeline {
	t.Helper()
	p, err := graph.Decode(strings.NewReader(export))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A deployedTable is what the source and the database must say alike of a table.
type deployedTable struct {
	Tier       string
	Class      string
	Master     string
	Comment    string
	PrimaryKey []string
	Dimension  bool
	Attributes []string
	Indexes    []string
	Parents    []string
}

// deployedTables returns the tables by their names in the database.
func deployedTables(p *graph.Pipeline) map[string]deployedTable {
	name := func(id string) string {
		t := p.Table(id)
		if t == nil {
			return id
		}
		return p.Schema(t.Schema).Name + "." + t.Name
	}
	all := map[string]deployedTable{}
	for i := range p.Tables {
		t := &p.Tables[i]
		d := deployedTable{Tier: t.Tier.String(), Class: t.Class, Comment: t.Comment, PrimaryKey: t.PrimaryKey, Dimension: t.NewDimension}
		if t.Master != "" {
			d.Master = name(t.Master)
		}
		for _, a := range t.Attributes {
			typ := strings.ReplaceAll(a.Type, " ", "")
			d.Attributes = append(d.Attributes, fmt.Sprintf("%s %s nullable=%t key=%t inherited=%t # %s", a.Name, typ, a.Nullable, a.InKey, a.From != nil, a.Comment))
		}
		for _, x := range t.Indexes {
			d.Indexes = append(d.Indexes, fmt.Sprint(x.Columns, x.Unique))
		}
		for _, fk := range p.ForeignKeysOf(t.ID) {
			d.Parents = append(d.Parents, fmt.Sprintf("%s %v primary=%t multi=%t aliased=%t nullable=%t unique=%t",
				name(fk.Parent), fk.AttrMap, fk.Primary, fk.Multi, fk.Aliased, fk.Nullable, fk.Unique))
		}
		slices.Sort(d.Indexes)
		slices.Sort(d.Parents)
		all[name(t.ID)] = d
	}
	return all
}

// The pipeline of a database is that of the source, for both examples and both kinds of
// servers, and there is no drift. After some changes, each of them is found.
func TestDatabase(t *testing.T) {
	databaseServers(t, func(t *testing.T, s *databaseServer) {
		cleanDatabaseEnvironment(t)
		for _, example := range []string{"workflow", "imaging"} {
			s.declare(t, example)
			t.Run(example, func(t *testing.T) { s.equalsSource(t, example) })
		}
		t.Run("sends only SELECT", s.sendsOnlySelect)
		t.Run("errors", s.wordsErrors)
		t.Run("few rights", s.tellsRights)
		t.Run("drift", s.findsDrift)
	})
}

func (s *databaseServer) equalsSource(t *testing.T, example string) {
	source := filepath.Join("..", "..", "examples", example)
	_, want, _ := runWith(t, "", "export", source)
	code, got, stderr := s.as(t, adminPassword, "export", "--database", s.url(s.admin()), "--schema", example+"_%")
	if code != exitOK || stderr != "" {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	if diff := gocmp.Diff(deployedTables(decoded(t, want)), deployedTables(decoded(t, got))); diff != "" {
		t.Errorf("source (-), database (+):\n%s", diff)
	}
	export := filepath.Join(t.TempDir(), "deployed.json")
	if err := os.WriteFile(export, []byte(got), 0o666); err != nil {
		t.Fatal(err)
	}
	tables := len(decoded(t, got).Tables)
	for _, database := range []string{s.url(s.admin()), export} {
		code, stdout, stderr := s.as(t, adminPassword, "drift", source, "--database", database)
		if want := fmt.Sprintf("djdag: no drift in %d tables\n", tables); code != exitOK || stdout != "" || stderr != want {
			t.Errorf("exit %d: %s%s", code, stdout, stderr)
		}
	}
	for _, args := range [][]string{
		{"list", "--tables", export}, {"order", "--level", "table", export}, {"docs", export, "--format", "json"},
		{"render", "--format", "mermaid", export}, {"export", "--select", "tier:computed", export},
	} {
		if code, stdout, stderr := runWith(t, "", args...); code != exitOK || stdout == "" {
			t.Errorf("djdag %q: exit %d: %s", args, code, stderr)
		}
	}
}

// wordsErrors: each failure is one line that says what to do.
func (s *databaseServer) wordsErrors(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0") // it accepts connections and says nothing
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	mute := silent.Addr().(*net.TCPAddr).Port
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	away := closed.Addr().(*net.TCPAddr).Port
	at := func(user string) string { return fmt.Sprintf("%s://%s@127.0.0.1:PORT", s.backend, user) }
	admin := s.admin()
	cases := []struct {
		name, url, password string
		want                string
	}{
		{"away", fmt.Sprintf("%s://%s@127.0.0.1:%d", s.backend, admin, away), adminPassword,
			"cannot connect to " + at(admin) + ": connection refused; start the server, or correct the host and port"},
		{"time-out", fmt.Sprintf("%s://%s@127.0.0.1:%d", s.backend, admin, mute), adminPassword,
			at(admin) + " does not answer within 300ms; correct the host and port, or try a longer --timeout"},
		{"no such host", s.backend + "://" + admin + "@no-such-host.invalid", adminPassword,
			"cannot find the host no-such-host.invalid; correct the URL or DJ_HOST"},
		{"wrong password", s.url(admin), "pw-that-is-wrong",
			at(admin) + " refuses the user " + admin + " or the password; correct DJ_USER and DJ_PASS"},
		{"no password", s.url(admin), "",
			at(admin) + " refuses the user " + admin + " or the password; there is no password; set DJ_PASS"},
		{"no schema", s.url(admin), adminPassword,
			at(admin) + ": no schema matches nothing_%, as far as the user " + admin + " may see; correct --schema, or ask for rights"},
		{"unknown authority", s.url(admin) + "?tls=verify", adminPassword,
			"cannot verify the certificate of " + at(admin) + ": x509: certificate signed by unknown authority; name the authority with ca=FILE in the URL"},
	}
	tls := at("safe") + " requires TLS; drop tls=disable from the URL or database.use_tls"
	if s.backend == "mysql" { // MariaDB says no more
		tls = at("safe") + " refuses the user safe or the password; correct DJ_USER and DJ_PASS, or use TLS if the user has to"
	}
	cases = append(cases, struct{ name, url, password, want string }{"TLS required", s.url("safe") + "?tls=disable", readerPassword, tls})
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			timeout := "20s"
			if c.name == "time-out" {
				timeout = "300ms"
			}
			code, stdout, stderr := s.as(t, c.password, "export", "--database", c.url, "--schema", "nothing_%", "--timeout", timeout)
			stderr = strings.NewReplacer(fmt.Sprint(away), "PORT", fmt.Sprint(mute), "PORT").Replace(stderr)
			if want := "djdag: " + c.want + "\n"; code != exitFailure || stdout != "" || stderr != want {
				t.Errorf("exit %d: %s\nwant %s", code, stderr, want)
			}
		})
	}
	for _, parameters := range []string{"", "?tls=require", "?ca=" + s.ca, "?tls=verify&ca=" + s.ca} {
		if code, _, stderr := s.as(t, readerPassword, "export", "--database", s.url("safe")+parameters, "--schema", "%"); s.backend == "postgresql" && code != exitOK {
			t.Errorf("%s: exit %d: %s", parameters, code, stderr)
		} else if s.backend == "mysql" && !strings.Contains(stderr, "no schema matches") && code != exitOK {
			t.Errorf("%s: exit %d: %s", parameters, code, stderr)
		}
	}
}

// tellsRights: a user with few rights learns what he does not see. PostgreSQL shows the
// catalog to everybody.
func (s *databaseServer) tellsRights(t *testing.T) {
	if s.backend == "postgresql" {
		s.exec("CREATE USER few PASSWORD '" + readerPassword + "'")
		code, stdout, stderr := s.as(t, readerPassword, "drift", filepath.Join("..", "..", "examples", "workflow"), "--database", s.url("few"))
		if want := "djdag: no drift in 15 tables\n"; code != exitOK || stdout != "" || stderr != want {
			t.Errorf("exit %d: %s%s", code, stdout, stderr)
		}
		return
	}
	s.exec("CREATE USER few@'%' IDENTIFIED BY '" + readerPassword + "'; GRANT SELECT ON `workflow\\_processing`.* TO few@'%'; GRANT SELECT ON workflow_subject.`#species` TO few@'%';")
	code, stdout, stderr := s.as(t, readerPassword, "export", "--database", s.url("few"), "--schema", "workflow_%", "--schema", "imaging_lab")
	if want := "djdag: the schema imaging_lab cannot be seen: it does not exist, or the user has no rights on it\ndjdag: the user may not see all tables of workflow_subject\n"; code != exitOK || stderr != want {
		t.Errorf("exit %d: %s", code, stderr)
	}
	want := []graph.DatabaseSchema{
		{Name: "imaging_lab", Sight: graph.Hidden},
		{Name: "workflow_processing", Sight: graph.Whole, HasLineage: true},
		{Name: "workflow_subject", Sight: graph.Partial},
	}
	if diff := gocmp.Diff(want, decoded(t, stdout).Database.Schemas); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	code, stdout, _ = s.as(t, readerPassword, "drift", filepath.Join("..", "..", "examples", "workflow"), "--database", s.url("few"))
	if code != exitFindings {
		t.Errorf("exit %d", code)
	}
	for _, want := range []string{
		"workflow/acquisition.py:11:10: warning: the schema workflow_acquisition cannot be seen: it does not exist, or the user of the database has no rights on it; its 6 tables are not compared [not-compared]",
		"workflow/subject.py:23:7: error: workflow.subject.Strain is not deployed: the schema workflow_subject has no table #strain, as far as the user of the database may see [not-deployed]",
	} {
		if !strings.Contains(stdout, want) {
			t.Errorf("no line %q in\n%s", want, stdout)
		}
	}
}

// findsDrift: the changes in a file of statements are all found, as text and as JSON.
func (s *databaseServer) findsDrift(t *testing.T) {
	statements, err := os.ReadFile(filepath.Join("testdata", "database", "drift."+s.backend+".sql"))
	if err != nil {
		t.Fatal(err)
	}
	s.exec(string(statements))
	args := []string{"drift", filepath.Join("..", "..", "examples", "workflow"), "--database", s.url(s.admin()), "--schema", "workflow_%"}
	for _, format := range []string{"text", "json"} {
		code, got, stderr := s.as(t, adminPassword, append(args, "--format", format)...)
		if code != exitFindings {
			t.Errorf("exit %d: %s", code, stderr)
		}
		if format == "json" {
			validDrift(t, got)
			got = strings.ReplaceAll(got, decodedServer(t, got), "SERVER")
		}
		golden := filepath.Join("testdata", "database", "drift."+s.backend+"."+map[string]string{"text": "txt", "json": "json"}[format])
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", golden, diff)
		}
	}
	ignored := []string{"not-deployed", "no-class", "not-compared", "tiers", "keys", "foreign-keys", "attribute-added", "attribute-removed", "types", "nullability", "defaults", "indexes", "comments", "lineage"}
	if code, stdout, _ := s.as(t, adminPassword, append(args, "--ignore", strings.Join(ignored, ","))...); code != exitOK || stdout != "" {
		t.Errorf("ignored all: exit %d: %s", code, stdout)
	}
}

// decodedServer returns the server of a report, whose version differs between machines.
func decodedServer(t *testing.T, report string) string {
	t.Helper()
	var r struct{ Server string }
	if err := json.Unmarshal([]byte(report), &r); err != nil {
		t.Fatal(err)
	}
	return cmp.Or(r.Server, "?")
}

// validDrift validates a report against its JSON Schema.
func validDrift(t *testing.T, report string) {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile("../../docs/drift.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(report))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Error(err)
	}
}
