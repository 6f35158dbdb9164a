package interp

import (
	"sort"
	"strings"
)

// A Str is a string that may have unknown parts. It remembers where in the
// source each part stands.
type Str struct {
	// Text is the string; an unknown part is written "{label}".
	Text  string
	holes []hole // by Start
	marks []mark // by at
}

// A hole is an unknown part of a string.
type hole struct {
	Start, End int // in Text
	Label      string
	// Setting is what the hole stands for, or nil: then two holes of one
	// label need not be equal.
	Setting *Setting
}

// A mark says where the text from byte at on stands.
type mark struct {
	at     int
	module *Module
	offset int
	fixed  bool // all of the text stands at offset: it was made, not copied
}

// Known reports whether the whole string is known.
func (s *Str) Known() bool { return len(s.holes) == 0 }

// Stable reports whether two strings with this text are equal for sure:
// every hole is a setting.
func (s *Str) Stable() bool {
	for _, h := range s.holes {
		if h.Setting == nil {
			return false
		}
	}
	return true
}

// Place returns the module and the offset in its file of byte i of the text.
func (s *Str) Place(i int) (*Module, int) {
	k := sort.Search(len(s.marks), func(k int) bool { return s.marks[k].at > i }) - 1
	if k < 0 {
		return nil, 0
	}
	m := s.marks[k]
	if m.fixed {
		return m.module, m.offset
	}
	return m.module, m.offset + i - m.at
}

// HoleWithin reports whether some of the text from start to end is unknown.
func (s *Str) HoleWithin(start, end int) bool {
	for _, h := range s.holes {
		if h.Start < end && start < h.End {
			return true
		}
	}
	return false
}

// NewStr returns a string that is known.
func NewStr(text string) *Str { return &Str{Text: text} }

// NewHole returns a string that is unknown. The label stands for it.
func NewHole(label string, setting *Setting) *Str {
	text := "{" + label + "}"
	return &Str{Text: text, holes: []hole{{0, len(text), label, setting}}}
}

// fixedAt returns s with all of its text standing at one place.
func (s *Str) fixedAt(m *Module, offset int) *Str {
	return &Str{Text: s.Text, holes: s.holes, marks: []mark{{0, m, offset, true}}}
}

// standingIn returns s with all of its text standing where byte i of a
// template does.
func (s *Str) standingIn(template *Str, i int) *Str {
	if m, offset := template.Place(i); m != nil {
		return s.fixedAt(m, offset)
	}
	return s
}

// replace replaces each occurrence of old.
func (s *Str) replace(old string, with *Str) *Str {
	if strings.Count(s.Text, old) > maxMarks {
		return NewHole("…", nil)
	}
	var parts []*Str
	start := 0
	for old != "" {
		i := strings.Index(s.Text[start:], old)
		if i < 0 {
			break
		}
		parts = append(parts, s.slice(start, start+i), with.standingIn(s, start+i))
		start += i + len(old)
	}
	return concat(append(parts, s.slice(start, len(s.Text)))...)
}

// concat joins strings, with their holes and places.
func concat(parts ...*Str) *Str {
	if len(parts) == 1 {
		return parts[0]
	}
	out := &Str{}
	var b strings.Builder
	for _, p := range parts {
		n := b.Len()
		if n+len(p.Text) > maxText {
			return NewHole("…", nil)
		}
		b.WriteString(p.Text)
		for _, h := range p.holes {
			h.Start += n
			h.End += n
			out.holes = append(out.holes, h)
		}
		for _, m := range p.marks {
			m.at += n
			out.marks = append(out.marks, m)
		}
		if len(out.marks) > maxMarks || len(out.holes) > maxMarks {
			return NewHole("…", nil)
		}
	}
	out.Text = b.String()
	return out
}

// slice returns s[i:j] with its holes and places.
func (s *Str) slice(i, j int) *Str {
	out := &Str{Text: s.Text[i:j]}
	for _, h := range s.holes {
		if h.Start >= i && h.End <= j {
			h.Start -= i
			h.End -= i
			out.holes = append(out.holes, h)
		}
	}
	for k, m := range s.marks {
		if m.at >= j {
			break
		}
		if k+1 < len(s.marks) && s.marks[k+1].at <= i {
			continue
		}
		if m.at < i {
			if !m.fixed {
				m.offset += i - m.at
			}
			m.at = i
		}
		m.at -= i
		out.marks = append(out.marks, m)
	}
	return out
}

// format fills the fields of a format string: "{}", "{0}" or "{name:spec}". Each
// field is looked up by its name; nil leaves the field as it stands. "{{" and
// "}}" are braces.
func (s *Str) format(field func(name string, index int, spec string) *Str) *Str {
	var parts []*Str
	start, auto := 0, 0
	for i := 0; i < len(s.Text); i++ {
		c := s.Text[i]
		if c != '{' && c != '}' {
			continue
		}
		if h := s.holeAt(i); h != nil { // an unknown part is no field
			i = h.End - 1
			continue
		}
		if i+1 < len(s.Text) && s.Text[i+1] == c {
			parts = append(parts, s.slice(start, i+1))
			i++
			start = i + 1
			continue
		}
		if c == '}' {
			continue
		}
		end := strings.IndexByte(s.Text[i:], '}')
		if end < 0 {
			break
		}
		name, spec, _ := strings.Cut(s.Text[i+1:i+end], ":")
		name, _, _ = strings.Cut(name, "!")
		index := -1
		switch first := name[:len(name)-len(strings.TrimLeft(name, "0123456789"))]; {
		case first != "":
			index, _ = atoi(first)
		case name == "" || name[0] == '.' || name[0] == '[':
			index = auto
			auto++
		}
		if v := field(name, index, spec); v != nil {
			parts = append(parts, s.slice(start, i), v.standingIn(s, i))
			start = i + end + 1
		}
		i += end
	}
	parts = append(parts, s.slice(start, len(s.Text)))
	return concat(parts...)
}

// percent fills the fields of "%s" formatting; field gets what stands between
// the "%" and the verb, and the verb.
func (s *Str) percent(field func(name string, index int, fields string, verb byte) *Str) *Str {
	var parts []*Str
	start, auto := 0, 0
	for i := 0; i+1 < len(s.Text); i++ {
		if s.Text[i] != '%' {
			continue
		}
		j := i + 1
		name := ""
		if s.Text[j] == '(' {
			end := strings.IndexByte(s.Text[j:], ')')
			if end < 0 {
				break
			}
			name = s.Text[j+1 : j+end]
			j += end + 1
		}
		fields := j
		for j < len(s.Text) && strings.IndexByte("-+ #0123456789.", s.Text[j]) >= 0 {
			j++
		}
		if j >= len(s.Text) {
			break
		}
		if s.Text[j] == '%' {
			parts = append(parts, s.slice(start, i+1))
		} else {
			v := field(name, auto, s.Text[fields:j], s.Text[j])
			auto++
			if v == nil {
				i = j
				continue
			}
			parts = append(parts, s.slice(start, i), v.standingIn(s, i))
		}
		start, i = j+1, j
	}
	parts = append(parts, s.slice(start, len(s.Text)))
	return concat(parts...)
}

// Holes lists the unknown parts of the text: where each starts and ends.
func (s *Str) Holes() (spans [][2]int) {
	for _, h := range s.holes {
		spans = append(spans, [2]int{h.Start, h.End})
	}
	return spans
}

func (s *Str) holeAt(i int) *hole {
	for k := range s.holes {
		if s.holes[k].Start == i {
			return &s.holes[k]
		}
	}
	return nil
}

func atoi(s string) (int, bool) {
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' || n > 1<<20 {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, s != ""
}
