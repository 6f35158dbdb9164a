// Package projectfiles reads the files around the modules of a project: which
// datajoint they ask for, which object stores they declare, where they write
// out credentials, and the comments in them that speak to djdag.
//
// It reads pyproject.toml, DataJoint's own configuration, the files in which
// Python projects state their requirements, those of Docker, and .env. A file
// that cannot be read says nothing: the check has rules for those that have to
// be there.
package projectfiles
