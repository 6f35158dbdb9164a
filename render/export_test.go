package render

import "github.com/djdag/djdag/graph"

// Sketch draws the SVG with everything at one place. It needs no worker.
func Sketch(p *graph.Pipeline, opts Options) ([]byte, error) {
	f, err := newFigure(p, opts)
	if err != nil {
		return nil, err
	}
	l := &layout{
		clusters: make([]rect, len(f.clusters)),
		edges:    make([]route, len(f.edges)),
		entities: make(map[[2]int]rect),
	}
	for range f.nodes {
		l.nodes = append(l.nodes, point{})
	}
	for i := range l.edges {
		l.edges[i].curves = [][]point{make([]point, 4)}
	}
	for i, c := range f.clusters {
		for j, g := range c.groups {
			if len(g.nodes) > 1 {
				l.entities[[2]int{i, j}] = rect{}
			}
		}
	}
	return f.svg(l), nil
}

// ReadLayout is readLayout without its result.
func ReadLayout(data []byte, nodes, edges, clusters int) error {
	_, err := readLayout(data, nodes, edges, clusters)
	return err
}
