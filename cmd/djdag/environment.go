package main

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/djdag/djdag/extract"
	"github.com/djdag/djdag/graph"
)

// environmentTrees returns the directories with the packages that are installed for
// the project in base: in its virtual environment, and in the active one.
func environmentTrees(base string) []extract.Tree {
	var trees []extract.Tree
	seen := map[string]bool{}
	read := map[string]bool{} // site-packages directories; the active environment is often the project's
	add := func(dir string, dists *distributions) {
		real, err := filepath.EvalSymlinks(dir)
		if err != nil || seen[real] || checkDir(real) != nil {
			return
		}
		seen[real] = true
		name, err := relativeTo(base, dir)
		if err != nil {
			return
		}
		trees = append(trees, extract.Tree{FS: &packagesFS{regularFS: regularFS{dirFS(dir)}, dists: dists}, Name: filepath.ToSlash(name)})
	}
	for _, env := range []string{filepath.Join(base, ".venv"), filepath.Join(base, "venv"), os.Getenv("VIRTUAL_ENV"), os.Getenv("CONDA_PREFIX")} {
		if env == "" {
			continue
		}
		pattern := filepath.Join("lib", "python3*", "site-packages")
		if runtime.GOOS == "windows" {
			pattern = filepath.Join("Lib", "site-packages")
		}
		sites, _ := fs.Glob(dirFS(env), filepath.ToSlash(pattern)) // the pattern is valid
		for _, site := range sites {
			dir := filepath.Join(env, filepath.FromSlash(site))
			if real, err := filepath.EvalSymlinks(dir); err == nil {
				if read[real] {
					continue
				}
				read[real] = true
			}
			dists := readDistributions(dir)
			add(dir, dists)
			for _, editable := range dists.editable() {
				if _, ok := inside(base, editable); !ok {
					add(editable, dists) // not the project itself
				}
			}
		}
	}
	return trees
}

// distributions are the packages that are installed in a site-packages directory.
type distributions struct {
	dir   string
	infos []string // the directories with metadata, in no order
	paths []string // the files that name further directories
	// byPackage holds infos by the name of the package. It is made when it is
	// needed.
	byPackage func() map[string]string
}

// readDistributions lists a site-packages directory. It opens no file: there may be
// thousands.
func readDistributions(dir string) *distributions {
	d := &distributions{dir: dir}
	d.byPackage = sync.OnceValue(func() map[string]string {
		infos := make(map[string]string, len(d.infos))
		for _, info := range d.infos {
			dist, _, _ := strings.Cut(info, "-")
			infos[importName(dist)] = info
		}
		return infos
	})
	open, err := os.Open(dir)
	if err != nil {
		return d
	}
	defer open.Close()
	names, _ := open.Readdirnames(-1) // an error leaves out some
	for _, name := range names {
		switch {
		case strings.HasSuffix(name, ".dist-info"):
			d.infos = append(d.infos, name)
		case strings.HasSuffix(name, ".pth"), strings.HasPrefix(name, "__editable__") && strings.HasSuffix(name, "_finder.py"):
			d.paths = append(d.paths, filepath.Join(dir, name))
		}
	}
	slices.Sort(d.paths)
	return d
}

// metadata returns the text that says what a package requires, or nil.
func (d *distributions) metadata(pkg string) []byte {
	info, ok := d.byPackage()[importName(pkg)]
	if !ok {
		return nil
	}
	text, err := os.ReadFile(filepath.Join(d.dir, info, "METADATA"))
	if err != nil {
		return nil
	}
	return text
}

// importName returns the name by which a distribution is most likely imported.
func importName(dist string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '.' {
			return '_'
		}
		return unicode.ToLower(r)
	}, dist)
}

// editable returns the directories of packages that are installed in editable mode:
// they lie elsewhere, as a .pth file or a finder of setuptools says.
func (d *distributions) editable() []string {
	mapped := regexp.MustCompile(`'(\w+)': '([^']+)'`)
	var dirs []string
	for _, file := range d.paths {
		text, err := regularFS{dirFS(filepath.Dir(file))}.ReadFile(filepath.Base(file))
		if err != nil {
			continue
		}
		for line := range strings.Lines(string(text)) {
			line = strings.TrimSpace(line)
			if strings.HasSuffix(file, ".py") {
				if !strings.HasPrefix(line, "MAPPING") {
					continue
				}
				for _, m := range mapped.FindAllStringSubmatch(line, -1) {
					if found := filepath.FromSlash(m[2]); filepath.Base(found) == m[1] {
						dirs = append(dirs, filepath.Dir(found))
					}
				}
			} else if line != "" && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "import") {
				if !filepath.IsAbs(line) {
					line = filepath.Join(d.dir, line)
				}
				dirs = append(dirs, line)
			}
		}
	}
	return dirs
}

