package extract

import (
	"cmp"
	"context"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/extract/internal/survey"
	"github.com/djdag/djdag/graph"
)

// load reads and parses sources, then what their imports reach on the search
// path, wave by wave, each wave in parallel. It may run beside the evaluation,
// which reads what it needs before its turn has come.
func (p *project) load(ctx context.Context, wave []*source) error {
	if err := p.ahead.wait(); err != nil {
		return err
	}
	seen := map[*source]bool{}
	for _, s := range wave {
		seen[s] = true
	}
	for len(wave) > 0 {
		if err := p.parse(ctx, wave); err != nil {
			return err
		}
		var reached []*source
		for _, s := range wave {
			if s.unit.File == nil {
				continue
			}
			for _, i := range s.unit.File.Imports {
				if i.Scope != python.Load {
					continue
				}
				for _, name := range namedBy(s.unit, i) {
					for name != "" { // a module, and the packages around it
						if t := p.find(name, s.unit.Name); t != nil && !seen[t] {
							seen[t] = true
							reached = append(reached, t)
						}
						name = name[:max(strings.LastIndexByte(name, '.'), 0)]
					}
				}
			}
		}
		wave = reached
	}
	return nil
}

// namedBy lists the dotted names that an import may make Python look for.
func namedBy(u *interp.Unit, i *python.Import) []string {
	var names []string
	base := interp.AbsoluteImport(u, i)
	if i.Star {
		return []string{base}
	}
	for _, n := range i.Names {
		if !i.From {
			names = append(names, n.Name)
		} else if base != "" {
			names = append(names, base+"."+n.Name)
		}
	}
	return names
}

// readers read files in parallel.
type readers struct {
	ctx   context.Context
	group *errgroup.Group
	todo  chan *source
	count int // of those that have started
}

func newReaders(ctx context.Context) *readers {
	g, ctx := errgroup.WithContext(ctx)
	return &readers{ctx: ctx, group: g, todo: make(chan *source, 1<<12)}
}

// add has a file read, unless so many wait already that it would have to wait,
// too. It reports whether it does.
func (r *readers) add(s *source) bool {
	select {
	case r.todo <- s:
	default:
		return false
	}
	if r.count < runtime.GOMAXPROCS(0) {
		r.count++
		r.group.Go(r.run)
	}
	return true
}

// run reads files with a parser of its own.
func (r *readers) run() error {
	parser := python.NewParser()
	defer parser.Close()
	for s := range r.todo {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		s.read(r.ctx, parser)
	}
	return nil
}

// end says that no other file will be added.
func (r *readers) end() { close(r.todo) }

// wait returns when all files are read.
func (r *readers) wait() error { return r.group.Wait() }

// parse reads the files of a wave that are not read yet.
func (p *project) parse(ctx context.Context, wave []*source) error {
	r := newReaders(ctx)
	for _, s := range wave {
		if s.done.Load() || r.add(s) {
			continue
		}
		select {
		case r.todo <- s:
		case <-r.ctx.Done():
		}
	}
	r.end()
	return r.wait()
}

// read reads and parses a file, once. A file that cannot be read costs that
// file's tables.
func (s *source) read(ctx context.Context, parser *python.Parser) {
	if s.tree != nil {
		s.once.Do(func() {
			if s.unit.File, s.err = s.parse(ctx, parser); s.err == nil {
				s.survey = survey.Of(s.unit.File)
			}
			s.done.Store(true)
		})
	}
}

func (s *source) parse(ctx context.Context, parser *python.Parser) (*python.File, error) {
	text, err := s.text, error(nil)
	if s.writer == nil {
		text, err = fs.ReadFile(s.tree.FS, s.path)
	}
	if err == nil && strings.HasSuffix(s.path, ".ipynb") {
		text, s.cells, s.writes, err = joinCells(text)
	}
	if err != nil {
		return nil, err
	}
	if s.cells == nil {
		return parser.File(ctx, text)
	}
	starts := make([]int, len(s.cells))
	for i, c := range s.cells {
		starts[i] = c.offset
	}
	return parser.Cells(ctx, text, starts)
}

// place turns an offset in the file into a position.
func (s *source) place(offset int) graph.Pos {
	line, col := s.unit.File.LineCol(offset)
	if s.cells != nil {
		return placeInCell(s.display(), s.cells, line, col)
	}
	return graph.Pos{Path: s.display(), Line: line, Col: col}
}

// Find implements [interp.Loader]. A file that no wave has parsed yet, or
// that only a computed name leads to, is parsed now.
func (p *project) Find(ctx context.Context, name, from string) *interp.Unit {
	s := p.find(name, from)
	if s == nil {
		return nil
	}
	s.read(ctx, p.parser)
	return s.unit
}

// find looks a dotted name up: in the project, beside the importing file, on
// the search path.
func (p *project) find(name, from string) *source {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.lookUp(name, from)
}

func (p *project) lookUp(name, from string) *source {
	if isDataJoint(name) && !isDataJoint(from) {
		return nil // it is built in, even where its own source is at hand
	}
	near := p.byName[from]
	if near != nil && near.root != "" { // two roots hold a package of one name
		if s := p.at(path.Join(near.root, strings.ReplaceAll(name, ".", "/"))); s != nil {
			return s
		}
	}
	if near != nil && near.tree == &p.trees[0] && p.byPath[near.init] == nil {
		// The folder of a file that is run, and so is in no package, is where
		// Python looks first.
		if s := p.at(path.Join(near.dir, strings.ReplaceAll(name, ".", "/"))); s != nil && !near.inNamespace() {
			return s
		}
	}
	if s, ok := p.byName[name]; ok {
		return s // nil, if it was looked for in vain before
	}
	var s *source
	if i := strings.LastIndexByte(name, '.'); i < 0 || p.lookUp(name[:i], from) != nil {
		s = p.findOnDisk(name)
	}
	if s == nil {
		s = p.onPath(name)
	}
	p.byName[name] = s
	return s
}

