package python

// leastPlain is the number of lines from which a run of plain assignments is read
// without tree-sitter. Such a run is data: a table of constants.
const leastPlain = 500

// A plainRun is a run of lines at the top of a file that each bind a name to a number or
// to a string without escapes, such as "LIMIT = 3".
type plainRun struct {
	span           // in the source
	at         int // the offset in the pruned text to which it belongs
	statements int
}

// plain drops a run of plain assignments, if one starts here.
func (o *pruner) plain() bool {
	if o.pos < o.notPlain {
		return false
	}
	start, end := o.scanner, o.pos
	n := 0
	for o.indent == 0 {
		if _, ok := o.plainLine(); !ok {
			break
		}
		n++
		end = o.pos
		o.scanner.startLine()
	}
	o.scanner = start
	if n < leastPlain {
		o.notPlain = end
		return false
	}
	o.copyTo(start.pos)
	o.runs = append(o.runs, plainRun{span{start.pos, end}, len(o.text), n})
	o.skipTo(end)
	o.pos = end
	return true
}

// A plainAssign is a plain assignment; offsets in the source.
type plainAssign struct {
	name, value span
	quoted      bool // the value is a string; value includes the quotes
}

// plainLine accepts a line that is a plain assignment.
func (s *scanner) plainLine() (a plainAssign, ok bool) {
	a.name.start = s.pos
	if !s.name() {
		return a, false
	}
	a.name.end = s.pos
	s.space()
	if !s.accept("=") {
		return a, false
	}
	s.space()
	a.value.start = s.pos
	switch c := s.peek(); {
	case isDigit(c):
		ok = s.number() && s.src[s.pos-1]|0x20 != 'j'
	case c == '"' || c == '\'':
		a.quoted = true
		ok = s.plainString(c)
	}
	a.value.end = s.pos
	switch string(s.src[a.name.start:a.name.end]) {
	case "contents", "key_source":
		ok = false
	}
	return a, ok && s.endLine()
}

// plainString accepts a string on one line, without escapes.
func (s *scanner) plainString(quote byte) bool {
	for i := s.pos + 1; i < len(s.src); i++ {
		switch s.src[i] {
		case quote:
			if i == s.pos+1 && i+1 < len(s.src) && s.src[i+1] == quote {
				return false // three quotes
			}
			s.pos = i + 1
			return true
		case '\\', '\n', '\r':
			return false
		}
	}
	return false
}

// plainStatements returns the statements of a run, in a source that starts at an offset
// in the file. They are allocated in blocks, since there may be a million.
func plainStatements(src []byte, run plainRun, base int) []Stmt {
	statements := make([]Stmt, 0, run.statements)
	assigns := make([]Assign, run.statements)
	names := make([]Name, run.statements)
	targets := make([]Expr, run.statements)
	s := scanner{src: src[:run.end], pos: run.start}
	for s.startLine() && len(statements) < run.statements {
		a, ok := s.plainLine()
		if !ok {
			break
		}
		i := len(statements)
		at := At(base + a.name.start)
		names[i] = Name{at, string(src[a.name.start:a.name.end])}
		if i > 0 && names[i-1].ID == names[i].ID {
			names[i].ID = names[i-1].ID
		}
		targets[i] = &names[i]
		assigns[i] = Assign{At: at, Targets: targets[i : i+1 : i+1]}
		value := At(base + a.value.start)
		if a.quoted {
			assigns[i].Value = &Text{At: value, Parts: []TextPart{{At: value + 1, Value: string(src[a.value.start+1 : a.value.end-1])}}}
		} else {
			assigns[i].Value = &Number{value, string(src[a.value.start:a.value.end])}
		}
		statements = append(statements, &assigns[i])
	}
	return statements
}