// A packagesFS is a directory of installed packages that shows only those that use
// DataJoint. The others, which may be large, declare no tables.
type packagesFS struct {
	regularFS
	dists *distributions

	mu    sync.Mutex
	shown map[string]bool // by package
}

// Open implements [fs.FS].
func (p *packagesFS) Open(name string) (fs.File, error) {
	if !p.shows(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return p.FS.Open(name)
}

// ReadFile implements [fs.ReadFileFS].
func (p *packagesFS) ReadFile(name string) ([]byte, error) {
	if !p.shows(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return p.regularFS.ReadFile(name)
}

// Stat implements [fs.StatFS].
func (p *packagesFS) Stat(name string) (fs.FileInfo, error) {
	if !p.shows(name) {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	return p.regularFS.Stat(name)
}

// ReadDir implements [fs.ReadDirFS]. The directory itself is empty: nobody walks
// over thousands of packages.
func (p *packagesFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == "." || !p.shows(name) {
		return nil, nil
	}
	return p.regularFS.ReadDir(name)
}

// shows reports whether a file belongs to a package that uses DataJoint.
func (p *packagesFS) shows(name string) bool {
	top, _, _ := strings.Cut(name, "/")
	top = strings.TrimSuffix(top, ".py")
	if top == "." {
		return true
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	shown, known := p.shown[top]
	if !known {
		if p.shown == nil {
			p.shown = map[string]bool{}
		}
		shown = p.usesDataJoint(top)
		p.shown[top] = shown
	}
	return shown
}

// usesDataJoint reports whether a package requires DataJoint or, if it does not say
// what it requires, whether one of its upper modules names it.
func (p *packagesFS) usesDataJoint(pkg string) bool {
	if info, err := p.regularFS.Stat(pkg); err != nil || !info.IsDir() {
		text, err := p.regularFS.ReadFile(pkg + ".py")
		return err == nil && bytes.Contains(text, []byte("datajoint"))
	}
	if text := p.dists.metadata(pkg); bytes.Contains(text, []byte("\nRequires-Dist:")) {
		return regexp.MustCompile(`(?i)\nRequires-Dist: *(datajoint|element[-_.])`).Match(text)
	}
	const limit = 64 // modules
	files, err := p.regularFS.ReadDir(pkg)
	if err != nil {
		return false
	}
	for i, f := range files {
		if i == limit {
			break
		}
		if f.IsDir() || path.Ext(f.Name()) != ".py" {
			continue
		}
		if text, err := p.regularFS.ReadFile(path.Join(pkg, f.Name())); err == nil && bytes.Contains(text, []byte("datajoint")) {
			return true
		}
	}
	return false
}

// inEnvironment reports whether a file belongs to an installed package.
func (s *source) inEnvironment(file string) bool {
	return strings.Contains(file, "/site-packages/") || slices.ContainsFunc(s.environment, func(dir string) bool {
		return strings.HasPrefix(file, dir+"/")
	})
}

// own drops the findings in installed packages, which their authors have to fix,
// unless they have to do with the project.
func (s *source) own(findings []graph.Diagnostic) []graph.Diagnostic {
	return slices.DeleteFunc(findings, func(d graph.Diagnostic) bool {
		return s.inEnvironment(d.Pos.Path) && !slices.ContainsFunc(d.Related, func(r graph.Related) bool {
			return r.Pos.IsValid() && !s.inEnvironment(r.Pos.Path)
		})
	})
}

// missingPackages returns the packages that hold tables of the pipeline, but were
// not found, sorted.
func (s *source) missingPackages() []string {
	found := map[string]bool{"": true}
	for _, m := range s.Modules {
		top, _, _ := strings.Cut(m.Name, ".")
		found[top] = true
	}
	var missing []string
	for _, x := range s.Externals {
		top, _, _ := strings.Cut(x.Module, ".")
		if x.Kind == graph.Outside && !found[top] {
			missing = append(missing, top)
		}
	}
	slices.Sort(missing)
	return slices.Compact(missing)
}
