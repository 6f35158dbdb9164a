package check

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/spelling"
)

// A Contract says which modules may depend on which others, by imports or foreign
// keys. The kinds and their meaning are those of Import Linter; see
// https://import-linter.readthedocs.io/en/stable/contract_types/.
//
// A module is given by its dotted name, or by the end of that name if no module
// has the whole: "scan" stands for "workflow.scan". It includes its submodules. A
// part of the name may be a pattern of [path.Match], such as "*".
//
// A dependency may lead through modules that the contract does not mention.
type Contract struct {
	Name string       `toml:"name"`
	Type ContractType `toml:"type"`
	// Layers are those of LayersContract: each may depend only on those after it.
	// The modules of one layer are separated by "|" if they must not depend on
	// each other, else by ":".
	Layers []string `toml:"layers"`
	// Modules are those of IndependentContract.
	Modules []string `toml:"modules"`
	// Sources and Forbidden are those of ForbiddenContract.
	Sources   []string `toml:"source-modules"`
	Forbidden []string `toml:"forbidden-modules"`
	// DirectOnly makes a ForbiddenContract ignore dependencies through other
	// modules.
	DirectOnly bool `toml:"allow-indirect-imports"`
	// Ignored lists dependencies between two modules to ignore, as in
	// "workflow.scan -> workflow.report".
	Ignored []string `toml:"ignore-imports"`
	// Pos is where the contract is written; it may be zero.
	Pos graph.Pos `toml:"-"`
}

// ContractType is the type of a [Contract].
type ContractType uint8

// The types of contracts.
const (
	NoContract          ContractType = iota
	LayersContract                   // a layer depends only on lower ones
	ForbiddenContract                // modules do not depend on others
	IndependentContract              // modules do not depend on each other
)

// String returns "", "layers", "forbidden" or "independence".
func (t ContractType) String() string {
	switch t {
	case NoContract:
		return ""
	case LayersContract:
		return "layers"
	case ForbiddenContract:
		return "forbidden"
	case IndependentContract:
		return "independence"
	}
	return fmt.Sprintf("ContractType(%d)", uint8(t))
}

// UnmarshalText implements [encoding.TextUnmarshaler]. It accepts "independent" for
// "independence", too.
func (t *ContractType) UnmarshalText(text []byte) error {
	if string(text) == "independent" {
		*t = IndependentContract
		return nil
	}
	for u := LayersContract; u <= IndependentContract; u++ {
		if u.String() == string(text) {
			*t = u
			return nil
		}
	}
	return fmt.Errorf("unknown type of contract %q; want layers, forbidden or independence", text)
}

// Validate returns an error for a contract that lacks something, has what its type
// does not know, or ignores a malformed dependency.
func (c *Contract) Validate() error {
	if c.Name == "" {
		return errors.New("a contract needs a name")
	}
	wrong := func(format string, args ...any) error {
		return fmt.Errorf("contract %q: "+format, append([]any{c.Name}, args...)...)
	}
	keys := []struct {
		name   string
		given  bool
		of     ContractType
		enough bool
	}{
		{"layers", c.Layers != nil, LayersContract, len(c.Layers) > 1 || len(c.Layers) == 1 && strings.Contains(c.Layers[0], "|")},
		{"modules", c.Modules != nil, IndependentContract, len(c.Modules) > 1},
		{"source-modules", c.Sources != nil, ForbiddenContract, len(c.Sources) > 0},
		{"forbidden-modules", c.Forbidden != nil, ForbiddenContract, len(c.Forbidden) > 0},
		{"allow-indirect-imports", c.DirectOnly, ForbiddenContract, true},
	}
	if c.Type == NoContract {
		return wrong("it needs a type: layers, forbidden or independence")
	}
	for _, key := range keys {
		switch {
		case key.given && key.of != c.Type:
			return wrong("%s does not apply to the type %s", key.name, c.Type)
		case key.of == c.Type && !key.enough:
			return wrong("%s names too few modules", key.name)
		}
	}
	for _, text := range c.Ignored {
		if from, to, ok := strings.Cut(text, "->"); !ok || strings.TrimSpace(from) == "" || strings.TrimSpace(to) == "" {
			return wrong(`ignore-imports: want "module -> module", not %q`, text)
		}
	}
	return nil
}

