package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math/bits"
	"slices"
)

// fontTable reads the numbers of one table of a font. The first one that lies
// outside of the table is an error; from then on all numbers are 0.
type fontTable struct {
	tag  string
	data []byte
	err  error
}

// slice returns bytes of the table, or nil.
func (t *fontTable) slice(from, to int) []byte {
	if t.err == nil && !(0 <= from && from <= to && to <= len(t.data)) {
		t.err = fmt.Errorf("table %s has %d bytes, and not %d to %d", t.tag, len(t.data), from, to)
	}
	if t.err != nil {
		return nil
	}
	return t.data[from:to:to]
}

func (t *fontTable) u16(at int) int {
	if b := t.slice(at, at+2); b != nil {
		return int(binary.BigEndian.Uint16(b))
	}
	return 0
}

func (t *fontTable) u32(at int) int {
	if b := t.slice(at, at+4); b != nil {
		return int(binary.BigEndian.Uint32(b))
	}
	return 0
}

// copy returns the first bytes of the table, to be changed.
func (t *fontTable) copy(length int) []byte { return slices.Clone(t.slice(0, length)) }

// Sizes in a font file, in bytes.
const (
	fontHeaderSize = 12
	fontRecordSize = 16 // of each table in the directory
)

// readFont returns the tables of a TrueType font.
//
// Source: OpenType specification 1.9.1, "OpenType font file".
func readFont(file []byte) (map[string][]byte, error) {
	f := &fontTable{tag: "directory", data: file}
	const trueType = 0x00010000
	if version := f.u32(0); f.err == nil && version != trueType {
		return nil, errors.New("it is not a TrueType font")
	}
	tables := make(map[string][]byte)
	for i := range f.u16(4) {
		record := fontHeaderSize + fontRecordSize*i
		tag := string(f.slice(record, record+4))
		offset, length := f.u32(record+8), f.u32(record+12)
		tables[tag] = f.slice(offset, offset+length)
		if f.err != nil {
			break
		}
	}
	return tables, f.err
}

// writeFont returns a TrueType font of tables.
//
// Source: OpenType specification 1.9.1, "OpenType font file".
func writeFont(tables map[string][]byte) []byte {
	n := len(tables)
	out := binary.BigEndian.AppendUint32(nil, 0x00010000)
	out = appendSearch(out, n, fontRecordSize)
	offset := len(out) + fontRecordSize*n
	var body []byte
	head := 0
	for _, tag := range slices.Sorted(maps.Keys(tables)) {
		table := tables[tag]
		if tag == "head" {
			head = offset + len(body)
		}
		out = append(out, tag...)
		out = binary.BigEndian.AppendUint32(out, checksum(table))
		out = binary.BigEndian.AppendUint32(out, uint32(offset+len(body)))
		out = binary.BigEndian.AppendUint32(out, uint32(len(table)))
		body = padded(append(body, table...))
	}
	out = append(out, body...)
	const whole = 0xB1B0AFBA // what the sum of the file shall be
	binary.BigEndian.PutUint32(out[head+headAdjustment:], whole-checksum(out))
	return out
}

// appendSearch appends a number of records and what a binary search in them
// begins with.
func appendSearch(out []byte, n, size int) []byte {
	steps := bits.Len(uint(n)) - 1
	span := size << steps
	for _, x := range []int{n, span, steps, n*size - span} {
		out = binary.BigEndian.AppendUint16(out, uint16(x))
	}
	return out
}

// padded appends zeros up to a multiple of four bytes.
func padded(b []byte) []byte { return append(b, make([]byte, -len(b)&3)...) }

// checksum returns the sum of a table as numbers of four bytes.
func checksum(table []byte) uint32 {
	sum := uint32(0)
	for b := range slices.Chunk(table, 4) {
		var word [4]byte
		copy(word[:], b)
		sum += binary.BigEndian.Uint32(word[:])
	}
	return sum
}
