package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFindBlocks(t *testing.T) {
	text := strings.Join([]string{
		"# Title",
		"<!-- djdag: -->",
		"old",
		"<!-- /djdag -->",
		"```markdown",
		"<!-- djdag: an example -->",
		"```",
		"- item",
		"  <!-- djdag: --collapse all --title 'a -- b' -->",
		"  <!-- /djdag -->",
		"~~~~ `x`",
		"<!-- djdag: -->",
		"~~~",
		"~~~~~",
		"``` `` inline code",
		"<!--djdag:--focus a-->",
		"```mermaid",
		"x",
		"```",
		"<!--/djdag-->",
		"",
	}, "\n")
	blocks, err := findBlocks("README.md", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range blocks {
		got = append(got, b.pos.String()+"|"+b.indent+"|"+b.words+"|"+text[b.from:b.to])
	}
	want := []string{
		"README.md:2|| |old\n",
		"README.md:9|  | --collapse all --title 'a -- b' |",
		"README.md:16||--focus a|```mermaid\nx\n```\n",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Each text has one block. Anything else that looks like one is an example.
func TestFindBlocksBesideExamples(t *testing.T) {
	const example, block = "<!-- djdag: example -->\n<!-- /djdag -->\n", "<!-- djdag: -->\n<!-- /djdag -->\n"
	prefixed := func(by, text string) string {
		return by + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n"+by) + "\n"
	}
	tests := []struct{ name, text string }{
		{"code in a list", "- ```sh\n" + prefixed("  ", example) + "  ```\n" + block},
		{"code in a numbered list", "1. ~~~\n" + prefixed("   ", example) + "   ~~~\n" + block},
		{"code that ends with its item", "- ```\n" + prefixed("  ", example) + "\nText.\n" + block},
		{"code in a quote", "> ```\n" + prefixed("> ", example) + "> ```\n" + block},
		{"code with a fence that stands too deep", "```\n    ```\n" + example + "```\n" + block},
		{"code with a shorter fence", "````\n```\n" + example + "````\n" + block},
		{"code in a tab", "=== \"One\"\n\n    ```md\n" + prefixed("    ", example) + "    ```\n\n" + prefixed("    ", block)},
		{"a comment", "<!--\n```\n" + "<!-- djdag: example\n-->\n" + block},
		{"a comment of one line", "<!-- ``` -->\n" + block + "```\n" + example + "```\n"},
		{"code between backticks", "``` x ```\n" + block},
		{"the mark of an editor", "\ufeff" + block + "```\n" + example + "```\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			blocks, err := findBlocks("f.md", []byte(tt.text))
			if err != nil {
				t.Fatal(err)
			}
			if len(blocks) != 1 || strings.TrimSpace(blocks[0].words) != "" {
				t.Errorf("got %+v of\n%s", blocks, tt.text)
			}
		})
	}
}

func TestFindBlocksErrors(t *testing.T) {
	tests := []struct{ text, want string }{
		{"text\n", "f.md has no block to update; add the lines <!-- djdag: --> and <!-- /djdag -->"},
		{"a\n<!-- djdag: -->\n", "f.md:2: <!-- djdag: … --> without an end; add a line <!-- /djdag -->"},
		{"<!-- /djdag -->", "f.md:1: <!-- /djdag --> without <!-- djdag: … --> above it"},
		{"<!-- djdag: -->\n\n<!-- djdag: -->\n<!-- /djdag -->", "f.md:3: <!-- djdag: … --> inside the block of line 1; end that one with <!-- /djdag --> first"},
	}
	for _, test := range tests {
		if _, err := findBlocks("f.md", []byte(test.text)); err == nil || err.Error() != test.want {
			t.Errorf("%q:\ngot  %v\nwant %s", test.text, err, test.want)
		}
	}
}

func TestParseBlockErrors(t *testing.T) {
	tests := []struct{ words, want string }{
		{"--colapse all", "unknown flag --colapse; did you mean --collapse?"},
		{"--nonsense", "unknown flag --nonsense; a block takes the figure flags of djdag render"},
		{"--direction up", `--direction "up": want TB, LR, BT or RL`},
		{"--title 'x", "a quotation mark is missing"},
		{`--title x\`, "nothing follows the backslash at the end"},
		{"examples/imaging", `unexpected "examples/imaging"; a block takes the figure flags of djdag render`},
		{"--format svg", "format svg needs a file; add -o FILE"},
		{"--help", "unknown flag --help; a block takes the figure flags of djdag render"},
		{"--select 'A +'", `--select "A +": column 4: want a name at the end of the selection`},
	}
	for _, test := range tests {
		if _, err := parseBlock(test.words); err == nil || err.Error() != test.want {
			t.Errorf("%q:\ngot  %v\nwant %s", test.words, err, test.want)
		}
	}
}

// The file keeps its line endings, and a block its indentation.
func TestReplaceBlocks(t *testing.T) {
	text := "a\r\n  <!-- djdag: -->\r\nold\r\n  <!-- /djdag -->\r\nb"
	blocks, err := findBlocks("f.md", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	got := string(replaceBlocks([]byte(text), blocks, []string{"one\n\ntwo\n"}))
	want := "a\r\n  <!-- djdag: -->\r\n  one\r\n\r\n  two\r\n  <!-- /djdag -->\r\nb"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCodeBlock(t *testing.T) {
	if got, want := codeBlock("dot", []byte("a ``` b\n")), "````dot\na ``` b\n````\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestImageLink(t *testing.T) {
	tests := []struct{ alt, target, want string }{
		{"Lab", "docs/lab.svg", "![Lab](docs/lab.svg)\n"},
		{"", "fig#1 50%?.svg", "![](<fig%231 50%25%3F.svg>)\n"},
		{"a](x)\n<b>", "my docs/a.svg", "![a\\](x) \\<b\\>](<my docs/a.svg>)\n"},
	}
	for _, test := range tests {
		if got := imageLink(test.alt, test.target); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

// What lies outside a block stays as it is, byte for byte, whatever it is.
func TestBytesAroundBlocksStay(t *testing.T) {
	for _, ending := range []string{"\n", "\r\n", "\r"} {
		text := strings.ReplaceAll("na\xefve \x00\xff\n<!-- djdag: -->\nold \xfe\n<!-- /djdag -->\ntail \xef\xbb\xbf\u2028\xc3", "\n", ending)
		blocks, err := findBlocks("README.md", []byte(text))
		if err != nil {
			t.Fatalf("%q: %v", ending, err)
		}
		want := strings.Replace(text, "old \xfe", "new", 1)
		if got := string(replaceBlocks([]byte(text), blocks, []string{"new\n"})); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