// contracts reports dependencies that the contracts of the options forbid.
func contracts(p *Pass) {
	if len(p.opts.Contracts) == 0 {
		return
	}
	d := dependenciesOf(p.Pipeline)
	for i := range p.opts.Contracts {
		c := contractPass{Pass: p, contract: &p.opts.Contracts[i], dependencies: d, ignored: make(map[[2]string]bool)}
		c.run()
	}
}

// A dependencies graph joins modules by their imports and foreign keys.
type dependencies struct {
	names []string               // of the modules, sorted
	hops  map[string][]graph.Hop // by the module that depends, by Pos; one for each line
}

func dependenciesOf(p *graph.Pipeline) *dependencies {
	d := &dependencies{hops: make(map[string][]graph.Hop)}
	for i := range p.Modules {
		m := &p.Modules[i]
		d.names = append(d.names, m.Name)
		for _, x := range m.Imports {
			if x.Scope != graph.Typing && x.Module != m.Name {
				d.hops[m.Name] = append(d.hops[m.Name], graph.Hop{From: m.Name, To: x.Module, Kind: graph.ByImport, Text: x.Text, Pos: x.Pos})
			}
		}
	}
	for _, fk := range p.ForeignKeys {
		child, parent := p.Table(fk.Child), p.Table(fk.Parent)
		if child != nil && parent != nil && child.Module != parent.Module {
			d.hops[child.Module] = append(d.hops[child.Module],
				graph.Hop{From: child.Module, To: parent.Module, Child: fk.Child, Parent: fk.Parent, Text: fk.Text, Pos: fk.Pos})
		}
	}
	for _, hops := range d.hops {
		slices.SortStableFunc(hops, func(a, b graph.Hop) int { return a.Pos.Compare(b.Pos) })
	}
	return d
}

// find returns the modules that a name in a contract stands for, with their
// submodules, sorted.
func (d *dependencies) find(name string) []string {
	want := strings.Split(name, ".")
	matches := func(parts []string) bool {
		return len(parts) >= len(want) && slices.EqualFunc(parts[:len(want)], want, func(part, pattern string) bool {
			ok, err := path.Match(pattern, part)
			return ok && err == nil
		})
	}
	var whole, ends []string
	for _, m := range d.names {
		parts := strings.Split(m, ".")
		if matches(parts) {
			whole = append(whole, m)
			continue
		}
		for i := 1; i < len(parts); i++ {
			if matches(parts[i:]) {
				ends = append(ends, m)
				break
			}
		}
	}
	if whole != nil {
		return whole
	}
	return ends
}

// A contractPass checks one contract.
type contractPass struct {
	*Pass
	contract     *Contract
	dependencies *dependencies
	ignored      map[[2]string]bool // pairs of modules
	missing      bool               // a name stands for no module, which was reported
}

func (c *contractPass) run() {
	for _, text := range c.contract.Ignored {
		c.ignore(text)
	}
	switch c.contract.Type {
	case LayersContract:
		c.layers()
	case ForbiddenContract:
		sources, forbidden := c.modules(c.contract.Sources), c.modules(c.contract.Forbidden)
		if !c.missing {
			c.forbid(sources, forbidden, union(sources, forbidden), "which is forbidden")
		}
	case IndependentContract:
		var groups []map[string]bool
		for _, name := range c.contract.Modules {
			groups = append(groups, c.modules([]string{name}))
		}
		if !c.missing {
			c.separate(groups, union(groups...))
		}
	}
}

// ignore records one of the dependencies to ignore, and reports one that does not
// occur.
func (c *contractPass) ignore(text string) {
	from, to, _ := strings.Cut(text, "->")
	occurs := false
	targets := c.dependencies.find(strings.TrimSpace(to))
	for _, m := range c.dependencies.find(strings.TrimSpace(from)) {
		for _, hop := range c.dependencies.hops[m] {
			if slices.Contains(targets, hop.To) {
				c.ignored[[2]string{m, hop.To}] = true
				occurs = true
			}
		}
	}
	if !occurs {
		c.ReportAs(graph.Warning, graph.Diagnostic{
			Message: fmt.Sprintf("the contract %q ignores %q, which is no dependency; remove it", c.contract.Name, text),
			Pos:     c.contract.Pos,
		})
	}
}

