package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/djdag/djdag/scaffold"
)

// checkNew returns an error unless a project can be made in dir without touching
// what is there: dir does not exist, or it is a directory with nothing in it but
// perhaps a Git repository, such as a fresh clone.
func checkNew(dir string) error {
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	entries, err := os.ReadDir(dir) // follows a link
	if err != nil {
		return cannot("create", dir, err)
	}
	for _, e := range entries {
		if e.Name() != ".git" {
			return fmt.Errorf("cannot create %s: the directory is not empty; choose another name", dir)
		}
	}
	return nil
}

// createProject writes a project to dir, for which [checkNew] holds. It is all or
// nothing: the project is completed in a directory beside its place, or inside an
// empty dir.
func createProject(cmd *cobra.Command, dir string, files []scaffold.File) (err error) {
	place := filepath.Dir(dir)
	_, missing := os.Lstat(dir)
	if missing == nil {
		place = dir
	}
	made, err := makeParents(place)
	defer func() {
		if err != nil {
			removeAll(made)
		}
	}()
	if err != nil {
		return cannot("create", place, err)
	}
	stage, err := os.MkdirTemp(place, ".djdag-init-")
	if err != nil {
		return cannot("write to", place, err)
	}
	defer os.RemoveAll(stage)
	project := filepath.Join(stage, "project") // with the usual permissions, unlike stage
	if err := writeFiles(project, files); err != nil {
		return err
	}
	if err := initGit(cmd, project); err != nil {
		return err
	}
	if err := drawProject(cmd, project); err != nil {
		return err
	}
	if err := cmd.Context().Err(); err != nil {
		return err
	}
	if missing != nil {
		if err := os.Rename(project, dir); err != nil {
			return cannot("create", dir, err)
		}
		return nil
	}
	return moveInto(dir, project)
}

// makeParents makes a directory and those above it. It returns those that were
// not there, the topmost first.
func makeParents(dir string) (made []string, err error) {
	for above := dir; ; above = filepath.Dir(above) {
		if _, err := os.Stat(above); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		made = append([]string{above}, made...)
	}
	return made, os.MkdirAll(dir, 0o777)
}

// removeAll removes directories that are empty or not there, the last first.
func removeAll(dirs []string) {
	for i := len(dirs) - 1; i >= 0; i-- {
		_ = os.Remove(dirs[i])
	}
}

// writeFiles writes the files of a project to a new directory.
func writeFiles(dir string, files []scaffold.File) error {
	for _, f := range files {
		file := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			return cannot("create", filepath.Dir(file), err)
		}
		if err := os.WriteFile(file, f.Data, 0o666); err != nil { // before umask
			return cannot("write", file, err)
		}
	}
	return nil
}

// initGit makes the project a Git repository, unless it is inside of one.
func initGit(cmd *cobra.Command, project string) error {
	if inGit(project) {
		return nil
	}
	_, err := git(cmd.Context(), project, nil, "init", "--quiet")
	if errors.Is(err, exec.ErrNotFound) {
		fmt.Fprintln(cmd.ErrOrStderr(), "djdag: git was not found; run git init in the project, which the standard wants to be a repository")
		return nil
	}
	return err
}

// drawProject draws the figures of the project.
func drawProject(cmd *cobra.Command, project string) error {
	for _, args := range [][]string{
		{"--figures"},
		{"--update", filepath.Join(project, "README.md")},
	} {
		render := newRender()
		render.SilenceErrors, render.SilenceUsage = true, true
		render.SetOut(cmd.OutOrStdout())
		render.SetErr(cmd.ErrOrStderr())
		render.SetArgs(append(args, "--no-environment", project))
		if err := render.ExecuteContext(cmd.Context()); err != nil {
			return fmt.Errorf("cannot draw the figures: %w", err)
		}
	}
	return nil
}

// moveInto moves what is in the directory project into dir. If that fails, it
// removes what it has moved.
func moveInto(dir, project string) error {
	entries, err := os.ReadDir(project)
	if err != nil {
		return cannot("read", project, err)
	}
	for i, e := range entries {
		target := filepath.Join(dir, e.Name())
		if _, err = os.Lstat(target); err == nil {
			err = fs.ErrExist // a rename would replace a file
		} else {
			err = os.Rename(filepath.Join(project, e.Name()), target)
		}
		if err != nil {
			for _, moved := range entries[:i] {
				_ = os.RemoveAll(filepath.Join(dir, moved.Name()))
			}
			return cannot("write", target, err)
		}
	}
	return nil
}
