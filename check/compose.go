package check

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/bounds"
)

// checkCompose checks a Docker Compose file and returns the images of its
// services, sorted, or reports why they are not known.
func (p *Pass) checkCompose(file string) (images []string, known bool) {
	text, ok := p.files.read(file)
	if !ok {
		return nil, false // parse-error
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff")) // YAML may start with one
	report := func(line, col int, message string) {
		p.Report(graph.Diagnostic{Message: message, Pos: graph.Pos{Path: file, Line: line, Col: col}})
	}
	if beyond := (*bounds.Error)(nil); errors.As(bounds.YAML(text), &beyond) {
		line, col := bounds.LineCol(text, beyond.Offset)
		report(line, col, beyond.Message)
		return nil, false
	}
	root, err := parser.ParseBytes(text, 0)
	if err != nil {
		if e, ok := err.(yaml.Error); ok {
			at := e.GetToken().Position
			report(at.Line, at.Column, "this is not YAML: "+e.GetMessage())
		} else {
			report(0, 0, "this is not YAML")
		}
		return nil, false
	}
	if len(root.Docs) == 0 || root.Docs[0].Body == nil {
		p.reportFile(file, "the file is empty; it has no services")
		return nil, false
	}
	if images, known = imagesOf(root.Docs[0].Body); !known {
		at := root.Docs[0].Body.GetToken().Position
		report(at.Line, at.Column, "there are no services; a Docker Compose file lists them under services:")
	}
	slices.Sort(images)
	return images, known
}

// imagesOf returns the images in the document of a Docker Compose file, and whether it
// has services. go-yaml's decoder would write out each merge of an anchor, which takes
// forever if each anchor merges the one before several times.
func imagesOf(document ast.Node) (images []string, known bool) {
	c := composeReader{anchors: make(map[string]ast.Node), steps: 10_000}
	ast.Walk(&c, document)
	services, found := c.entry(document, "services")
	if services = c.value(services); !found || !isMapping(services) {
		return nil, false
	}
	known = true
	c.entries(services, func(_ string, service ast.Node) bool {
		if service = c.value(service); !isMapping(service) {
			known = known && isNull(service)
			return true
		}
		image, _ := c.entry(service, "image")
		image = c.value(image)
		if text, scalar := image.(ast.ScalarNode); scalar && !isNull(image) {
			images = append(images, fmt.Sprint(text.GetValue()))
		} else if image != nil && !scalar {
			known = false
		}
		return true
	})
	return images, known
}

// A composeReader finds the entries of mappings, those that are merged from anchors
// too.
type composeReader struct {
	anchors map[string]ast.Node
	steps   int // how many more entries it looks at
}

// Visit implements [ast.Visitor]: it notes the anchors.
func (c *composeReader) Visit(n ast.Node) ast.Visitor {
	if anchor, ok := n.(*ast.AnchorNode); ok && anchor.Name != nil {
		c.anchors[anchor.Name.GetToken().Value] = anchor.Value
	}
	return c
}

// value returns what an alias, an anchor or a tag stands for; nil for nothing.
func (c *composeReader) value(n ast.Node) ast.Node {
	const maxHops = 100 // an alias may refer to itself
	for range maxHops {
		switch at := n.(type) {
		case *ast.AliasNode:
			n = c.anchors[at.Value.GetToken().Value]
		case *ast.AnchorNode:
			n = at.Value
		case *ast.TagNode:
			n = at.Value
		default:
			return n
		}
	}
	return nil
}

// entry returns the value of a key in a mapping.
func (c *composeReader) entry(mapping ast.Node, key string) (value ast.Node, found bool) {
	c.entries(mapping, func(k string, v ast.Node) bool {
		if k == key {
			value, found = v, true
		}
		return !found
	})
	return value, found
}

// entries calls visit with the entries of a mapping until that returns false: its own
// first, then those that it merges and does not have itself.
func (c *composeReader) entries(mapping ast.Node, visit func(key string, value ast.Node) bool) {
	seen := make(map[string]bool)
	for left := []ast.Node{mapping}; len(left) > 0 && c.steps > 0; {
		n := c.value(left[0])
		left = left[1:]
		if list, ok := n.(*ast.SequenceNode); ok {
			left = append(left, list.Values...)
			c.steps -= len(list.Values)
		}
		m, ok := n.(ast.MapNode)
		if !ok {
			continue
		}
		for it := m.MapRange(); it.Next() && c.steps > 0; c.steps-- {
			key := it.Key().GetToken().Value
			if _, merge := it.Key().(*ast.MergeKeyNode); merge {
				left = append(left, it.Value())
			} else if seen[key] {
				continue
			} else if seen[key] = true; !visit(key, it.Value()) {
				return
			}
		}
	}
}

func isMapping(n ast.Node) bool {
	_, ok := n.(ast.MapNode)
	return ok
}

func isNull(n ast.Node) bool {
	_, ok := n.(*ast.NullNode)
	return ok || n == nil
}
