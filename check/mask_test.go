package check

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djdag/djdag/graph"
)

func TestTextMasksSecrets(t *testing.T) {
	at := func(line, col int) graph.Pos { return graph.Pos{Path: "lab.py", Line: line, Col: col} }
	tests := []struct {
		name, text string
		secrets    []graph.Credential
		finding    graph.Diagnostic
		want       string
	}{
		{
			name: "under another rule", text: `dj.schema("lab", dj.conn("h", "u", "hunter2"))`,
			secrets: []graph.Credential{{Pos: at(1, 37), End: at(1, 44)}},
			finding: graph.Diagnostic{Rule: "legacy-syntax", Pos: at(1, 1), End: at(1, 10)},
			want:    "    1 | dj.schema(\"lab\", dj.conn(\"h\", \"u\", \"*******\"))\n      | ^~~~~~~~~\n",
		},
		{
			name: "of the finding alone", text: `pw = "hünter"  # hünter`,
			finding: graph.Diagnostic{Rule: "credentials", Pos: at(1, 7), End: at(1, 14)},
			want:    "    1 | pw = \"*******\"  # *******\n      |       ^~~~~~~\n",
		},
		{
			name: "several lines", text: "pw = '''one\ntwo\nthree'''; x",
			secrets: []graph.Credential{{Pos: at(1, 9), End: at(3, 6)}},
			finding: graph.Diagnostic{Rule: "parse-error", Pos: at(3, 11), End: at(3, 12)},
			want:    "    3 | *****'''; x\n      |           ^\n",
		},
		{
			name: "between", text: "pw = '''one\ntwo\nthree'''; x",
			secrets: []graph.Credential{{Pos: at(1, 9), End: at(3, 6)}},
			finding: graph.Diagnostic{Rule: "parse-error", Pos: at(2, 1), End: at(2, 2)},
			want:    "    2 | ***\n      | ^\n",
		},
		{
			name: "in another line", text: "pw = 'hunter22'\n-> A(b='hunter22')",
			secrets: []graph.Credential{{Pos: at(1, 7), End: at(1, 15)}},
			finding: graph.Diagnostic{Rule: "fk-unresolved", Pos: at(2, 4), End: at(2, 5)},
			want:    "    2 | -> A(b='********')\n      |    ^\n",
		},
		{
			name: "a word in another line", text: "pw = 'datajoint'\nimport datajoint",
			secrets: []graph.Credential{{Pos: at(1, 7), End: at(1, 16)}},
			finding: graph.Diagnostic{Rule: "x", Pos: at(2, 8), End: at(2, 17)},
			want:    "    2 | import datajoint\n      |        ^~~~~~~~~\n",
		},
		{
			name: "short", text: `conn("db", "a", "a")`,
			secrets: []graph.Credential{{Pos: at(1, 18), End: at(1, 19)}},
			finding: graph.Diagnostic{Rule: "x", Pos: at(1, 1), End: at(1, 5)},
			want:    "    1 | conn(\"db\", \"a\", \"*\")\n      | ^~~~\n",
		},
		{
			name: "positions of another text", text: `x`,
			secrets: []graph.Credential{{Pos: at(1, 18), End: at(1, 19)}, {Pos: at(1, 1)}, {Pos: graph.Pos{Path: "lab.py"}}},
			finding: graph.Diagnostic{Rule: "x", Pos: at(1, 1), End: at(1, 2)},
			want:    "    1 | x\n      | ^\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b strings.Builder
			opts := TextOptions{Source: fstest.MapFS{"lab.py": {Data: []byte(tt.text)}}, Credentials: tt.secrets}
			if err := Text(&b, []graph.Diagnostic{tt.finding}, opts); err != nil {
				t.Fatal(err)
			}
			if _, got, _ := strings.Cut(b.String(), "\n"); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}