// modules returns the modules that names stand for. It reports a name that stands
// for none.
func (c *contractPass) modules(names []string) map[string]bool {
	set := make(map[string]bool)
	for _, name := range names {
		name = strings.TrimSpace(name)
		found := c.dependencies.find(name)
		for _, m := range found {
			set[m] = true
		}
		if found != nil {
			continue
		}
		c.missing = true
		hint := ""
		known := slices.Clone(c.dependencies.names)
		for _, m := range c.dependencies.names {
			known = append(known, lastName(m))
		}
		if near := spelling.Nearest(name, known); near != "" {
			hint = fmt.Sprintf("; did you mean %q?", near)
		}
		c.Report(graph.Diagnostic{Message: fmt.Sprintf("the contract %q names the module %q, which does not exist%s", c.contract.Name, name, hint), Pos: c.contract.Pos})
	}
	return set
}

// layers checks that no layer depends on a higher one, and that modules separated
// by "|" do not depend on each other.
func (c *contractPass) layers() {
	var layers []map[string]bool
	siblings := make([][]map[string]bool, len(c.contract.Layers))
	for i, text := range c.contract.Layers {
		var groups []map[string]bool
		for _, name := range strings.FieldsFunc(text, func(r rune) bool { return r == '|' || r == ':' }) {
			groups = append(groups, c.modules([]string{name}))
		}
		layers = append(layers, union(groups...))
		if strings.Contains(text, "|") {
			siblings[i] = groups
		}
	}
	if c.missing {
		return
	}
	all := union(layers...)
	for i, low := range layers {
		higher := union(layers[:i]...)
		for m := range low {
			delete(higher, m) // a package and its submodule may be in two layers
		}
		c.forbid(low, higher, all, "which is in a higher layer")
		c.separate(siblings[i], all)
	}
}

// separate checks that groups of modules do not depend on each other.
func (c *contractPass) separate(groups []map[string]bool, all map[string]bool) {
	for i, g := range groups {
		c.forbid(g, union(slices.Delete(slices.Clone(groups), i, i+1)...), all, "but the two are to be independent")
	}
}

// forbid reports the dependencies of some modules on others, one for each pair of
// modules. They may lead through any but the stops. what says why they are wrong.
func (c *contractPass) forbid(from, to, stops map[string]bool, what string) {
	for _, m := range c.dependencies.names {
		if !from[m] {
			continue
		}
		for _, hops := range c.paths(m, to, stops) {
			first, through := hops[0], ""
			var related []graph.Related
			if len(hops) > 1 {
				through = " through " + first.To
				related = relatedHops(hops, "")
			}
			c.Report(graph.Diagnostic{
				Message: fmt.Sprintf("%s depends%s on %s, %s (contract %q); remove the dependency, or add it to ignore-imports",
					m, through, hops[len(hops)-1].To, what, c.contract.Name),
				Pos:     first.Pos,
				End:     textEnd(first.Pos, first.Text),
				Related: related,
			})
		}
	}
}

// paths returns a shortest path from a module to each of the targets that it
// depends on, but not through stops.
func (c *contractPass) paths(start string, targets, stops map[string]bool) [][]graph.Hop {
	via := make(map[string]graph.Hop)
	var reached [][]graph.Hop
	for queue := []string{start}; len(queue) > 0; queue = queue[1:] {
		for _, hop := range c.dependencies.hops[queue[0]] {
			if _, seen := via[hop.To]; seen || hop.To == start || c.ignored[[2]string{hop.From, hop.To}] {
				continue
			}
			via[hop.To] = hop
			switch {
			case targets[hop.To]:
				hops := []graph.Hop{hop}
				for hops[0].From != start {
					hops = slices.Insert(hops, 0, via[hops[0].From])
				}
				reached = append(reached, hops)
			case !stops[hop.To] && !c.contract.DirectOnly:
				queue = append(queue, hop.To)
			}
		}
	}
	return reached
}

// union returns the modules that are in any of the sets.
func union(sets ...map[string]bool) map[string]bool {
	all := make(map[string]bool)
	for _, s := range sets {
		for m := range s {
			all[m] = true
		}
	}
	return all
}
