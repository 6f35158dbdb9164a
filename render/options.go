package render

import (
	"fmt"
	"strings"
	"time"

	"github.com/djdag/djdag/render/graphviz"
)

// Options say what a figure shows and how. The zero value shows all tables,
// parents above children, in light colours.
type Options struct {
	// Tables lists the IDs of the tables and externals to draw, in any order.
	// All others are left out, with their foreign keys. Nil: draw all. An ID
	// that the pipeline does not have is ignored.
	Tables []string
	// Collapse names schemas to draw as one pill each. A schema is named by its
	// ID, its module, or its module's last component.
	Collapse []string
	// CollapseAll draws every schema as one pill.
	CollapseAll bool
	// Expand names schemas or tables that stay open in spite of Collapse and
	// CollapseAll.
	Expand []string
	// Focus names schemas to draw open. The schemas that foreign keys join to
	// them are collapsed; all others are left out.
	Focus []string

	// Context draws, with Focus, the foreign keys between schemas that are not in
	// focus, too.
	Context bool
	// Edges says which bundles of foreign keys a figure of schemas draws.
	Edges Edges
	// Imports draws the imports between schemas that no foreign key runs along.
	// Those on a cycle are always drawn.
	Imports bool

	Direction Direction
	Theme     Theme
	// Routing is how lines lead from parents to children.
	Routing Routing
	// Attributes shows columns inside the tables, the key above a line. In
	// directions LR and RL, a foreign key then joins the rows of its attributes.
	Attributes Attributes
	// Types adds the type to each column that Attributes shows.
	Types bool
	// Title stands above the figure and names it for screen readers. Empty: no
	// title.
	Title string
	// Legend adds a key to the notation.
	Legend bool
	// Link is a URL template such as "https://example.org/{path}#L{line}". Each
	// table and foreign key becomes a link to its position in the source. Only
	// http and https make links. Empty: no links.
	Link string
	// DPI is the resolution of a PNG in pixels per inch, from 1 to 10000. Zero:
	// [DefaultDPI].
	DPI float64
	// IDPrefix begins every id in an SVG, so that several SVGs can share a page.
	// White space in it becomes a dash.
	IDPrefix string
	// Inline leaves out of an SVG what only a separate file needs, such as the
	// XML declaration.
	Inline bool
	// Worker says which program draws, for the formats that need one, and how
	// long it may take. The zero value finds one, as [graphviz.Find] does.
	Worker WorkerOptions
	// Notice, if not nil, is called with one line for each thing that a format
	// cannot show as asked.
	Notice func(message string)
}

// WorkerOptions choose and limit the drawing worker.
type WorkerOptions struct {
	// Path is the program, as [graphviz.Open] takes it: djdag-graphviz, or a
	// program that is called as dot is. Empty: the worker beside the running
	// program, else the one on PATH, else dot.
	Path string
	// Timeout limits each run of the program; a figure takes up to three. Zero:
	// [graphviz.DefaultTimeout].
	Timeout time.Duration
}

// worker returns the program to draw with. The error names the path that is
// not a program, or is [graphviz.ErrNotFound].
func (o WorkerOptions) worker() (worker *graphviz.Worker, err error) {
	if o.Path != "" {
		worker, err = graphviz.Open(o.Path)
	} else {
		worker, err = graphviz.Find()
	}
	if err != nil {
		return nil, err
	}
	worker.Timeout = o.Timeout
	return worker, nil
}

// Direction is the way from parents to children.
type Direction uint8

// The directions, as Graphviz names them.
const (
	TB Direction = iota // top to bottom
	LR                  // left to right
	BT                  // bottom to top
	RL                  // right to left
)

// String returns "TB", "LR", "BT" or "RL".
func (d Direction) String() string {
	switch d {
	case TB:
		return "TB"
	case LR:
		return "LR"
	case BT:
		return "BT"
	case RL:
		return "RL"
	}
	return fmt.Sprintf("Direction(%d)", uint8(d))
}

// ParseDirection is the inverse of [Direction.String]. It ignores case.
func ParseDirection(s string) (Direction, error) {
	for d := TB; d <= RL; d++ {
		if strings.EqualFold(d.String(), s) {
			return d, nil
		}
	}
	return 0, fmt.Errorf("unknown direction %q; want TB, LR, BT or RL", s)
}

// Attributes says which columns of a table its node shows.
type Attributes uint8

// The choices of columns.
const (
	NoAttributes  Attributes = iota // none
	KeyAttributes                   // the primary key
	AllAttributes                   // every column
)

// String returns "none", "keys" or "all".
func (a Attributes) String() string {
	switch a {
	case NoAttributes:
		return "none"
	case KeyAttributes:
		return "keys"
	case AllAttributes:
		return "all"
	}
	return fmt.Sprintf("Attributes(%d)", uint8(a))
}

// ParseAttributes is the inverse of [Attributes.String]. It ignores case.
func ParseAttributes(s string) (Attributes, error) {
	for a := NoAttributes; a <= AllAttributes; a++ {
		if strings.EqualFold(a.String(), s) {
			return a, nil
		}
	}
	return 0, fmt.Errorf("unknown attributes %q; want none, keys or all", s)
}

// Theme is a set of colours.
type Theme uint8

// The themes.
const (
	Light   Theme = iota // for white paper; the background is transparent
	Dark                 // for a dark page
	Auto                 // in an SVG, light or dark as the viewer prefers; light in other formats
	Classic              // the look of dj.Diagram from 0.14 to 2.3.2
)

// String returns "light", "dark", "auto" or "classic".
func (t Theme) String() string {
	switch t {
	case Light:
		return "light"
	case Dark:
		return "dark"
	case Auto:
		return "auto"
	case Classic:
		return "classic"
	}
	return fmt.Sprintf("Theme(%d)", uint8(t))
}

// ParseTheme is the inverse of [Theme.String]. It ignores case.
func ParseTheme(s string) (Theme, error) {
	for t := Light; t <= Classic; t++ {
		if strings.EqualFold(t.String(), s) {
			return t, nil
		}
	}
	return 0, fmt.Errorf("unknown theme %q; want light, dark, auto or classic", s)
}
