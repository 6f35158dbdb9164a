package main

import (
	"bytes"
	"context"

	"github.com/spf13/cobra"
)

// follow draws, and draws again after each change of a file, until the command is
// interrupted. It prints one line for each time.
func (r *renderFlags) follow(cmd *cobra.Command, args []string) error {
	ctx, stop := interruptible(cmd.Context())
	defer stop()
	cmd.SetContext(ctx)
	stderr := cmd.ErrOrStderr()
	var problems changingText
	draw := func(ctx context.Context, s *source) error {
		documents, err := readDocuments(r.update)
		if err != nil {
			return err
		}
		var said bytes.Buffer
		files, err := r.draw(ctx, cmd, &said, s, documents)
		problems.print(stderr, said.String())
		if err != nil {
			return err
		}
		if err := r.write(cmd, files); err != nil {
			return err
		}
		what := plural(len(files), "file")
		if len(files) == 1 {
			what = files[0].file
		}
		notice(stderr, "drew %s", what)
		return nil
	}
	return r.src.follow(cmd, args, draw, func(err error) { printProblem(stderr, err) })
}
