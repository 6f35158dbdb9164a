package bounds

import (
	"fmt"

	"github.com/pelletier/go-toml/v2/unstable"
)

// The bounds of TOML. go-toml compares each key with all others, so its time grows
// with the square of their number. A project that lists ten thousand dependencies is
// below.
const (
	maxTOML  = 1 << 20 // bytes
	maxKeys  = 11_000  // a.b counts twice
	maxParts = 100     // of a key such as a.b.c
)

// TOML returns an [Error] if a TOML text is too large to parse, or no UTF-8. It finds no mistakes
// of syntax: the text is looked at up to the first of these, as a parser does.
func TOML(text []byte) error {
	if len(text) > maxTOML {
		return &Error{0, fmt.Sprintf("the file has %d bytes; djdag reads TOML up to %d", len(text), maxTOML)}
	}
	if err := UTF8(text); err != nil {
		return err
	}
	var p unstable.Parser
	p.Reset(text)
	keys := 0
	for p.NextExpression() {
		expression := p.Expression()
		at := expression.Key()
		at.Next()
		start := int(at.Node().Raw.Offset)
		for left := []*unstable.Node{expression}; len(left) > 0; {
			n := left[len(left)-1]
			left = left[:len(left)-1]
			parts := 0
			switch n.Kind {
			case unstable.Table, unstable.ArrayTable, unstable.KeyValue:
				for it := n.Key(); it.Next(); {
					parts++
				}
			}
			if keys += parts; parts > maxParts {
				return &Error{start, fmt.Sprintf("a key has %d parts; djdag reads TOML with up to %d", parts, maxParts)}
			}
			if keys > maxKeys {
				return &Error{start, fmt.Sprintf("the file has more than %d keys up to here; djdag reads no more", maxKeys)}
			}
			left = append(left, values(n)...)
		}
	}
	return nil
}

// values returns the nodes in a node that may hold keys.
func values(n *unstable.Node) []*unstable.Node {
	switch n.Kind {
	case unstable.KeyValue:
		return []*unstable.Node{n.Value()}
	case unstable.Array, unstable.InlineTable:
		var all []*unstable.Node
		for it := n.Children(); it.Next(); {
			if child := it.Node(); child.Kind == unstable.KeyValue || child.Kind == unstable.Array || child.Kind == unstable.InlineTable {
				all = append(all, child)
			}
		}
		return all
	}
	return nil
}
