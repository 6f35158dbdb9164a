package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"testing"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// The error names the figure that failed, not one that was cancelled because of it.
func TestDrawAllNamesTheFigureThatFailed(t *testing.T) {
	started := make(chan struct{})
	slow := render.Format{Write: func(ctx context.Context, _ io.Writer, _ *graph.Pipeline, _ render.Options) error {
		close(started)
		<-ctx.Done()
		return fmt.Errorf("draw with dot: %w", context.Cause(ctx)) // as the worker words it
	}}
	bad := render.Format{Write: func(context.Context, io.Writer, *graph.Pipeline, render.Options) error {
		<-started
		return errors.New("boom")
	}}
	before := runtime.GOMAXPROCS(2) // so that both run at the same time
	defer runtime.GOMAXPROCS(before)
	_, err := drawAll(t.Context(), io.Discard, &graph.Pipeline{}, []drawing{{file: "slow.svg", format: slow}, {file: "bad.svg", format: bad}})
	if err == nil || err.Error() != "bad.svg: boom" {
		t.Errorf("got %v", err)
	}
}
