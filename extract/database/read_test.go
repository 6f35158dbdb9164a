package database

import (
	"slices"
	"testing"
)

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		pattern, schema string
		want            bool
	}{
		{"lab", "lab", true},
		{"lab", "lab_subject", false},
		{"lab_%", "lab_subject", true},
		{"lab_%", "lab_", true},
		{"lab_%", "labXsubject", false}, // "_" is no wildcard: every name has one
		{"%subject", "lab_subject", true},
		{"%subject", "subject", true},
		{"%subject", "subjects", false},
		{"lab_%_v2", "lab_subject_v2", true},
		{"lab_%_v2", "lab_v2", false},
		{"%a%b%", "xaxxbx", true},
		{"%a%b%", "xbxxax", false},
		{"%", "", true},
		{"", "", true},
	} {
		if got := Matches(c.pattern, c.schema); got != c.want {
			t.Errorf("%q matches %q: %t", c.pattern, c.schema, got)
		}
	}
}

func TestChoose(t *testing.T) {
	chosen, missing := choose([]string{"b", "lab_b", "lab_a"}, []string{"lab_%", "b", "lab_a", "gone", "x%"})
	if !slices.Equal(chosen, []string{"b", "lab_a", "lab_b"}) || !slices.Equal(missing, []string{"gone"}) {
		t.Errorf("got %q and %q", chosen, missing)
	}
}

// The patterns of a grant are those of LIKE.
func TestLikeMatches(t *testing.T) {
	for _, c := range []struct {
		pattern, schema string
		want            bool
	}{
		{"lab", "lab", true},
		{"lab_x", "labyx", true},
		{`lab\_x`, "labyx", false},
		{`lab\_x`, "lab_x", true},
		{"%", "", true},
		{"%", "any", true},
		{`lab\_%`, "lab_subject", true},
		{`lab\_%`, "lab_", true},
		{`lab\_%`, "lab", false},
		{"%a%a", "bab", false},
		{"%a%a", "babba", true},
		{"a%b%c", "aXbXbXc", true},
		{"_", "ω", true},
		{"a", "", false},
	} {
		if got := likeMatches(c.pattern, c.schema); got != c.want {
			t.Errorf("%q matches %q: %t", c.pattern, c.schema, got)
		}
	}
}

func TestMySQLServer(t *testing.T) {
	for _, c := range [][3]string{
		{"10.11.6-MariaDB-0+deb12u1", "Debian 12", "MariaDB 10.11.6"},
		{"5.5.5-10.4.1-MariaDB", "mariadb.org", "MariaDB 10.4.1"},
		{"8.0.36", "MySQL Community Server - GPL", "MySQL 8.0.36"},
		{"8.0.36-0ubuntu0.22.04.1", "(Ubuntu)", "MySQL 8.0.36"},
	} {
		if got := mysqlServer(c[0], c[1]); got != c[2] {
			t.Errorf("%q: got %q, want %q", c[0], got, c[2])
		}
	}
}

func TestMySQLGrantee(t *testing.T) {
	for user, want := range map[string]string{"lab@%": "'lab'@'%'", "a@b@host": "'a@b'@'host'", "role": "role"} {
		if got := mysqlGrantee(user); got != want {
			t.Errorf("%s: got %s, want %s", user, got, want)
		}
	}
}
