package extract

import (
	"cmp"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
)

// markLoadOrder sets [graph.Import.Breaks] and [graph.Import.Preloaded] for
// imports between modules that import each other. It loads the modules as Python
// does, once for each of them that may be the first.
func (r *resolver) markLoadOrder() {
	p := graph.Pipeline{Modules: slices.Clone(r.out.Modules)}
	slices.SortFunc(p.Modules, func(a, b graph.Module) int { return strings.Compare(a.Name, b.Name) })
	for _, c := range p.Cycles() {
		if c.Kind != graph.ImportCycle {
			continue
		}
		l := &loadOrder{resolver: r, members: map[string]bool{}, plans: map[string]*loadPlan{}, breaks: map[brokenImport]bool{}, words: map[*python.File]map[string]bool{}, lastUsed: map[starImport]int{}}
		for _, name := range c.Members {
			l.members[name] = true
		}
		for _, first := range c.Members {
			l.state = map[string]*loadState{}
			l.load(first, 0)
		}
		for i := range r.out.Modules {
			if m := &r.out.Modules[i]; l.members[m.Name] {
				l.mark(m)
			}
		}
	}
}

// A loadOrder loads modules of which some import each other, the members.
type loadOrder struct {
	*resolver
	members map[string]bool
	plans   map[string]*loadPlan
	breaks  map[brokenImport]bool
	state   map[string]*loadState // of the modules that this run has begun to load

	words    map[*python.File]map[string]bool // what the code outside functions mentions
	lastUsed map[starImport]int               // see lastOf
}

// A starImport takes all names from a module.
type starImport struct {
	from string
	by   *python.File
}

// A brokenImport is an import of a module by another one, by the place of the
// statement.
type brokenImport struct {
	from, to string
	pos      graph.Pos
}

// A loadState says how far a module is loaded.
type loadState struct {
	at   int // the offset of the statement that runs
	done bool
}

func (l *loadOrder) mark(m *graph.Module) {
	for k := range m.Imports {
		x := &m.Imports[k]
		if x.Scope != graph.Load || !l.members[x.Module] {
			continue
		}
		x.Breaks = l.breaks[brokenImport{m.Name, x.Module, x.Pos}]
		x.Preloaded = !x.Breaks && strings.HasPrefix(m.Name, x.Module+".")
	}
}

// maxLoadDepth limits how deep modules load one another.
const maxLoadDepth = 1000

// load loads the packages around a module, then the module itself.
func (l *loadOrder) load(name string, depth int) {
	if depth > maxLoadDepth {
		return
	}
	for i := range len(name) {
		if name[i] == '.' {
			l.loadOne(name[:i], depth)
		}
	}
	l.loadOne(name, depth)
}

func (l *loadOrder) loadOne(name string, depth int) {
	if l.state[name] != nil {
		return
	}
	plan := l.plan(name)
	if plan == nil {
		return
	}
	state := &loadState{}
	l.state[name] = state
	for _, step := range plan.steps {
		state.at = step.at
		if step.loads {
			l.load(step.module, depth+1)
		}
		if l.lacks(step) {
			l.breaks[brokenImport{name, step.module, step.pos}] = true
		}
	}
	state.done = true
}

// lacks reports whether a step takes a name from a module that does not have it
// yet.
func (l *loadOrder) lacks(step loadStep) bool {
	state := l.state[step.module]
	if step.name == "" || state == nil || state.done {
		return false
	}
	bound := l.plans[step.module].bound
	if step.name == "*" && l.lastOf(starImport{step.module, step.by}) >= state.at {
		return true
	}
	at, ok := bound[step.name]
	return ok && at >= state.at
}

// lastOf returns the offset of the last statement that binds a name which the code
// behind a star import mentions, or -1.
func (l *loadOrder) lastOf(i starImport) int {
	last, known := l.lastUsed[i]
	if known {
		return last
	}
	if l.words[i.by] == nil {
		l.words[i.by] = i.by.WordsOutsideFunctions()
	}
	last = -1
	for name, at := range l.plans[i.from].bound {
		if at > last && l.words[i.by][name] {
			last = at
		}
	}
	l.lastUsed[i] = last
	return last
}

