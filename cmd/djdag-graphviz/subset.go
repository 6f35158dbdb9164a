package main

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"unicode/utf16"

	"github.com/go-text/typesetting/font"
)

// Places of what is changed in tables, in bytes.
const (
	headAdjustment = 8  // so that the sum of the file is right
	headFlags      = 16 // of which some are about hints
	headLocaFormat = 50
	headSize       = 54
	hheaMetrics    = 34 // the number of widths
	hheaSize       = 36
	maxpGlyphs     = 4 // the number of glyphs
	maxpHints      = 14
	maxpComponents = 28 // what comes after the limits of hints
	maxpSize       = 32
	postSize       = 32 // without the names of glyphs
)

// subset returns a TrueType font with the shapes of some characters alone, and
// without hints, kerning and rules for letters. Glyphs keep their numbers; those
// between them are empty.
//
// Source: OpenType specification 1.9.1.
func subset(file []byte, chars map[rune]font.GID) ([]byte, error) {
	tables, err := readFont(file)
	if err != nil {
		return nil, err
	}
	s := &subsetter{tables: tables, glyphs: make(map[int][]byte)}
	if err := s.keep(chars); err != nil {
		return nil, err
	}
	out := make(map[string][]byte)
	out["glyf"], out["loca"] = s.outlines()
	for _, table := range []struct {
		tag   string
		write func() ([]byte, error)
	}{
		{"head", s.head}, {"hhea", s.hhea}, {"hmtx", s.hmtx}, {"maxp", s.maxp}, {"name", s.name}, {"post", s.post},
		{"cmap", func() ([]byte, error) { return charTable(chars) }},
	} {
		if out[table.tag], err = table.write(); err != nil {
			return nil, err
		}
	}
	if os2, ok := tables["OS/2"]; ok {
		out["OS/2"] = os2
	}
	return writeFont(out), nil
}

// subsetter reads a font, of which it keeps a part.
type subsetter struct {
	tables map[string][]byte
	glyphs map[int][]byte // those that are kept, by number
	count  int            // of the numbers of glyphs: one more than the highest
	far    bool           // whether places of shapes take four bytes, not two
}

func (s *subsetter) table(tag string) *fontTable {
	return &fontTable{tag: tag, data: s.tables[tag]}
}

// keep finds the glyphs of the characters, with all that they are put together
// from, and the one for characters that are missing.
func (s *subsetter) keep(chars map[rune]font.GID) error {
	maxp := s.table("maxp")
	all := maxp.u16(maxpGlyphs)
	if maxp.err != nil {
		return maxp.err
	}
	todo := []int{0}
	for _, r := range slices.Sorted(maps.Keys(chars)) {
		todo = append(todo, int(chars[r]))
	}
	for len(todo) > 0 {
		id := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if _, ok := s.glyphs[id]; ok {
			continue
		}
		if id >= all {
			return fmt.Errorf("there is no glyph %d among %d", id, all)
		}
		data, parts, err := s.glyph(id)
		if err != nil {
			return fmt.Errorf("glyph %d: %w", id, err)
		}
		s.glyphs[id] = data
		s.count = max(s.count, id+1)
		todo = append(todo, parts...)
	}
	return nil
}

// glyph returns the shape of a glyph without its hints, and the numbers of those
// that it is put together from.
func (s *subsetter) glyph(id int) (data []byte, parts []int, err error) {
	head, loca := s.table("head"), s.table("loca")
	var from, to int
	if head.u16(headLocaFormat) == 0 {
		from, to = 2*loca.u16(2*id), 2*loca.u16(2*id+2)
	} else {
		from, to = loca.u32(4*id), loca.u32(4*id+4)
	}
	glyf := s.table("glyf")
	g := &fontTable{tag: "glyf", data: glyf.slice(from, to)}
	for _, t := range []*fontTable{head, loca, glyf} {
		if t.err != nil {
			return nil, nil, t.err
		}
	}
	if len(g.data) == 0 {
		return nil, nil, nil
	}
	if contours := int16(g.u16(0)); contours >= 0 {
		data = withoutHints(g, int(contours))
	} else {
		data, parts = composite(g)
	}
	return data, parts, g.err
}

// glyphHeaderSize is that of the number of contours and the bounds, in bytes.
const glyphHeaderSize = 10

