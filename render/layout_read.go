package render

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// A layoutReader turns the "json0" output of Graphviz into a layout. It counts
// what has got a place.
type layoutReader struct {
	*layout
	height                                   float64 // of the drawing
	placedNodes, placedEdges, placedClusters int
}

// json0 is the part of the output that a layout needs. Coordinates are in points;
// y grows upwards.
type json0 struct {
	BB      string        `json:"bb"`
	Objects []json0Object `json:"objects"`
	Edges   []json0Edge   `json:"edges"`
}

// A json0Object is a node or a subgraph.
type json0Object struct {
	Name string `json:"name"`
	BB   string `json:"bb"`
	Pos  string `json:"pos"`
}

// A json0Edge is an edge. Only the edges of the figure have an ID.
type json0Edge struct {
	ID  string `json:"id"`
	Pos string `json:"pos"`
	LP  string `json:"lp"`
}

// readLayout reads the "json0" output of Graphviz for a graph in the style
// [dotSizes] with the given number of nodes, edges and clusters. It fails if a
// node or cluster has no place, or an edge is missing. An edge without a route has
// nil curves.
func readLayout(data []byte, nodes, edges, clusters int) (*layout, error) {
	var in json0
	if err := json.Unmarshal(data, &in); err != nil {
		return nil, err
	}
	bb, err := floats(in.BB, 4)
	if err != nil {
		return nil, fmt.Errorf("bounding box: %w", err)
	}
	r := layoutReader{height: bb[3], layout: &layout{
		nodes:    make([]point, nodes),
		edges:    make([]route, edges),
		clusters: make([]rect, clusters),
		entities: make(map[[2]int]rect),
	}}
	for _, o := range in.Objects {
		if number, ok := strings.CutPrefix(o.Name, "cluster"); ok {
			if err := r.readCluster(number, o.BB); err != nil {
				return nil, fmt.Errorf("%s: %w", o.Name, err)
			}
		} else if number, ok := strings.CutPrefix(o.Name, "n"); ok {
			if err := r.readNode(number, o.Pos); err != nil {
				return nil, fmt.Errorf("node %s: %w", o.Name, err)
			}
		} // else it is a subgraph that only sets a rank
	}
	for _, e := range in.Edges {
		if e.ID == "" {
			continue // it keeps two ranks apart
		}
		if err := r.readEdge(e); err != nil {
			return nil, fmt.Errorf("edge %s: %w", e.ID, err)
		}
	}
	if r.placedNodes != nodes || r.placedClusters != clusters || r.placedEdges != edges {
		return nil, fmt.Errorf("%d of %d nodes, %d of %d clusters and %d of %d edges are placed",
			r.placedNodes, nodes, r.placedClusters, clusters, r.placedEdges, edges)
	}
	return r.layout, nil
}

// at returns a point of the output.
func (r *layoutReader) at(x, y float64) point { return point{x, r.height - y} }

// readCluster reads the box of a cluster, which is numbered as [dotWriter.digraph]
// says.
func (r *layoutReader) readCluster(number, bb string) error {
	v, err := floats(bb, 4)
	if err != nil {
		return err
	}
	corner := r.at(v[0], v[3])
	box := rect{corner.x, corner.y, v[2] - v[0], v[3] - v[1]}
	first, second, nested := strings.Cut(number, "_")
	i, err := index(first, len(r.clusters))
	if err != nil {
		return err
	}
	if !nested {
		r.clusters[i] = box
		r.placedClusters++
		return nil
	}
	j, err := strconv.Atoi(second)
	if err != nil {
		return err
	}
	r.entities[[2]int{i, j}] = box
	return nil
}

// readNode reads the place of a node.
func (r *layoutReader) readNode(number, pos string) error {
	i, err := index(number, len(r.nodes))
	if err != nil {
		return err
	}
	v, err := floats(pos, 2)
	if err != nil {
		return err
	}
	r.nodes[i] = r.at(v[0], v[1])
	r.placedNodes++
	return nil
}

// readEdge reads the route of an edge and the place of its label.
func (r *layoutReader) readEdge(e json0Edge) error {
	i, err := index(strings.TrimPrefix(e.ID, "e"), len(r.edges))
	if err != nil {
		return err
	}
	var line route // without curves if Graphviz found none
	if e.Pos != "" {
		if line, err = readRoute(e.Pos, r.at); err != nil {
			return err
		}
	}
	if e.LP != "" {
		v, err := floats(e.LP, 2)
		if err != nil {
			return fmt.Errorf("label: %w", err)
		}
		line.label = r.at(v[0], v[1])
	}
	r.edges[i] = line
	r.placedEdges++
	return nil
}

// readRoute reads the splines of an edge, separated by semicolons. Each is a list
// of points "x,y", with "e,x,y" and "s,x,y" in front for the arrowheads. The
// function at converts a point of the output.
func readRoute(pos string, at func(x, y float64) point) (route, error) {
	var r route
	for part := range strings.SplitSeq(pos, ";") {
		var curve []point
		for field := range strings.FieldsSeq(part) {
			xy, isTip := strings.CutPrefix(field, "e,")
			xy, isStart := strings.CutPrefix(xy, "s,")
			v, err := floats(xy, 2)
			if err != nil {
				return route{}, err
			}
			p := at(v[0], v[1])
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
