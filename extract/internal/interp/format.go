package interp

import (
	"cmp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A layout is a format specifier such as "03d" or ">8".
//
// Source: the Python library reference, "Format Specification Mini-Language".
type layout struct {
	fill      rune // 0: a blank
	align     byte // '<', '>', '^', '=', or 0 for that of the type
	sign      byte // '+', ' ', or 0
	alternate bool
	width     int
	precision int  // -1: none
	verb      byte // 0: that of the type
}

// parseLayout reads a specifier of strings and integers.
func parseLayout(spec string) (layout, bool) {
	l := layout{precision: -1}
	if first, n := utf8.DecodeRuneInString(spec); n > 0 && len(spec) > n && strings.IndexByte("<>=^", spec[n]) >= 0 {
		l.fill, l.align, spec = first, spec[n], spec[n+1:]
	} else if spec != "" && strings.IndexByte("<>=^", spec[0]) >= 0 {
		l.align, spec = spec[0], spec[1:]
	}
	if spec != "" && strings.IndexByte("+- ", spec[0]) >= 0 {
		if spec[0] != '-' {
			l.sign = spec[0]
		}
		spec = spec[1:]
	}
	if rest, ok := strings.CutPrefix(spec, "#"); ok {
		l.alternate, spec = true, rest
	}
	if rest, ok := strings.CutPrefix(spec, "0"); ok {
		spec = rest
		l.fill = cmp.Or(l.fill, '0')
		l.align = cmp.Or(l.align, '=')
	}
	number := func() (int, bool) {
		end := 0
		for end < len(spec) && '0' <= spec[end] && spec[end] <= '9' {
			end++
		}
		n, ok := atoi(spec[:end])
		spec = spec[end:]
		return n, ok
	}
	l.width, _ = number()
	if rest, ok := strings.CutPrefix(spec, "."); ok {
		spec = rest
		if l.precision, ok = number(); !ok {
			return l, false
		}
	}
	if spec != "" {
		l.verb, spec = spec[0], spec[1:]
	}
	return l, spec == "" && l.width <= maxMarks
}

// formatted writes a value as a format specifier says. Something unknown is a
// hole with the label, and so is a number with a point.
func (fr *Frame) formatted(v Value, spec, label string) *Str {
	s := fr.ToStr(v, label)
	if spec == "" || !s.Known() {
		return s
	}
	l, ok := parseLayout(spec)
	if !ok {
		return NewHole(label, nil)
	}
	v = fr.m.Force(v)
	if member, ok := v.(*enumMember); ok {
		v = member.Value
	}
	switch v := v.(type) {
	case Int:
		if l.precision < 0 {
			if text, ok := l.integer(int64(v)); ok {
				return NewStr(text)
			}
		}
	case *Str, pathValue:
		if text, ok := l.text(s.Text); ok {
			if text == s.Text {
				return s // with its places
			}
			return NewStr(text)
		}
	}
	return NewHole(label, nil)
}

// follow evaluates what a field of a format string has behind its name, such
// as ".prefix" or "[0]".
func (fr *Frame) follow(v Value, path string) Value {
	for path != "" {
		end := len(path)
		if i := strings.IndexAny(path[1:], ".["); i >= 0 {
			end = i + 1
		}
		step := path[1:end]
		if path[0] == '.' {
			v = fr.Attr(v, step)
		} else if key, ok := strings.CutSuffix(step, "]"); !ok {
			return Unknown{}
		} else if n, ok := atoi(key); ok {
			v = fr.item(v, Int(n))
		} else {
			v = fr.item(v, NewStr(key))
		}
		path = path[end:]
	}
	return v
}

func (l layout) integer(n int64) (string, bool) {
	base, prefix := 10, ""
	switch l.verb {
	case 0, 'd':
	case 'x', 'X':
		base, prefix = 16, "0"+string(l.verb)
	case 'o':
		base, prefix = 8, "0o"
	case 'b':
		base, prefix = 2, "0b"
	default:
		return "", false
	}
	sign := ""
	digits := strconv.FormatInt(n, base)
	if rest, negative := strings.CutPrefix(digits, "-"); negative {
		sign, digits = "-", rest
	} else if l.sign != 0 {
		sign = string(l.sign)
	}
	if l.verb == 'X' {
		digits = strings.ToUpper(digits)
	}
	if l.alternate {
		sign += prefix
	}
	return l.pad(sign, digits, '>'), true
}

func (l layout) text(s string) (string, bool) {
	if l.verb != 0 && l.verb != 's' || l.sign != 0 || l.alternate {
		return "", false
	}
	if l.precision >= 0 {
		if runes := []rune(s); len(runes) > l.precision {
			s = string(runes[:l.precision])
		}
	}
	if l.align == '=' {
		l.align = '<' // "05" of a string
	}
	return l.pad("", s, '<'), true
}

// pad fills up to the width: between the sign and the digits for '='.
func (l layout) pad(sign, s string, align byte) string {
	missing := l.width - utf8.RuneCountInString(sign+s)
	if missing <= 0 {
		return sign + s
	}
	fill := func(n int) string { return strings.Repeat(string(cmp.Or(l.fill, ' ')), n) }
	switch cmp.Or(l.align, align) {
	case '<':
		return sign + s + fill(missing)
	case '^':
		return fill(missing/2) + sign + s + fill(missing-missing/2)
	case '=':
		return sign + fill(missing) + s
	}
	return fill(missing) + sign + s
}

// percentLayout turns what stands between "%" and the verb into a specifier.
// Where "%" pads, it does so on the left, of text as well.
func percentLayout(fields string, verb byte) string {
	size := strings.TrimLeft(fields, "-+ #0")
	flags := fields[:len(fields)-len(size)]
	has := func(flag string) bool { return strings.Contains(flags, flag) }
	text := strings.IndexByte("sra", verb) >= 0
	spec := ""
	switch {
	case fields == "" && (text || strings.IndexByte("diu", verb) >= 0):
		return ""
	case has("-"):
		spec = "<"
	case text || !has("0"):
		spec = ">"
	}
	if text {
		return spec + size
	}
	switch {
	case has("+"):
		spec += "+"
	case has(" "):
		spec += " "
	}
	if has("#") {
		spec += "#"
	}
	if has("0") && !has("-") {
		spec += "0"
	}
	if verb == 'i' || verb == 'u' {
		verb = 'd'
	}
	return spec + size + string(verb)
}
