package python

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTokens(t *testing.T) {
	tests := []struct {
		name, in string
		want     string // the tokens, with "^" before the first on a line
	}{
		{"nothing", "", ""},
		{"call", "a.b(c, 'd')", "^a . b ( c , 'd' )"},
		{"lines", "a\n  b\n\n# c\nd", "^a ^b ^d"},
		{"comment", "a # 'b'\nc", "^a ^c"},
		{"strings", `r"a\"b" b'c' rb"d" f'{e}' u"" ''`, `^r"a\"b" b'c' rb"d" f'{e}' u"" ''`},
		{"three quotes", "'''a\n'b' \"\n''' c", "^'''a\n'b' \"\n''' c"},
		{"word before a quote", `raw"a"`, `^raw "a"`},
		{"unclosed string", "'a\nb", "^'a ^b"},
		{"unclosed triple-quoted string", "'''a\nb", "^'''a\nb"},
		{"backslash at the end", `"a\`, `^"a\`},
		{"escaped quotes", `"""a\"""b\\""" c`, `^"""a\"""b\\""" c`},
		{"continued", "a = \\\n  b", "^a = ^b"},
		{"operators", "a == b != c |= d := e = -f", "^a == b != c |= d := e = - f"},
		{"numbers", "1.5e3 0x1F x1", "^1.5e3 0x1F x1"},
		{"not ASCII", "größe = 'ß'", "^größe = 'ß'"},
		{"function", "def f():\n    x.insert1({})\n", "^def f ( ) : ^x . insert1 ( { } )"},
	}
	p := NewParser()
	defer p.Close()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, err := p.File(context.Background(), []byte(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, token := range tokensOf(f) {
				text := string(f.Bytes(token))
				if token.First {
					text = "^" + text
				}
				got = append(got, text)
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// tokensOf returns all tokens of a file.
func tokensOf(f *File) []Token {
	var all []Token
	for batch := range f.Tokens {
		all = append(all, batch...)
	}
	return all
}

// TestBatches checks that each batch ends at the end of a logical line.
func TestBatches(t *testing.T) {
	line := "f(a,\n  b)  # c\n"
	f := &File{text: []byte(strings.Repeat(line, 5000))}
	batches, tokens := 0, 0
	for batch := range f.Tokens {
		batches++
		tokens += len(batch)
		if first := batch[0]; !first.First || string(f.Bytes(first)) != "f" {
			t.Fatalf("batch %d begins with %q", batches, f.Bytes(first))
		}
	}
	if tokens != 5000*6 || batches < 100 || batches > 1000 {
		t.Errorf("%d tokens in %d batches", tokens, batches)
	}
	for range f.Tokens {
		break // Tokens must stop
	}
}

func TestContents(t *testing.T) {
	for in, want := range map[string]string{
		`'a'`: "a", `"""a"b"""`: `a"b`, `r'\d'`: `\d`, `u""`: "", "''''''": "",
		`f'a'`: "-", `b'a'`: "-", `'a`: "-", `a`: "-", `"""a`: "-", `'''`: "-", `'`: "-",
	} {
		f := &File{text: []byte(in)}
		got := "-"
		if start, end, ok := f.Contents(tokensOf(f)[0]); ok {
			got = f.Slice(start, end)
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

func TestDirectives(t *testing.T) {
	const text = "a # djdag: ignore[x] why  \n#djdag:\n'djdag: no'\n  # a # djdag: b # djdag: c\n\"\"\"\n-> A  #\tdjdag: d\r\n\"\"\"\n# djdag: e"
	var got []string
	for _, r := range DirectivesIn([]byte(text), "djdag") {
		got = append(got, r.Text)
	}
	want := []string{"# djdag: ignore[x] why", "#djdag:", "# djdag: b # djdag: c", "#\tdjdag: d", "# djdag: e"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// FuzzTokens checks that the tokens of any text lie in it, in order.
func FuzzTokens(f *testing.F) {
	f.Add([]byte("a.insert1({'b': f\"{c['d']}\"}) # e\n'''"))
	f.Fuzz(func(t *testing.T, text []byte) {
		file := &File{text: text}
		end := int32(0)
		for _, token := range tokensOf(file) {
			if token.Start < end || token.End <= token.Start || int(token.End) > len(text) {
				t.Fatalf("token %+v after offset %d in %d bytes", token, end, len(text))
			}
			end = token.End
			if start, stop, ok := file.Contents(token); ok && (start > stop || start < int(token.Start) || stop > int(token.End)) {
				t.Fatalf("contents %d:%d of token %+v", start, stop, token)
			}
		}
		for _, r := range file.Directives("djdag") {
			if r.Offset()+len(r.Text) > len(text) {
				t.Fatalf("directive %+v in %d bytes", r, len(text))
			}
		}
	})
}
