package python

import (
	"slices"

	sitter "github.com/smacker/go-tree-sitter"
)

// Doings are what a function may do, whatever its branches: the names that it
// mentions, and the calls. Unlike the statements of [Parser.Function], they leave
// nothing out.
type Doings struct {
	First    string    // the name of its first parameter, or empty
	Mentions []Mention // in no order
	Items    []Item    // in no order
	Raises   bool      // it raises an exception whatever happens
}

// A Mention is a dotted name, or a call of one.
type Mention struct {
	// Path has the parts of the name. The first is empty for an attribute of an
	// expression that is no name.
	Path   []string
	Called bool
}

// An Item is a dotted name with a dotted name in brackets behind it.
type Item struct {
	At         // of the first name
	End        int
	Path, Item []string
}

// maxDoings is the size in bytes of the largest function whose doings are listed.
// A name may be as long as the function, and each of its parts looks at the rest.
const maxDoings = 64 << 10

// Doings parses a function in the file and lists what it may do. It reports false
// for one that is very long or has a syntax error.
func (p *Parser) Doings(f *File, fn *FuncDef) (d Doings, ok bool) {
	if fn.end-fn.start > maxDoings {
		return d, false
	}
	p.definition(f, fn, false, func(l *lowerer, def *sitter.Node) {
		if def.HasError() {
			return
		}
		w := doingsWalk{lowerer: l, found: &d}
		if ps := l.child(def, kParameters); ps != nil {
			if params := l.params(ps); len(params) > 0 {
				d.First = params[0].Name
			}
		}
		if body := l.child(def, kBlock); body != nil {
			d.Raises = slices.ContainsFunc(l.children(body), func(n *sitter.Node) bool { return l.kind(n) == kRaiseStatement })
			w.walk(body)
			ok = true
		}
	})
	return d, ok
}

// A doingsWalk goes through the nodes of a function.
type doingsWalk struct {
	*lowerer
	found *Doings
	todo  []*sitter.Node
}

func (w *doingsWalk) walk(n *sitter.Node) {
	for w.todo = append(w.todo, n); len(w.todo) > 0; {
		n = w.todo[len(w.todo)-1]
		w.todo = w.todo[:len(w.todo)-1]
		w.visit(n)
	}
}

// visit notes what a node does, and queues the nodes inside.
func (w *doingsWalk) visit(n *sitter.Node) {
	switch w.kind(n) {
	case kImportStatement, kImportFromStatement:
		return
	case kIdentifier, kAttribute:
		w.mention(n, false)
		return
	case kKeywordArgument:
		if kv := w.operands(n); len(kv) == 2 {
			w.todo = append(w.todo, kv[1])
		}
		return
	case kCall:
		if parts := w.operands(n); len(parts) == 2 && (w.kind(parts[0]) == kIdentifier || w.kind(parts[0]) == kAttribute) {
			w.mention(parts[0], true)
			w.todo = append(w.todo, parts[1])
			return
		}
		// What an expression returns is called.
		w.found.Mentions = append(w.found.Mentions, Mention{Path: []string{""}, Called: true})
	case kDecorator: // which is called with what stands below
		if c := w.operands(n); len(c) == 1 && (w.kind(c[0]) == kIdentifier || w.kind(c[0]) == kAttribute) {
			w.mention(c[0], true)
			return
		}
	case kSubscript:
		w.item(n)
	}
	w.todo = append(w.todo, w.children(n)...)
}

// mention notes a name or an attribute, and queues the expression that has it.
func (w *doingsWalk) mention(n *sitter.Node, called bool) {
	path, object := w.path(n)
	if object != nil {
		w.todo = append(w.todo, object)
	}
	w.found.Mentions = append(w.found.Mentions, Mention{Path: path, Called: called})
}

// path returns the parts of a dotted name. Its first part is empty if it stands
// behind an object that is no name.
func (w *doingsWalk) path(n *sitter.Node) (path []string, object *sitter.Node) {
	for w.kind(n) == kAttribute {
		c := w.operands(n)
		if len(c) != 2 {
			break
		}
		path = append(path, w.name(c[1]))
		n = c[0]
	}
	if w.kind(n) == kIdentifier {
		path = append(path, w.name(n))
	} else {
		path, object = append(path, ""), n
	}
	slices.Reverse(path)
	return path, object
}

// item notes a subscript of names.
func (w *doingsWalk) item(n *sitter.Node) {
	c := w.operands(n)
	if len(c) != 2 {
		return
	}
	path, object := w.path(c[0])
	item, inner := w.path(c[1])
	if object == nil && inner == nil {
		w.found.Items = append(w.found.Items, Item{At: w.at(n), End: w.end(n), Path: path, Item: item})
	}
}
