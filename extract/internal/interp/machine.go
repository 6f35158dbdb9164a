package interp

import (
	"context"
	"slices"

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
	// A function of more bytes than this does not run unless its text matters to
	// the host.
	longFunction = 500
)

// Options are what is known of the surroundings.
type Options struct {
	Env map[string]string // environment variables
	// Together: one run of Python imports all that [Machine.Import] is called
	// with. Else each is imported by a run of its own.
	Together bool
}

// A Machine imports modules. Its zero value is not usable; see [New].
type Machine struct {
	ctx     context.Context
	loader  Loader
	parser  *python.Parser
	host    Host
	opts    Options
	modules map[string]*Module

	builtins    map[string]Value
	library     map[string]BuiltinFunc
	diagnostics []graph.Diagnostic
	reached     map[*python.Import]bool
	computed    []ComputedImport
	code        map[*python.FuncDef]code // of the functions that were called
	handlers    []handler                // those that enclose what runs now
	depth       int
	steps       int
	limit       int // of steps, for the calls of the statement that runs now
	end         int // of steps, for the statement of the module that runs now
	at          Place
	main        *Module // the notebook that runs, or nil
	run         int     // how many runs of Python have begun
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
	i := ComputedImport{From: m.at.Module, To: to, Offset: m.at.Offset, Text: text}
	if !slices.Contains(m.computed, i) {
		m.computed = append(m.computed, i)
	}
}

// A Place is the statement that a module which loads has reached.
type Place struct {
	Module *Module
	Offset int
}

// Pos returns the position of the place.
func (p Place) Pos() graph.Pos { return p.Module.Pos(p.Offset) }

// New returns a machine. The context ends what it runs. The parser stays the
// caller's to close.
func New(ctx context.Context, loader Loader, parser *python.Parser, host Host, opts Options) *Machine {
	return &Machine{
		ctx:      ctx,
		loader:   loader,
		parser:   parser,
		host:     host,
		opts:     opts,
		modules:  map[string]*Module{},
		builtins: builtins(),
		library:  library(),
		reached:  map[*python.Import]bool{},
		code:     map[*python.FuncDef]code{},
	}
}

// Forget drops what the modules bind. That they were imported, and which imports were
// reached, stays known.
func (m *Machine) Forget() {
	for _, mod := range m.modules {
		if mod != nil {
			mod.Scope = nil
		}
	}
	m.builtins, m.library, m.code, m.handlers, m.at, m.main = nil, nil, nil, nil, Place{}, nil
}

// Env returns an environment variable, if it is known.
func (m *Machine) Env(name string) (value string, known bool) {
	value, known = m.opts.Env[name]
	return value, known
}

// Import runs a module, after the packages that contain it, unless that has been
// done.
func (m *Machine) Import(unit *Unit) *Module {
	if !m.opts.Together {
		m.run++
	}
	return m.importUnit(unit)
}

// Run returns how many runs of Python have begun.
func (m *Machine) Run() int { return m.run }

// Here is the statement of a module that runs now.
func (m *Machine) Here() Place { return m.at }

// Reached reports whether an import statement was executed.
func (m *Machine) Reached(i *python.Import) bool { return m.reached[i] }

// Loaded reports whether a module has been imported.
func (m *Machine) Loaded(name string) bool { return m.modules[name] != nil }

// Finds reports whether there is a module of a dotted name, as another one would
// import it.
func (m *Machine) Finds(from *Module, name string) bool {
	return m.loader.Find(m.ctx, name, from.Name) != nil
}

// ImportedBy returns the module that a module imports by a dotted name, if it has
// been imported, or nil.
func (m *Machine) ImportedBy(from *Module, name string) *Module {
	unit := m.loader.Find(m.ctx, name, from.Name)
	if unit == nil {
		return nil
	}
	return m.modules[unit.Name]
}

// Imported returns the module of this name that was imported, or nil.
func (m *Machine) Imported(name string) *Module { return m.modules[name] }

// Defines reports whether a module that was imported may have a name.
func (m *Machine) Defines(module, name string) bool {
	mod := m.modules[module]
	if mod == nil {
		return false
	}
	_, ok := mod.Scope.Get(name)
	_, made := mod.Scope.Get("__getattr__")
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

// Allow grants the work of one statement to what no statement of a module calls.
func (m *Machine) Allow() {
	m.limit = m.steps + maxEffort
	m.end = m.limit
}

// NewFrame returns a frame that runs in a namespace of a module.
func (m *Machine) NewFrame(mod *Module, scope *Scope) *Frame {
	return &Frame{m: m, Module: mod, Scope: scope}
}

// CallUnknown calls a function with unknown arguments.
func (m *Machine) CallUnknown(f *Function) {
	m.Allow()
	m.NewFrame(f.Module, f.Module.Scope).Call(f, &Call{Loose: true, At: f.Def.Offset()})
}

// Report adds a diagnostic.
func (m *Machine) Report(d graph.Diagnostic) { m.diagnostics = append(m.diagnostics, d) }