// A loadPlan is what a module does while it loads.
type loadPlan struct {
	steps []loadStep     // by offset
	bound map[string]int // the offset of the first statement that binds a name
	// unread: DataJoint does not read the definitions of its tables.
	unread bool
}

// A loadStep loads a module, or takes a name from it, or both.
type loadStep struct {
	at     int
	module string
	loads  bool
	name   string       // empty if it takes none; "*" for all
	by     *python.File // of the module, with the name "*"
	pos    graph.Pos    // of the import statement that is behind it
}

// plan returns the plan of a module, or nil if it is not analysed.
func (l *loadOrder) plan(name string) *loadPlan {
	if p, ok := l.plans[name]; ok {
		return p
	}
	s := l.project.modules.find(name, "")
	if s == nil || s.unit.File == nil || s.unit.Name != name || !l.library.Loaded(name) {
		l.plans[name] = nil
		return nil
	}
	p := &loadPlan{bound: map[string]int{}, unread: l.library.ReadsNoDefinition(name)}
	p.bind(s.unit.File.Body)
	for _, i := range s.unit.File.Imports {
		if i.Scope != python.Load || i.Guarded || !l.library.Reached(i) {
			continue
		}
		if base := interp.AbsoluteImport(s.unit, i); i.From && base != "" {
			step := loadStep{at: i.Offset(), module: base, loads: true}
			if i.Star {
				step.name, step.by, step.pos = "*", s.unit.File, s.place(i.Offset())
			}
			p.steps = append(p.steps, step)
		}
		for _, n := range i.Names {
			l.addName(p, s, i, n)
		}
	}
	slices.SortStableFunc(p.steps, func(a, b loadStep) int { return cmp.Compare(a.at, b.at) })
	l.plans[name] = p
	return p
}

// addName adds the steps for one name of an import statement.
func (l *loadOrder) addName(p *loadPlan, s *source, i *python.Import, n python.ImportName) {
	to := l.importTarget(s.unit, i, n)
	if to == nil || to == s {
		return
	}
	step := loadStep{at: i.Offset(), module: to.unit.Name, loads: true, pos: s.place(i.Offset())}
	if i.From && to.unit.Name == interp.AbsoluteImport(s.unit, i) {
		step.name = n.Name
		p.steps = append(p.steps, step)
		return
	}
	p.steps = append(p.steps, step)
	if !l.members[to.unit.Name] {
		return
	}
	bound := n.Alias
	switch {
	case bound != "":
	case i.From:
		bound = n.Name
	default:
		bound = to.unit.Name // "import a.b" is used as a.b
	}
	for attr, offset := range s.unit.File.AttributesOutsideFunctions(bound) {
		if p.unread && strings.HasPrefix(strings.TrimSpace(s.unit.File.LineAt(offset)), "->") {
			continue
		}
		step.at, step.loads, step.name = offset, false, attr
		p.steps = append(p.steps, step)
	}
}

// bind notes the names that statements bind.
func (p *loadPlan) bind(body []python.Stmt) {
	note := func(name string, offset int) {
		if _, ok := p.bound[name]; !ok {
			p.bound[name] = offset
		}
	}
	for _, stmt := range body {
		switch stmt := stmt.(type) {
		case *python.Assign:
			for _, t := range stmt.Targets {
				if name, ok := t.(*python.Name); ok {
					note(name.ID, stmt.Offset())
				}
			}
		case *python.ClassDef:
			note(stmt.Name, stmt.Offset())
		case *python.FuncDef:
			note(stmt.Name, stmt.Offset())
		case *python.Import:
			for _, n := range stmt.Names {
				note(boundName(stmt, n), stmt.Offset())
			}
		case *python.If:
			p.bind(stmt.Then)
			p.bind(stmt.OrElse)
		case *python.For:
			p.bind(stmt.Body)
		case *python.With:
			p.bind(stmt.Body)
		case *python.Try:
			p.bind(stmt.Body)
			for _, h := range stmt.Handlers {
				p.bind(h.Body)
			}
			p.bind(stmt.OrElse)
			p.bind(stmt.Finally)
		}
	}
}
