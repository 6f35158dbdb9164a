package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/extract/database"
	"github.com/djdag/djdag/graph"
)

// aboutDatabase explains where the parts of an address come from.
const aboutDatabase = `URL is mysql://USER@HOST:PORT, also for MariaDB, or postgresql://USER@HOST:PORT/NAME.
What it leaves out comes from the environment (DJ_HOST, DJ_PORT, DJ_USER, DJ_PASS), the
secrets and the settings of the project. djdag sends nothing but SELECT.`

// databaseFlags name a database and what to read of it. Call flags before use.
type databaseFlags struct {
	url     string
	schemas []string
	timeout time.Duration
}

func (f *databaseFlags) flags(fs *pflag.FlagSet, usage, schemaUsage string) {
	fs.StringVar(&f.url, "database", "", usage)
	fs.StringArrayVar(&f.schemas, "schema", nil, schemaUsage)
	fs.DurationVar(&f.timeout, "timeout", database.DefaultTimeout, "Give up if the database takes longer than `TIME`, such as 10s or 2m")
}

// validate rejects flags that mean nothing together.
func (f *databaseFlags) validate(cmd *cobra.Command) error {
	if f.url == "" {
		for _, flag := range []string{"schema", "timeout"} {
			if cmd.Flags().Changed(flag) {
				return usagef("--%s needs --database", flag)
			}
		}
	}
	if f.timeout <= 0 {
		return usagef("--timeout %s: want a time above zero, such as 30s", f.timeout)
	}
	if slices.Contains(f.schemas, "") {
		return usagef("--schema is empty; name a schema, or a pattern such as lab_%%")
	}
	return nil
}

// read reads schemas of the database. project is the directory with its settings.
func (f *databaseFlags) read(cmd *cobra.Command, project string, patterns []string) (*graph.Pipeline, error) {
	address, err := databaseAddress(f.url, project)
	if err != nil {
		return nil, err
	}
	address.Timeout = f.timeout
	ctx, stop := interruptible(cmd.Context())
	defer stop()
	p, err := database.Read(ctx, address, patterns)
	if err != nil {
		return nil, err
	}
	if len(p.Schemas) == 0 {
		return nil, fmt.Errorf("%s: no schema matches %s, as far as the user %s may see; correct --schema, or ask for rights", &address, strings.Join(patterns, ", "), address.User)
	}
	return p, nil
}

// load reads the database as the pipeline of a command that would read a PATH.
func (f *databaseFlags) load(cmd *cobra.Command, src *sourceFlags, args []string) (*source, error) {
	if len(args) > 0 {
		return nil, usagef("--database and PATH exclude each other; drop %s", args[0])
	}
	if err := src.rejectSourceFlags(cmd, "--database"); err != nil {
		return nil, err
	}
	if f.schemas == nil {
		return nil, usagef("name the schemas to read with --schema, such as --schema 'lab_%%'; '%%' is all of them")
	}
	p, err := f.read(cmd, ".", f.schemas)
	if err != nil {
		return nil, err
	}
	warnSight(cmd.ErrOrStderr(), p.Database, f.schemas)
	return src.fromExport(p, "the database")
}

// warnSight says which schemas the user of the database does not see, or maybe not whole.
func warnSight(stderr io.Writer, d *graph.Database, patterns []string) {
	var partial []string
	for _, s := range d.Schemas {
		switch s.Sight {
		case graph.Partial:
			partial = append(partial, s.Name)
		case graph.Hidden:
			notice(stderr, "the schema %s cannot be seen: it does not exist, or the user has no rights on it", s.Name)
		case graph.Absent:
			notice(stderr, "the schema %s does not exist", s.Name)
		}
	}
	for _, pattern := range patterns {
		matches := func(s graph.DatabaseSchema) bool { return database.Matches(pattern, s.Name) }
		if !slices.ContainsFunc(d.Schemas, matches) {
			notice(stderr, "no schema matches %s, as far as the user may see", pattern)
		}
	}
	if partial != nil {
		notice(stderr, "the user may not see all tables of %s", strings.Join(partial, ", "))
	}
}
