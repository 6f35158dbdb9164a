package render

import (
	"fmt"
	"strings"
)

// An enum is a choice of [Options]. Its values count from 0, which is the default.
type enum interface {
	~uint8
	// words returns what the choice is called, and the words for its values.
	words() (what string, values []string)
}

// word returns the word for a value.
func word[T enum](v T) string {
	what, values := v.words()
	if int(v) < len(values) {
		return values[v]
	}
	return fmt.Sprintf("%s(%d)", what, uint8(v))
}

// unword sets a value to what a word stands for. It ignores case.
func unword[T enum](v *T, text []byte) error {
	what, values := (*v).words()
	for i, w := range values {
		if strings.EqualFold(w, string(text)) {
			*v = T(i)
			return nil
		}
	}
	last := len(values) - 1
	return fmt.Errorf("unknown %s %q; want %s or %s", strings.ToLower(what), text, strings.Join(values[:last], ", "), values[last])
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

func (Direction) words() (string, []string) { return "Direction", []string{"TB", "LR", "BT", "RL"} }

// String returns "TB", "LR", "BT" or "RL".
func (d Direction) String() string { return word(d) }

// UnmarshalText is the inverse of [Direction.String]. It ignores case.
func (d *Direction) UnmarshalText(text []byte) error { return unword(d, text) }

// Attributes says which columns of a table its node shows.
type Attributes uint8

// The choices of columns.
const (
	NoAttributes  Attributes = iota // none
	KeyAttributes                   // the primary key
	AllAttributes                   // every column
)

func (Attributes) words() (string, []string) { return "Attributes", []string{"none", "keys", "all"} }

// String returns "none", "keys" or "all".
func (a Attributes) String() string { return word(a) }

// UnmarshalText is the inverse of [Attributes.String]. It ignores case.
func (a *Attributes) UnmarshalText(text []byte) error { return unword(a, text) }

// Edges says which bundles of foreign keys a pipeline figure draws.
type Edges uint8

// The choices of bundles.
const (
	// AutoEdges is ReducedEdges for figures of more than a dozen schemas, and
	// AllEdges for others.
	AutoEdges Edges = iota
	// AllEdges draws every bundle.
	AllEdges
	// FaintEdges draws bundles that follow from others thin and pale. They have no
	// say in the layout.
	FaintEdges
	// ReducedEdges leaves out bundles that follow from others: one from a to c,
	// if others lead from a over b to c. A line below the figure counts them.
	ReducedEdges
)

func (Edges) words() (string, []string) {
	return "Edges", []string{"auto", "all", "faint", "reduced"}
}

// String returns "auto", "all", "faint" or "reduced".
func (e Edges) String() string { return word(e) }

// UnmarshalText is the inverse of [Edges.String]. It ignores case.
func (e *Edges) UnmarshalText(text []byte) error { return unword(e, text) }

// Routing is how lines lead from parents to children.
type Routing uint8

// The routings.
const (
	// AutoRouting is Orthogonal for figures of schemas, for a schema among its
	// neighbours, and for figures of more than 15 tables, and Curves for others.
	AutoRouting Routing = iota
	// Curves are smooth lines.
	Curves
	// Orthogonal lines are horizontal and vertical, with round corners.
	Orthogonal
)

func (Routing) words() (string, []string) { return "Routing", []string{"auto", "curves", "orthogonal"} }

// String returns "auto", "curves" or "orthogonal".
func (r Routing) String() string { return word(r) }

// UnmarshalText is the inverse of [Routing.String]. It ignores case.
func (r *Routing) UnmarshalText(text []byte) error { return unword(r, text) }

// Parts says how a figure shows the parts of a master.
type Parts uint8

// The choices of parts.
const (
	ShowParts  Parts = iota // beside their master
	CountParts              // as a number in their master: "Subject +7"
	HideParts               // not at all
)

func (Parts) words() (string, []string) { return "Parts", []string{"show", "count", "hide"} }

// String returns "show", "count" or "hide".
func (p Parts) String() string { return word(p) }

// UnmarshalText is the inverse of [Parts.String]. It ignores case.
func (p *Parts) UnmarshalText(text []byte) error { return unword(p, text) }

// Lookups says how a figure shows lookup tables.
type Lookups uint8

// The choices of lookup tables.
const (
	ShowLookups Lookups = iota // like other tables
	ChipLookups                // those without parents as a small label at each of their children
	HideLookups                // not at all
)

func (Lookups) words() (string, []string) { return "Lookups", []string{"show", "chip", "hide"} }

// String returns "show", "chip" or "hide".
func (l Lookups) String() string { return word(l) }

// UnmarshalText is the inverse of [Lookups.String]. It ignores case.
func (l *Lookups) UnmarshalText(text []byte) error { return unword(l, text) }

// Theme is a set of colours.
type Theme uint8

// The themes.
const (
	Light   Theme = iota // for white paper
	Dark                 // for a dark page
	Auto                 // in an SVG, light or dark as the viewer prefers; light in other formats
	Classic              // the look of dj.Diagram from 0.14 to 2.3.2
)

func (Theme) words() (string, []string) { return "Theme", []string{"light", "dark", "auto", "classic"} }

// String returns "light", "dark", "auto" or "classic".
func (t Theme) String() string { return word(t) }

// UnmarshalText is the inverse of [Theme.String]. It ignores case.
func (t *Theme) UnmarshalText(text []byte) error { return unword(t, text) }

// Background is the ground of a figure.
type Background uint8

// The grounds.
const (
	ThemeBackground Background = iota // the colour that the theme has for it
	NoBackground                      // the page shows through
)

func (Background) words() (string, []string) { return "Background", []string{"theme", "none"} }

// String returns "theme" or "none".
func (b Background) String() string { return word(b) }

// UnmarshalText is the inverse of [Background.String]. It ignores case.
func (b *Background) UnmarshalText(text []byte) error { return unword(b, text) }

// Text says how an SVG writes names.
type Text uint8

// The choices of text.
const (
	TextElements Text = iota // as text in a font of the viewer, which can be searched and copied
	TextPaths                // as outlines, which look the same everywhere
)

func (Text) words() (string, []string) { return "Text", []string{"text", "paths"} }

// String returns "text" or "paths".
func (t Text) String() string { return word(t) }

// UnmarshalText is the inverse of [Text.String]. It ignores case.
func (t *Text) UnmarshalText(text []byte) error { return unword(t, text) }
