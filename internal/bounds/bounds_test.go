package bounds_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/djdag/djdag/internal/bounds"
)

// numbered returns n texts, each with its number.
func numbered(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func TestTOML(t *testing.T) {
	const manyKeys = "the file has more than 11000 keys up to here; djdag reads no more"
	for _, tt := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"ten thousand dependencies", "[project]\ndependencies = [\n" + numbered(10_000, "  'package-%d>=1',\n") + "]\n", ""},
		{"those of Poetry", "[tool.poetry.dependencies]\n" + numbered(10_000, "package-%d = '^1'\n"), ""},
		{"a lock file", numbered(3_000, "[[package]]\nname = 'a%d'\nversion = '1'\n"), ""},
		{"a syntax error before many keys", "= 1\n" + numbered(20_000, "k%d = 1\n"), ""},
		{"a large file", "#" + strings.Repeat("x", 1<<20), "1:1: the file has 1048577 bytes; djdag reads TOML up to 1048576"},
		{"many keys", numbered(20_000, "k%d = 1\n"), "11001:1: " + manyKeys},
		{"many keys in dotted keys", numbered(20_000, "a.k%d = 1\n"), "5501:1: " + manyKeys},
		{"many tables", numbered(20_000, "[t%d]\n"), "11001:2: " + manyKeys},
		{"many tables in lists", numbered(20_000, "[[t%d]]\n"), "11001:3: " + manyKeys},
		{"many keys in a line", "x = 1\na = [{" + numbered(20_000, "k%d = 1, ") + "z = 1}]\n", "2:1: " + manyKeys},
		{"many tables in a list", "a = [" + strings.Repeat("{a = 1}, ", 20_000) + "]\n", "1:1: " + manyKeys},
		{"a long key", "x = 1\n" + strings.Repeat("a.", 20_000) + "a = 1\n", "2:1: a key has 20001 parts; djdag reads TOML with up to 100"},
		{"a long header", "[" + strings.Repeat("a.", 200) + "a]\n", "1:2: a key has 201 parts; djdag reads TOML with up to 100"},
		{"a long key in braces", "x = {" + strings.Repeat("a.", 200) + "a = 1}\n", "1:1: a key has 201 parts; djdag reads TOML with up to 100"},
		{"open brackets", "x = " + strings.Repeat("[", 500_000), ""},
		{"not UTF-8", "# näh\nx = 'a\xff'\n", "2:7: the byte 0xff is not UTF-8; save the file as UTF-8"},
		{"UTF-16", "\xff\xfex\x00", "1:1: the byte 0xff is not UTF-8; save the file as UTF-8"},
	} {
		t.Run(tt.name, func(t *testing.T) { compare(t, tt.text, bounds.TOML([]byte(tt.text)), tt.want) })
	}
}

func TestYAML(t *testing.T) {
	const deep = "the values are nested more than 100 deep; djdag reads no more"
	for _, tt := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"JSON", `{"services": {` + numbered(1_000, `"a%d": {"image": "x"}, `) + "}}", ""},
		{"a script", "command: |\n" + strings.Repeat("  if [ -z x ]; then echo ${A:-[b]}; fi\n", 1_000), ""},
		{"a list", strings.Repeat("- - a\n", 1_000), ""},
		{"dashes", strings.Repeat("-", 1_000), "1:101: " + deep},
		{"a large file", strings.Repeat("# x\n", 1<<14) + "x", "1:1: the file has 65537 bytes; djdag reads YAML up to 65536"},
		{"brackets", "a:\n  " + strings.Repeat("[", 101), "2:103: " + deep},
		{"braces", strings.Repeat("{a: ", 101), "1:401: " + deep},
		{"lists in one line", strings.Repeat("- ", 101), "1:201: " + deep},
		{"keys in one line", strings.Repeat("? ", 101), "1:201: " + deep},
		{"tags", strings.Repeat("! ", 101), "1:201: " + deep},
		{"not UTF-8", "a: \xff", "1:4: the byte 0xff is not UTF-8; save the file as UTF-8"},
	} {
		t.Run(tt.name, func(t *testing.T) { compare(t, tt.text, bounds.YAML([]byte(tt.text)), tt.want) })
	}
}

// compare compares an error, with its place in the text.
func compare(t *testing.T, text string, err error, want string) {
	t.Helper()
	got := ""
	var beyond *bounds.Error
	if errors.As(err, &beyond) {
		line, col := bounds.LineCol([]byte(text), beyond.Offset)
		got = fmt.Sprintf("%d:%d: %v", line, col, err)
	} else if err != nil {
		t.Fatal("an error of another type: ", err)
	}
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestBrief(t *testing.T) {
	if got := bounds.Brief("short"); got != "short" {
		t.Errorf("got %q", got)
	}
	if got, want := bounds.Brief(strings.Repeat("ä", 200)+"x"), strings.Repeat("ä", 100)+"…"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := bounds.Brief("x"+strings.Repeat("ä", 200)), "x"+strings.Repeat("ä", 99)+"…"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
