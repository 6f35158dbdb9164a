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

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/printable"
	"github.com/djdag/djdag/render"
)

// A drawing is a figure to draw and the file to write it to.
type drawing struct {
	file   string // or "-"
	format render.Format
	opts   render.Options
}

// A drawnFigure is a drawing with its output.
type drawnFigure struct {
	drawing
	data    []byte
	notices []string // what the format cannot show, one line each
}

// drawAll draws all figures of a pipeline, several at a time: most of the time
// goes to the workers, each a process that keeps one processor busy. The
// results are in the order of the drawings. If several fail, drawAll
// returns the first error.
func drawAll(ctx context.Context, stderr io.Writer, p *graph.Pipeline, drawings []drawing) ([]drawnFigure, error) {
	results := make([]drawnFigure, len(drawings))
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
		// Drawings cancelled by the user or by another failure did not fail.
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

// draw draws one figure into memory.
func (d drawing) draw(ctx context.Context, p *graph.Pipeline) (drawnFigure, error) {
	result := drawnFigure{drawing: d}
	opts := d.opts
	opts.Notice = func(message string) { result.notices = append(result.notices, message) }
	var data bytes.Buffer
	err := d.format.Write(ctx, &data, p, opts)
	result.data = data.Bytes()
	if d.format.Name == "json" {
		result.data = printable.JSON(result.data)
	}
	return result, err
}

// printNotices prints the notices that are not in printed yet, and adds them to
// it.
func (d drawnFigure) printNotices(stderr io.Writer, printed map[string]bool) {
	for _, n := range d.notices {
		if !printed[n] {
			printed[n] = true
			notice(stderr, "%s: %s", d.file, n)
		}
	}
}

// A progress counts finished drawings on a terminal. It is safe for concurrent
// use.
type progress struct {
	mu          sync.Mutex
	w           io.Writer // nil if stderr is not a terminal
	width       int       // columns
	done, total int
}

// newProgress returns a progress that stays silent unless stderr is a terminal and
// there are several drawings.
func newProgress(stderr io.Writer, total int) *progress {
	p := &progress{total: total}
	if f, ok := stderr.(*os.File); ok && total > 1 && isTerminal(f) && os.Getenv("TERM") != "dumb" {
		p.w, p.width = colorable.NewColorable(f), terminalWidth(f) // for the Windows console
	}
	return p
}

// Escape sequences that rewrite a line of a terminal.
const (
	lineStart = "\r"
	lineErase = "\x1b[K"
)

// step counts one more drawing.
func (p *progress) step(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	if p.w != nil {
		text := fmt.Sprintf("%d of %d: %s", p.done, p.total, printable.Text(filepath.Base(name)))
		// A line that wraps cannot be rewritten.
		if runes := []rune(text); len(runes) >= p.width {
			text = string(runes[:max(0, p.width-2)]) + "…"
		}
		fmt.Fprint(p.w, lineStart, text, lineErase)
	}
}

// end clears the line on the terminal.
func (p *progress) end() {
	if p.w != nil {
		fmt.Fprint(p.w, lineStart, lineErase)
	}
}
