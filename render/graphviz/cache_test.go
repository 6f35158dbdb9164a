package graphviz

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// newCache returns an empty cache.
func newCache(t *testing.T) cache {
	t.Helper()
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return cache{root}
}

func TestCache(t *testing.T) {
	c := newCache(t)
	a, b := []byte("digraph {a}"), []byte("digraph {b}")
	if got := c.get(a); got != nil {
		t.Errorf("an empty cache has %q", got)
	}
	c.put(a, []byte("picture\nof a"))
	c.put(b, []byte("picture of b"))
	if got := c.get(a); string(got) != "picture\nof a" {
		t.Errorf("got %q", got)
	}
	if got := c.get(b); string(got) != "picture of b" {
		t.Errorf("got %q", got)
	}
}

// A damaged file is not a drawing.
func TestCacheTrustsNoFile(t *testing.T) {
	c := newCache(t)
	key := []byte("digraph {a}")
	c.put(key, []byte("a picture of a"))
	whole, err := c.root.ReadFile(fileName(key))
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string][]byte{
		"empty":             {},
		"no header":         []byte("a picture"),
		"header alone":      whole[:bytes.IndexByte(whole, '\n')+1],
		"cut off":           whole[:len(whole)-1],
		"too long":          append(bytes.Clone(whole), '!'),
		"another picture":   bytes.Replace(whole, []byte("picture"), []byte("Picture"), 1),
		"another key":       bytes.Replace(whole, []byte("{a}"), []byte("{b}"), 1),
		"a format to come":  bytes.Replace(whole, []byte("/1"), []byte("/2"), 1),
		"negative size":     bytes.Replace(whole, []byte(" 14 "), []byte(" -4 "), 1),
		"not quite numbers": bytes.Replace(whole, []byte(" 14 "), []byte(" x4 "), 1),
	} {
		if err := c.root.WriteFile(fileName(key), file, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := c.get(key); got != nil {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

// The key depends on the program, the arguments and the input.
func TestDrawingKey(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, "worker")
	write := func(content string, at time.Time) {
		t.Helper()
		if err := os.WriteFile(program, []byte(content), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(program, at, at); err != nil {
			t.Fatal(err)
		}
	}
	seen := map[string]string{}
	add := func(name, program string, args []string, in string) {
		t.Helper()
		key, err := drawingKey(program, args, []byte(in))
		if err != nil {
			t.Fatal(err)
		}
		if other, ok := seen[string(key)]; ok {
			t.Errorf("%s has the key of %s", name, other)
		}
		seen[string(key)] = name
	}
	monday := time.Date(2024, 1, 1, 9, 0, 0, 0, time.UTC)
	write("one", monday)
	add("one", program, []string{"-Tpng"}, "graph")
	add("other input", program, []string{"-Tpng"}, "Graph")
	add("other arguments", program, []string{"-Tpng", "-Gdpi=96"}, "graph")
	add("one argument", program, []string{"-Tpng -Gdpi=96"}, "graph")
	write("one", monday.Add(time.Second))
	add("built later", program, []string{"-Tpng"}, "graph")
	write("three", monday)
	add("of another size", program, []string{"-Tpng"}, "graph")
	if _, err := drawingKey(filepath.Join(dir, "none"), nil, nil); err == nil {
		t.Error("a missing program has a key")
	}
}

// A drawing goes if it was not used for a month, or if it is the oldest of too
// many.
func TestCacheTrim(t *testing.T) {
	c := newCache(t)
	now := time.Date(2024, 3, 31, 9, 0, 0, 0, time.UTC)
	write := func(name string, age time.Duration, size int64) {
		t.Helper()
		path := filepath.Join(c.root.Name(), name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(path, size); err != nil {
			t.Fatal(err)
		}
		at := now.Add(-age)
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	left := func() (names []string) {
		t.Helper()
		entries, err := os.ReadDir(c.root.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range entries {
			if entry.Name() != trimmedName {
				names = append(names, entry.Name())
			}
		}
		return names
	}
	day := 24 * time.Hour
	write("large", 3*day, cacheSize-3)
	write("new", time.Hour, 2)
	write("old", 31*day, 1)
	write("oldest of too much", 29*day, 2)
	c.trim(now)
	if got := left(); len(got) != 2 || got[0] != "large" || got[1] != "new" {
		t.Errorf("left are %q", got)
	}

	write("old", 31*day, 1)
	c.trim(now.Add(time.Hour))
	if got := left(); len(got) != 3 {
		t.Errorf("an hour later left are %q", got)
	}
	c.trim(now.Add(25 * time.Hour))
	if got := left(); len(got) != 2 {
		t.Errorf("a day later left are %q", got)
	}
}
