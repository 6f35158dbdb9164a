package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/mattn/go-colorable"
	"golang.org/x/sync/errgroup"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// A drawing is a figure and the file that it is for.
type drawing struct {
	file   string // or "-"
	format render.Format
	opts   render.Options
}

// A drawn is what comes of a drawing.
type drawn struct {
	drawing
	data    []byte
	notices []string // what the format could not show, one line each
}

// drawAll draws all figures of a pipeline, several at once: most of the time
// goes into the workers, of which each is a process that keeps one processor
// busy. The result has the order of the drawings. Where several fail, the
// error is that of the first.
func drawAll(ctx context.Context, stderr io.Writer, p *graph.Pipeline, drawings []drawing) ([]drawn, error) {
	results := make([]drawn, len(drawings))
	errs := make([]error, len(drawings))
	progress := newProgress(stderr, len(drawings))
	defer progress.end()
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, d := range drawings {
		group.Go(func() error {
			results[i], errs[i] = d.draw(ctx, p)
			progress.step(d.file)
			return errs[i]
		})
	}
	err := group.Wait()
	for i, first := range errs {
		// What the user, or the failure of another, has stopped did not fail.
		if first == nil || errors.Is(first, context.Canceled) || first != err && errors.Is(first, err) {
			continue
		}
		if len(drawings) > 1 {
			first = fmt.Errorf("%s: %w", drawings[i].file, first)
		}
		return nil, first
	}
	return results, err
}

func (d drawing) draw(ctx context.Context, p *graph.Pipeline) (drawn, error) {
	result := drawn{drawing: d}
	opts := d.opts
	opts.Notice = func(message string) { result.notices = append(result.notices, message) }
	var data bytes.Buffer
	err := d.format.Write(ctx, &data, p, opts)
	result.data = data.Bytes()
	return result, err
}

// tell prints what the format could not show, but for what was told of another
// figure already.
func (d drawn) tell(stderr io.Writer, told map[string]bool) {
	for _, n := range d.notices {
		if !told[n] {
			told[n] = true
			fmt.Fprintf(stderr, "djdag: %s: %s\n", d.file, n)
		}
	}
}

// A progress tells on a terminal how many of several things are done. It may
// be used by several goroutines.
type progress struct {
	mu          sync.Mutex
	w           io.Writer // nil: nobody is looking
	width       int       // columns
	done, total int
}

func newProgress(stderr io.Writer, total int) *progress {
	p := &progress{total: total}
	if f, ok := stderr.(*os.File); ok && total > 1 && isTerminal(f) && os.Getenv("TERM") != "dumb" {
		p.w, p.width = colorable.NewColorable(f), terminalWidth(f) // which the console of Windows needs
	}
	return p
}

// Escape sequences that write a line of a terminal anew.
const (
	lineStart = "\r"
	lineErase = "\x1b[K"
)

// step counts one more thing.
func (p *progress) step(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	if p.w != nil {
		text := fmt.Sprintf("%d of %d: %s", p.done, p.total, check.Printable(filepath.Base(name)))
		// A line that wraps could not be written anew.
		if runes := []rune(text); len(runes) >= p.width {
			text = string(runes[:max(0, p.width-2)]) + "…"
		}
		fmt.Fprint(p.w, lineStart, text, lineErase)
	}
}

// end leaves the terminal as it was.
func (p *progress) end() {
	if p.w != nil {
		fmt.Fprint(p.w, lineStart, lineErase)
	}
}
