package scaffold

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The lengths in bytes that keep what is made from a name within the limits of
// the databases and of S3.
const (
	maxProject  = 40  // a bucket has up to 63
	maxSchema   = 32  // the name of an index has the names of two tables
	maxDatabase = 63  // PostgreSQL; MySQL has one more
	maxAuthor   = 200 // one line
)

// validateNames checks the names that the user chose.
func (o *Options) validateNames() error {
	// Source: "Names and normalization" in the Python Packaging User Guide.
	if !regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$`).MatchString(o.Name) {
		return fmt.Errorf("a project cannot be called %q: use letters, digits, and \"-\", \"_\" or \".\" between them", o.Name)
	}
	switch slug := o.slug(); {
	case len(o.Name) > maxProject:
		return fmt.Errorf("the name of the project has %d characters; use at most %d", len(o.Name), maxProject)
	case slices.Contains(dependencies(), slug):
		return fmt.Errorf("a project cannot be called %q: it needs the package of that name", o.Name)
	}
	if err := validateModule("package", o.packageName()); err != nil {
		return err
	}
	if slices.Contains(dependencies(), o.packageName()) || slices.Contains(strings.Fields(stdlib), o.packageName()) {
		return fmt.Errorf("a package cannot be called %q: Python has one of that name", o.packageName())
	}
	if err := o.validateSchemas(); err != nil {
		return err
	}
	return validateAuthor(o.Author)
}

// validateSchemas checks the names of the schemas.
func (o *Options) validateSchemas() error {
	seen := make(map[string]bool)
	for _, name := range o.schemas() {
		if err := validateModule("schema", name); err != nil {
			return err
		}
		database := o.database(name)
		switch {
		case seen[name]:
			return fmt.Errorf("the schema %q is there twice", name)
		case slices.Contains(strings.Fields(taken), name):
			return fmt.Errorf("a schema cannot be called %q: its module needs the name for something else", name)
		case slices.Contains(strings.Fields(keywords), className(name)):
			return fmt.Errorf("a schema cannot be called %q: its table would be %s, which is a keyword of Python", name, className(name))
		case len(name) > maxSchema:
			return fmt.Errorf("the schema %q has %d characters; use at most %d", name, len(name), maxSchema)
		case len(database) > maxDatabase:
			return fmt.Errorf("the schema %q would be %s in the database, with %d characters; use at most %d", name, database, len(database), maxDatabase)
		}
		seen[name] = true
	}
	return nil
}

// validateModule checks the name of a package or a schema, which becomes one of
// a Python module and part of one in the database.
func validateModule(kind, name string) error {
	switch {
	case !regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`).MatchString(name):
		return fmt.Errorf("a %s cannot be called %q: use lower-case letters, digits, and \"_\" between them, and start with a letter", kind, name)
	case slices.Contains(strings.Fields(keywords), name):
		return fmt.Errorf("a %s cannot be called %q: it is a keyword of Python", kind, name)
	}
	return nil
}

// validateAuthor checks that the author is one line of text.
func validateAuthor(author string) error {
	switch {
	case !utf8.ValidString(author) || strings.ContainsFunc(author, func(r rune) bool { return !unicode.IsPrint(r) }):
		return fmt.Errorf("the author %q is not one line of text", author)
	case len(author) > maxAuthor:
		return fmt.Errorf("the author has %d bytes; use at most %d", len(author), maxAuthor)
	case author != "" && strings.TrimSpace(author) == "":
		return errors.New("the author is blank")
	}
	return nil
}

// packageName returns the name of the Python package.
func (o *Options) packageName() string {
	if o.Package == "" {
		return "workflow"
	}
	return o.Package
}

// schemas returns the names of the schemas.
func (o *Options) schemas() []string {
	if len(o.Schemas) == 0 {
		return chapter()
	}
	return o.Schemas
}

// chapter returns the schemas of the chapter on pipeline projects, upstream first.
func chapter() []string { return []string{"subject", "acquisition", "processing", "analysis"} }

// slug returns the name of the project with only lower-case letters, digits and
// "-".
func (o *Options) slug() string {
	return regexp.MustCompile(`[-_.]+`).ReplaceAllString(strings.ToLower(o.Name), "-")
}

// prefix returns what the names of the project's schemas start with.
func (o *Options) prefix() string { return strings.ReplaceAll(o.slug(), "-", "_") }

// database returns the name of a schema in the database.
func (o *Options) database(schema string) string { return o.prefix() + "_" + schema }

// className returns the class for a module: "OpenField" for "open_field".
func className(module string) string {
	var b strings.Builder
	for part := range strings.FieldsFuncSeq(module, func(r rune) bool { return r == '_' }) {
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return b.String()
}

// dependencies lists the packages that a project may need.
func dependencies() []string {
	return []string{"cryptography", "datajoint", "jupyterlab", "numpy", "pytest"}
}

// taken are the names that the modules of a project, its tests and its notebooks
// bind or call, apart from the schemas.
const taken = `
	automated center centered datajoint definition dj isinstance issubclass key make module name np numpy
	patch populate print pytest schema self set settings table test time trace type vars worker`

// keywords are the keywords of Python 3.
const keywords = `
	False None True and as assert async await break class continue def del elif else except finally for
	from global if import in is lambda nonlocal not or pass raise return try while with yield`

// stdlib are the modules that come with Python 3.11 to 3.14, apart from those
// that start with "_": Python prefers them to a package of the same name.
//
// Source: sys.stdlib_module_names.
const stdlib = `
	abc aifc annotationlib antigravity argparse array ast asyncio atexit audioop base64 bdb binascii
	bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections
	colorsys compileall compression concurrent configparser contextlib contextvars copy copyreg crypt
	csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest email encodings
	ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc
	genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib
	imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale
	logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing
	netrc nis nntplib nt ntpath nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb
	pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty
	pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource
	rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtplib sndhdr
	socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string
	stringprep struct subprocess sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile
	termios test textwrap this threading time timeit tkinter token tokenize tomllib trace traceback
	tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib uu uuid venv warnings wave
	weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo`
