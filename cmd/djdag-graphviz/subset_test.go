package main

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
)

// The signs that are kept look as before, with the same numbers and widths, and
// those that are put together from others are whole.
func TestSubset(t *testing.T) {
	for style := range fontFiles() {
		style := fontStyle(style)
		file, chars := testSubset(t, style, "Subject ÉÅç ﬁ (0123) →א")
		if len(file) > 40_000 {
			t.Errorf("the font has %d bytes", len(file))
		}
		face, err := font.ParseTTF(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		whole, err := loadFont(style)
		if err != nil {
			t.Fatal(err)
		}
		got, want := harfbuzz.NewFont(face), harfbuzz.NewFont(whole)
		chars[0] = 0 // what stands for missing characters
		for r, id := range chars {
			if found, _ := face.NominalGlyph(r); r != 0 && found != id {
				t.Errorf("%q is glyph %d, want %d", r, found, id)
			}
			if !slices.Equal(outline(got, id), outline(want, id)) {
				t.Errorf("%q has another shape", r)
			}
			if a, b := face.HorizontalAdvance(id), whole.HorizontalAdvance(id); a != b {
				t.Errorf("%q is %g wide, want %g", r, a, b)
			}
		}
		other, _ := whole.NominalGlyph('x')
		if _, ok := face.NominalGlyph('x'); ok || outline(got, other) != nil {
			t.Error("there is an x")
		}
	}
}

// A font whose shapes take more room has their places in four bytes.
func TestSubsetOfMuch(t *testing.T) {
	face, err := loadFont(regular)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for chars := face.Cmap.Iter(); chars.Next(); {
		r, _ := chars.Char()
		all.WriteRune(r)
	}
	file, chars := testSubset(t, regular, all.String())
	checkSums(t, file)
	reduced, err := font.ParseTTF(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	got, want := harfbuzz.NewFont(reduced), harfbuzz.NewFont(face)
	for r, id := range chars {
		if found, _ := reduced.NominalGlyph(r); found != id || !slices.Equal(outline(got, id), outline(want, id)) {
			t.Errorf("%q has another shape", r)
		}
	}
}

func TestSubsetSums(t *testing.T) {
	for style := range fontFiles() {
		file, _ := testSubset(t, fontStyle(style), "Subject É")
		checkSums(t, file)
	}
}

// checkSums checks the directory of a font: its order, places and sums, and that
// of the whole file.
func checkSums(t *testing.T, file []byte) {
	t.Helper()
	if sum := checksum(file); sum != 0xB1B0AFBA {
		t.Errorf("the sum of the file is %#x", sum)
	}
	last := ""
	for i := range int(binary.BigEndian.Uint16(file[4:])) {
		record := file[12+16*i:]
		tag := string(record[:4])
		sum, from, length := binary.BigEndian.Uint32(record[4:]), binary.BigEndian.Uint32(record[8:]), binary.BigEndian.Uint32(record[12:])
		table := slices.Clone(file[from : from+length])
		if tag == "head" {
			clear(table[8:12])
		}
		if from%4 != 0 || tag <= last || checksum(table) != sum {
			t.Errorf("table %s at %d with the sum %#x comes after %s", tag, from, sum, last)
		}
		last = tag
	}
}

// A glyph that is put together loses its hints, which stand behind the parts.
func TestComposite(t *testing.T) {
	header := "\xFF\xFF" + strings.Repeat("\x00", 8)
	tests := []struct {
		name, data, want string
		parts            []int
	}{
		{"one part", "\x00\x00\x00\x05xy", "\x00\x00\x00\x05xy", []int{5}},
		{"with words", "\x00\x01\x00\x05wxyz", "\x00\x01\x00\x05wxyz", []int{5}},
		{"with a scale", "\x00\x08\x00\x05xyss", "\x00\x08\x00\x05xyss", []int{5}},
		{"with two scales", "\x00\x40\x00\x05xyssss", "\x00\x40\x00\x05xyssss", []int{5}},
		{"with a matrix", "\x00\x80\x00\x05xyssssssss", "\x00\x80\x00\x05xyssssssss", []int{5}},
		{"two parts with hints", "\x01\x20\x00\x05xy\x01\x00\x01\x02xy\x00\x03abc", "\x00\x20\x00\x05xy\x00\x00\x01\x02xy", []int{5, 258}},
		{"half a part", "\x00\x01\x00\x05xy", "", nil},
		{"no last part", "\x00\x20\x00\x05xy", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := &fontTable{tag: "glyf", data: []byte(header + tt.data)}
			data, parts := composite(g)
			if (g.err != nil) != (tt.parts == nil) {
				t.Fatalf("error %v", g.err)
			}
			if g.err == nil && (string(data) != header+tt.want || !slices.Equal(parts, tt.parts)) {
				t.Errorf("got %q, %v, want %q, %v", data[len(header):], parts, tt.want, tt.parts)
			}
		})
	}
}

func TestSubsetErrors(t *testing.T) {
	file, _ := testSubset(t, regular, "A")
	with := func(tag string, at int, value uint16) []byte {
		tables, err := readFont(file)
		if err != nil {
			t.Fatal(err)
		}
		tables[tag] = slices.Clone(tables[tag])
		binary.BigEndian.PutUint16(tables[tag][at:], value)
		return writeFont(tables)
	}
	tests := []struct {
		name string
		file []byte
		char font.GID
		want string
	}{
		{"nothing", nil, 1, "table directory has 0 bytes, and not 0 to 4"},
		{"another format", []byte("OTTO0000"), 1, "it is not a TrueType font"},
		{"half a directory", append(slices.Clone(file[:12]), 'c', 'm'), 1, "table directory has 14 bytes, and not 12 to 16"},
		{"too many glyphs", file, 9999, "there is no glyph 9999 among 37"},
		{"fewer glyphs than characters", with("maxp", maxpGlyphs, 1), 36, "there is no glyph 36 among 1"},
		{"a shape that is elsewhere", with("loca", 2, 0xFFFF), 0, "glyph 0: table glyf has 128 bytes, and not 0 to 131070"},
		{"too many contours", with("glyf", 0, 0x7FFF), 0, "glyph 0: table glyf has 48 bytes, and not 65544 to 65546"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := subset(tt.file, map[rune]font.GID{'A': tt.char})
			if err == nil || err.Error() != tt.want {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}

// Whatever the bytes, there is a font or an error.
func FuzzSubset(f *testing.F) {
	file, chars := testSubset(f, regular, "A")
	for _, length := range []int{0, 3, 12, 100, len(file) / 2, len(file)} {
		f.Add(file[:length])
	}
	for i := range file {
		changed := slices.Clone(file)
		changed[i] ^= 0xFF
		f.Add(changed)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		out, err := subset(file, chars)
		if err == nil && checksum(out) != 0xB1B0AFBA {
			t.Error("the sum of the file is wrong")
		}
	})
}
