package main

import (
	"fmt"
	"strings"
	"testing"
)

// String returns the path as absolute path data.
func (p path) String() string {
	var b strings.Builder
	at := func(q point) string { return fmt.Sprintf("%.4g,%.4g", q.x, q.y) }
	for _, s := range p {
		switch s.verb {
		case moveTo:
			b.WriteString("M" + at(s.end))
		case lineTo:
			b.WriteString("L" + at(s.end))
		case cubicTo:
			b.WriteString("C" + at(s.c1) + " " + at(s.c2) + " " + at(s.end))
		case closing:
			b.WriteString("Z")
		}
	}
	return b.String()
}

func TestParsePath(t *testing.T) {
	tests := []struct{ name, data, want string }{
		{"empty", "", ""},
		{"white space", " \t\r\n\f", ""},
		{"lines", "M1,2L3,4", "M1,2L3,4"},
		{"horizontal and vertical", "M1 2H3V4", "M1,2L3,2L3,4"},
		{"a curve", "M0,0C1,2 3,4 5,6", "M0,0C1,2 3,4 5,6"},
		{"a quadratic curve", "M0 0Q3 6 9 0", "M0,0C2,4 5,4 9,0"},
		{"closed", "M1 2L3 4z", "M1,2L3,4Z"},
		{"relative", "m1 2l3 4h1v-1c1 1 2 2 3 3q3 0 3 3z", "M1,2L4,6L5,6L5,5C6,6 7,7 8,8C10,8 11,9 11,11Z"},
		{"more numbers than one command takes", "M1 2 3 4 5 6L7 8 9 10", "M1,2L3,4L5,6L7,8L9,10"},
		{"the same, relative", "m1 2 3 4 5 6", "M1,2L4,6L9,12"},
		{"a chain of curves", "M0 0C1 1 2 2 3 3 4 4 5 5 6 6", "M0,0C1,1 2,2 3,3C4,4 5,5 6,6"},
		{"relative after a close", "M5 5l1 0z l0 1", "M5,5L6,5ZM5,5L5,6"},
		{"relative move after a close", "M5 5l1 0z m1 1 l0 1", "M5,5L6,5ZM6,6L6,7"},
		{"closed twice", "M5 5L6 6ZZ", "M5,5L6,6ZZ"},
		{"numbers that touch", "M1-2L.5.25-3e1+4", "M1,-2L0.5,0.25L-30,4"},
		{"exponents", "M1e2 1E-1L1.5e+1,2.", "M100,0.1L15,2"},
		{"commas with space", "M 1 , 2 L 3 ,4 , 5, 6", "M1,2L3,4L5,6"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := parsePath(tt.data)
			if err != nil || got.String() != tt.want {
				t.Errorf("got  %v, %v\nwant %s", got, err, tt.want)
			}
		})
	}
}

func TestParsePathMistakes(t *testing.T) {
	tests := []struct{ name, data, want string }{
		{"no command", "1 2", `path data, byte 1: want one of the commands M, L, H, V, C, Q and Z, not '1'`},
		{"no move", "L1 2", `path data, byte 1: want the command M first, not 'L'`},
		{"closed before it begins", "Z", `path data, byte 1: want the command M first, not 'Z'`},
		{"an arc", "M0 0 A1 1 0 0 0 2 2", `path data, byte 6: want one of the commands M, L, H, V, C, Q and Z, not 'A'`},
		{"a number is missing", "M0 0L1", `path data, byte 7: want a number`},
		{"half a curve", "M0 0C1 2 3 4 5 6 7 8Z", `path data, byte 21: want a number`},
		{"a comma first", "M,0 0", `path data, byte 2: want a number`},
		{"a comma last", "M0,0,", `path data, byte 6: want a number`},
		{"two commas", "M0,,0", `path data, byte 4: want a number`},
		{"a comma before a command", "M0,0,L1,1", `path data, byte 6: want a number`},
		{"a dot", "M. 1", `path data, byte 2: want a number`},
		{"a sign", "M- 1", `path data, byte 2: want a number`},
		{"a word", "M0 NaN", `path data, byte 4: want a number`},
		{"a number after a close", "M0 0Z1", `path data, byte 6: want one of the commands M, L, H, V, C, Q and Z, not '1'`},
		{"far away", "M0 1e300", `path data, byte 4: "1e300" is not a number up to 1e+09`},
		{"another alphabet", "Mé", `path data, byte 2: want a number`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := parsePath(tt.data)
			if err == nil || err.Error() != tt.want {
				t.Errorf("got  %v, %v\nwant %s", got, err, tt.want)
			}
		})
	}
}

// Whatever is read can be drawn.
func FuzzParsePath(f *testing.F) {
	for _, data := range []string{"", "M0 0L1 1Z", "m1-2c.5.25-3e1+4 5 6z", "M0 0Q9 9 0 9H5V5", "M0 0C1e9 0 0 1e9 5 5", "M1,,"} {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data string) {
		if len(data) > 200 {
			return // or there are too many steps
		}
		p, err := parsePath(data)
		if err != nil {
			return
		}
		b := &bitmap{dpi: 72}
		if err := b.open(40, 30); err != nil {
			t.Fatal(err)
		}
		look := brush{fill: opaque, stroke: opaque, width: 3, dashes: []float64{0, 5}, round: true}
		if err := b.path(p, look); err != nil {
			t.Error(err)
		}
	})
}
