package main

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/djdag/djdag/graph"
)

// A block is a part of a Markdown file that djdag writes, between the comments
//
//	<!-- djdag: --collapse all -->
//	<!-- /djdag -->
//
// each on a line of its own. The first one holds the flags of the figure.
type block struct {
	pos      graph.Pos
	words    string // between the colon and the end of the comment
	indent   string // before the comment, as in a list
	from, to int    // the bytes between the two lines
}

// findBlocks returns the blocks of a Markdown file, in order. What stands in
// fenced code is an example, and none.
func findBlocks(path string, text []byte) ([]block, error) {
	start := regexp.MustCompile(`^([ \t]*)<!--\s*djdag:(.*)-->\s*$`)
	end := regexp.MustCompile(`^[ \t]*<!--\s*/djdag\s*-->\s*$`)
	var blocks []block
	var open *block
	fence := ""
	offset, number := 0, 0
	for line := range bytes.Lines(text) {
		number++
		pos := graph.Pos{Path: path, Line: number}
		words := start.FindSubmatch(line)
		switch {
		case open == nil && fence != "":
			if closes(string(line), fence) {
				fence = ""
			}
		case end.Match(line) && open == nil:
			return nil, usagef("%s: <!-- /djdag --> ends nothing; it needs a <!-- djdag: … --> before it", pos)
		case end.Match(line):
			open.to = offset
			blocks = append(blocks, *open)
			open = nil
		case words != nil && open != nil:
			return nil, usagef("%s: <!-- djdag: … --> stands in the block of line %d; end that with <!-- /djdag -->", pos, open.pos.Line)
		case words != nil:
			open = &block{pos: pos, indent: string(words[1]), words: string(words[2]), from: offset + len(line)}
		case open == nil:
			fence = opensFence(string(line))
		}
		offset += len(line)
	}
	if open != nil {
		return nil, usagef("%s: <!-- djdag: … --> has no end; write <!-- /djdag --> on a line below", open.pos)
	}
	if blocks == nil {
		return nil, usagef("%s has no block to update; write <!-- djdag: --> and <!-- /djdag --> on lines of their own", path)
	}
	return blocks, nil
}

// opensFence returns the fence that a line begins fenced code with, or "".
func opensFence(line string) string {
	line = strings.TrimLeft(line, " \t")
	for _, mark := range []string{"`", "~"} {
		fence := line[:len(line)-len(strings.TrimLeft(line, mark))]
		inline := mark == "`" && strings.Contains(line[len(fence):], mark)
		if len(fence) >= 3 && !inline {
			return fence
		}
	}
	return ""
}

// closes reports whether a line ends what the fence began.
func closes(line, fence string) bool {
	line = strings.TrimSpace(line)
	return strings.HasPrefix(line, fence) && strings.Trim(line, fence[:1]) == ""
}

// replaceBlocks returns the text with new lines in its blocks, one text for
// each. It keeps the indentation and the line ends of the file.
func replaceBlocks(text []byte, blocks []block, contents []string) []byte {
	newline := "\n"
	if first, _, ok := bytes.Cut(text, []byte("\n")); ok && bytes.HasSuffix(first, []byte("\r")) {
		newline = "\r\n"
	}
	var out bytes.Buffer
	done := 0
	for i, b := range blocks {
		out.Write(text[done:b.from])
		for line := range strings.Lines(contents[i]) {
			line = strings.TrimRight(line, "\r\n")
			if line != "" {
				line = b.indent + line
			}
			out.WriteString(line + newline)
		}
		done = b.to
	}
	out.Write(text[done:])
	return out.Bytes()
}

// codeBlock returns text as fenced code, with a fence that is not in it.
func codeBlock(language string, text []byte) string {
	fence := "```"
	for bytes.Contains(text, []byte(fence)) {
		fence += "`"
	}
	return fmt.Sprintf("%s%s\n%s\n%s\n", fence, language, bytes.TrimRight(text, "\n"), fence)
}

// imageLink returns a link that shows a picture.
func imageLink(alt, target string) string {
	escape := strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`, "<", `\<`, ">", `\>`, "`", "\\`", "\n", " ", "\r", " ")
	if strings.ContainsAny(target, " ()<>") {
		target = "<" + strings.NewReplacer("<", "%3C", ">", "%3E").Replace(target) + ">"
	}
	return fmt.Sprintf("![%s](%s)\n", escape.Replace(alt), target)
}
