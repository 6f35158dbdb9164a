package python

import (
	"bytes"
	"context"

	sitter "github.com/smacker/go-tree-sitter"
	grammar "github.com/smacker/go-tree-sitter/python"
)

// A Parser parses Python. It is not safe for concurrent use. Close it after
// use.
type Parser struct {
	ts     *sitter.Parser
	kinds  []kind // indexed by tree-sitter symbol
	pruner pruner // reused between files
	bodies pruner // reused between functions
}

// NewParser returns a new parser.
func NewParser() *Parser {
	lang := grammar.GetLanguage()
	p := &Parser{ts: sitter.NewParser(), kinds: make([]kind, lang.SymbolCount())}
	p.ts.SetLanguage(lang)
	byName := kindsByName()
	for i := range p.kinds {
		p.kinds[i] = byName[lang.SymbolName(sitter.Symbol(i))]
	}
	return p
}

// Close releases the memory that tree-sitter holds outside the Go heap.
func (p *Parser) Close() { p.ts.Close() }

// File parses the text of a file. The result is never nil; it has at most one
// syntax error in Errors. It keeps text, which must not change afterwards. The
// error is that of ctx.
func (p *Parser) File(ctx context.Context, text []byte) (*File, error) {
	text, refused := decode(bytes.TrimPrefix(text, []byte("\uFEFF")))
	f := &File{text: text, lines: lineStarts(text)}
	if i := bytes.IndexByte(text, 0); i >= 0 {
		f.Errors = []SyntaxError{{At: At(i), End: i + 1, Message: "this is not Python source: it contains a NUL byte"}}
		return f, nil
	}
	if err := p.parsePiece(ctx, f, 0, len(text)); err != nil {
		return f, err
	}
	if refused >= 0 {
		f.Errors = []SyntaxError{{At: At(refused), End: refused + 1, Message: "this byte is not UTF-8, and no comment on the first two lines declares another encoding"}}
	}
	return f, nil
}

// Cells parses a text that consists of cells, each compiled on its own as
// IPython does, so that a syntax error in one cell does not affect the others.
// starts has the offsets of the cells, ascending from 0. Like [Parser.File], it
// keeps text; on error, the file is nil.
func (p *Parser) Cells(ctx context.Context, text []byte, starts []int) (*File, error) {
	f := &File{text: text, lines: lineStarts(text)}
	for i, start := range starts {
		end := len(text)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		if err := p.parsePiece(ctx, f, start, end); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// Function parses the parameters and the body of a function in the file. Both
// are nil if it cannot be parsed.
func (p *Parser) Function(f *File, fn *FuncDef) (params []Param, body []Stmt) {
	p.definition(f, fn, true, func(l *lowerer, def *sitter.Node) {
		if ps := l.child(def, kParameters); ps != nil {
			params = l.params(ps)
		}
		body = l.block(l.child(def, kBlock))
	})
	return params, body
}

// definition parses a function in the file, and calls use with its node, unless
// it cannot be parsed. pruned: what no statement of the body needs is left out, and so
// are the bodies of the functions in it.
func (p *Parser) definition(f *File, fn *FuncDef, pruned bool, use func(*lowerer, *sitter.Node)) {
	line, col := f.LineCol(fn.start)
	start := int(f.lines[line-1])
	var src []byte
	if col > 1 {
		// A module cannot start with an indented line; wrap it in a block.
		src = append(src, "if 1:\n"...)
	}
	base := start - len(src)
	src = append(src, f.text[start:fn.end]...)
	src = append(src, '\n')
	var cuts []cut
	if pruned && p.bodies.pruneFunction(src, start-base) {
		src, cuts = p.bodies.pruned(), p.bodies.cuts
	}
	p.snippet(src, base, cuts, f, func(l *lowerer, root *sitter.Node) {
		if def := l.find(root, kFunctionDefinition); def != nil {
			use(l, def)
		}
	})
}

// Expr parses an expression that stands at an offset in a file, such as the
// reference of a foreign key. It returns nil if text is not an expression.
func (p *Parser) Expr(text string, offset int) Expr {
	var x Expr
	p.snippet([]byte(text), offset, nil, nil, func(l *lowerer, root *sitter.Node) {
		if root.HasError() {
			return
		}
		var only *sitter.Node
		for i := range int(root.NamedChildCount()) {
			switch n := root.NamedChild(i); l.kind(n) {
			case kExtra:
			case kExpressionStatement:
				if only != nil || n.NamedChildCount() != 1 {
					return
				}
				only = n.NamedChild(0)
			default:
				return
			}
		}
		if only != nil {
			x = l.expr(only)
		}
	})
	return x
}

// snippet parses src, whose offset in the file is base and which leaves out the cuts, and
// calls use with the tree. It does not call use if parsing fails. f may be nil.
func (p *Parser) snippet(src []byte, base int, cuts []cut, f *File, use func(*lowerer, *sitter.Node)) {
	tree, err := p.ts.ParseCtx(context.Background(), nil, src)
	if err != nil {
		return
	}
	defer tree.Close()
	l := &lowerer{text: src, cuts: cuts, kinds: p.kinds, base: base, inFunction: true}
	if f == nil {
		l.file = &File{}
	} else {
		l.file = &File{text: f.text, lines: f.lines} // not f: its imports are already listed
	}
	use(l, tree.RootNode())
}
