package projectfiles

import (
	"encoding/binary"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

// inUTF16 encodes a text as UTF-16, with a byte order mark, as Windows does.
func inUTF16(text string) string {
	out := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(text)) {
		out = binary.LittleEndian.AppendUint16(out, unit)
	}
	return string(out)
}

// TestBrokenFiles reads files that are no text, or are made to exhaust a parser. Each
// costs one diagnostic with a position, and nothing else.
func TestBrokenFiles(t *testing.T) {
	const toml, json = "pyproject.toml", "datajoint.json"
	const ignores = "; DataJoint ignores the whole file [setting-invalid]\n"
	for _, tt := range []struct{ name, file, text, want string }{
		{"TOML", toml, "[project]\nname = 'x'\n", ""},
		{"a lone byte", toml, "[project]\nname = 'na\xefve'\n",
			"error: pyproject.toml:2:11: cannot read this file: the byte 0xef is not UTF-8; save the file as UTF-8 [parse-error]\n"},
		{"UTF-16", toml, inUTF16("[project]\n"),
			"error: pyproject.toml:1:1: cannot read this file: the byte 0xff is not UTF-8; save the file as UTF-8 [parse-error]\n"},
		{"a byte order mark", toml, "\ufeff[project]\n",
			"error: pyproject.toml:1:1: this is not TOML: the file starts with a byte order mark, with which pip does not read it; save it without [parse-error]\n"},
		{"NUL", toml, "x = 'a\x00'\n", "error: pyproject.toml:1:7: this is not TOML: literal strings cannot have control characters [parse-error]\n"},
		{"carriage returns", toml, "[project]\rname = 'x'\r", "error: pyproject.toml:1:10: this is not TOML: expected newline but got U+000D [parse-error]\n"},
		{"a key twice", toml, "a = 1\na = 2\n", "error: pyproject.toml:2:1: this is not TOML: key a is already defined [parse-error]\n"},
		{"a huge number", toml, "a = 1e" + strings.Repeat("9", 1000),
			"error: pyproject.toml:1:5: this is not TOML: unable to parse float: strconv.ParseFloat: parsing \"1e" + strings.Repeat("9", 146) + "… [parse-error]\n"},
		{"many keys", toml, strings.Repeat("[[t]]\n", 20_000),
			"error: pyproject.toml:11001:3: cannot read this file: the file has more than 11000 keys up to here; djdag reads no more [parse-error]\n"},
		{"open brackets", toml, "a = " + strings.Repeat("[", 500_000),
			"error: pyproject.toml:1:10005: this is not TOML: arrays and inline tables are nested more than the maximum of 10000 levels deep [parse-error]\n"},
		{"a large file", toml, strings.Repeat("#", 2_000_000),
			"error: pyproject.toml:1: cannot read this file: it has 2000000 bytes; djdag reads configuration up to 1048576 [parse-error]\n"},

		{"JSON", json, `{"safemode": true}`, ""},
		{"a lone byte", json, "{\"cache\": \"na\xefve\"}", "warning: datajoint.json:1:14: this is not JSON: the byte 0xef is not UTF-8; save the file as UTF-8" + ignores},
		{"UTF-16", json, inUTF16("{}"), "warning: datajoint.json:1:1: this is not JSON: the byte 0xff is not UTF-8; save the file as UTF-8" + ignores},
		{"a byte order mark", json, "\ufeff{}", "warning: datajoint.json:1:1: this is not JSON: the file starts with a byte order mark; save it without" + ignores},
		{"NUL", json, "{}\x00", `warning: datajoint.json:1:3: this is not JSON: invalid character '\x00' after top-level value` + ignores},
		{"carriage returns", json, "{\r  \"a\":}", "warning: datajoint.json:2:7: this is not JSON: invalid character '}' looking for beginning of value" + ignores},
		{"nested objects", json, strings.Repeat(`{"a":`, 9000) + "1" + strings.Repeat("}", 9000), ""},
		{"open brackets", json, strings.Repeat("[", 500_000), "warning: datajoint.json:1:10001: this is not JSON: invalid character '[' exceeded max depth" + ignores},
		{"a large file", json, "{}" + strings.Repeat(" ", 2_000_000),
			"error: datajoint.json:1: cannot read this file: it has 2000002 bytes; djdag reads configuration up to 1048576 [parse-error]\n"},
		{"large data", "data.yml", strings.Repeat("#", 2_000_000), ""},
	} {
		t.Run(tt.file+" "+tt.name, func(t *testing.T) {
			found := Read(fstest.MapFS{tt.file: {Data: []byte(tt.text)}}, []string{json, "data.yml"})
			var got strings.Builder
			for _, d := range found.Diagnostics {
				fmt.Fprintf(&got, "%s: %s\n", d.Severity, d)
			}
			if diff := cmp.Diff(tt.want, got.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestCarriageReturns reads files whose lines end as on old Macs.
func TestCarriageReturns(t *testing.T) {
	files := fstest.MapFS{}
	for name, text := range map[string]string{
		"requirements.txt":   "numpy\ndatajoint>=2.0\n",
		".env":               "A=1\nMYSQL_PASSWORD=hunter22\n",
		"docker-compose.yml": "services:\n  db:\n    environment:\n      MYSQL_PASSWORD: hunter22\n",
		"Dockerfile":         "FROM a\n# djdag: ignore[credentials] a test\nENV MYSQL_PASSWORD=hunter22\n",
		"run.sh":             "set -e\nmysql --password=hunter22\n",
	} {
		files[name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(text, "\n", "\r"))}
	}
	found := Read(files, []string{".env", "docker-compose.yml", "Dockerfile", "run.sh"})
	var got strings.Builder
	fmt.Fprintln(&got, found.Project.DataJoint.Pos)
	for _, c := range found.Credentials {
		fmt.Fprintln(&got, c.Pos, c.End)
	}
	for _, c := range found.Comments {
		fmt.Fprintln(&got, c.Pos)
	}
	want := `requirements.txt:2:1
.env:2:16 .env:2:24
docker-compose.yml:4:23 docker-compose.yml:4:31
Dockerfile:3:20 Dockerfile:3:28
run.sh:2:18 run.sh:2:26
Dockerfile:2:1
`
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// protected is a file system in which one file must not be read.
type protected struct {
	fstest.MapFS
	name string
}

func (p protected) ReadFile(name string) ([]byte, error) {
	if name == p.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return p.MapFS.ReadFile(name)
}

// A file that must not be read costs a warning: what it says is missing.
func TestProtectedFiles(t *testing.T) {
	for _, name := range []string{"pyproject.toml", "datajoint.json", ".env", "docker-compose.yaml", ".secrets/database.password"} {
		files := fstest.MapFS{name: &fstest.MapFile{Data: []byte("x")}}
		var names []string
		if name != "pyproject.toml" {
			names = []string{name}
		}
		var got strings.Builder
		for _, d := range Read(protected{files, name}, names).Diagnostics {
			fmt.Fprintf(&got, "%s: %s\n", d.Severity, d)
		}
		want := "warning: " + name + ": cannot read this file: permission denied [parse-error]\n"
		if diff := cmp.Diff(want, got.String()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}
