package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/internal/printable"
	"github.com/djdag/djdag/scaffold"
)

// initFlags holds the flags of the init command.
type initFlags struct {
	opts   scaffold.Options
	dryRun bool
}

func newInit() *cobra.Command {
	var flags initFlags
	cmd := &cobra.Command{
		Use:   "init NAME",
		Short: "Make a new pipeline project that follows the standard",
		Long: `Make a directory with a package of schema modules, a worker, notebooks, tests, Docker
files, checks for CI, and figures. "djdag check" finds nothing in it. The last part
of NAME is the name of the project; . is the current directory, if it is empty. The
schemas are subject, acquisition, processing and analysis, unless others are named.

The standard book is the chapter on pipeline projects in the DataJoint Book, with
object stores in pyproject.toml. The standard docs is the documentation of
DataJoint 2, with object stores in datajoint.json and passwords in .secrets/.`,
		Example: `djdag init demo
djdag init labs/mouse-ephys --license apache-2.0 --author 'The Mouse Lab'
djdag init demo --schema subject --schema imaging --schema behavior
djdag init demo --standard docs --backend postgresql
djdag init demo --datajoint 0.14 --dry-run`,
		Args: oneName,
		RunE: flags.run,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
	}
	opts := &flags.opts
	addFlags(cmd, "Project", func(fs *pflag.FlagSet) {
		enumVar(fs, &opts.Standard, "standard", "Layout of the project", scaffold.Book, scaffold.Docs)
		enumVar(fs, &opts.DataJoint, "datajoint", "Version of DataJoint", scaffold.DataJoint2, scaffold.DataJoint014)
		enumVar(fs, &opts.Backend, "backend", "Database; postgresql needs DataJoint 2", scaffold.MySQL, scaffold.PostgreSQL)
		fs.StringVar(&opts.Package, "package", "workflow", "`NAME` of the Python package")
		fs.StringArrayVar(&opts.Schemas, "schema", nil, "`NAME` of a schema and its module, upstream first (repeatable)")
	})
	addFlags(cmd, "License", func(fs *pflag.FlagSet) {
		enumVar(fs, &opts.License, "license", "License of the project", scaffold.MIT, scaffold.BSD3, scaffold.Apache2, scaffold.MPL2, scaffold.GPL3)
		fs.StringVar(&opts.Author, "author", "", "`NAME` of the holder of the copyright")
	})
	addFlags(cmd, "Output", func(fs *pflag.FlagSet) {
		fs.BoolVar(&flags.dryRun, "dry-run", false, "Write nothing; print the tree of files")
	})
	for _, flag := range []string{"package", "schema", "author"} {
		// It fails only if the flag does not exist.
		_ = cmd.RegisterFlagCompletionFunc(flag, cobra.NoFileCompletions)
	}
	return cmd
}

// oneName validates the arguments of init.
func oneName(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 0 || args[0] == "":
		return usagef("%s needs the name of the project, as in djdag init demo", cmd.Name())
	case len(args) > 1:
		return usagef("%s takes one NAME, not %q", cmd.Name(), strings.Join(args, " "))
	}
	return nil
}

func (f *initFlags) run(cmd *cobra.Command, args []string) error {
	if f.opts.Package == "" { // an unset variable in a script
		return usagef("--package is empty; leave it out for workflow")
	}
	dir := filepath.Clean(args[0])
	abs, err := filepath.Abs(dir)
	if err != nil {
		return cannot("create", dir, err)
	}
	f.opts.Name = filepath.Base(abs)
	f.opts.Year = time.Now().Year()
	if v := buildVersion(); isRelease(v) {
		f.opts.Release = v
	}
	files, err := scaffold.Project(f.opts)
	if err != nil {
		return usagef("%w", err)
	}
	if err := checkNew(dir); err != nil {
		return err
	}
	if f.dryRun {
		return writeArtifact(cmd, stdoutName, func(w io.Writer) error {
			_, err := io.WriteString(w, projectTree(args[0], files))
			return err
		})
	}
	ctx, stop := interruptible(cmd.Context())
	defer stop()
	cmd.SetContext(ctx)
	if err := createProject(cmd, dir, files); err != nil {
		return err
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "djdag: created %s; its README.md says how to start\n", printable.Text(dir))
	return nil
}

// isRelease reports whether a version is that of a release, which has a Git tag.
func isRelease(version string) bool {
	return strings.HasPrefix(version, "v") && !strings.ContainsAny(version, "-+")
}
