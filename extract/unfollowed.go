package extract

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"github.com/djdag/djdag/graph"
)

// An unfollowedFile is a link that cannot be followed, or a pipe, socket or device in
// place of a file.
type unfollowedFile struct {
	file   string
	link   bool
	err    error // why it is not read
	folder bool  // it may be a link to a folder with modules
}

var errNotRegular = errors.New("not a regular file")

// isFile reports whether an entry is a regular file, or a link to one. It notes what
// is neither a file nor a folder: opening a pipe would wait for somebody to write.
func (w *walker) isFile(file string, e fs.DirEntry) bool {
	if e.Type().IsRegular() {
		return true
	}
	info, err := fs.Stat(w.fsys, file)
	if err == nil && (info.IsDir() || info.Mode().IsRegular()) {
		return !info.IsDir()
	}
	if strings.HasPrefix(path.Base(file), ".#") {
		return false // the lock of an open file in Emacs is a link to nowhere
	}
	if err == nil {
		err = errNotRegular
	}
	w.unfollowed = append(w.unfollowed, unfollowedFile{file: file, link: e.Type()&fs.ModeSymlink != 0, err: err})
	return false
}

// folderLink notes a link that cannot be followed if it may be a package: links to
// folders of the project are not followed, because their files are read where they
// are.
func (w *walker) folderLink(file string) {
	if name := path.Base(file); !isIdentifier(name) || name == strings.ToUpper(name) { // such as LICENSE
		return
	}
	if _, err := fs.Stat(w.fsys, file); err != nil {
		w.unfollowed = append(w.unfollowed, unfollowedFile{file: file, link: true, err: err, folder: true})
	}
}

// reportUnfollowed adds a diagnostic for each link and special file of the target that
// is not read, and sorts them. A link that is perhaps none of a package is a note.
func (p *project) reportUnfollowed(to *graph.Pipeline) {
	for _, u := range p.unfollowed {
		if len(p.opts.Entries) > 0 || !p.isTarget(u.file) {
			continue
		}
		d := graph.Diagnostic{Rule: "parse-error", Severity: graph.Warning, Message: "cannot read this file: " + reason(u.err), Pos: graph.Pos{Path: u.file}}
		if u.link {
			d.Message = "cannot follow this link: " + reason(u.err)
		}
		if u.folder {
			d.Severity = graph.Note
		}
		to.Diagnostics = append(to.Diagnostics, d)
	}
	graph.SortDiagnostics(to.Diagnostics)
}
