// Package projectfiles reads the configuration files around the modules of a
// project: the datajoint version that they require, the object stores that they
// declare, credentials in them, and comments addressed to djdag.
//
// It reads pyproject.toml, DataJoint's own configuration, the files in which
// Python projects declare requirements, Docker files, and .env. It ignores
// files that it cannot read or parse: check rules report those that must exist.
package projectfiles
