package graphviz

import (
	"bytes"
	"cmp"
	"fmt"
	"hash/crc32"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// A cache keeps what workers drew, each drawing in a file of its own: to place
// some hundred tables takes seconds, and of the figures of a pipeline most are
// as they were. A file may be lost at any time, and what cannot be read or
// written is only drawn anew.
type cache struct {
	dir string // need not be there yet
}

// Limits of a cache. They are looked at once a day.
const (
	cacheAge    = 30 * 24 * time.Hour // since a drawing was last used
	cacheSize   = 256 << 20           // bytes
	cachePeriod = 24 * time.Hour
)

// cacheHeader begins a file. It gives the sizes of the key and of the drawing,
// which follow it, and the check sum of the drawing.
const cacheHeader = "djdag-drawing/1 %d %d %08x\n"

// drawingKey returns all that a drawing follows from: the program, known by its
// file's size and time, its arguments and its input.
func drawingKey(program string, args []string, in []byte) ([]byte, error) {
	info, err := os.Stat(program)
	if err != nil {
		return nil, err
	}
	key := fmt.Appendf(nil, "%q %d %d %q\n", program, info.Size(), info.ModTime().UnixNano(), args)
	return append(key, in...), nil
}

// path returns the file of a key. Keys that share it take it from each other.
func (c cache) path(key []byte) string {
	sum := fnv.New128a()
	sum.Write(key)
	return filepath.Join(c.dir, fmt.Sprintf("%x", sum.Sum(nil)))
}

// get returns the drawing of a key, or nil.
func (c cache) get(key []byte) []byte {
	path := c.path(key)
	file, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	header, rest, _ := bytes.Cut(file, []byte("\n"))
	var keySize, size int
	var sum uint32
	if n, _ := fmt.Sscanf(string(header)+"\n", cacheHeader, &keySize, &size, &sum); n != 3 {
		return nil
	}
	drawing, ok := bytes.CutPrefix(rest, key)
	if !ok || keySize != len(key) || size != len(drawing) || sum != crc32.ChecksumIEEE(drawing) {
		return nil
	}
	now := time.Now()
	_ = os.Chtimes(path, now, now) // it was used
	return drawing
}

// put keeps a drawing. Who reads the file while it is written finds the check
// sum wrong, and draws.
func (c cache) put(key, drawing []byte) {
	if os.MkdirAll(c.dir, 0o700) != nil {
		return
	}
	c.trim(time.Now())
	file := fmt.Appendf(nil, cacheHeader, len(key), len(drawing), crc32.ChecksumIEEE(drawing))
	file = slices.Concat(file, key, drawing)
	_ = os.WriteFile(c.path(key), file, 0o600)
}

// trim removes what was not used for long, and the oldest of what is too much,
// unless it did so within the last day.
func (c cache) trim(now time.Time) {
	mark := filepath.Join(c.dir, "trimmed")
	if info, err := os.Stat(mark); err == nil && now.Sub(info.ModTime()) < cachePeriod {
		return
	}
	if os.WriteFile(mark, nil, 0o600) != nil || os.Chtimes(mark, now, now) != nil {
		return
	}
	entries, err := os.ReadDir(c.dir)
	if err != nil {
		return
	}
	var drawings []fs.FileInfo
	for _, entry := range entries {
		if info, err := entry.Info(); err == nil && info.Mode().IsRegular() {
			drawings = append(drawings, info)
		}
	}
	slices.SortFunc(drawings, func(a, b fs.FileInfo) int { // the newest first
		return cmp.Or(b.ModTime().Compare(a.ModTime()), cmp.Compare(a.Name(), b.Name()))
	})
	total := int64(0)
	for _, info := range drawings {
		total += info.Size()
		if total > cacheSize || now.Sub(info.ModTime()) > cacheAge {
			_ = os.Remove(filepath.Join(c.dir, info.Name()))
		}
	}
}
