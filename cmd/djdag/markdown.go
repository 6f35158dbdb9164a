package main

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"strings"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/newline"
)

// A block is the part of a Markdown file between the comments
//
//	<!-- djdag: --collapse all -->
//	<!-- /djdag -->
//
// which djdag rewrites. Each comment is on a line of its own. The first one
// holds the flags of the figure.
type block struct {
	pos      graph.Pos
	words    string // the flags, from the colon to the end of the comment
	indent   string // of the comment, as in a list
	from, to int    // the byte range between the two lines
}

// findBlocks returns the blocks of a Markdown file in order. It skips fenced
// code and comments of several lines: they hold examples. A block may have any
// indentation: what is indented code in CommonMark is the content of an
// admonition or a tab in Python-Markdown.
func findBlocks(path string, text []byte) ([]block, error) {
	start := regexp.MustCompile(`^([ \t]*)<!--\s*djdag:(.*)-->\s*$`)
	end := regexp.MustCompile(`^[ \t]*<!--\s*/djdag\s*-->\s*$`)
	var blocks []block
	var open *block
	var code *fence
	comment := false
	offset, number := 0, 0
	for line := range bytes.Lines(newline.Unify(text)) {
		number++
		pos := graph.Pos{Path: path, Line: number}
		size := len(line)
		if number == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff")) // some Windows editors write one
		}
		if code != nil && code.itemEndedBy(string(line)) {
			code = nil
		}
		words := start.FindSubmatch(line)
		switch {
		case open == nil && code != nil:
			if code.closedBy(string(line)) {
				code = nil
			}
		case open == nil && comment:
			comment = !bytes.Contains(line, []byte("-->"))
		case end.Match(line) && open == nil:
			return nil, usagef("%s: <!-- /djdag --> without <!-- djdag: … --> above it", pos)
		case end.Match(line):
			open.to = offset
			blocks = append(blocks, *open)
			open = nil
		case words != nil && open != nil:
			return nil, usagef("%s: <!-- djdag: … --> inside the block of line %d; end that one with <!-- /djdag --> first", pos, open.pos.Line)
		case words != nil:
			open = &block{pos: pos, indent: string(words[1]), words: string(words[2]), from: offset + size}
		case open == nil:
			code = openFence(string(line))
			before, after, found := bytes.Cut(line, []byte("<!--"))
			comment = found && len(bytes.TrimSpace(before)) == 0 && !bytes.Contains(after, []byte("-->"))
		}
		offset += size
	}
	if open != nil {
		return nil, usagef("%s: <!-- djdag: … --> without an end; add a line <!-- /djdag -->", open.pos)
	}
	if blocks == nil {
		return nil, usagef("%s has no block to update; add the lines <!-- djdag: --> and <!-- /djdag -->", path)
	}
	return blocks, nil
}

// A fence is the opening fence of a code block.
//
// Source: CommonMark 0.31, "Fenced code blocks".
type fence struct {
	mark   string // three or more backticks or tildes
	indent int    // in columns, including quote and list markers
	item   bool   // the fence is on the first line of a list item
}

// openFence returns the fence that a line begins, or nil.
func openFence(line string) *fence {
	if !strings.Contains(line, "```") && !strings.Contains(line, "~~~") {
		return nil
	}
	f := &fence{}
	if container := regexp.MustCompile(`^(?:[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)+`).FindString(line); container != "" {
		f.item = true
		f.indent, line = indentWidth(container), line[len(container):]
	}
	depth, code := splitIndent(line)
	f.indent += depth
	for _, sign := range []string{"`", "~"} {
		info := strings.TrimLeft(code, sign)
		f.mark = code[:len(code)-len(info)]
		inline := sign == "`" && strings.Contains(info, sign)
		if len(f.mark) >= 3 && !inline {
			return f
		}
	}
	return nil
}

// closedBy reports whether a line closes the code block. A closing fence is
// indented by at most three columns more than the block.
func (f *fence) closedBy(line string) bool {
	depth, mark := splitIndent(line)
	mark = strings.TrimSpace(mark)
	return depth <= f.indent+3 && strings.HasPrefix(mark, f.mark) && strings.Trim(mark, f.mark[:1]) == ""
}

// itemEndedBy reports whether a line ends the list item that contains the code.
func (f *fence) itemEndedBy(line string) bool {
	depth, text := splitIndent(line)
	return f.item && strings.TrimSpace(text) != "" && depth < f.indent
}

// splitIndent returns the width of the white space and quote markers before the text
// of a line, and the text.
func splitIndent(line string) (depth int, text string) {
	text = strings.TrimLeft(line, " \t>")
	return indentWidth(line[:len(line)-len(text)]), text
}

// indentWidth returns the width of s in columns, with tab stops every four columns.
func indentWidth(s string) int {
	const tab = 4
	n := 0
	for _, r := range s {
		if n++; r == '\t' {
			n = (n-1)/tab*tab + tab
		}
	}
	return n
}

// replaceBlocks returns the text with contents[i] in blocks[i]. It keeps the
// indentation of the blocks and the line endings of the file.
func replaceBlocks(text []byte, blocks []block, contents []string) []byte {
	ending := lineEnding(text)
	var out bytes.Buffer
	done := 0
	for i, b := range blocks {
		out.Write(text[done:b.from])
		for line := range strings.Lines(contents[i]) {
			line = strings.TrimRight(line, "\r\n")
			if line != "" {
				line = b.indent + line
			}
			out.WriteString(line + ending)
		}
		done = b.to
	}
	out.Write(text[done:])
	return out.Bytes()
}

// lineEnding returns the characters that end the first line of a text.
func lineEnding(text []byte) string {
	i := bytes.IndexAny(text, "\r\n")
	switch {
	case i < 0 || text[i] == '\n':
		return "\n"
	case i+1 < len(text) && text[i+1] == '\n':
		return "\r\n"
	}
	return "\r"
}

// codeBlock returns text as fenced code. The fence is longer than any in the
// text.
func codeBlock(language string, text []byte) string {
	fence := "```"
	for bytes.Contains(text, []byte(fence)) {
		fence += "`"
	}
	return fmt.Sprintf("%s%s\n%s\n%s\n", fence, language, bytes.TrimRight(text, "\n"), fence)
}

// themedImage returns an image in HTML that a dark page shows in dark. GitHub and
// others take it in Markdown.
func themedImage(alt, light, dark string) string {
	attr := func(s string) string { return html.EscapeString(strings.NewReplacer("\n", " ", "\r", " ").Replace(s)) }
	return fmt.Sprintf("<picture>\n  <source media=\"(prefers-color-scheme: dark)\" srcset=\"%s\">\n  <img alt=\"%s\" src=\"%s\">\n</picture>\n",
		attr(strings.ReplaceAll(imageURL(dark), " ", "%20")), attr(alt), attr(imageURL(light)))
}

// imageURL returns the URL of a file.
func imageURL(file string) string {
	return strings.NewReplacer("%", "%25", "#", "%23", "?", "%3F", "<", "%3C", ">", "%3E").Replace(file)
}

// imageLink returns a Markdown image.
func imageLink(alt, target string) string {
	escape := strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`, "<", `\<`, ">", `\>`, "`", "\\`", "\n", " ", "\r", " ")
	target = imageURL(target)
	if strings.ContainsAny(target, " ()") {
		target = "<" + target + ">"
	}
	return fmt.Sprintf("![%s](%s)\n", escape.Replace(alt), target)
}
