package evaluate

import (
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
)

// The bounds of the machine.
const (
	maxCalls   = 40        // functions within one another
	maxReenter = 10        // one function within itself
	maxTurns   = 2_000     // turns of one loop
	maxElts    = 1 << 16   // elements of a list
	maxText    = 1 << 20   // bytes of a string
	maxMarks   = 1 << 12   // pieces of a string that stand in different places
	maxNesting = 10        // dicts within one another in dj.config
	maxEffort  = 2_000     // statements that the calls of one statement of a module may cause
	maxSteps   = 300_000   // statements that one statement of a module may cause with its loops
	maxModule  = 1_000_000 // statements of a module, beyond maxEffort for each
	// A value that is made costs as many statements as one per so many elements
	// or bytes.
	eltsPerStep  = 16
	charsPerStep = 1 << 10
	// A function costs as many statements as one per this many bytes when its
	// body is parsed for the first call.
	bytesPerStep = 32
	// A function of more bytes than this has to name something of tellingWords.
	longFunction = 500
)

// tellingWords are those without which a function neither makes a schema or a
// table nor changes a setting.
var tellingWords = []string{"chema", "activate", "class ", "config", "environ", "getenv", "definition", "global "}

// A Unit is a module as it lies on disk.
type Unit struct {
	Name      string // dotted
	Path      string // slash-separated, in the tree of source that holds it
	IsPackage bool   // relative imports count from the module itself
	File      *python.File
	// Main: the unit runs as a script, as a notebook does.
	Main bool
	// Place turns an offset in the file into a position.
	Place func(offset int) graph.Pos
}

// A Loader finds modules.
type Loader interface {
	// Find returns the unit of a dotted name, or nil. A folder without code
	// is a unit without a File. from names the importing module.
	Find(name, from string) *Unit
	// FindFile returns the unit of a file, by its path from the folder of the
	// module that names it, or nil.
	FindFile(file, from string) *Unit
	// AddPath adds a folder to those in which Find looks, after all others:
	// its path from the tree of source that holds the module that names it.
	AddPath(dir, from string)
}

// Options are what the machine knows of the surroundings.
type Options struct {
	Env map[string]string // environment variables
	// Config holds entries of dj.config by their path, joined with ".". Each is
	// a string, a bool, an int64, a float64 or nil, which is None.
	Config map[string]any
	// Together: one run of Python imports all that [Machine.Import] is called
	// with. Else what these modules do to each other's schemas is as if each
	// were imported by a run of its own.
	Together bool
}

// A Machine imports modules. Its zero value is not usable; see [New].
type Machine struct {
	loader  Loader
	opts    Options
	parser  *python.Parser
	modules map[string]*Module
	config  map[string]Value // assigned by the code, by joined path

	builtins    map[string]Value
	schemas     []*Schema
	tables      []*Table
	byKey       map[tableKey]*Table
	diagnostics []graph.Diagnostic
	reached     map[*python.Import]bool
	computed    []ComputedImport
	// undecided are the classes with a tier and a definition of their own, in
	// the order of execution.
	undecided []undecided
	code      map[*python.FuncDef]code // of the functions that were called
	handlers  []handler                // those that enclose what runs now
	depth     int
	steps     int
	limit     int // of steps, for the calls of the statement that runs now
	end       int // of steps, for the statement of the module that runs now
	at        place
	main      *Module // the notebook that runs, or nil
	run       int     // how many runs of Python have begun
	// dormant is the function that runs although nothing calls it, or nil:
	// tables that it declares belong to no schema yet.
	dormant *Function
}

// A ComputedImport is a module that the code imported by a call, such as that
// of importlib.import_module, while another module loaded.
type ComputedImport struct {
	From, To *Module
	Offset   int    // of the statement in From
	Text     string // the statement's first line
}

// ComputedImports returns the imports by calls, in the order of execution; one
// in a loop counts once for each module that it imports.
func (m *Machine) ComputedImports() []ComputedImport { return m.computed }

// importedHere notes that what the module that loads now executes imports
// another one by a call.
func (m *Machine) importedHere(to *Module, text string) {
	i := ComputedImport{From: m.at.module, To: to, Offset: m.at.offset, Text: text}
	if !slices.Contains(m.computed, i) {
		m.computed = append(m.computed, i)
	}
}

// A place is where the module that loads now has got to.
type place struct {
	module *Module
	offset int
}

// A Module is a module that was imported.
type Module struct {
	*Unit
	Scope   *Scope
	loading bool
}

// New returns a machine. The parser stays the caller's to close.
func New(loader Loader, parser *python.Parser, opts Options) *Machine {
	m := &Machine{
		loader:  loader,
		opts:    opts,
		parser:  parser,
		modules: map[string]*Module{},
		config:  map[string]Value{},
		byKey:   map[tableKey]*Table{},
		reached: map[*python.Import]bool{},
		code:    map[*python.FuncDef]code{},
	}
	m.builtins = builtins()
	return m
}

