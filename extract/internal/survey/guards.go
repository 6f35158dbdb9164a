package survey

import "strings"

// A block is a part of the file, from one offset up to another.
type block struct{ start, end int }

// guarded returns the parts of the file whose author expects that a name is missing
// from package datajoint, in the order of their starts: try statements that catch
// the error, and what depends on hasattr() or on a version.
func (s *surveyor) guarded() []block {
	var blocks []block
	for i, start := range s.lines {
		text := s.lineText(i)
		end := i + 1
		word := firstWord(text)
		switch {
		case word == "try":
			catches := false
			for end = s.blockEnd(i); end < len(s.lines) && s.column(end) == s.column(i); end = s.blockEnd(end) {
				clause := s.lineText(end)
				if w := firstWord(clause); w != "except" && w != "else" && w != "finally" {
					break
				}
				catches = catches || catchesMissingName(clause)
			}
			if !catches {
				continue
			}
		case !asksForNames(text):
			continue
		case word == "if", word == "elif":
			for end = s.blockEnd(i); end < len(s.lines) && s.column(end) == s.column(i); end = s.blockEnd(end) {
				if w := firstWord(s.lineText(end)); w != "elif" && w != "else" {
					break
				}
			}
		}
		blocks = append(blocks, block{start, s.lineStart(end)})
	}
	return blocks
}

// catchesMissingName reports whether a clause of a try statement catches the error of
// a missing name or module.
func catchesMissingName(clause string) bool {
	caught, ok := strings.CutPrefix(clause, "except")
	if !ok {
		return false
	}
	caught, _, _ = strings.Cut(caught, ":")
	return strings.TrimSpace(caught) == "" || strings.Contains(caught, "AttributeError") || strings.Contains(caught, "ImportError") ||
		strings.Contains(caught, "ModuleNotFoundError") || strings.Contains(caught, "Exception")
}

// asksForNames reports whether a line depends on what package datajoint has.
func asksForNames(line string) bool {
	return strings.Contains(line, "hasattr(") || strings.Contains(line, "__version__") || strings.Contains(line, "TYPE_CHECKING")
}

func firstWord(line string) string {
	if i := strings.IndexAny(line, " \t:(\\\r\n"); i >= 0 {
		return line[:i]
	}
	return line
}

// lineStart returns the offset of a logical line, or that of the end of the file.
func (s *surveyor) lineStart(i int) int {
	if i < len(s.lines) {
		return s.lines[i]
	}
	return s.size
}

// lineText returns a logical line, with the comments that follow it.
func (s *surveyor) lineText(i int) string {
	return s.file.Slice(s.lines[i], s.lineStart(i+1))
}

// column returns the column of a logical line.
func (s *surveyor) column(i int) int {
	_, col := s.file.LineCol(s.lines[i])
	return col
}

// blockEnd returns the logical line after the block that line i begins.
func (s *surveyor) blockEnd(i int) int {
	end := i + 1
	for end < len(s.lines) && s.column(end) > s.column(i) {
		end++
	}
	return end
}

// markGuarded marks the uses in the guarded parts of the file.
func (s *surveyor) markGuarded() {
	if len(s.found.Uses) == 0 {
		return
	}
	for _, b := range s.guarded() {
		for i := range s.found.Uses {
			if u := &s.found.Uses[i]; u.Offset >= b.start && u.Offset < b.end {
				u.Guarded = true
			}
		}
	}
}
