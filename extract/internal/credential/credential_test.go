package credential

import (
	"fmt"
	"testing"
)

func TestIsName(t *testing.T) {
	for name, want := range map[string]bool{
		"DJ_PASS": true, "password": true, "MYSQL_ROOT_PASSWORD": true, "secret_key": true, "aws_secret_key": true,
		"token": true, "GITHUB_TOKEN": true, "account_key": true, "connection_string": true, "db_passwd": true,
		"DJ_USER": false, "access_key": false, "pass": false, "tokenizer": false, "secretary": false, "": false,
	} {
		if got := IsSecretName(name); got != want {
			t.Errorf("%q: got %v", name, got)
		}
	}
}

func TestIsWrittenOut(t *testing.T) {
	for value, want := range map[string]bool{
		"hunter2": true, "a$b%c*d<e{f": true, `pa\ss`: true, "Simple": true,
		"": false, "  ": false, "null": false, "changeme": false, "DJ_PASS": false, "***": false, "${DJ_PASS}": false,
		"<password>": false, "your-password": false, "ENTER PASSWORD HERE": false, "%(password)s": false, "{{ password }}": false,
	} {
		if got := IsPlaintext(value); got != want {
			t.Errorf("%q: got %v", value, got)
		}
	}
}

func TestIsFixed(t *testing.T) {
	for value, want := range map[string]bool{"hunter2": true, "$DJ_PASS": false, "a${b}": false, "*anchor": false} {
		if got := IsPlaintextInShell(value); got != want {
			t.Errorf("%q: got %v", value, got)
		}
	}
}

func TestPrinted(t *testing.T) {
	for text, want := range map[string]string{
		"DJ_USER=me\nDJ_PASS=hunter2\n":                           "[DJ_PASS]",
		"env: DJ_PASS=hunter2":                                    "[DJ_PASS]",
		`{'database.host': 'db', 'database.password': 'hunter2'}`: "[database.password]",
		`"stores": {"main": {"secret_key": "c2Vj"}}`:              "[secret_key]",
		`{'DJ_PASS': 'hunter2', 'DJ_USER': 'me'}`:                 "[DJ_PASS]",
		"DJ_PASS=${DJ_PASS}":                                      "[]", "DJ_PASS=": "[]", "'database.password': '***'": "[]", "'database.password': None": "[]",
		"set DJ_PASS=hunter2 first": "[]", "password=hunter2": "[]", "'token': 'the'": "[]", "passed": "[]",
	} {
		if got := fmt.Sprint(Printed(text)); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}
