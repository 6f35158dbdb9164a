package render

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// readLayout reads the "json0" output of Graphviz for a graph in the style
// [dotSizes] with the given number of nodes, edges and clusters. It fails if a
// node or cluster has no place, or an edge is missing. An edge without a route has
// nil curves.
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
	flip := func(x, y float64) point { return point{x, bb[3] - y} }

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
		if e.ID == "" {
			continue // it keeps two ranks apart
		}
		i, err := index(strings.TrimPrefix(e.ID, "e"), edges)
		if err != nil {
			return nil, fmt.Errorf("edge %s: %w", e.ID, err)
		}
		var r route // of no curves where Graphviz found no way
		if e.Pos != "" {
			if r, err = readRoute(e.Pos, flip); err != nil {
				return nil, fmt.Errorf("edge %s: %w", e.ID, err)
			}
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

// readRoute reads the splines of an edge, separated by semicolons. Each is a list
// of points "x,y", with "e,x,y" and "s,x,y" in front for the arrowheads.
func readRoute(pos string, flip func(x, y float64) point) (route, error) {
	var r route
	for part := range strings.SplitSeq(pos, ";") {
		var curve []point
		for field := range strings.FieldsSeq(part) {
			at, isTip := strings.CutPrefix(field, "e,")
			at, isStart := strings.CutPrefix(at, "s,")
			v, err := floats(at, 2)
			if err != nil {
				return route{}, err
			}
			p := flip(v[0], v[1])
			switch {
			case isTip:
				r.tip = &p
			case isStart:
				// We draw no arrowheads at the start of an edge.
			default:
				curve = append(curve, p)
			}
		}
		if len(curve) < 4 || len(curve)%3 != 1 {
			return route{}, fmt.Errorf("%d points do not make a curve", len(curve))
		}
		r.curves = append(r.curves, curve)
	}
	return r, nil
}

// index parses an integer in [0, n).
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

// floats parses n numbers, separated by commas.
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
