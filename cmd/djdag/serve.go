package main

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/sync/errgroup"

	"github.com/djdag/djdag/render"
	"github.com/djdag/djdag/serve"
)

// serveFlags holds the flags of the serve command.
type serveFlags struct {
	src    sourceFlags
	figure figureFlags
	port   uint
	open   bool
	empty  emptyFlag // --allow-empty

	problems changingText
}

func newServe() *cobra.Command {
	var flags serveFlags
	cmd := &cobra.Command{
		Use:   "serve [PATH]",
		Short: "Show the pipeline in a browser, and follow the source",
		Long: `Print the address of a page that shows the pipeline to the browsers on this machine,
until Ctrl-C. When a source file changes, the page changes, too.

` + aboutFiles + "\n\n" + aboutSelect,
		Example: `djdag serve --open                            show the project in the current directory
djdag serve examples/imaging --focus scan     begin at this schema
djdag serve --port 9000                       at http://127.0.0.1:9000/`,
		Args: atMostOnePath,
		RunE: flags.run,
	}
	addFlags(cmd, "Page", func(fs *pflag.FlagSet) {
		fs.BoolVar(&flags.open, "open", false, "Open the page in a browser, too")
		fs.UintVar(&flags.port, "port", 0, fmt.Sprintf("Listen on port `N`; 0 is %d or, if that is in use, one of the next", serve.DefaultPort))
		fs.BoolVar(&flags.empty.allowed, "allow-empty", false, "Show a pipeline without tables, too")
	})
	flags.figure.register(func(heading string, define func(*pflag.FlagSet)) {
		addFlags(cmd, heading, func(fs *pflag.FlagSet) { addExplorerFlags(fs, define) })
	})
	completeSchemas(cmd, &flags.src)
	flags.src.register(cmd)
	return cmd
}

// addExplorerFlags adds the flags that define defines, as far as the explorer has a use
// for them.
func addExplorerFlags(fs *pflag.FlagSet, define func(*pflag.FlagSet)) {
	all := pflag.NewFlagSet("", pflag.ContinueOnError)
	all.SortFlags = false
	define(all)
	all.VisitAll(func(f *pflag.Flag) {
		if slices.Contains([]string{"title", "link", "docs", "select", "focus", "theme", "attributes", "direction", "parts", "lookups", "hubs", "edges", "imports", "context"}, f.Name) {
			fs.AddFlag(f)
		}
	})
}

func (f *serveFlags) run(cmd *cobra.Command, args []string) error {
	if err := validateSchemaFlags(cmd.Flags()); err != nil {
		return err
	}
	if f.port > 65535 {
		return usagef("--port %d: want a number from 0 to 65535", f.port)
	}
	ctx, stop := interruptible(cmd.Context())
	defer stop()
	server, err := serve.Listen(int(f.port))
	if err != nil {
		return err
	}
	defer server.Close()
	group, ctx := errgroup.WithContext(ctx)
	cmd.SetContext(ctx)
	started := false
	show := func(ctx context.Context, s *source) error {
		if err := f.show(ctx, cmd, server, s); err != nil || started {
			return err
		}
		started = true
		group.Go(func() error { return server.Run(ctx) })
		return f.announce(cmd, server.URL())
	}
	group.Go(func() error {
		return f.src.follow(cmd, args, show, func(err error) {
			printProblem(cmd.ErrOrStderr(), err)
			server.Tell(err.Error())
		})
	})
	return group.Wait()
}

// show draws the page, and gives it out.
func (f *serveFlags) show(ctx context.Context, cmd *cobra.Command, server *serve.Server, s *source) error {
	opts, err := f.figure.options(s)
	if err != nil {
		return err
	}
	if opts.Findings, err = s.findings(cmd); err != nil {
		return err
	}
	if !cmd.Flags().Changed("theme") {
		opts.Theme = render.Auto
	}
	if err := f.empty.nothingDrawn(s); err != nil {
		return err
	}
	var said bytes.Buffer
	s.printDiagnostics(&said)
	s.warnMissing(&said)
	opts.Notice = func(message string) { notice(&said, "%s", message) }
	page, err := render.LiveHTML(ctx, s.Pipeline, opts)
	f.problems.print(cmd.ErrOrStderr(), said.String())
	if err != nil {
		return err
	}
	server.Show(serve.Page(page))
	notice(cmd.ErrOrStderr(), "drew %s", plural(len(s.Tables), "table"))
	return nil
}

// announce prints the address of the page, and opens it if that is wanted.
func (f *serveFlags) announce(cmd *cobra.Command, url string) error {
	if _, err := fmt.Fprintln(cmd.OutOrStdout(), url); err != nil {
		return cannot("write to", "stdout", err)
	}
	if f.open {
		if err := serve.Open(url); err != nil {
			notice(cmd.ErrOrStderr(), "cannot open a browser: %v; open %s in one", err, url)
		}
	}
	return nil
}
