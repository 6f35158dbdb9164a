package python

import (
	"bytes"
	"context"

	sitter "github.com/smacker/go-tree-sitter"
	grammar "github.com/smacker/go-tree-sitter/python"
)

// A Parser parses Python. It is not safe for concurrent use: give each
// goroutine its own, and close it.
type Parser struct {
	ts     *sitter.Parser
	kinds  []kind // by tree-sitter symbol
	pruner pruner // of what is parsed
}

// NewParser returns a parser.
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

// Close frees what the parser holds outside of Go's memory.
func (p *Parser) Close() { p.ts.Close() }

// File parses the text of a file. It always returns a file; what is wrong
// with the text is in its Errors, of which there is at most one. It keeps the
// text, which must not change.
func (p *Parser) File(ctx context.Context, text []byte) (*File, error) {
	text, refused := decode(bytes.TrimPrefix(text, []byte("\uFEFF")))
	f := &File{text: text, lines: lineStarts(text)}
	if i := bytes.IndexByte(text, 0); i >= 0 {
		f.Errors = []SyntaxError{{At: At(i), End: i + 1, Message: "this is not Python source: it holds a NUL byte"}}
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

// Cells parses a text of which each piece is compiled alone, as IPython does
// with the cells of a notebook: what is wrong in one does not touch the
// others. The starts are the offsets of the pieces, ascending, from 0.
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

// Function parses the parameters and the body of a function of the file. Both
// are nil where it could not be parsed.
func (p *Parser) Function(f *File, fn *FuncDef) (params []Param, body []Stmt) {
	line, col := f.LineCol(fn.start)
	start := int(f.lines[line-1])
	var src []byte
	if col > 1 {
		// An indented definition is no module; give it a block to stand in.
		src = append(src, "if 1:\n"...)
	}
	base := start - len(src)
	src = append(src, f.text[start:fn.end]...)
	src = append(src, '\n')
	p.snippet(src, base, f, func(l *lowerer, root *sitter.Node) {
		if def := l.find(root, kFunctionDefinition); def != nil {
			if ps := l.child(def, kParameters); ps != nil {
				params = l.params(ps)
			}
			body = l.block(l.child(def, kBlock))
		}
	})
	return params, body
}

// Expr parses an expression that stands at an offset of a file, such as the
// reference of a foreign key. It returns nil if text is not an expression.
func (p *Parser) Expr(text string, offset int) Expr {
	var x Expr
	p.snippet([]byte(text), offset, nil, func(l *lowerer, root *sitter.Node) {
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

func (p *Parser) snippet(src []byte, base int, f *File, use func(*lowerer, *sitter.Node)) {
	tree, err := p.ts.ParseCtx(context.Background(), nil, src)
	if err != nil {
		return
	}
	defer tree.Close()
	l := &lowerer{text: src, kinds: p.kinds, base: base, inFunction: true}
	if f == nil {
		l.file = &File{}
	} else {
		l.file = &File{text: f.text, lines: f.lines} // its imports are listed already
	}
	use(l, tree.RootNode())
}