// inNamespace reports whether a file speaks of its folder as a package, which
// needs no __init__.py: then it is imported, and not run.
func (s *source) inNamespace() bool {
	i := strings.LastIndexByte(s.unit.Name, '.')
	if i < 0 || s.unit.File == nil {
		return false
	}
	folder := s.unit.Name[:i+1]
	return slices.ContainsFunc(s.unit.File.Imports, func(i *python.Import) bool {
		return i.Level > 0 || strings.HasPrefix(i.Path+".", folder) ||
			!i.From && slices.ContainsFunc(i.Names, func(n python.ImportName) bool { return strings.HasPrefix(n.Name, folder) })
	})
}

// AddPath implements [interp.Loader].
func (p *project) AddPath(dir, from string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	near := p.byName[from]
	if near == nil || near.tree == nil {
		return
	}
	if added := (addedPath{near.tree, dir}); !slices.Contains(p.added, added) {
		p.added = append(p.added, added)
		for name, s := range p.byName { // what was not found may lie there
			if s == nil {
				delete(p.byName, name)
			}
		}
	}
}

// onPath finds a module in the folders that the code adds to sys.path. It is
// the module that other names in the project lead to, not a copy.
func (p *project) onPath(name string) *source {
	rel := strings.ReplaceAll(name, ".", "/")
	for _, a := range p.added {
		stem := path.Join(a.dir, rel)
		if a.tree == &p.trees[0] {
			if s := p.at(stem); s != nil {
				return s
			}
		} else if stem != rel {
			if s := p.lookUp(strings.ReplaceAll(stem, "/", "."), ""); s != nil && s.tree == a.tree {
				return s
			}
		}
	}
	return nil
}

// isDataJoint reports whether a module is DataJoint itself, or part of it.
func isDataJoint(name string) bool {
	return name == "datajoint" || strings.HasPrefix(name, "datajoint.")
}

// at returns the project's module or package at a path without its ending.
func (p *project) at(stem string) *source {
	if s := p.byPath[stem+".py"]; s != nil {
		return s
	}
	return p.byPath[stem+"/__init__.py"]
}

// findOnDisk finds a module in the import roots and on the search path. A
// folder without __init__.py is a package without code.
func (p *project) findOnDisk(name string) *source {
	rel := strings.ReplaceAll(name, ".", "/")
	if !fs.ValidPath(rel) {
		return nil
	}
	namespace := func(dir string) *source {
		return &source{path: dir, unit: &interp.Unit{Name: name, IsPackage: true}}
	}
	var folder *source
	inside, ofPackage := strings.CutPrefix(rel, p.opts.Package+"/") // of the project's folder
	for _, r := range p.roots {                                     // what lies there is known
		stem := path.Join(r, rel)
		if r == "." && ofPackage {
			stem = inside
		}
		if s := p.at(stem); s != nil {
			return s
		}
		if folder == nil && p.folders[stem] {
			folder = namespace(stem)
		}
	}
	for i := 1; i < len(p.trees); i++ {
		t := &p.trees[i]
		for _, f := range []string{rel + "/__init__.py", rel + ".py"} {
			if info, err := fs.Stat(t.FS, f); err == nil && !info.IsDir() {
				s := t.source(f)
				s.unit.Name = name
				return s
			}
		}
		if folder == nil {
			if info, err := fs.Stat(t.FS, rel); err == nil && info.IsDir() {
				folder = namespace(rel)
			}
		}
	}
	return folder
}

// below lists the modules inside a package, by name.
func (p *project) below(s *source) []*source {
	var found []*source
	if s.tree == &p.trees[0] || s.tree == nil {
		prefix := s.unit.Name + "."
		for _, f := range p.files {
			if strings.HasPrefix(f.unit.Name, prefix) {
				found = append(found, f)
			}
		}
	}
	if s.tree != &p.trees[0] && s.unit.IsPackage {
		for i := 1; i < len(p.trees); i++ {
			t := &p.trees[i]
			if s.tree != nil && s.tree != t {
				continue
			}
			dir := strings.ReplaceAll(s.unit.Name, ".", "/")
			_ = fs.WalkDir(t.FS, dir, func(file string, d fs.DirEntry, err error) error {
				if err != nil {
					return nil // a folder we may not read holds nothing for us
				}
				if d.IsDir() && skipDir(d.Name(), true) {
					return fs.SkipDir
				}
				if path.Ext(file) == ".py" {
					name := strings.TrimSuffix(strings.TrimSuffix(file, ".py"), "/__init__")
					if m := p.find(strings.ReplaceAll(name, "/", "."), ""); m != nil && m != s {
						found = append(found, m)
					}
				}
				return nil
			})
		}
	}
	slices.SortStableFunc(found, func(a, b *source) int {
		return cmp.Or(cmp.Compare(rankOf(a.path), rankOf(b.path)), strings.Compare(a.unit.Name, b.unit.Name))
	})
	return found
}
