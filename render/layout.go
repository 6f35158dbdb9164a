package render

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/djdag/djdag/render/graphviz"
)

// point is a place in a picture, in points; y grows downwards.
type point struct{ x, y float64 }

// rect is a box in a picture.
type rect struct{ x, y, w, h float64 }

// route is the way of an edge.
type route struct {
	// spline has 3n+1 points: a start, then two controls and an end for each
	// Bézier curve.
	spline []point
	// tip is where the arrowhead ends; nil where the edge has none.
	tip   *point
	label point // the middle of the label, if the edge has one
}

// layout is where Graphviz put everything, indexed as the figure is.
type layout struct {
	w, h     float64
	nodes    []point // the middle of each
	edges    []route
	clusters []rect
	entities map[[2]int]rect // by index of cluster and group
}

// arrange has Graphviz place the figure.
func (f *figure) arrange(ctx context.Context) (*layout, error) {
	worker, err := graphviz.Find()
	if err != nil {
		return nil, err
	}
	out, err := worker.Run(ctx, "json0", f.dot(dotLayout))
	if err != nil {
		return nil, err
	}
	nodes := 0
	for range f.nodes {
		nodes++
	}
	l, err := readLayout(out, nodes, len(f.edges), len(f.clusters))
	if err != nil {
		return nil, fmt.Errorf("read the coordinates that graphviz gave: %w", err)
	}
	return l, nil
}

// readLayout reads Graphviz' "json0" format for a graph that was written by
// [figure.dot]. It fails where any node, edge or cluster has no place.
func readLayout(data []byte, nodes, edges, clusters int) (*layout, error) {
	var in struct {
		BB      string `json:"bb"`
		Objects []struct {
			Name string `json:"name"`
			BB   string `json:"bb"`
			Pos  string `json:"pos"`
		} `json:"objects"`
		Edges []struct {
			ID  string `json:"id"`
			Pos string `json:"pos"`
			LP  string `json:"lp"`
		} `json:"edges"`
	}
	if err := json.Unmarshal(data, &in); err != nil {
		return nil, err
	}
	l := &layout{
		nodes:    make([]point, nodes),
		edges:    make([]route, edges),
		clusters: make([]rect, clusters),
		entities: make(map[[2]int]rect),
	}
	bb, err := floats(in.BB, 4)
	if err != nil {
		return nil, fmt.Errorf("bounding box: %w", err)
	}
	l.w, l.h = bb[2]-bb[0], bb[3]-bb[1]
	flip := func(x, y float64) point { return point{x - bb[0], bb[3] - y} }

	placedNodes, placedClusters, placedEdges := 0, 0, 0
	for _, o := range in.Objects {
		if rest, ok := strings.CutPrefix(o.Name, "cluster"); ok {
			v, err := floats(o.BB, 4)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", o.Name, err)
			}
			corner := flip(v[0], v[3])
			box := rect{corner.x, corner.y, v[2] - v[0], v[3] - v[1]}
			first, second, nested := strings.Cut(rest, "_")
			i, err := index(first, clusters)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", o.Name, err)
			}
			if !nested {
				l.clusters[i] = box
				placedClusters++
				continue
			}
			j, err := strconv.Atoi(second)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", o.Name, err)
			}
			l.entities[[2]int{i, j}] = box
			continue
		}
		number, ok := strings.CutPrefix(o.Name, "n")
		if !ok {
			continue // a subgraph that only sets a rank
		}
		i, err := index(number, nodes)
		if err != nil {
			return nil, fmt.Errorf("node %s: %w", o.Name, err)
		}
		v, err := floats(o.Pos, 2)
		if err != nil {
			return nil, fmt.Errorf("node %s: %w", o.Name, err)
		}
		l.nodes[i] = flip(v[0], v[1])
		placedNodes++
	}
	for _, e := range in.Edges {
		i, err := index(strings.TrimPrefix(e.ID, "e"), edges)
		if err != nil {
			return nil, fmt.Errorf("edge %s: %w", e.ID, err)
		}
		r, err := readRoute(e.Pos, flip)
		if err != nil {
			return nil, fmt.Errorf("edge %s: %w", e.ID, err)
		}
		if e.LP != "" {
			v, err := floats(e.LP, 2)
			if err != nil {
				return nil, fmt.Errorf("label of edge %s: %w", e.ID, err)
			}
			r.label = flip(v[0], v[1])
		}
		l.edges[i] = r
		placedEdges++
	}
	if placedNodes != nodes || placedClusters != clusters || placedEdges != edges {
		return nil, fmt.Errorf("%d of %d nodes, %d of %d clusters and %d of %d edges are placed",
			placedNodes, nodes, placedClusters, clusters, placedEdges, edges)
	}
	return l, nil
}

// readRoute reads "e,x,y s,x,y x,y x,y …", the first two only for arrowheads.
func readRoute(pos string, flip func(x, y float64) point) (route, error) {
	var r route
	for field := range strings.FieldsSeq(pos) {
		at, isTip := strings.CutPrefix(field, "e,")
		at = strings.TrimPrefix(at, "s,")
		v, err := floats(at, 2)
		if err != nil {
			return route{}, err
		}
		p := flip(v[0], v[1])
		switch {
		case isTip:
			r.tip = &p
		case strings.HasPrefix(field, "s,"):
			// No edge of ours has an arrowhead at its start.
		default:
			r.spline = append(r.spline, p)
		}
	}
	if len(r.spline) < 4 || len(r.spline)%3 != 1 {
		return route{}, fmt.Errorf("%d points do not make a curve", len(r.spline))
	}
	return r, nil
}

// index reads a number in [0, n).
func index(s string, n int) (int, error) {
	i, err := strconv.Atoi(s)
	if err != nil {
		return 0, err
	}
	if i < 0 || i >= n {
		return 0, fmt.Errorf("%d is not in [0, %d)", i, n)
	}
	return i, nil
}

// floats reads n numbers with commas between them.
func floats(s string, n int) ([]float64, error) {
	if s == "" {
		return nil, errors.New("no coordinates")
	}
	parts := strings.Split(s, ",")
	if len(parts) != n {
		return nil, fmt.Errorf("%q is not %d numbers", s, n)
	}
	v := make([]float64, n)
	for i, part := range parts {
		x, err := strconv.ParseFloat(part, 64)
		if err != nil {
			return nil, err
		}
		v[i] = x
	}
	return v, nil
}
