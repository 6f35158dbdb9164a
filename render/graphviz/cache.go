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

// A cache keeps drawings of the worker, one file for each. Placing some hundred
// tables takes seconds, and most figures of a pipeline rarely change. Files may be
// lost at any time: if one cannot be read or written, the worker draws again.
type cache struct {
	dir string // need not exist
}

// Limits of a cache.
const (
	cacheAge    = 30 * 24 * time.Hour // since a drawing was last used
	cacheSize   = 256 << 20           // of all drawings, in bytes
	cachePeriod = 24 * time.Hour      // from one check of the limits to the next
)

// cacheHeader is the format of the first line of a file: the sizes of the key and
// the drawing, which follow it, and the checksum of the drawing.
const cacheHeader = "djdag-drawing/1 %d %d %08x\n"

// drawingKey returns the key of a drawing. It holds everything that the drawing
// depends on: the program, identified by path, size and time of its file, the
// arguments, and the input.
func drawingKey(program string, args []string, in []byte) ([]byte, error) {
	info, err := os.Stat(program)
	if err != nil {
		return nil, err
	}
	key := fmt.Appendf(nil, "%q %d %d %q\n", program, info.Size(), info.ModTime().UnixNano(), args)
	return append(key, in...), nil
}

// path returns the file of a key. If two keys share it, the last one put wins.
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
	_ = os.Chtimes(path, now, now) // for trim
	return drawing
}

// put stores a drawing. Whoever reads the file while put writes it finds a wrong
// checksum.
func (c cache) put(key, drawing []byte) {
	if os.MkdirAll(c.dir, 0o700) != nil {
		return
	}
	c.trim(time.Now())
	file := fmt.Appendf(nil, cacheHeader, len(key), len(drawing), crc32.ChecksumIEEE(drawing))
	file = slices.Concat(file, key, drawing)
	_ = os.WriteFile(c.path(key), file, 0o600)
}

// trim removes drawings that exceed the limits, the least recently used first. It
// does nothing if it ran within cachePeriod.
func (c cache) trim(now time.Time) {
	mark := filepath.Join(c.dir, "trimmed") // its time is that of the last run
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
	slices.SortFunc(drawings, func(a, b fs.FileInfo) int { // newest first
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