// withoutHints returns a glyph of contours without its hints.
func withoutHints(g *fontTable, contours int) []byte {
	if contours == 0 {
		return nil
	}
	hints := glyphHeaderSize + 2*contours
	rest := hints + 2 + g.u16(hints)
	return slices.Concat(g.slice(0, hints), []byte{0, 0}, g.slice(rest, len(g.data)))
}

// Flags of a part of a composite glyph.
const (
	partHasWords  = 0x0001
	partHasScale  = 0x0008
	partIsNotLast = 0x0020
	partHasScales = 0x0040
	partHasMatrix = 0x0080
	partHasHints  = 0x0100
)

// composite returns a glyph that is put together from others, without its hints,
// and the numbers of those.
func composite(g *fontTable) (data []byte, parts []int) {
	data = slices.Clone(g.data)
	at := glyphHeaderSize
	for flags := partIsNotLast; flags&partIsNotLast != 0 && g.err == nil; {
		flags = g.u16(at)
		parts = append(parts, g.u16(at+2))
		if g.err == nil {
			binary.BigEndian.PutUint16(data[at:], uint16(flags&^partHasHints))
		}
		at += 6
		if flags&partHasWords != 0 {
			at += 2
		}
		switch {
		case flags&partHasScale != 0:
			at += 2
		case flags&partHasScales != 0:
			at += 4
		case flags&partHasMatrix != 0:
			at += 8
		}
	}
	if g.slice(0, at) == nil {
		return nil, nil
	}
	return data[:at], parts
}

// outlines returns the tables of shapes and of their places. It decides how
// these are written.
func (s *subsetter) outlines() (glyf, loca []byte) {
	places := []int{0}
	for id := range s.count {
		glyf = padded(append(glyf, s.glyphs[id]...))
		places = append(places, len(glyf))
	}
	s.far = len(glyf)/2 > 0xFFFF
	for _, place := range places {
		if s.far {
			loca = binary.BigEndian.AppendUint32(loca, uint32(place))
		} else {
			loca = binary.BigEndian.AppendUint16(loca, uint16(place/2))
		}
	}
	return glyf, loca
}

func (s *subsetter) head() ([]byte, error) {
	t := s.table("head")
	flags := t.u16(headFlags)
	head := t.copy(headSize)
	if t.err != nil {
		return nil, t.err
	}
	const ofHints = 1<<2 | 1<<3 | 1<<4 // sizes and widths depend on them
	binary.BigEndian.PutUint32(head[headAdjustment:], 0)
	binary.BigEndian.PutUint16(head[headFlags:], uint16(flags&^ofHints))
	locaFormat := uint16(0)
	if s.far {
		locaFormat = 1
	}
	binary.BigEndian.PutUint16(head[headLocaFormat:], locaFormat)
	return head, nil
}

func (s *subsetter) hhea() ([]byte, error) {
	t := s.table("hhea")
	hhea := t.copy(hheaSize)
	if t.err != nil {
		return nil, t.err
	}
	binary.BigEndian.PutUint16(hhea[hheaMetrics:], uint16(s.count))
	return hhea, nil
}

// hmtx returns the widths of all glyphs. Those that are not kept have none.
func (s *subsetter) hmtx() ([]byte, error) {
	hhea, t := s.table("hhea"), s.table("hmtx")
	wide := hhea.u16(hheaMetrics) // the others are as wide as the last of these
	if hhea.err != nil {
		return nil, hhea.err
	}
	hmtx := make([]byte, 4*s.count)
	for id := range s.glyphs {
		width, side := 4*id, 4*id+2
		if id >= wide {
			width, side = 4*(wide-1), 4*wide+2*(id-wide)
		}
		binary.BigEndian.PutUint16(hmtx[4*id:], uint16(t.u16(width)))
		binary.BigEndian.PutUint16(hmtx[4*id+2:], uint16(t.u16(side)))
	}
	return hmtx, t.err
}

// maxp returns the limits. Those of shapes may be larger than needed, and those
// of hints are none.
func (s *subsetter) maxp() ([]byte, error) {
	t := s.table("maxp")
	maxp := t.copy(maxpSize)
	if t.err != nil {
		return nil, t.err
	}
	clear(maxp[maxpHints:maxpComponents])
	binary.BigEndian.PutUint16(maxp[maxpHints:], 1) // the least number of zones
	binary.BigEndian.PutUint16(maxp[maxpGlyphs:], uint16(s.count))
	return maxp, nil
}

