package diff

import "testing"

func TestLossOf(t *testing.T) {
	const cut, convert = "values that do not fit are refused or lost", "the database may not convert the values"
	for _, tt := range []struct{ old, new, want string }{
		{"int", "bigint", ""},
		{"bigint", "int", cut},
		{"int unsigned", "int", cut},
		{"int unsigned", "bigint", ""},
		{"tinyint", "tinyint unsigned", cut},
		{"smallint", "float", ""},
		{"int", "float", cut},
		{"int", "double", ""},
		{"bigint", "double", cut},
		{"int", "decimal(9, 0)", cut},
		{"int", "decimal(12,2)", ""},
		{"int", "varchar(11)", ""},
		{"int", "varchar(8)", convert},
		{"float", "double", ""},
		{"double", "float", cut},
		{"float", "int", cut},
		{"decimal(8, 4)", "decimal(9, 4)", ""},
		{"decimal(9,4)", "decimal(9,3)", cut},
		{"decimal(9,4)", "decimal(9,5)", cut},
		{"varchar(20)", "varchar(30)", ""},
		{"varchar(30)", "varchar(20)", cut},
		{"varchar(30)", "char(30)", ""},
		{"varchar(255)", "text", ""},
		{"text", "varchar(4000)", cut},
		{"longblob", "blob", cut},
		{"blob", "longblob", ""},
		{"longblob", "<blob@main>", convert},
		{"enum('a','b')", "enum('b', 'a', 'c')", ""},
		{"enum('a','b')", "enum('a')", cut},
		{"enum('a','bcd')", "varchar(3)", ""},
		{"enum('a','bcd')", "varchar(2)", cut},
		{"varchar(3)", "enum('a')", cut},
		{"date", "datetime", ""},
		{"datetime", "date", cut},
		{"datetime(6)", "datetime", cut},
		{"timestamp", "datetime", ""},
		{"datetime", "timestamp", cut},
		{"datetime", "time", convert},
		{"date", "varchar(32)", ""},
		{"uuid", "varchar(36)", convert},
		{"json", "longblob", convert},
		{"nonsense", "int", convert},
	} {
		if got := lossOf(columnOf(tt.old), columnOf(tt.new)); got != tt.want {
			t.Errorf("%s to %s: %q, want %q", tt.old, tt.new, got, tt.want)
		}
	}
}

func TestSameColumn(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"int", "INT(11)", true},
		{"integer", "int32", true},
		{"int unsigned", "int  UNSIGNED", true},
		{"int", "int unsigned", false},
		{"float32", "float", true},
		{"double precision", "float64", true},
		{"numeric(8,2)", "decimal( 8 , 2 )", true},
		{"bool", "tinyint(1)", true},
		{"boolean", "int8", true},
		{"varchar(8)", "varchar(9)", false},
		{`enum("F", 'M')`, "enum('F','M')", true},
		{"enum('F, M')", "enum('F','M')", false},
		{"enum('a')", "enum('A')", false},
		{"uuid", "binary(16)", true},
		{"longblob", "<blob>", true},
		{"<blob@a>", "<attach@b>", true},
		{"blob@a", "blob@b", false},
		{"blob@a", "uuid", false},
		{"<custom>", "<other>", false},
		{"attach", "longblob", true},
		{"serial", "bigint unsigned", true},
	} {
		if got := columnOf(tt.a).same(columnOf(tt.b)); got != tt.want {
			t.Errorf("%s and %s make the same column: %v, want %v", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestMisplaced(t *testing.T) {
	for _, tt := range []struct{ list, want []int }{
		{nil, nil},
		{[]int{1, 2, 3}, nil},
		{[]int{2, 1}, []int{0}},
		{[]int{3, 1, 2}, []int{0}},
		{[]int{1, 3, 2, 4}, []int{1}},
		{[]int{4, 3, 2, 1}, []int{0, 1, 2}},
	} {
		got := misplaced(tt.list)
		if len(got) != len(tt.want) {
			t.Errorf("%v: %v, want %v", tt.list, got, tt.want)
			continue
		}
		for i := range got {
			if got[i] != tt.want[i] {
				t.Errorf("%v: %v, want %v", tt.list, got, tt.want)
			}
		}
	}
}

// Every kind, effect, status and mark has a name, and no two have the same.
func TestNames(t *testing.T) {
	seen := make(map[string]bool)
	check := func(name string) {
		if name == "" || seen[name] {
			t.Errorf("the name %q is empty or used twice", name)
		}
		seen[name] = true
	}
	for k := TableAdded; k <= ReadRemoved; k++ {
		check(k.String())
		c := Change{Kind: k, Name: "a", Old: "b", New: "c"}
		if words := c.Words(plain); words == k.String() {
			t.Errorf("%s has no words", k)
		}
	}
	if got := (ReadRemoved + 1).String(); got != "Kind(30)" {
		t.Errorf("got %q", got)
	}
	for e := Nothing; e <= Loss; e++ {
		check(e.String())
	}
	for m := Same; m <= Rekeyed; m++ {
		check(m.String())
	}
}
