package graphviz

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"hash/crc32"
	"hash/fnv"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"slices"
	"time"
)

// A cache keeps drawings of the worker, one file for each. Placing some hundred
// tables takes seconds, and most figures of a pipeline rarely change. Files may be
// lost at any time: if one cannot be read or written, the worker draws again.
type cache struct {
	root *os.Root // nil: there is no place for drawings
}

// openCache opens a cache in the folder for caches, which may be nil.
func openCache(folder *os.Root, name string) cache {
	if folder == nil {
		return cache{}
	}
	root, err := private(folder, name)
	if err != nil {
		return cache{}
	}
	return cache{root}
}

func (c cache) close() {
	if c.root != nil {
		c.root.Close()
	}
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

// trimmedName is the file whose time is that of the last check of the limits.
const trimmedName = "trimmed"

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

// fileName returns the file of a key. If two keys share it, the last one put wins.
func fileName(key []byte) string {
	sum := fnv.New128a()
	sum.Write(key)
	return fmt.Sprintf("%x", sum.Sum(nil))
}

// get returns the drawing of a key, or nil.
func (c cache) get(key []byte) []byte {
	if c.root == nil {
		return nil
	}
	name := fileName(key)
	file, err := c.read(name)
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
	_ = c.root.Chtimes(name, now, now) // for trim
	return drawing
}

// read returns the content of a file that is regular and this user's. It opens
// nothing else: a link may lead anywhere, and opening a pipe waits for its writer.
func (c cache) read(name string) ([]byte, error) {
	seen, err := c.root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !seen.Mode().IsRegular() || !isOwn(seen) || seen.Size() > cacheSize {
		return nil, fmt.Errorf("%s is no drawing", name)
	}
	f, err := c.root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !os.SameFile(seen, info) && !info.Mode().IsRegular() { // a new drawing may have taken its place
		return nil, fmt.Errorf("%s was replaced", name)
	}
	file := make([]byte, info.Size())
	_, err = io.ReadFull(f, file)
	return file, err
}

// put stores a drawing.
func (c cache) put(key, drawing []byte) {
	if c.root == nil {
		return
	}
	c.trim(time.Now())
	file := fmt.Appendf(nil, cacheHeader, len(key), len(drawing), crc32.ChecksumIEEE(drawing))
	_ = c.write(fileName(key), slices.Concat(file, key, drawing))
}

// write puts a new file in the place of whatever has the name, a link included. Nobody
// finds half of it there. If the program is killed, half of it is left under a name
// that no drawing has, until trim finds it.
func (c cache) write(name string, content []byte) error {
	half := fmt.Sprintf("%s.%016x", name, rand.Uint64())
	f, err := c.root.OpenFile(half, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Close()); err == nil {
		err = c.root.Rename(half, name)
	}
	if err != nil {
		_ = c.root.Remove(half)
	}
	return err
}

// trim removes drawings that exceed the limits, the least recently used first. It
// does nothing if it ran within cachePeriod.
func (c cache) trim(now time.Time) {
	if mark, err := c.root.Lstat(trimmedName); err == nil && mark.Mode().IsRegular() && now.Sub(mark.ModTime()) < cachePeriod {
		return
	}
	if c.write(trimmedName, nil) != nil || c.root.Chtimes(trimmedName, now, now) != nil {
		return
	}
	entries, err := fs.ReadDir(c.root.FS(), ".")
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
			_ = c.root.Remove(info.Name())
		}
	}
}