// post returns the table without the names of glyphs.
func (s *subsetter) post() ([]byte, error) {
	t := s.table("post")
	post := t.copy(postSize)
	if t.err != nil {
		return nil, t.err
	}
	binary.BigEndian.PutUint32(post, 0x00030000)
	return post, nil
}

// Numbers of names that a font has.
const (
	nameCopyright  = 0
	nameFamily     = 1
	nameStyle      = 2
	nameFull       = 4
	nameVersion    = 5
	namePostScript = 6
	nameLicence    = 13
	nameLicenceURL = 14
)

// name returns the names. The licence of the font wants to be told, and its name
// to be kept for the whole font.
func (s *subsetter) name() ([]byte, error) {
	const windows, unicode, english = 3, 1, 0x409
	old, err := s.names(windows, unicode, english)
	if err != nil {
		return nil, err
	}
	own := utf16Bytes(embeddedFamily)
	names := map[int][]byte{nameFamily: own, nameFull: own, namePostScript: own}
	for _, id := range []int{nameCopyright, nameStyle, nameVersion, nameLicence, nameLicenceURL} {
		if text, ok := old[id]; ok {
			names[id] = text
		}
	}
	const headerSize, recordSize = 6, 12
	var records, texts []byte
	for _, id := range slices.Sorted(maps.Keys(names)) {
		for _, x := range []int{windows, unicode, english, id, len(names[id]), len(texts)} {
			records = binary.BigEndian.AppendUint16(records, uint16(x))
		}
		texts = append(texts, names[id]...)
	}
	var out []byte
	for _, x := range []int{0, len(names), headerSize + recordSize*len(names)} {
		out = binary.BigEndian.AppendUint16(out, uint16(x))
	}
	return slices.Concat(out, records, texts), nil
}

// names returns the names that the font has for a system, by number.
func (s *subsetter) names(platform, encoding, language int) (map[int][]byte, error) {
	t := s.table("name")
	names := make(map[int][]byte)
	if t.data == nil {
		return names, nil
	}
	texts := t.u16(4)
	for i := range t.u16(2) {
		record := 6 + 12*i
		if t.u16(record) == platform && t.u16(record+2) == encoding && t.u16(record+4) == language {
			from := texts + t.u16(record+10)
			names[t.u16(record+6)] = t.slice(from, from+t.u16(record+8))
		}
	}
	return names, t.err
}

func utf16Bytes(s string) []byte {
	var out []byte
	for _, x := range utf16.Encode([]rune(s)) {
		out = binary.BigEndian.AppendUint16(out, x)
	}
	return out
}

// charRange is a run of characters whose glyphs follow on each other.
type charRange struct{ first, last, glyph int }

// charTable returns the table that gives characters their glyphs, in the format
// 4. It ends before U+FFFF, as the characters of the font do.
//
// Source: OpenType specification 1.9.1, "cmap".
func charTable(chars map[rune]font.GID) ([]byte, error) {
	const end = 0xFFFF
	var ranges []charRange
	for _, r := range slices.Sorted(maps.Keys(chars)) {
		c, glyph := int(r), int(chars[r])
		last := len(ranges) - 1
		switch {
		case c >= end || c < 0:
			continue
		case last >= 0 && ranges[last].last == c-1 && ranges[last].glyph+c-ranges[last].first == glyph:
			ranges[last].last = c
		default:
			ranges = append(ranges, charRange{c, c, glyph})
		}
	}
	ranges = append(ranges, charRange{end, end, 0}) // which must be there
	n := len(ranges)
	size := 16 + 8*n
	if size > 0xFFFF {
		return nil, fmt.Errorf("%d ranges of characters are too many", n)
	}
	var out []byte
	number := func(x int) { out = binary.BigEndian.AppendUint16(out, uint16(x)) }
	for _, x := range []int{0, 1, 3, 1, 0, 12} { // one table, for Unicode on Windows, at byte 12
		number(x)
	}
	for _, x := range []int{4, size, 0} {
		number(x)
	}
	search := appendSearch(nil, n, 2)
	binary.BigEndian.PutUint16(search, uint16(2*n)) // here it is twice the number
	out = append(out, search...)
	for _, r := range ranges {
		number(r.last)
	}
	number(0)
	for _, r := range ranges {
		number(r.first)
	}
	for _, r := range ranges {
		number(r.glyph - r.first) // which is modulo 0x10000
	}
	for range ranges {
		number(0)
	}
	return out, nil
}
