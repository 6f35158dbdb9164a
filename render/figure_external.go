package render

import (
	"strings"

	"github.com/djdag/djdag/graph"
)

// externalNode returns a new node for an external or, among pills, for the
// module that it is in. If the ID is that of an inactive table, t is the table.
func (b *builder) externalNode(id string, t *graph.Table, asModule bool) *node {
	module, class := outsideName(b.p, id)
	short := lastComponent(module)
	why, k := "outside of what was analysed", external
	if t != nil {
		why = "in a schema that is never activated"
	}
	if x := b.p.External(id); x != nil {
		switch x.Kind {
		case graph.Unresolved:
			why, k = "not resolved", unresolved
		case graph.Virtual:
			why = "in a virtual module"
			short = module // a schema's name, whose dots are in a template
		}
	}
	if asModule && k == external && module != "" {
		key := module
		if b.p.Schema(key) != nil {
			key = "module " + module // not the schema of that name
		}
		return &node{kind: external, key: key, label: short, count: "external", tooltip: module + "\n" + why}
	}
	label := class
	if module != "" {
		label = short + "." + class
	}
	return &node{kind: k, key: id, label: label, tooltip: id + "\n" + why}
}

// outsideName returns the module and the class that a figure shows for the
// parent of a foreign key that is not an active table. Where the pipeline does
// not say, the module is empty and the class is the whole ID: nothing in an ID
// tells a class from a package for certain, and exports of older versions hold
// only that.
func outsideName(p *graph.Pipeline, id string) (module, class string) {
	if t := p.Table(id); t != nil {
		return t.Module, t.Class
	}
	x := p.External(id)
	switch {
	case x == nil || x.Module == "" && x.Class == "":
		return "", id
	case x.Kind == graph.Unresolved && strings.HasPrefix(id, x.Module+":"):
		return cutUnbound(id)
	case x.Class == "":
		return "", id
	}
	return x.Module, x.Class
}

// cutUnbound cuts the ID of a name that its module does not bind, such as
// "pkg.mod:Session" or "pkg.mod:subject.Session", so that the user's module
// stays in sight: before a name without dots, that is "pkg" and "mod:Session";
// else "pkg.mod:subject" and "Session".
func cutUnbound(id string) (module, class string) {
	colon := strings.IndexByte(id, ':')
	dot := strings.IndexByte(id[colon:], '.')
	if dot >= 0 {
		dot += colon
	} else {
		dot = strings.LastIndexByte(id, '.')
	}
	if dot < 0 {
		return "", id
	}
	return id[:dot], id[dot+1:]
}