// Import runs a module, and first the packages that it lies in, unless that
// has been done.
func (m *Machine) Import(unit *Unit) *Module {
	if !m.opts.Together {
		m.run++
	}
	return m.importUnit(unit)
}

// Reached reports whether an import statement was executed.
func (m *Machine) Reached(i *python.Import) bool { return m.reached[i] }

// Loaded reports whether a module has been imported.
func (m *Machine) Loaded(name string) bool { return m.modules[name] != nil }

// Defines reports whether a module that was imported may have a name.
func (m *Machine) Defines(module, name string) bool {
	mod := m.modules[module]
	if mod == nil {
		return false
	}
	_, ok := mod.Scope.get(name)
	_, made := mod.Scope.get("__getattr__")
	return ok || made || len(mod.Scope.stars) > 0
}

// Modules returns the imported modules, unsorted.
func (m *Machine) Modules() []*Module {
	var ms []*Module
	for _, mod := range m.modules {
		ms = append(ms, mod)
	}
	return ms
}

// Diagnostics returns what was noticed about the code, in the order of execution.
func (m *Machine) Diagnostics() []graph.Diagnostic { return m.diagnostics }

func (m *Machine) importModule(name, from string) *Module {
	if unit := m.loader.Find(name, from); unit != nil {
		return m.importUnit(unit)
	}
	return nil
}

func (m *Machine) importUnit(unit *Unit) *Module {
	if mod := m.modules[unit.Name]; mod != nil {
		return mod
	}
	parent, last := "", unit.Name
	if i := strings.LastIndexByte(unit.Name, '.'); i >= 0 {
		parent, last = unit.Name[:i], unit.Name[i+1:]
		if p := m.loader.Find(parent, unit.Name); p != nil && p.Name == parent {
			m.importUnit(p)
		}
		if mod := m.modules[unit.Name]; mod != nil { // the package imported it
			return mod
		}
	}
	mod := &Module{Unit: unit, loading: true}
	mod.Scope = newScope(mod, nil)
	m.modules[unit.Name] = mod
	if m.depth < maxCalls*4 {
		m.depth++
		m.runModule(mod)
		m.depth--
	}
	mod.loading = false
	if p := m.modules[parent]; p != nil {
		if _, ok := p.Scope.names[last]; !ok {
			p.Scope.set(last, mod)
		}
	}
	return mod
}

func (m *Machine) runModule(mod *Module) {
	name, main := mod.Name, m.main
	if mod.Main {
		name, m.main = "__main__", mod
		defer func() { m.main = main }()
	}
	mod.Scope.names["__name__"] = str(name)
	mod.Scope.names["__file__"] = filePath(mod.Unit)
	if mod.File == nil {
		return
	}
	handlers, at := m.handlers, m.at
	m.handlers = nil // what a module raises is not what its importer catches
	end, before := m.end, m.steps
	fr := &frame{m: m, scope: mod.Scope, module: mod}
	fr.runAll(mod.File.Body)
	m.handlers, m.at = handlers, at
	m.end = end + m.steps - before // its work is not that of the import
}

// allow gives what no module runs the work of one statement's calls.
func (m *Machine) allow() {
	m.limit = m.steps + maxEffort
	m.end = m.limit
}

// runAll runs the statements of a module. One that does too much is left, and
// the next one begins.
func (fr *frame) runAll(body []python.Stmt) {
	m, left, told := fr.m, maxModule, false
	for i, s := range body {
		start, end := m.steps, m.steps+min(maxSteps, maxEffort+left)
		m.end = end
		f := fr.run(body[i : i+1])
		if m.steps > m.end && !told {
			told = true
			m.report(graph.Diagnostic{
				Rule: "parse-error", Severity: graph.Warning,
				Message: "this statement does more than can be followed; what it declares may be missing",
				Pos:     fr.module.pos(s.Offset()),
			})
		}
		done := m.steps - start - (m.end - end) // without that of imports
		left = max(0, left-done)
		if f != next {
			return
		}
	}
}

func (m *Machine) report(d graph.Diagnostic) { m.diagnostics = append(m.diagnostics, d) }

func (mod *Module) pos(offset int) graph.Pos {
	if mod == nil || mod.Place == nil {
		return graph.Pos{}
	}
	return mod.Place(offset)
}

// packageName is what a relative import of the module counts from.
func (mod *Module) packageName() string {
	if mod.IsPackage {
		return mod.Name
	}
	i := strings.LastIndexByte(mod.Name, '.')
	return mod.Name[:max(i, 0)]
}
